"""Questions to the archive: lists, one article, its versions, search, totals. Writes nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, and_, func, select

from archive import search as search_index
from archive.database import chunks
from archive.errors import UnknownArticle
from archive.models import Alternate, Author, Capture, Keyword, Run, Teaser, Url, Version
from archive.models import Article as ArticleTable
from archive.records import Article
from archive.records import Capture as CaptureRecord
from archive.records import Teaser as TeaserRecord
from archive.results import (
    ArticleRow,
    Filters,
    Hit,
    MagazineTotals,
    RunRow,
    Stats,
    StoredArticle,
    StoredVersion,
)
from archive.snippet import highlights, snippet

_IS_CURRENT = and_(Version.article_id == ArticleTable.id, Version.valid_to.is_(None))

_CAPTURE = (
    Capture.url.label("capture_url"),
    Capture.fetched_at.label("capture_fetched_at"),
    Capture.status,
    Capture.digest,
    Capture.file,
    Capture.record_offset,
    Capture.record_length,
)


def articles(
    connection: Connection, filters: Filters, *, limit: int | None, offset: int
) -> list[ArticleRow]:
    """Articles by day of publication, newest first, those without a date last."""
    statement = (
        _article_rows()
        .where(*_conditions(filters))
        .order_by(Version.published_on.desc().nulls_last(), Version.article_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [ArticleRow(**row._asdict()) for row in connection.execute(statement)]


def article(connection: Connection, article_id: int) -> StoredArticle:
    """One article; raises UnknownArticle."""
    row = connection.execute(
        select(ArticleTable.canonical_url, ArticleTable.first_seen, ArticleTable.last_seen).where(
            ArticleTable.id == article_id
        )
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
        urls=tuple(urls),
        version_count=current.number,
        current=current,
    )


def versions(
    connection: Connection, article_id: int, *, only_current: bool = False
) -> list[StoredVersion]:
    """The versions of one article, oldest first; raises UnknownArticle."""
    statement = (
        select(Version, ArticleTable.magazine, ArticleTable.canonical_url, *_CAPTURE)
        .join(ArticleTable, ArticleTable.id == Version.article_id)
        .outerjoin(Capture, Capture.id == Version.capture_id)
        .where(Version.article_id == article_id)
        .order_by(Version.number)
    )
    if only_current:
        statement = statement.where(Version.valid_to.is_(None))
    rows = list(connection.execute(statement))
    if not rows:
        raise UnknownArticle(f"no article has the id {article_id}")
    children = _Children.load(connection, [row.id for row in rows])
    return [_stored_version(row, children) for row in rows]


def search(connection: Connection, words: str, filters: Filters, *, limit: int) -> list[Hit]:
    """Articles in which the words occur, best first; raises EmptyQuery."""
    query = search_index.parse(words)
    ranked = search_index.find(connection, query, _conditions(filters), limit)
    rows: dict[int, tuple[ArticleRow, list[str]]] = {}
    for chunk in chunks([article_id for article_id, _ in ranked]):
        statement = _article_rows().add_columns(Version.lead, Version.body_text)
        for row in connection.execute(statement.where(ArticleTable.id.in_(chunk))):
            values = row._asdict()
            lead, body = values.pop("lead"), values.pop("body_text")
            rows[row.id] = ArticleRow(**values), [lead or "", body]
    return [_hit(*rows[article_id], rank, query) for article_id, rank in ranked]


def _hit(row: ArticleRow, passages: Sequence[str], rank: float, query: search_index.Query) -> Hit:
    """An article that was found, and where."""
    return Hit(
        article=row,
        rank=rank,
        headline_highlights=highlights(row.headline, query.required),
        snippet=snippet(passages, query.required),
    )


def known(connection: Connection, url: str, magazine: str | None) -> int | None:
    """The article that is known under this URL; the oldest, if several magazines have it."""
    statement = select(func.min(Url.article_id)).where(Url.url == url)
    if magazine is not None:
        statement = statement.where(Url.magazine == magazine)
    return connection.scalar(statement)


def runs(connection: Connection, limit: int) -> list[RunRow]:
    """The latest runs, latest first."""
    statement = (
        select(
            Run.id,
            Run.magazine,
            Run.extractor_version,
            Run.started_at,
            Run.finished_at,
            Run.finish_reason,
            Run.counts,
        )
        .order_by(Run.started_at.desc(), Run.id)
        .limit(limit)
    )
    return [RunRow(**row._asdict()) for row in connection.execute(statement)]


def stats(connection: Connection) -> Stats:
    """Totals of the whole archive."""
    by_magazine = connection.execute(
        select(
            ArticleTable.magazine,
            func.count().label("articles"),
            func.sum(Version.word_count).label("words"),
            func.min(Version.published_on).label("first_published"),
            func.max(Version.published_on).label("last_published"),
        )
        .join(Version, _IS_CURRENT)
        .group_by(ArticleTable.magazine)
        .order_by(ArticleTable.magazine)
    )
    magazines = tuple(MagazineTotals(**row._asdict()) for row in by_magazine)
    languages = (
        select(Version.language, func.count())
        .where(Version.valid_to.is_(None))
        .group_by(Version.language)
    )
    outcomes = select(Capture.outcome, func.count()).group_by(Capture.outcome)
    refusals = (
        select(Capture.reason, func.count())
        .where(Capture.outcome == "refused")
        .group_by(Capture.reason)
    )
    counted = _counts(connection, outcomes)
    return Stats(
        articles=sum(totals.articles for totals in magazines),
        versions=connection.scalar(select(func.count()).select_from(Version)) or 0,
        captures=sum(counted.values()),
        first_published=min(
            (m.first_published for m in magazines if m.first_published), default=None
        ),
        last_published=max((m.last_published for m in magazines if m.last_published), default=None),
        magazines=magazines,
        languages=_counts(connection, languages),
        outcomes=counted,
        refusals=_counts(connection, refusals),
    )


def _counts(connection: Connection, statement: Select[Any, int]) -> dict[Any, int]:
    """Value to count, most frequent first."""
    rows = [(value, count) for value, count in connection.execute(statement)]
    return dict(sorted(rows, key=lambda row: (-row[1], row[0] or "")))


def _conditions(filters: Filters) -> list[ColumnElement[bool]]:
    """The filters as SQL over articles and their current versions."""
    found: list[ColumnElement[bool]] = []
    if filters.magazine is not None:
        found.append(ArticleTable.magazine == filters.magazine)
    if filters.language is not None:
        found.append(Version.language == filters.language)
    if filters.since is not None:
        found.append(Version.published_on >= filters.since)
    if filters.until is not None:
        found.append(Version.published_on <= filters.until)
    return found


def _article_rows() -> Select[*tuple[Any, ...]]:
    """What ``ArticleRow`` holds, under its names."""
    return select(
        ArticleTable.id,
        ArticleTable.magazine,
        ArticleTable.canonical_url,
        Version.headline,
        Version.language,
        Version.section,
        Version.date_published,
        Version.published_on,
        Version.word_count,
        Version.is_accessible_for_free,
        ArticleTable.first_seen,
        ArticleTable.last_seen,
    ).join(Version, _IS_CURRENT)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Children:
    """The children of some versions, by version id, in their order."""

    authors: dict[int, list[str]]
    keywords: dict[int, list[str]]
    alternates: dict[int, dict[str, str]]
    teasers: dict[int, list[TeaserRecord]]

    @classmethod
    def load(cls, connection: Connection, version_ids: Sequence[int]) -> "_Children":
        """Four statements, however many versions there are."""
        found = cls(authors={}, keywords={}, alternates={}, teasers={})
        for chunk in chunks(version_ids):
            for row in _rows(connection, Author, chunk):
                found.authors.setdefault(row.version_id, []).append(row.name)
            for row in _rows(connection, Keyword, chunk):
                found.keywords.setdefault(row.version_id, []).append(row.keyword)
            for row in _rows(connection, Alternate, chunk):
                found.alternates.setdefault(row.version_id, {})[row.language] = row.url
            for row in _rows(connection, Teaser, chunk):
                teaser = TeaserRecord(
                    text=row.text,
                    label=row.label,
                    url=row.url,
                    position=row.position,
                    zone=row.zone,
                )
                found.teasers.setdefault(row.version_id, []).append(teaser)
        return found


def _rows(
    connection: Connection,
    table: type[Author | Keyword | Alternate | Teaser],
    version_ids: Sequence[int],
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a child table that belong to these versions, in their order."""
    order = table.ordinal if issubclass(table, Teaser) else table.position
    statement = (
        select(table).where(table.version_id.in_(version_ids)).order_by(table.version_id, order)
    )
    return connection.execute(statement).all()


