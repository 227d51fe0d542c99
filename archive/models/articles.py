"""Articles, their addresses, captures and versions.

One row of ``articles`` is an article's identity; what it said, and when, is in ``versions`` and its
children. The current version is the one whose ``valid_to`` is empty, and a unique index makes sure
that there is only one.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Id, Number


class Article(Base):
    """An article's identity: one row however often its text changes."""

    __tablename__ = "articles"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    magazine: Mapped[str]
    canonical_url: Mapped[str]

    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    """When a fetch last found it, changed or not; a refused fetch does not count."""

    # what the magazine took off its site; kept all the same
    gone_at: Mapped[datetime | None]
    """When its address first answered that it is gone, since it was last found; empty otherwise."""
    gone_status: Mapped[int | None]
    """With which HTTP status: 404 or 410."""

    # its place in the magazine's count, from which the learned template tells how dense a block is
    counted_language: Mapped[str | None]
    """In which language's count; empty as long as nothing was learnt from its pages."""
    ordinal: Mapped[int | None]
    """From 1, in the order in which articles of this language were stored."""

    __table_args__ = (
        # one identity whoever writes it first; also: one magazine's articles
        Index("articles_identity", "magazine", "canonical_url", unique=True),
    )


class Url(Base):
    """An address an article is known under in its magazine."""

    __tablename__ = "urls"

    url: Mapped[str] = mapped_column(primary_key=True)  # url first: is this URL known?
    magazine: Mapped[str] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(Id, ForeignKey("articles.id"))
    first_seen: Mapped[datetime]

    kind: Mapped[str] = mapped_column(String(16))
    """canonical, answered, requested, redirected, twin (AMP, print, mobile, another spelling) or
    duplicate (the same words under an address of their own); see ``archive.deciding.identity``."""
    key: Mapped[int] = mapped_column(Number)
    """What twins share: ``archive.addresses.key_number``."""
    is_contested: Mapped[bool]
    """Whether pages of other articles claim it as their canonical: then it is no longer believed
    of a page that is not known already."""

    __table_args__ = (
        Index("urls_article", "article_id"),  # all addresses of one article
        Index("urls_key", "key"),  # is a twin of this URL known?
    )


_HAS_PAYLOAD = text("file IS NOT NULL AND original_file IS NULL")


class Capture(Base):
    """One response and what became of it: pages, refused ones too; feeds and the like."""

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

    # for a revisit, the record that has the payload; it need not be a row of its own
    original_file: Mapped[str | None]
    original_offset: Mapped[int | None] = mapped_column(Number)
    original_length: Mapped[int | None] = mapped_column(Number)

    # what the site reserved, as ``records.Reserved`` explains it
    robots: Mapped[str | None] = mapped_column(String(16))
    """allowed, disallowed, absent or unreachable; empty where robots.txt was not asked."""
    tdm_reservation: Mapped[bool | None]
    tdm_policy: Mapped[str | None]
    directives: Mapped[str | None]
    """Separated by blanks, in alphabetical order; empty where there are none."""

    # what became of it
    outcome: Mapped[str] = mapped_column(String(16))
    """new, changed, unchanged, duplicate or refused; ``other`` for what was fetched for another
    reason than to be read as an article: robots.txt, feeds, redirects, pages that failed."""
    reason: Mapped[str | None]
    """Why it was refused; seldom set otherwise."""

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
        # which record has this payload? revisits are not asked, so that all have one row or few
        Index(
            "captures_payload",
            "digest",
            sqlite_where=_HAS_PAYLOAD,
            postgresql_where=_HAS_PAYLOAD,
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
    extraction: Mapped[int] = mapped_column(default=1)
    """Which of its readings it says; rows in ``extractions`` where there are several."""
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
    headline_fingerprint: Mapped[int] = mapped_column(Number)
    """``archive.fingerprints`` of the headline."""
    alternative_headline: Mapped[str | None]
    provenance: Mapped[dict[str, str]]
    """Field to where its value came from: looked at whole, never searched, so JSON."""

    printed: Mapped[bytes | None]
    """Every block its pages printed, as ``template.printed`` packs them; all fetches together."""

    # its text
    lead: Mapped[str | None]
    body_text: Mapped[str]
    body_html: Mapped[str]

    __table_args__ = (
        # which article has these words for its headline? for teasers without a link
        Index("versions_headline", "headline_fingerprint"),
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
# empty values come last; for SQLite they do so anyway. ``info`` is for the comparison of schemas.
Index(
    "versions_current_published",
    Version.published_on.desc(),
    Version.article_id.desc(),
    sqlite_where=_IS_CURRENT,
    info={"dialect": "sqlite"},
).ddl_if(dialect="sqlite")
Index(
    "versions_current_published_last",
    Version.published_on.desc().nulls_last(),
    Version.article_id.desc(),
    postgresql_where=_IS_CURRENT,
    info={"dialect": "postgresql"},
).ddl_if(dialect="postgresql")


def version_key() -> Mapped[int]:
    """The first half of a child's key: children are only ever read version by version."""
    return mapped_column(Id, ForeignKey("versions.id"), primary_key=True)


class Author(Base):
    """A name in a version's byline."""

    __tablename__ = "authors"

    version_id: Mapped[int] = version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order in the byline, from 0."""
    name: Mapped[str]


class Keyword(Base):
    """A tag the magazine gave a version."""

    __tablename__ = "keywords"

    version_id: Mapped[int] = version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order on the page, from 0."""
    keyword: Mapped[str]


class Alternate(Base):
    """A language edition that a version's page declares."""

    __tablename__ = "alternates"

    version_id: Mapped[int] = version_key()
    position: Mapped[int] = mapped_column(primary_key=True)
    """Order on the page, from 0."""
    language: Mapped[str]
    """As declared by hreflang."""
    url: Mapped[str]
