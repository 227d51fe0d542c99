"""The archive's tables, to be read top to bottom; ``archive.views`` has the analyst's view.

One row of ``articles`` is an article's identity; what it said, and when, is in ``versions`` and its
children. The current version is the one whose ``valid_to`` is empty, and a unique index makes sure
that there is only one. Decides nothing and holds no query.
"""

from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Date,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    String,
    Text,
    TypeDecorator,
    text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

SCHEMA_VERSION = 1
"""Raised with every change of this module that an existing database would notice."""

Id = BigInteger().with_variant(Integer, "sqlite")  # SQLite counts up INTEGER keys only
Number = BigInteger().with_variant(Integer, "sqlite")


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: given and returned with time zone UTC, on SQLite too, which stores none.

    Raises ValueError for a datetime without time zone.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC on the way in."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a datetime without time zone cannot be stored: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC on the way out; PostgreSQL answers in the session's time zone."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    """What all tables share."""

    type_annotation_map = {  # noqa: RUF012  # SQLAlchemy's own notation
        str: Text(),
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        dict[str, str]: JSON(),
        dict[str, int]: JSON(),
    }


class Meta(Base):
    """One row: what this database is."""

    __tablename__ = "archive_meta"

    id: Mapped[int] = mapped_column(primary_key=True, default=1)
    schema_version: Mapped[int]
    created_at: Mapped[datetime]


class Run(Base):
    """One crawl, or one import."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Minted by who starts the run; the WARC file's name carries it too."""
    magazine: Mapped[str]
    extractor_version: Mapped[str]

    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """Empty while it runs, and for good where the process was killed."""
    finish_reason: Mapped[str | None]
    counts: Mapped[dict[str, int]]
    """What was counted under which name, such as found, new, failed."""

    __table_args__ = (
        Index("runs_started_at", "started_at"),  # the latest runs
    )


class Article(Base):
    """An article's identity: one row however often its text changes."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    magazine: Mapped[str]
    canonical_url: Mapped[str]

    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    """When a fetch last found it, changed or not; a refused fetch does not count."""

    __table_args__ = (
        # one identity whoever writes it first; also: one magazine's articles
        Index("articles_identity", "magazine", "canonical_url", unique=True),
    )


class Url(Base):
    """An address an article is known under in its magazine: canonical, redirected, duplicate."""

    __tablename__ = "urls"

    url: Mapped[str] = mapped_column(primary_key=True)  # url first: is this URL known?
    magazine: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"))
    first_seen: Mapped[datetime]

    __table_args__ = (
        Index("urls_article", "article_id"),  # all addresses of one article
    )


class Capture(Base):
    """One fetched page and what became of it; refused pages too."""

    __tablename__ = "captures"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    run_id: Mapped[str | None] = mapped_column(String(64), ForeignKey("runs.id"))
    magazine: Mapped[str]
    article_id: Mapped[int | None] = mapped_column(Id, ForeignKey("articles.id"))
    """The article it belongs to; empty for a refused page at an unknown address."""

    # the response
    url: Mapped[str]
    """The URL that was requested, or the page's URL where it was read from a file."""
    fetched_at: Mapped[datetime]
    status: Mapped[int | None]
    digest: Mapped[str | None]
    """``sha256:`` and 64 hexadecimal digits, over the payload."""

    # where it is kept; all empty for a page that was read from a file
    file: Mapped[str | None]
    record_offset: Mapped[int | None] = mapped_column(Number)
    record_length: Mapped[int | None] = mapped_column(Number)

    # what became of it
    outcome: Mapped[str] = mapped_column(String(16))
    """new, changed, unchanged, duplicate or refused."""
    reason: Mapped[str | None]
    """Why it was refused."""

    __table_args__ = (
        # one row a response: a batch stored again after a lost connection adds nothing
        Index(
            "captures_record",
            "file",
            "record_offset",
            unique=True,
            sqlite_where=text("file IS NOT NULL"),
            postgresql_where=text("file IS NOT NULL"),
        ),
        Index("captures_article", "article_id"),  # all fetches of one article
        Index("captures_outcome", "outcome", "reason"),  # totals, without reading the rows
        Index("captures_run", "run_id"),  # what one run fetched
    )


