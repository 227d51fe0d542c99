"""What crawls ask the frontier, and tell it: found addresses, what is due, sources that were read.

One of the parts of ``archive.store.Archive``, where it says what every method may raise. Addresses
are settled by ``Archive.store``, with the records that were read there.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, Engine

from archive import database
from archive.frontier import finding, reading, taking
from archive.frontier.finding import Finding
from archive.frontier.records import Candidate, Cursor, Due, SourceState, Waiting


class Frontier:
    """An archive as crawls see it that want to know what to fetch."""

    _engine: Engine

    def found(
        self, magazine: str, candidates: Sequence[Candidate], moment: datetime, spent: int = 0
    ) -> Finding:
        """Put addresses on record that may be articles'; ``moment`` is when the run began.

        Says which are new. Those that are known get what else was said of them, and are due at once
        where their lastmod is newer than it was and the magazine's is worth believing: ``spent`` is
        how often it was believed in this run (``Finding.forward``, added up). Takes as long for a
        large archive as for a small one, and writes nothing where nothing is news.
        """
        with database.reading(self._engine) as connection:
            found = finding.find(connection, magazine, candidates, moment, spent)
        if not (found.new or found.changes or found.hinted):
            return found

        def operation(connection: Connection) -> Finding:
            database.lock(connection, [magazine])
            again = finding.find(connection, magazine, candidates, moment, spent)
            finding.write(connection, magazine, again, moment)
            return again

        return database.write(self._engine, operation)

    def take(
        self, magazine: str, moment: datetime, cursor: Cursor, limit: int
    ) -> tuple[list[Due], Cursor]:
        """The next addresses to fetch behind ``cursor``, and the cursor behind them.

        First what the run has found that began at ``moment``; then what was never fetched of
        earlier finds, the latest first; then what is due by ``moment``. An address stays due until
        ``store`` settles it.
        """
        with database.reading(self._engine) as connection:
            return taking.take(connection, magazine, moment, cursor, limit)

    def look_again(self, magazine: str, moment: datetime) -> int:
        """Let all addresses be due that were fetched before ``moment``; returns how many."""

        def operation(connection: Connection) -> int:
            database.lock(connection, [magazine])
            return finding.due_again(connection, magazine, moment)

        return database.write(self._engine, operation)

    def look_wider(
        self, magazine: str, since: datetime | None, before: datetime | None, moment: datetime
    ) -> int:
        """Let the articles of some time be due that an earlier backfill did not want; returns how
        many. ``moment`` is when the run began; None is no bound."""

        def operation(connection: Connection) -> int:
            database.lock(connection, [magazine])
            return finding.wanted_now(connection, magazine, since, before, moment)

        return database.write(self._engine, operation)

    def waiting(self, magazine: str, moment: datetime) -> Waiting:
        """How many of a magazine's addresses are new, due and known at a moment."""
        with database.reading(self._engine) as connection:
            return finding.waiting(connection, magazine, moment)

    def is_on_record(self, magazine: str, url: str) -> bool:
        """Whether an address, or a twin of it, was found before."""
        with database.reading(self._engine) as connection:
            return finding.is_on_record(connection, magazine, url)

    def listed(self, magazine: str, limit: int = 100) -> int:
        """At how many addresses that sources list an article was found; ``limit`` at most."""
        with database.reading(self._engine) as connection:
            return finding.listed(connection, magazine, limit)

    def linked(self, magazine: str, limit: int = 100) -> int:
        """At how many addresses that links alone led to an article was found; ``limit`` at most."""
        with database.reading(self._engine) as connection:
            return finding.listed(connection, magazine, limit, by_links=True)

    def sources(self, magazine: str, urls: Sequence[str]) -> dict[str, SourceState]:
        """How these sources were when they were asked last, by URL; unknown ones are left out."""
        with database.reading(self._engine) as connection:
            return reading.states(connection, magazine, urls)

    def led_to(self, magazine: str, url: str) -> list[SourceState]:
        """The sources that a source named, such as an index its sitemaps."""
        with database.reading(self._engine) as connection:
            return reading.children(connection, magazine, url)

    def keep_sources(self, magazine: str, sources: Sequence[SourceState]) -> None:
        """Remember sources as they are now, all of them or none."""

        def operation(connection: Connection) -> None:
            database.lock(connection, [magazine])
            reading.write(connection, magazine, sources)

        if sources:
            database.write(self._engine, operation)
