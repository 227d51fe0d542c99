"""The database behind an archive: engine, transactions; SQLite and PostgreSQL.

Everything that differs between the two but the schema, search and the views stands here.
"""

import random
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    NoSuchModuleError,
    OperationalError,
)
from sqlalchemy.pool import QueuePool

from archive.errors import (
    ArchiveBusy,
    DatabaseUnreachable,
    DriverMissing,
    SchemaMismatch,
    StorageFailed,
    UnsupportedDatabase,
)
from archive.models import Base
from archive.rows import insert

Result = TypeVar("Result")
Item = TypeVar("Item")

CHUNK = 500
"""Values asked for in one statement; SQLite takes 32,766 parameters, PostgreSQL 65,535."""

BUSY_TIMEOUT_SECONDS = 30.0
"""How long SQLite waits for another writer; a batch takes well under a second."""

CHECKPOINT_PAGES = 10_000
"""Pages of 4 KB that wait in SQLite's write-ahead log until they go into the file. A batch changes
more than a thousand, which is SQLite's own number, for hashes lie all over their indexes; and the
next batch changes many of them again."""

CACHE_KB = 32_768
"""Pages that a connection to SQLite remembers, at most. A batch of 500 articles changes some 5,000;
with SQLite's own 2 MB they are written and read again before it ends, which takes half as much
again of the system's time."""

ATTEMPTS = 6
FIRST_PAUSE_SECONDS = 0.05
"""Doubled after each failed attempt, with jitter: 1.5 s on average over all attempts."""

_NO_ANSWER_SQLSTATES = ("08", "57P01", "57P02", "57P03", "53300")
"""Beginnings: connection exceptions, shutdown, crash, starting up, too many connections."""

_DRIVERS = {
    "sqlite": "pysqlite",
    "postgresql": "psycopg",
}

_TRANSIENT_SQLSTATES = frozenset(
    {
        "40001",  # serialization_failure
        "40P01",  # deadlock_detected
        "55P03",  # lock_not_available
    }
)


def connect(url: str) -> Engine:
    """An engine for ``url``; no connection is made yet.

    Raises UnsupportedDatabase for a URL that is none or names another database, DriverMissing where
    the database's Python driver is not installed.
    """
    parsed = _parse(url)
    try:
        if parsed.get_backend_name() == "sqlite":
            return _sqlite_engine(parsed)
        return _postgresql_engine(parsed)
    except ModuleNotFoundError as error:
        raise DriverMissing(
            f"the driver for {parsed.drivername} is not installed ({error.name});"
            " install tradecrawler[postgres]"
        ) from error


def _parse(url: str) -> URL:
    """The URL, if it names a database and driver that an archive can live in."""
    expected = "expected sqlite:///FILE or postgresql://USER@HOST/DATABASE"
    try:
        parsed = make_url(url)
        backend, driver = parsed.get_backend_name(), parsed.get_driver_name()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:  # ValueError: a bad port
        raise UnsupportedDatabase(
            f"not a database URL: {_without_password(url)}; {expected}"
        ) from error
    if _DRIVERS.get(backend) != driver:
        raise UnsupportedDatabase(f"no archive can live in {backend} by {driver}; {expected}")
    return parsed


def _without_password(url: str) -> str:
    """What may be shown of a text that is perhaps no URL: its scheme."""
    scheme, separator, _ = url.partition("://")
    return f"{scheme}://…" if separator else repr(url)


def _sqlite_engine(url: URL) -> Engine:
    """SQLite with transactions that are its own: the driver would begin them too late."""
    arguments: dict[str, Any] = {"isolation_level": None, "timeout": BUSY_TIMEOUT_SECONDS}
    if _names_no_file(url):
        # one connection, passed from thread to thread: a second one would be a second database
        arguments["check_same_thread"] = False
        engine = create_engine(
            url, connect_args=arguments, poolclass=QueuePool, pool_size=1, max_overflow=0
        )
    else:
        engine = create_engine(url, connect_args=arguments)

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        connection.execute("PRAGMA foreign_keys = ON")
        # what was acknowledged survives a power cut, too: the crawl does not come back to it. With
        # WAL that is one fsync a batch; NORMAL would save it and may lose the last batches.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA cache_size = -{CACHE_KB}")  # negative: in KB
        connection.execute(f"PRAGMA wal_autocheckpoint = {CHECKPOINT_PAGES}")

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # a writer that starts as a reader is refused when another writes in between, without wait
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgresql_engine(url: URL) -> Engine:
    """PostgreSQL, with connections tested before use: a crawl may pause for hours."""
    engine = create_engine(url, isolation_level="READ COMMITTED", pool_pre_ping=True)

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: object) -> None:
        connection.execute("SET jit = off")  # compiling a search takes longer than searching
        connection.commit()

    return engine