_IS_CURRENT = text("valid_to IS NULL")


class Version(Base):
    """What an article said during one stretch of time. Its long texts stand last: SQLite reads a
    row from the left and so does not touch them for a list.
    """

    __tablename__ = "versions"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"))
    number: Mapped[int]
    """1 for the first version of its article."""

    # when it held
    valid_from: Mapped[datetime]
    valid_to: Mapped[datetime | None]
    """When the next version was first seen; empty for the current one."""
    last_seen: Mapped[datetime]

    # where it was read
    url: Mapped[str]
    fetched_at: Mapped[datetime]
    capture_id: Mapped[int | None] = mapped_column(Id, ForeignKey("captures.id"))
    extractor_version: Mapped[str]
    content_hash: Mapped[str] = mapped_column(String(64))

    # what it is
    language: Mapped[str | None]
    published_on: Mapped[date | None] = mapped_column(Date)
    """The day of ``date_published``; empty where that names no full day."""
    date_published: Mapped[str | None]
    """ISO 8601 as the extractor read it, with as much time and offset as the page gives."""
    date_published_raw: Mapped[str | None]
    date_modified: Mapped[str | None]
    section: Mapped[str | None]
    is_accessible_for_free: Mapped[bool]
    word_count: Mapped[int]
    image_url: Mapped[str | None]
    headline: Mapped[str]
    alternative_headline: Mapped[str | None]
    provenance: Mapped[dict[str, str]]
    """Field to where its value came from: looked at whole, never searched, so JSON."""

    # its text
    lead: Mapped[str | None]
    body_text: Mapped[str]
    body_html: Mapped[str]

    __table_args__ = (
        # the versions of one article; two writers cannot both add the same number
        Index("versions_number", "article_id", "number", unique=True),
        # the current version of an article: never two
        Index(
            "versions_current",
            "article_id",
            unique=True,
            sqlite_where=_IS_CURRENT,
            postgresql_where=_IS_CURRENT,
        ),
        # is this content already the current version of another article?
        Index(
            "versions_current_hash",
            "content_hash",
            sqlite_where=_IS_CURRENT,
            postgresql_where=_IS_CURRENT,
        ),
    )


# Lists: newest first, undated last, and a range of days. Each database has its own way to say that
# empty values come last; for SQLite they do so anyway.
Index(
    "versions_current_published",
    Version.published_on.desc(),
    Version.article_id.desc(),
    sqlite_where=_IS_CURRENT,
).ddl_if(dialect="sqlite")
Index(
    "versions_current_published",
    Version.published_on.desc().nulls_last(),
    Version.article_id.desc(),
    postgresql_where=_IS_CURRENT,
).ddl_if(dialect="postgresql")


def _version_key() -> Mapped[int]:
    """The first half of a child's key: children are only ever read version by version."""
    return mapped_column(Id, ForeignKey("versions.id"), primary_key=True)


class Author(Base):
    """A name in a version's byline."""

    __tablename__ = "authors"

    version_id: Mapped[int] = _version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order in the byline, from 0."""
    name: Mapped[str]


class Keyword(Base):
    """A tag the magazine gave a version."""

    __tablename__ = "keywords"

    version_id: Mapped[int] = _version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order on the page, from 0."""
    keyword: Mapped[str]


class Alternate(Base):
    """A language edition that a version's page declares."""

    __tablename__ = "alternates"

    version_id: Mapped[int] = _version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order on the page, from 0."""
    language: Mapped[str]
    """As declared by hreflang."""
    url: Mapped[str]


class Teaser(Base):
    """What a version's page promoted besides the article."""

    __tablename__ = "teasers"

    version_id: Mapped[int] = _version_key()
    ordinal: Mapped[int] = mapped_column(primary_key=True)
    """Order over the whole page, from 0."""
    zone: Mapped[str] = mapped_column(String(16))
    """header, body or after."""
    position: Mapped[int]
    """Order within the zone, from 0."""
    label: Mapped[str | None]
    text: Mapped[str]
    url: Mapped[str | None]
