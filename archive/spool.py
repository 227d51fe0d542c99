"""Records on their way into an archive that does not answer: a bounded file of JSON lines.

One file a run, locked while its process lives. Whoever opens the same archive later takes over the
files of processes that ended. Storing a record twice changes nothing, so a crash in the middle of a
replay loses and doubles nothing. Knows no database: it is given a function that stores.
"""

import json
import logging
import os
from collections.abc import Callable, Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any

from archive.errors import SpoolFull
from archive.plain import from_plain, to_plain
from archive.records import Article, Refusal, Visit

try:
    import fcntl
except ImportError:  # pragma: no cover  # Windows; one crawl at a time there
    fcntl = None  # type: ignore[assignment]

logger = logging.getLogger(__name__)

Record = Article | Refusal | Visit
Store = Callable[[Sequence[Record], str | None], None]
"""Stores records of a run; raises where the archive does not answer."""

LIMIT_BYTES = 256 * 1024 * 1024
"""A record takes 10 to 20 KB, with all that its page printed: some 15,000 pages, or four hours of a
polite crawl at a page a second. Longer than that nobody wants to crawl without an archive."""

BATCH = 100
"""Records that are stored at once when they are replayed; as many as a crawl stores."""

_KINDS: dict[str, type[Record]] = {"article": Article, "refusal": Refusal, "visit": Visit}


class Spool:
    """The file of one run; made with the first record. Used by one thread."""

    def __init__(
        self, folder: Path, archive_url: str, run_id: str, *, limit: int = LIMIT_BYTES
    ) -> None:
        """Below ``folder``; of the archive's URL only a digest is written."""
        self.folder = folder
        self._prefix = blake2b(archive_url.encode(), digest_size=6).hexdigest()
        self.path = folder / f"{self._prefix}-{run_id}.jsonl"
        self._run_id = run_id
        self._limit = limit
        self._file: IO[bytes] | None = None

    @property
    def is_empty(self) -> bool:
        """Whether no record waits in this run's file."""
        return self._file is None

    def append(self, records: Sequence[Record]) -> None:
        """Write down records, all or none, and see that they are on the disk.

        Raises SpoolFull where they have no room, and OSError.
        """
        lines = b"".join(_line(record, self._run_id) for record in records)
        if self._file is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._file = _locked(self.path)
        size = self._file.seek(0, os.SEEK_END)
        if size + len(lines) > self._limit:
            raise SpoolFull(f"{self.path} has {size} bytes and may have {self._limit}")
        try:
            self._file.write(lines)
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError:
            self._file.truncate(size)  # half a batch would be stored although its items failed
            raise

    def replay(self, store: Store) -> int:
        """Store what waits in this run's file, and remove it; returns the number of records.

        Where ``store`` raises, the file stays as it is.
        """
        if self._file is None:
            return 0
        number = _replay(self.path, store)
        self.path.unlink()
        self.close()
        return number

    def replay_others(self, store: Store) -> int:
        """The same for the files of runs of this archive that have ended."""
        number = 0
        for path in sorted(self.folder.glob(f"{self._prefix}-*.jsonl")):
            if path == self.path:
                continue
            try:
                file = _locked(path, create=False)
            except OSError:  # its run goes on, or another process was quicker
                continue
            with file:
                if path.exists():
                    number += _replay(path, store)
                    path.unlink()
        return number

    def close(self) -> None:
        """Let go of the file; what is in it waits for the next run."""
        if self._file is not None:
            self._file.close()
            self._file = None


def _locked(path: Path, *, create: bool = True) -> IO[bytes]:
    """The file, for this process alone; raises OSError where another has it."""
    file = path.open("a+b" if create else "r+b")
    if fcntl is not None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.close()
            raise
    return file


def _replay(path: Path, store: Store) -> int:
    """Store a file's records in batches, each run's by itself."""
    number = 0
    waiting: list[Record] = []
    run: str | None = None
    for record, of_run in _read(path):
        if waiting and (of_run != run or len(waiting) == BATCH):
            store(waiting, run)
            waiting = []
        run = of_run
        waiting.append(record)
        number += 1
    if waiting:
        store(waiting, run)
    return number


def _read(path: Path) -> Iterator[tuple[Record, str | None]]:
    """Records and their runs; a line that was not written to its end was never acknowledged."""
    with path.open("rb") as file:
        for place, line in enumerate(file, 1):
            try:
                plain: dict[str, Any] = json.loads(line)
                record = from_plain(_KINDS[plain["kind"]], plain["record"])
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                logger.warning("line %d of %s is no record: %r", place, path, error)
                continue
            yield record, plain["run"]


def _line(record: Record, run_id: str) -> bytes:
    """A record as a line; what is no UTF-8 is escaped."""
    kind = next(name for name, each in _KINDS.items() if isinstance(record, each))
    return json.dumps({"kind": kind, "run": run_id, "record": to_plain(record)}).encode() + b"\n"
