"""Stores batches in the archive, or spools them while it does not answer. No pipeline itself.

Used by the writer's thread alone.
"""

import logging
import time
from collections.abc import Callable, Sequence

from archive.errors import ArchiveBusy, DatabaseUnreachable, UnknownRun
from archive.records import Article, Refusal, Visit
from archive.results import Stored
from archive.spool import Spool
from archive.store import Archive

logger = logging.getLogger(__name__)

Record = Article | Refusal | Visit

NO_ANSWER = (DatabaseUnreachable, ArchiveBusy)
"""What may pass by itself. A statement that is refused would be refused again."""

RETRY_SECONDS = 15.0
"""Between two attempts: a database restarts in seconds, and asking one that is down may take long.
"""


class Keeper:
    """Keeps the records of one run, come what may, as long as the spool has room."""

    def __init__(
        self, archive: Archive, spool: Spool, run_id: str | None, replayed: Callable[[int], None]
    ) -> None:
        """``replayed`` is told how many spooled records were stored, in the writer's thread."""
        self._archive = archive
        self._spool = spool
        self._run_id = run_id
        self._replayed = replayed
        self._next_attempt = 0.0

    def write(self, batch: Sequence[Record]) -> Sequence[Stored | None]:
        """Store records; None for each that waits in the spool.

        What was spooled before is stored first. Raises SpoolFull, OSError, and what the archive
        raises for another reason than that it does not answer.
        """
        if self._spool.is_empty or time.monotonic() >= self._next_attempt:
            try:
                self._replay()
                return self._archive.store(batch, run_id=self._run_id)
            except NO_ANSWER as error:
                if self._spool.is_empty:
                    logger.warning("the archive does not answer, spooling: %s", error)
                self._next_attempt = time.monotonic() + RETRY_SECONDS
        self._spool.append(batch)
        return [None] * len(batch)

    def begin(self) -> None:
        """Store what runs left behind that ended without an answer."""
        try:
            self._told(self._spool.replay_others(self._store))
        except NO_ANSWER as error:
            logger.warning("the archive does not answer, the spool waits: %s", error)

    def end(self) -> None:
        """Try once more to store what waits, and wait for what is done behind the storing."""
        try:
            self._replay()
            self._archive.relate()
        except NO_ANSWER as error:
            logger.warning(
                "the archive does not answer; the next run stores %s: %s", self._spool.path, error
            )
        self._spool.close()

    def _replay(self) -> None:
        if not self._spool.is_empty:
            self._told(self._spool.replay(self._store))

    def _told(self, number: int) -> None:
        if number:
            logger.info("%d spooled records are in the archive", number)
            self._replayed(number)

    def _store(self, records: Sequence[Record], run_id: str | None) -> None:
        try:
            self._archive.store(records, run_id=run_id)
        except UnknownRun:  # the archive was made anew since
            self._archive.store(records)