def is_in_memory(engine: Engine) -> bool:
    """Whether no other process can open this database."""
    return engine.dialect.name == "sqlite" and _names_no_file(engine.url)


def _names_no_file(url: URL) -> bool:
    return url.database in (None, "", ":memory:")


def sqlite_file(engine: Engine) -> Path | None:
    """The file behind an SQLite engine; None for a database in memory or on a server."""
    if engine.dialect.name != "sqlite" or _names_no_file(engine.url):
        return None
    return Path(str(engine.url.database))


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads; raises DatabaseUnreachable, ArchiveBusy or StorageFailed."""
    with translated(engine), engine.begin() as connection:
        yield connection


def write(engine: Engine, operation: Callable[[Connection], Result]) -> Result:
    """Run ``operation`` in one transaction, again where another writer came in between.

    ``operation`` may run up to ``ATTEMPTS`` times and must not keep anything of a failed one.
    Raises DatabaseUnreachable, ArchiveBusy or StorageFailed.
    """
    writer = engine.execution_options(writes=True)
    with translated(engine):
        for attempt in range(1, ATTEMPTS):
            try:
                with writer.begin() as connection:
                    return operation(connection)
            except DBAPIError as error:
                if not _is_transient(error):
                    raise
            pause = FIRST_PAUSE_SECONDS * 2 ** (attempt - 1)
            time.sleep(pause * random.uniform(0.5, 1.5))
        with writer.begin() as connection:
            return operation(connection)


def chunks(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in stretches that one statement can ask for."""
    for start in range(0, len(items), CHUNK):
        yield items[start : start + CHUNK]


def upsert(connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows, in the place of those with the same primary key; all rows have all columns.

    Give them in the order of their key, so that two writers cannot wait for each other.
    """
    insert(connection, table, rows, known="replaced")


def insert_missing(
    connection: Connection, table: type[Base], rows: Sequence[dict[str, Any]]
) -> None:
    """Insert rows but those whose primary key is there already; order as for ``upsert``."""
    insert(connection, table, rows, known="left")


def lock(connection: Connection, names: list[str]) -> None:
    """Let no other writer touch these magazines until the transaction ends.

    All that is unique in an archive is so within a magazine, so two writers meet there or nowhere.
    SQLite has one writer at a time anyway. The unique indexes decide all the same, should someone
    write without asking.
    """
    if connection.dialect.name != "postgresql":
        return
    for name in sorted(set(names)):  # sorted, so that two writers cannot wait for each other
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
            {"name": f"tradearchive magazine {name}"},
        )


@contextmanager
def translated(engine: Engine) -> Iterator[None]:
    """Turn what the driver raises into this package's errors, without the URL's password."""
    try:
        yield
    except DBAPIError as error:
        shown = engine.url.render_as_string(hide_password=True)
        cause = str(error.orig).strip()
        if _is_transient(error):
            raise ArchiveBusy(f"other writers kept {shown} busy: {cause}") from error
        if getattr(error.orig, "sqlite_errorname", "") == "SQLITE_NOTADB":
            raise SchemaMismatch(f"{shown} is a file, but no SQLite database") from error
        if _is_disconnect(error):
            raise DatabaseUnreachable(f"no answer from {shown}: {cause}") from error
        raise StorageFailed(f"{shown} refused: {cause}") from error


def _is_transient(error: DBAPIError) -> bool:
    """Whether the same transaction may succeed when tried again.

    A broken unique index counts: another writer's row was first, and is found the next time.
    """
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        name = getattr(cause, "sqlite_errorname", "")
        unique = name in ("SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY")
        return unique or name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED"))
    sqlstate = getattr(cause, "sqlstate", None)
    return sqlstate in _TRANSIENT_SQLSTATES or sqlstate == "23505"  # unique_violation


def _is_disconnect(error: DBAPIError) -> bool:
    """Whether there is no connection, or no longer."""
    if error.connection_invalidated:
        return True
    if isinstance(error.orig, sqlite3.Error):
        return getattr(error.orig, "sqlite_errorname", "") == "SQLITE_CANTOPEN"
    sqlstate = getattr(error.orig, "sqlstate", None)
    if sqlstate is not None:
        return str(sqlstate).startswith(_NO_ANSWER_SQLSTATES)
    return isinstance(error, OperationalError)
