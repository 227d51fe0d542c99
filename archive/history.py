"""An article and its versions, read back as the records that went in. Writes nothing.

What a page printed is not given back: ``Article.printed`` is empty.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, or_, select

from archive import capture_index, children, teasers
from archive.errors import UnknownArticle, UnknownVersion
from archive.models import Article as ArticleTable
from archive.models import Capture, Url, Version
from archive.records import Article
from archive.records import Teaser as TeaserRecord
from archive.results import StoredArticle, StoredVersion


def article(connection: Connection, article_id: int) -> StoredArticle:
    """One article; raises UnknownArticle."""
    row = connection.execute(
        select(
            ArticleTable.canonical_url,
            ArticleTable.first_seen,
            ArticleTable.last_seen,
            ArticleTable.gone_at,
            ArticleTable.gone_status,
        ).where(ArticleTable.id == article_id)
    ).one_or_none()
    if row is None:
        raise UnknownArticle(f"no article has the id {article_id}")
    current = versions(connection, article_id, only_current=True)[0]
    urls = connection.scalars(
        select(Url.url)
        .where(Url.article_id == article_id)
        .order_by(Url.url != row.canonical_url, Url.first_seen, Url.url)
    )
    return StoredArticle(
        id=article_id,
        first_seen=row.first_seen,
        last_seen=row.last_seen,
        gone_at=row.gone_at,
        gone_status=row.gone_status,
        urls=tuple(urls),
        version_count=current.number,
        current=current,
    )


def versions(
    connection: Connection, article_id: int, *, only_current: bool = False
) -> list[StoredVersion]:
    """The versions of one article, oldest first; raises UnknownArticle."""
    statement = _statement().where(Version.article_id == article_id)
    if only_current:
        statement = statement.where(Version.valid_to.is_(None))
    rows = connection.execute(statement).all()
    if not rows:
        raise UnknownArticle(f"no article has the id {article_id}")
    return _versions(connection, rows)


def current(connection: Connection, article_ids: Sequence[int]) -> dict[int, StoredVersion]:
    """The current versions of some articles, by article id; those that are none are left out.

    As many may be asked for as fit in one statement (``database.chunks``).
    """
    statement = _statement().where(Version.article_id.in_(article_ids), Version.valid_to.is_(None))
    rows = connection.execute(statement).all()
    found = _versions(connection, rows)
    return {row.article_id: version for row, version in zip(rows, found, strict=True)}


def as_of(connection: Connection, article_id: int, moment: datetime) -> StoredVersion | None:
    """The version that held at a moment; None before the first. Raises UnknownArticle."""
    statement = _statement().where(
        Version.article_id == article_id,
        Version.valid_from <= moment,
        or_(Version.valid_to.is_(None), Version.valid_to > moment),
    )
    rows = connection.execute(statement).all()
    if rows:
        return _versions(connection, rows)[0]
    known = connection.scalar(select(ArticleTable.id).where(ArticleTable.id == article_id))
    if known is None:
        raise UnknownArticle(f"no article has the id {article_id}")
    return None


def version(connection: Connection, version_id: int) -> StoredVersion:
    """One version; raises UnknownVersion."""
    rows = connection.execute(_statement().where(Version.id == version_id)).all()
    if not rows:
        raise UnknownVersion(f"no version has the id {version_id}")
    return _versions(connection, rows)[0]


def _statement() -> Select[*tuple[Any, ...]]:
    """Versions with all that their records need but their children, oldest first."""
    return (
        select(Version, ArticleTable.magazine, ArticleTable.canonical_url, *capture_index.COLUMNS)
        .join(ArticleTable, ArticleTable.id == Version.article_id)
        .outerjoin(Capture, Capture.id == Version.capture_id)
        .order_by(Version.number)
    )


def _versions(connection: Connection, rows: Sequence[Row[*tuple[Any, ...]]]) -> list[StoredVersion]:
    """Rows with their children, as records."""
    ids = [row.id for row in rows]
    lists, promoted = children.load(connection, ids), teasers.of_versions(connection, ids)
    return [_stored_version(row, lists, promoted.get(row.id, ())) for row in rows]


def _stored_version(
    row: Row[*tuple[Any, ...]], lists: children.Children, promoted: Sequence[TeaserRecord]
) -> StoredVersion:
    """A version as its record went in, from its row and its children."""
    return StoredVersion(
        id=row.id,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        last_seen=row.last_seen,
        extraction=row.extraction,
        article=Article(
            url=row.url,
            canonical_url=row.canonical_url,
            magazine=row.magazine,
            headline=row.headline,
            alternative_headline=row.alternative_headline,
            lead=row.lead,
            body_text=row.body_text,
            body_html=row.body_html,
            authors=tuple(lists.authors.get(row.id, ())),
            date_published=row.date_published,
            date_published_raw=row.date_published_raw,
            date_modified=row.date_modified,
            section=row.section,
            keywords=tuple(lists.keywords.get(row.id, ())),
            language=row.language,
            image_url=row.image_url,
            alternates=lists.alternates.get(row.id, {}),
            is_accessible_for_free=row.is_accessible_for_free,
            word_count=row.word_count,
            teasers=tuple(promoted),
            provenance=row.provenance,
            extractor_version=row.extractor_version,
            fetched_at=row.fetched_at,
            content_hash=row.content_hash,
            capture=None if row.file is None else capture_index.capture_of(row),
        ),
    )
