"""What an archive answers: lists, articles, search, relatives, totals. Reads only.

One of the parts of ``archive.store.Archive``, where it says what every method may raise.
"""

from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine

from archive import checking, database, flat, history, reading, runs, teasers
from archive.exports import Columns
from archive.health import asking as health
from archive.health.figures import AlertRow, Finding
from archive.records import Template
from archive.relatives import asking as related
from archive.relatives.records import Edition, Related, Story
from archive.results import (
    ArticleRow,
    Check,
    Filters,
    Hit,
    RunRow,
    Stats,
    StoredArticle,
    StoredVersion,
    TeaserRow,
)
from archive.template import lookup


class Asking:
    """An archive as its readers see it."""

    _engine: Engine

    def check(self) -> list[Check]:
        """Whether the archive is what it should be: schema, keys, versions, captures, search.

        Reads all of it, in one transaction: minutes for millions of articles.
        """
        with database.reading(self._engine) as connection:
            return checking.check(connection)

    def runs(self, limit: int = 20, *, magazine: str | None = None) -> list[RunRow]:
        """The latest runs, of one magazine or of all, latest first."""
        with database.reading(self._engine) as connection:
            return runs.listed(connection, magazine, limit)

    def run(self, run_id: str) -> RunRow:
        """One run, by its id or as much of it as no other has; raises UnknownRun."""
        with database.reading(self._engine) as connection:
            return runs.one(connection, run_id)

    def last_run(self, magazine: str) -> RunRow | None:
        """A magazine's latest run that was given no arguments; None where there is none."""
        with database.reading(self._engine) as connection:
            return runs.last(connection, magazine)

    def articles(
        self,
        *,
        magazine: str | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = 50,
        offset: int = 0,
    ) -> list[ArticleRow]:
        """Articles by day of publication, newest first, those without a date last.

        ``since`` and ``until`` are days and both included; where one is given, articles without a
        date are left out. ``limit=None`` gives all.
        """
        filters = Filters(magazine=magazine, language=language, since=since, until=until)
        with database.reading(self._engine) as connection:
            return reading.articles(connection, filters, limit=limit, offset=offset)

    def export(
        self,
        *,
        magazine: str | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> tuple[Columns, Iterator[Mapping[str, Any]]]:
        """The view ``articles_flat``: columns with their Python types, and the rows, by id.

        Takes little memory however many there are, and the archive may be written to in between.
        Filters as in ``articles``; ``archive.exports`` writes files of it.
        """
        filters = Filters(magazine=magazine, language=language, since=since, until=until)
        return flat.COLUMNS, flat.rows(self._engine, filters)

    def article(self, article_id: int) -> StoredArticle:
        """One article with its current version and addresses; raises UnknownArticle."""
        with database.reading(self._engine) as connection:
            return history.article(connection, article_id)

    def versions(self, article_id: int) -> list[StoredVersion]:
        """All that an article ever said, oldest first; raises UnknownArticle."""
        with database.reading(self._engine) as connection:
            return history.versions(connection, article_id)

    def as_of(self, article_id: int, moment: datetime) -> StoredVersion | None:
        """What an article said at a moment (with time zone), as far as the archive saw it.

        None for a moment before it was first seen. Raises UnknownArticle.
        """
        with database.reading(self._engine) as connection:
            return history.as_of(connection, article_id, moment)

    def story(self, article_id: int) -> Story | None:
        """The story that an article and others tell, with its first appearance as its origin.

        None where the article stands alone. Raises UnknownArticle.
        """
        with database.reading(self._engine) as connection:
            return related.story(connection, article_id)

    def related(self, article_id: int) -> list[Related]:
        """Articles that are the same or alike, with the evidence, closest first.

        Other addresses of the article itself are in ``article(…).urls``. Raises UnknownArticle.
        """
        with database.reading(self._engine) as connection:
            return related.related(connection, article_id)

    def editions(self, article_id: int) -> list[Edition]:
        """The article in other languages: what pages declare first, then what is proposed.

        Nothing is proposed in a language in which there is a certain edition. Raises
        UnknownArticle.
        """
        with database.reading(self._engine) as connection:
            return related.editions(connection, article_id)

    def search(
        self,
        words: str,
        *,
        magazine: str | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int = 20,
    ) -> list[Hit]:
        """Articles whose headline, lead or body match, best first.

        ``words`` is a query: words, "phrases", AND, OR, NOT or -, parentheses, beginnings* and
        fields (headline:, author:, after:2026-11, …); docs/archive.md has the whole language. It is
        read in the language of each article, so inflection does not matter, nor do case and
        diacritics. Filters as in ``articles``. Raises QueryError with the place of a mistake, and
        EmptyQuery where there is nothing to look for.
        """
        filters = Filters(magazine=magazine, language=language, since=since, until=until)
        with database.reading(self._engine) as connection:
            return reading.search(connection, words, filters, limit=limit)

    def teasers(
        self,
        *,
        magazine: str | None = None,
        since: date | None = None,
        until: date | None = None,
        limit: int | None = 50,
    ) -> list[TeaserRow]:
        """What magazines promoted, on most articles' pages first.

        ``since`` and ``until`` are days in UTC and both included: what was seen in between, or
        before and after. ``limit=None`` gives all.
        """
        with database.reading(self._engine) as connection:
            return teasers.listed(
                connection,
                magazine=magazine,
                since=_midnight(since),
                until=_midnight(until + timedelta(days=1) if until else None),
                limit=limit,
            )

    def template(
        self, magazine: str, url: str, fingerprints: Collection[int], places: Collection[int]
    ) -> Template:
        """What other articles' pages printed, of one page's texts and at its places.

        The article known under ``url`` in this magazine, if any, is left out of all counts. Takes
        as long for a large archive as for a small one.
        """
        with database.reading(self._engine) as connection:
            return lookup.look_up(connection, magazine, url, fingerprints, places)

    def stats(self) -> Stats:
        """Totals of the whole archive."""
        with database.reading(self._engine) as connection:
            return reading.stats(connection)

    def health(self, magazine: str | None = None) -> list[Finding]:
        """Each magazine's latest figures, what is usual, and what is broken since when.

        As they were judged at the end of the runs that measured them (``assess``).
        """
        with database.reading(self._engine) as connection:
            return health.findings(connection, magazine)

    def alerts(self, magazine: str | None = None, *, only_open: bool = True) -> list[AlertRow]:
        """What broke, in the order in which it was noticed."""
        with database.reading(self._engine) as connection:
            return health.alert_rows(connection, magazine, only_open=only_open)

    def known(self, url: str, magazine: str | None = None) -> int | None:
        """The article known under this URL, as its own address or another; None if unknown.

        Twins count: with tracking parameters, as AMP, print or mobile page, with another scheme.
        Where several magazines have it and none is named, the oldest article is given.
        """
        with database.reading(self._engine) as connection:
            return reading.known(connection, url, magazine)


def _midnight(day: date | None) -> datetime | None:
    """When a day begins, in UTC."""
    return datetime.combine(day, time(), tzinfo=UTC) if day else None
