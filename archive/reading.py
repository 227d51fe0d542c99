"""Questions to the archive: lists, one article, its versions, search, totals. Writes nothing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, func, select

from archive import capture_index
from archive.addresses import clean_address, key_number
from archive.database import chunks
from archive.deciding.identity import OF_THE_ARTICLE
from archive.models import Article as ArticleTable
from archive.models import Capture, Url, Version
from archive.results import (
    ArticleRow,
    Filters,
    Hit,
    MagazineTotals,
    Stats,
)
from archive.search import finding, parsing
from archive.search.analysis import tag
from archive.search.snippet import Passage, Sought, highlights, snippet

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
    """Articles that match, best first; raises QueryError, EmptyQuery."""
    query = parsing.parse(words).narrowed(
        magazine=filters.magazine,
        language=filters.language,
        since=filters.since,
        until=filters.until,
    )
    ranked = finding.find(connection, query, limit)
    rows: dict[int, tuple[ArticleRow, list[Passage]]] = {}
    for chunk in chunks([article_id for article_id, _ in ranked]):
        statement = article_rows().add_columns(Version.lead, Version.body_text)
        for row in connection.execute(statement.where(ArticleTable.id.in_(chunk))):
            values = row._asdict()
            lead, body = values.pop("lead"), values.pop("body_text")
            rows[row.id] = (
                ArticleRow(**values),
                [Passage("lead", lead or ""), Passage("body", body)],
            )
    tags = {tag(row.language) for row, _ in rows.values()}
    sought = {language: Sought(query.terms(), language) for language in tags}
    return [
        _hit(row, passages, rank, sought[tag(row.language)])
        for row, passages, rank in ((*rows[article_id], rank) for article_id, rank in ranked)
    ]


def _hit(row: ArticleRow, passages: Sequence[Passage], rank: float, sought: Sought) -> Hit:
    """An article that was found, and where."""
    return Hit(
        article=row,
        rank=rank,
        headline_highlights=highlights(row.headline, "headline", sought),
        snippet=snippet(passages, sought),
    )


def known(connection: Connection, url: str, magazine: str | None) -> int | None:
    """The article that is known under this URL, or under a twin of it; the oldest, if several
    magazines have it. A twin counts where it leads to one article of a magazine only.
    """
    within = [] if magazine is None else [Url.magazine == magazine]
    for address in dict.fromkeys((url, clean_address(url))):
        statement = select(func.min(Url.article_id)).where(Url.url == address, *within)
        found = connection.scalar(statement)
        if found is not None:
            return found
    twins = (
        select(func.min(Url.article_id))
        .where(Url.key == key_number(url), Url.kind.in_(sorted(OF_THE_ARTICLE)), *within)
        .group_by(Url.magazine)
        .having(func.min(Url.article_id) == func.max(Url.article_id))
    )
    return min(connection.scalars(twins), default=None)


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
    outcomes = (
        select(Capture.outcome, func.count())
        .where(Capture.outcome != capture_index.OTHER)
        .group_by(Capture.outcome)
    )
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
