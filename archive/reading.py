"""Questions to the archive: lists, one article, its versions, search, totals. Writes nothing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from archive import search as search_index
from archive.database import chunks
from archive.models import Article as ArticleTable
from archive.models import Capture, Run, Url, Version
from archive.results import (
    ArticleRow,
    Filters,
    Hit,
    MagazineTotals,
    RunRow,
    Stats,
)
from archive.snippet import highlights, snippet

_IS_CURRENT = and_(Version.article_id == ArticleTable.id, Version.valid_to.is_(None))


def articles(
    connection: Connection, filters: Filters, *, limit: int | None, offset: int
) -> list[ArticleRow]:
    """Articles by day of publication, newest first, those without a date last."""
    statement = (
        article_rows()
        .where(*_conditions(filters))
        .order_by(Version.published_on.desc().nulls_last(), Version.article_id.desc())
        .limit(limit)
        .offset(offset)
    )
    return [ArticleRow(**row._asdict()) for row in connection.execute(statement)]


def search(connection: Connection, words: str, filters: Filters, *, limit: int) -> list[Hit]:
    """Articles in which the words occur, best first; raises EmptyQuery."""
    query = search_index.parse(words)
    ranked = search_index.find(connection, query, _conditions(filters), limit)
    rows: dict[int, tuple[ArticleRow, list[str]]] = {}
    for chunk in chunks([article_id for article_id, _ in ranked]):
        statement = article_rows().add_columns(Version.lead, Version.body_text)
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


def article_rows() -> Select[*tuple[Any, ...]]:
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
