"""What goes into an archive: runs, batches of articles, captures, and what is looked up after.

One of the parts of ``archive.store.Archive``, where it says what every method may raise.
"""

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from archive import capture_index, database, gone, locks, recapturing, runs, storing
from archive.deciding.plan import Record
from archive.health import keeping as health
from archive.health.expectations import ANY, Expectations
from archive.health.figures import AlertRow, Assessment, Figure
from archive.locks import MagazineLock
from archive.lookups import Lookups
from archive.records import Capture, Visit
from archive.relatives import proposing
from archive.results import (
    CapturesIndexed,
    Stored,
)
from archive.search import reindexing
from archive.writers import default_processes
from archive.writers.pool import Writers

CAPTURES_AT_ONCE = 1_000
"""Captures in one statement: some 500 KB, and no transaction that is open for as long as the caller
likes."""


class Keeping(Lookups):
    """An archive as its writers see it."""

    def lock_magazine(self, magazine: str) -> MagazineLock:
        """Lock a magazine for a run; held until it is released, or the process ends in any way.

        Runs of it that have not ended are dead then, and marked as killed. Raises MagazineBusy.
        """
        held = locks.lock(self._engine, magazine)
        try:
            database.write(self._engine, lambda connection: runs.mark_killed(connection, magazine))
        except BaseException:
            held.release()
            raise
        return held

    def start_run(
        self,
        run_id: str,
        magazine: str,
        started_at: datetime,
        extractor_version: str,
        *,
        versions: Mapping[str, str] | None = None,
        arguments: Mapping[str, str] | None = None,
    ) -> None:
        """Record that a crawl or import begins; ``run_id`` is new and at most 64 characters long.

        ``versions`` are those of programs, by name; ``arguments`` is what was asked of the run
        beyond the ordinary. Raises RunExists.
        """
        values = {
            "magazine": magazine,
            "started_at": started_at,
            "extractor_version": extractor_version,
            "versions": dict(versions or {}),
            "arguments": dict(arguments or {}),
        }
        database.write(self._engine, lambda connection: runs.start(connection, run_id, values))

    def finish_run(
        self,
        run_id: str,
        finished_at: datetime,
        reason: str,
        counts: Mapping[str, int],
        *,
        requests: int | None = None,
        bytes_received: int | None = None,
    ) -> None:
        """Record how a run ended and what it counted; raises UnknownRun.

        Then propose editions of what it found, as ``propose_editions`` does.
        """
        values = {
            "finished_at": finished_at,
            "finish_reason": reason,
            "counts": dict(counts),
            "requests": requests,
            "bytes_received": bytes_received,
        }
        database.write(self._engine, lambda connection: runs.change(connection, run_id, values))
        with database.reading(self._engine) as connection:
            proposals = proposing.proposals_of_run(connection, run_id)
        self._write_proposals(proposals)

    def judge_run(self, run_id: str, exit_status: int, failures: Sequence[str] = ()) -> None:
        """Record a run's exit status, and why it has failed if it has; raises UnknownRun."""
        values = {"exit_status": exit_status, "failure": ", ".join(failures) or None}
        database.write(self._engine, lambda connection: runs.change(connection, run_id, values))

    def assess(
        self,
        run_id: str,
        expectations: Expectations = ANY,
        further: Sequence[Figure] = (),
    ) -> Assessment:
        """Measure a run that has ended, and judge it by the magazine's history.

        What breaks is raised as an alert, once, and stays open until it is mended or accepted.
        ``expectations`` are the magazine's declared ones; ``further`` are figures that the archive
        cannot know. A run is judged once: later calls give what was found then. Raises UnknownRun,
        RunUnfinished.
        """
        return database.write(
            self._engine,
            lambda connection: health.assess(connection, run_id, expectations, further),
        )

    def accept(self, magazine: str, measure: str | None = None) -> list[AlertRow]:
        """Close a magazine's open alerts, or those of one measure: from now on this is usual.

        What was before the alert is no measure any more. Returns what was closed.
        """
        moment = datetime.now(UTC)
        return database.write(
            self._engine, lambda connection: health.accept(connection, magazine, measure, moment)
        )

    def store(self, batch: Sequence[Record | Visit], run_id: str | None = None) -> list[Stored]:
        """Store articles, refusals and visits in one transaction: all of them, or none.

        Returns what became of each, in the order given. Within the batch, states of one article are
        taken in the order in which they were fetched. The addresses they were found at are settled:
        no crawl fetches them again before they are due. Storing a batch again changes nothing.
        Raises UnknownRun where ``run_id`` was not started.
        """
        if not batch:
            return []

        prepared = storing.prepare(batch)
        stored = database.write(
            self._engine, lambda connection: storing.store(connection, prepared, run_id)
        )
        self._relate([s.version_id for s in stored])
        return stored

    def writers(self, processes: int | None = None) -> Writers:
        """Processes that store many articles together, for imports and replays; close them.

        By default as many as help on this machine. Where there is one core, with fewer than two
        ``processes``, for a database in memory and on Windows, this process does all itself. Waits
        for relatives that a killed writer has left to be looked for.
        """
        count = default_processes() if processes is None else processes
        if os.name == "nt" or database.is_in_memory(self._engine):
            count = 0
        self.relate()
        url = self._engine.url.render_as_string(hide_password=False)
        return Writers(url, count, self.store, self.relate)

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

    def index_captures(self, folder: Path) -> CapturesIndexed:
        """Put on record what the WARC files below a folder hold and the archive does not know.

        For a database that was lost, or restored from an older copy. Nothing that is on record
        changes; what is found has the outcome ``other`` and the reason ``reindexed``, and the name
        of the folder its file is in for its magazine. Decompresses every file twice.
        """
        return recapturing.index_files(self._engine, folder)

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

    def rebuild_search(self) -> int:
        """Index all articles anew, in one transaction; returns how many there are.

        Storing keeps the index in step; this is for a program that sees other words in a text than
        the one that made the index, of which ``Archive.open`` warns.
        """
        return database.write(self._engine, reindexing.rebuild)
