"""A lock on a magazine: one run of it at a time, and none that a dead process holds.

On SQLite it is a lock of the operating system on a file below ``<archive's file>-locks``; on
PostgreSQL an advisory lock of a session of its own, which holds across machines. Either goes with
the process, however it ends; so whoever gets it knows that no other run of the magazine is alive.

Two limits. A PostgreSQL server that restarts forgets its locks, those of runs that go on too. Where
the operating system has no ``flock`` (Windows), and for a database in memory, nothing is locked.
"""

import os
import time
import urllib.parse
from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, Engine, text

from archive import database
from archive.errors import MagazineBusy, StorageFailed

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]


class MagazineLock(Protocol):
    """A lock that is held."""

    def release(self) -> None:
        """Let go of it; a second time changes nothing."""


def lock(engine: Engine, magazine: str) -> MagazineLock:
    """Lock a magazine of the archive behind ``engine``, for a run.

    Raises MagazineBusy where another run has it, StorageFailed where it cannot be locked, and
    DatabaseUnreachable.
    """
    if engine.dialect.name == "postgresql":
        return _SessionLock(engine, magazine)
    file = database.sqlite_file(engine)
    if file is None or fcntl is None:
        return _NoLock()
    folder = file.with_name(f"{file.name}-locks")
    return _FileLock(folder / urllib.parse.quote(magazine, safe=""), magazine)


class _NoLock:
    def release(self) -> None:
        pass


class _FileLock:
    """An ``flock``, which the kernel takes away from a process that dies."""

    def __init__(self, path: Path, magazine: str) -> None:
        try:
            path.parent.mkdir(exist_ok=True)
            self._file: int | None = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise StorageFailed(f"{magazine} cannot be locked: {error}") from error
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(self._file, 20).decode("ascii", "replace").strip()
            os.close(self._file)
            by = f" by process {holder}" if holder else ""
            raise MagazineBusy(f"{magazine} is being crawled already{by}") from error
        except OSError as error:
            os.close(self._file)
            raise StorageFailed(f"{magazine} cannot be locked: {error}") from error
        os.ftruncate(self._file, 0)
        os.pwrite(self._file, f"{os.getpid()}\n".encode(), 0)  # for people who look
        _HELD.add(self._file)

    def release(self) -> None:
        if self._file is not None:
            _HELD.discard(self._file)
            os.close(self._file)
            self._file = None


_HELD: set[int] = set()
"""Files whose lock this process holds."""


def _let_go() -> None:
    """In a forked child: the lock is its parent's, and would else outlive it with the child."""
    while _HELD:
        os.close(_HELD.pop())


if fcntl is not None:
    os.register_at_fork(after_in_child=_let_go)


ATTEMPTS = 10
PAUSE_SECONDS = 0.2
"""Between two attempts: a server takes a moment to notice that a client was killed."""

_TRY = text(
    "SELECT pg_try_advisory_lock("
    "hashtextextended('tradearchive run ' || current_schema() || ' ' || :name, 0))"
)


class _SessionLock:
    """An advisory lock of PostgreSQL, held by a connection that does nothing else."""

    def __init__(self, engine: Engine, magazine: str) -> None:
        with database.translated(engine):
            connection = engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            connection.detach()  # the pool would keep the session, and the lock with it
            self._connection: Connection | None = connection
            for attempt in range(ATTEMPTS):
                if connection.scalar(_TRY, {"name": magazine}):
                    return
                if attempt < ATTEMPTS - 1:
                    time.sleep(PAUSE_SECONDS)
        self.release()
        raise MagazineBusy(f"{magazine} is being crawled already")

    def release(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
