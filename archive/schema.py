"""Makes, checks and upgrades the schema of a database. What it is, ``archive.migrations`` says.

An archive is made by the very revisions that upgrade an older one, in one transaction on both
databases: whatever fails leaves it as it was.
"""

import logging
import sqlite3
import time
from typing import Any

from sqlalchemy import Connection, Engine, inspect, text

from archive import database
from archive.errors import (
    ArchiveBusy,
    ArchiveMissing,
    ArchiveTooNew,
    SchemaMismatch,
    StorageFailed,
    UpgradeNeeded,
)
from archive.migrations import FOLDER, HEAD, REVISIONS, VERSION_TABLE
from archive.models import Base
from archive.results import Upgraded
from archive.search import index, reindexing
from archive.search.signature import SIGNATURE

_log = logging.getLogger(__name__)

_CREATION_LOCK = 7_282_301_001
"""PostgreSQL advisory lock under which the schema is changed; any number no one else uses."""

_BEFORE_REVISIONS = "archive_meta"
"""A table that archives had before there were revisions."""


def prepare(engine: Engine, *, create: bool) -> None:
    """Check the schema, or make it where the database holds no archive and ``create`` is set.

    Raises ArchiveMissing, UpgradeNeeded, ArchiveTooNew, SchemaMismatch, DatabaseUnreachable,
    ArchiveBusy or StorageFailed.
    """
    found = _found(engine, create=create)
    if found is None and create:
        _switch_to_wal(engine)
        found = database.write(engine, _create)
    if found is None:
        raise ArchiveMissing(f"there is no archive at {_shown(engine)}: the database holds none")
    _refuse_unknown(engine, found)
    if found != HEAD:
        raise UpgradeNeeded(
            f"the archive at {_shown(engine)} has revision {found}, this program needs {HEAD}: make"
            " a copy of it, then run 'tradearchive upgrade'"
        )
    _warn_of_other_words(engine)


def upgrade(engine: Engine) -> Upgraded:
    """Bring an archive to the newest revision, and its search index to this program's words.

    Raises ArchiveMissing, ArchiveTooNew, SchemaMismatch, DatabaseUnreachable, ArchiveBusy or
    StorageFailed.
    """
    found = _found(engine, create=False)
    if found is None:
        raise ArchiveMissing(f"there is no archive at {_shown(engine)}: the database holds none")
    _refuse_unknown(engine, found)

    def operation(connection: Connection) -> int | None:
        _lock(connection)
        if revision(connection) != HEAD:  # no other process has been quicker
            _run(connection)
        if index.signature(connection) == SIGNATURE:
            return None
        return reindexing.rebuild(connection)

    return Upgraded(before=found, after=HEAD, reindexed=database.write(engine, operation))


def revision(connection: Connection) -> str | None:
    """The revision of the archive in this database; None where it holds none.

    Raises SchemaMismatch for an archive of a time before there were revisions.
    """
    inspector = inspect(connection)
    if inspector.has_table(VERSION_TABLE):
        found = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
        return None if found is None else str(found)
    if inspector.has_table(_BEFORE_REVISIONS):
        raise SchemaMismatch(
            "the archive was made before the first release and cannot be upgraded: use another"
            " database, and crawl or read the captures again"
        )
    return None


def _found(engine: Engine, *, create: bool) -> str | None:
    """The revision of what is there, without making a file."""
    file = database.sqlite_file(engine)
    if not create and file is not None and not file.is_file():
        raise ArchiveMissing(f"there is no archive at {_shown(engine)}: no such file")
    with database.reading(engine) as connection:
        return revision(connection)


def _refuse_unknown(engine: Engine, found: str) -> None:
    if found not in REVISIONS:
        raise ArchiveTooNew(
            f"the archive at {_shown(engine)} has revision {found}, this program knows none after"
            f" {HEAD}: install the version of tradecrawler that wrote it, or a newer one"
        )


def _warn_of_other_words(engine: Engine) -> None:
    """Say so where another analysis made the search index: no reason to stop a crawl."""
    with database.reading(engine) as connection:
        found = index.signature(connection)
    if found != SIGNATURE:
        _log.warning(
            "the search index of %s was made by another analysis (%s; this program's is %s) and may"
            " miss articles: run 'tradearchive reindex'",
            _shown(engine),
            found or "unknown",
            SIGNATURE,
        )


def _create(connection: Connection) -> str | None:
    """The schema, in one transaction, unless another process just has made it."""
    _lock(connection)
    found = revision(connection)
    if found is not None:
        return found
    in_the_way = set(inspect(connection).get_table_names()) & set(Base.metadata.tables)
    if in_the_way:
        raise SchemaMismatch(
            f"the database has tables of something else: {', '.join(sorted(in_the_way))};"
            " use another database or schema"
        )
    _run(connection)
    index.sign(connection)
    return HEAD


def _run(connection: Connection) -> None:
    """All revisions that the database lacks."""
    from alembic import command  # here: a tenth of what every command imports, for two of them
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)  # its steps are no news in a crawl's log
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")


def _lock(connection: Connection) -> None:
    """Let no other process change the schema until the transaction ends; SQLite has one writer."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CREATION_LOCK})


def _switch_to_wal(engine: Engine) -> None:
    """Readers and the writer of a file do not wait for each other; stays with the file.

    Takes the file for itself for a moment, and SQLite does not wait for that: another process that
    opens the new archive at the same time is in the way, and makes the same switch.
    """
    if database.sqlite_file(engine) is None:
        return
    with database.translated(engine), engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        for attempt in range(1, database.ATTEMPTS + 1):
            try:
                driver.execute("PRAGMA journal_mode = WAL")
            except sqlite3.OperationalError as error:
                if not error.sqlite_errorname.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
                    raise StorageFailed(f"{_shown(engine)} refused: {error}") from error
                if attempt == database.ATTEMPTS:
                    raise ArchiveBusy(f"others kept {_shown(engine)} busy: {error}") from error
                time.sleep(database.FIRST_PAUSE_SECONDS * 2 ** (attempt - 1))
            else:
                return


def _shown(engine: Engine) -> str:
    return engine.url.render_as_string(hide_password=True)