def _stored_version(row: Row[*tuple[Any, ...]], children: _Children) -> StoredVersion:
    """A version as its record went in, from its row and its children."""
    return StoredVersion(
        id=row.id,
        number=row.number,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        last_seen=row.last_seen,
        article=Article(
            url=row.url,
            canonical_url=row.canonical_url,
            magazine=row.magazine,
            headline=row.headline,
            alternative_headline=row.alternative_headline,
            lead=row.lead,
            body_text=row.body_text,
            body_html=row.body_html,
            authors=tuple(children.authors.get(row.id, ())),
            date_published=row.date_published,
            date_published_raw=row.date_published_raw,
            date_modified=row.date_modified,
            section=row.section,
            keywords=tuple(children.keywords.get(row.id, ())),
            language=row.language,
            image_url=row.image_url,
            alternates=children.alternates.get(row.id, {}),
            is_accessible_for_free=row.is_accessible_for_free,
            word_count=row.word_count,
            teasers=tuple(children.teasers.get(row.id, ())),
            provenance=row.provenance,
            extractor_version=row.extractor_version,
            fetched_at=row.fetched_at,
            content_hash=row.content_hash,
            capture=_capture(row),
        ),
    )


def _capture(row: Row[*tuple[Any, ...]]) -> CaptureRecord | None:
    """The response a version was read from; None when it was read from a file."""
    if row.file is None:
        return None
    return CaptureRecord(
        url=row.capture_url,
        fetched_at=row.capture_fetched_at,
        status=row.status,
        digest=row.digest,
        file=row.file,
        offset=row.record_offset,
        length=row.record_length,
    )
