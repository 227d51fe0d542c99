"""``Archive``: the only way in and out of the database.

Everything it returns is in ``archive.results``, everything it raises in ``archive.errors``. It may
be shared by threads; several processes may write to one archive at the same time.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, insert, update
from sqlalchemy import select as select_rows

from archive import (
    capture_index,
    checking,
    correcting,
    database,
    editions,
    extractions,
    gone,
    history,
    reading,
    reindexing,
    related,
    relating,
    schema,
    teasers,
    template,
)
from archive.errors import RunExists, UnknownRun
from archive.models import Run
from archive.plan import Record
from archive.records import Article, Capture, Template
from archive.relatives import Edition, Related, Story
from archive.results import (
    ArticleRow,
    Captured,
    Check,
    ExtractionRow,
    Filters,
    Hit,
    RunRow,
    Stats,
    Stored,
    StoredArticle,
    StoredVersion,
    TeaserRow,
)
from archive.text import storable
from archive.translations import Proposal
from archive.writing import add_extraction, store_batch

__all__ = [
    "DEFAULT_URL",
    "Archive",
    "ArticleRow",
    "Captured",
    "Check",
    "Edition",
    "ExtractionRow",
    "Hit",
    "Record",
    "Related",
    "RunRow",
    "Stats",
    "Stored",
    "StoredArticle",
    "StoredVersion",
    "Story",
    "TeaserRow",
]

DEFAULT_URL = "sqlite:///archive.db"

CAPTURES_AT_ONCE = 1_000
"""Captures in one statement: some 500 KB, and no transaction that is open for as long as the caller
likes."""


class Archive:
    """An open archive; close it, or use it in a ``with`` statement.

    Every method may raise DatabaseUnreachable, ArchiveBusy (other writers were in the way for too
    long) and StorageFailed.
    """

    def __init__(self, engine: Engine) -> None:
        """Not for callers: use ``Archive.open``."""
        self._engine = engine
        self._is_caught_up = False

    @classmethod
    def open(cls, url: str = DEFAULT_URL, *, create: bool = True) -> Self:
        """Open the archive at an SQLAlchemy URL, for SQLite or PostgreSQL.

        An empty database is made an archive if ``create`` is set. Raises UnsupportedDatabase,
        DriverMissing, DatabaseUnreachable; UpgradeNeeded, ArchiveTooNew or another SchemaMismatch;
        ArchiveMissing without ``create``.
        """
        engine = database.connect(url)
        try:
            schema.prepare(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def upgrade(url: str = DEFAULT_URL) -> tuple[str, str]:
        """Bring an archive of an older program to this one's schema, in one transaction.

        Returns the revision it had and the one it has. Raises ArchiveMissing, ArchiveTooNew and
        what ``open`` raises.
        """
        engine = database.connect(url)
        try:
            return schema.upgrade(engine)
        finally:
            engine.dispose()

    def check(self) -> list[Check]:
        """Whether the archive is what it should be: schema, keys, versions, captures, search.

        Reads all of it, in one transaction: minutes for millions of articles.
        """
        with database.reading(self._engine) as connection:
            return checking.check(connection)

    def close(self) -> None:
        """Close all connections; further calls do nothing."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the archive."""
        self.close()

    # Runs

    def start_run(
        self,
        run_id: str,
        magazine: str,
        started_at: datetime,
        extractor_version: str,
    ) -> None:
        """Record that a crawl or import begins; ``run_id`` is new and at most 64 characters long.

        Raises RunExists.
        """

        def operation(connection: Connection) -> None:
            if connection.scalar(select_rows(Run.id).where(Run.id == run_id)) is not None:
                raise RunExists(f"there is a run with the id {run_id!r} already")
            connection.execute(
                insert(Run).values(
                    id=run_id,
                    magazine=magazine,
                    started_at=started_at,
                    extractor_version=extractor_version,
                    counts={},
                )
            )

        database.write(self._engine, operation)

    def finish_run(
        self,
        run_id: str,
        finished_at: datetime,
        reason: str,
        counts: Mapping[str, int],
    ) -> None:
        """Record how a run ended and what it counted; raises UnknownRun.

        Then propose editions of what it found, as ``propose_editions`` does.
        """

        def operation(connection: Connection) -> None:
            changed = connection.execute(
                update(Run)
                .where(Run.id == run_id)
                .values(finished_at=finished_at, finish_reason=reason, counts=dict(counts))
            )
            if changed.rowcount == 0:
                raise UnknownRun(f"no run has the id {run_id!r}")

        database.write(self._engine, operation)
        with database.reading(self._engine) as connection:
            proposals = editions.proposals_of_run(connection, run_id)
        self._write_proposals(proposals)

    def runs(self, limit: int = 20) -> list[RunRow]:
        """The latest runs, latest first."""
        with database.reading(self._engine) as connection:
            return reading.runs(connection, limit)

    # Writing

    def store(self, batch: Sequence[Record], run_id: str | None = None) -> list[Stored]:
        """Store articles and refusals in one transaction: all of them, or none.

        Returns what became of each, in the order given. Within the batch, states of one article are
        taken in the order in which they were fetched. Storing a batch again changes nothing. Raises
        UnknownRun where ``run_id`` was not started.
        """
        if not batch:
            return []
        stored = database.write(
            self._engine, lambda connection: store_batch(connection, batch, run_id)
        )
        self._relate([s.version_id for s in stored])
        return stored

    def relate(self) -> int:
        """Look for the relatives of all articles that still wait for it; returns how many did.

        ``store`` does so for what it has stored, and first for what a killed writer has left: this
        is for who reads an archive that nobody writes to any more.
        """
        with database.reading(self._engine) as connection:
            waiting = relating.pending(connection)
        for start in range(0, len(waiting), relating.BATCH):
            self._look_up(waiting[start : start + relating.BATCH])
        return len(waiting)

    def resketch(self) -> int:
        """Sketch all current versions again and look for their relatives; returns how many.

        For an archive whose sketches are of an older algorithm, or that has none. May be stopped
        at any time and begun again; others may write meanwhile.
        """
        count, last = 0, 0
        while done := database.write(self._engine, partial(relating.note_again, after=last)):
            count, last = count + len(done), done[-1]
        self.relate()
        return count

    def _relate(self, version_ids: Iterable[int | None]) -> None:
        """Look for relatives after a commit, when other writers' articles can be seen.

        Should that fail, the versions wait, and the next call looks for theirs too.
        """
        if not self._is_caught_up:
            self.relate()
            self._is_caught_up = True
            return
        ids = [id_ for id_ in version_ids if id_ is not None]
        with database.reading(self._engine) as connection:
            waiting = relating.pending(connection, ids)
        if waiting:
            self._is_caught_up = False
            self._look_up(waiting)
            self._is_caught_up = True

    def _look_up(self, version_ids: Sequence[int]) -> None:
        """One transaction of its own."""
        moment = datetime.now(UTC)
        database.write(
            self._engine, lambda connection: relating.look_up(connection, version_ids, moment)
        )

    def mark_gone(self, magazine: str, url: str, status: int, moment: datetime) -> int | None:
        """Mark the article at this URL as taken off the site, with HTTP status 404 or 410.

        Nothing is deleted. The mark goes when a later fetch finds the article again. Returns the
        article's id; None, and nothing is marked, where the URL is not the one its article is
        known by or was last read at, or where the article was found since ``moment``. Raises
        ValueError for any other status: it does not say that an article is gone.
        """
        return database.write(
            self._engine, lambda connection: gone.mark(connection, magazine, url, status, moment)
        )

    # Extractions: several readings of one version

    def add_extraction(
        self,
        version_id: int,
        article: Article,
        why: str,
        *,
        promote: bool = True,
        extracted_at: datetime | None = None,
    ) -> ExtractionRow:
        """Hold another reading of a version's page, and let the version say what it reads.

        Not an edit by the magazine: no version is made. A reading that says the same as one that
        is held adds nothing, and is promoted if it is not. ``why`` is a reason in snake_case, such
        as ``template``; ``extracted_at`` is now, if it is not given. Raises UnknownVersion.
        """
        record, moment = storable(article), extracted_at or datetime.now(UTC)

        def operation(connection: Connection) -> ExtractionRow:
            number = add_extraction(
                connection,
                version_id,
                record,
                why=why,
                is_promoted=promote,
                extracted_at=moment,
            )
            return extractions.listed(connection, version_id)[number - 1]

        row = database.write(self._engine, operation)
        self._relate([version_id])
        return row

    def promote(self, version_id: int, number: int) -> ExtractionRow:
        """Let a version say what one of its readings reads, an earlier one too.

        Fields, lists, teasers and the search index follow, in one transaction. Raises
        UnknownExtraction.
        """

        def operation(connection: Connection) -> ExtractionRow:
            extractions.promote(connection, version_id, number)
            return extractions.listed(connection, version_id)[number - 1]

        row = database.write(self._engine, operation)
        self._relate([version_id])
        return row

    def extractions(self, version_id: int) -> list[ExtractionRow]:
        """All readings of a version, the oldest first; raises UnknownVersion."""
        with database.reading(self._engine) as connection:
            return extractions.listed(connection, version_id)

    def captured(
        self, magazine: str | None = None, article_ids: Iterable[int] | None = None
    ) -> Iterator[Captured]:
        """Articles whose current version was read from a capture, to be read again.

        By id, or in the order of ``article_ids``, give or take a few hundred. Takes little memory
        however many there are, and the archive may be written to in between.
        """
        return correcting.captured(self._engine, magazine=magazine, article_ids=article_ids)

    def to_correct(self, magazine: str, articles: int) -> Iterator[int]:
        """Ids of articles that hold, as their text, what the template has learnt since.

        That is a block that by now at least ``articles`` articles printed, or one at a place of
        which most recurs. Remembered are the first articles of each block and place only: those
        stored before there was enough to learn from. May give too many.
        """
        return correcting.to_correct(self._engine, magazine, articles)

    # Captures

    def holding(self, digests: Collection[str]) -> dict[str, Capture]:
        """Payload digest to a capture that has this payload itself; unknown ones are left out.

        One look-up in an index for each digest, however large the archive.
        """
        with database.reading(self._engine) as connection:
            return capture_index.holding(connection, digests)

    def add_captures(
        self, captures: Sequence[Capture], magazine: str, run_id: str | None = None
    ) -> None:
        """Put captures on record that come with no article or refusal: feeds, robots.txt, errors.

        Their outcome is ``other``. Those that are on record already are left alone.
        """
        database.write(
            self._engine,
            lambda connection: capture_index.add_others(connection, captures, magazine, run_id),
        )

    def captures(self) -> Iterator[Capture]:
        """Every capture that is in a WARC file, in the order of their rows; others may be added
        meanwhile.
        """
        after = 0
        while True:
            with database.reading(self._engine) as connection:
                rows = capture_index.listed(connection, after, limit=CAPTURES_AT_ONCE)
            if not rows:
                return
            yield from (capture for _, capture in rows)
            after = rows[-1][0]

    # Reading

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

    # Relatives

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

    def propose_editions(
        self, magazines: Iterable[str], *, since: date | None = None, until: date | None = None
    ) -> int:
        """Look for translations that no page declares, among all articles of these magazines.

        By names, numbers, image and day of publication; ``since`` and ``until`` are days of
        publication and both included. Returns how many pairs are new. Reads the texts of all
        articles in the range, a month at a time; those of one language only, it leaves out.
        """
        with database.reading(self._engine) as connection:
            proposals = editions.proposals(connection, list(magazines), since, until)
        return self._write_proposals(proposals)

    def _write_proposals(self, proposals: Sequence[Proposal]) -> int:
        """Keep proposals; returns how many are new."""
        if not proposals:
            return 0
        moment = datetime.now(UTC)
        return database.write(
            self._engine,
            lambda connection: editions.write_proposals(connection, proposals, moment),
        )

    # Search

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

    def rebuild_search(self) -> int:
        """Index all articles anew, in one transaction; returns how many there are.

        Storing keeps the index in step; this is for a release that sees other words in a text.
        """
        return database.write(self._engine, reindexing.rebuild)

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
            return template.look_up(connection, magazine, url, fingerprints, places)

    def stats(self) -> Stats:
        """Totals of the whole archive."""
        with database.reading(self._engine) as connection:
            return reading.stats(connection)

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
