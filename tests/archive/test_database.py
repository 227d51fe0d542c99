"""Opening an archive, and what can be wrong with a URL or a database."""

import sqlite3
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from archive import errors
from archive.database import sqlite_file
from archive.store import Archive

MOMENT = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("archive.db", "not a database URL: 'archive.db'"),
        ("", "not a database URL"),
        ("oracle9://me:secret@host/db", "not a database URL: oracle9://…"),
        ("postgres://me:secret@host/db", "expected sqlite:///FILE or postgresql://"),
        ("mysql://me:secret@host/db", "no archive can live in mysql"),
        ("sqlite+aiosqlite:///x.db", "no archive can live in sqlite by aiosqlite"),
        ("postgresql+asyncpg://me:secret@host/db", "no archive can live in postgresql by asyncpg"),
        ("postgresql://me:secret@host:port/db", "not a database URL: postgresql://…"),
    ],
)
def test_url_of_no_archive(url: str, expected: str) -> None:
    with pytest.raises(errors.UnsupportedDatabase, match=expected) as caught:
        Archive.open(url)
    assert "secret" not in str(caught.value)


def test_missing_driver_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    with pytest.raises(errors.DriverMissing, match=r"tradecrawler\[postgres\]"):
        Archive.open("postgresql://localhost/archive")


def test_server_that_does_not_answer(tmp_path: Path) -> None:
    url = f"postgresql://me:secret@/archive?host={tmp_path}"
    with pytest.raises(errors.DatabaseUnreachable, match="no answer from postgresql://") as caught:
        Archive.open(url)
    assert "secret" not in str(caught.value)


def test_database_that_the_server_has_not(postgresql_server: str) -> None:
    with pytest.raises(errors.DatabaseUnreachable, match='"nowhere" does not exist'):
        Archive.open(postgresql_server.replace("/postgres?", "/nowhere?"))


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(errors.DatabaseUnreachable, match="unable to open"):
        Archive.open(f"sqlite:///{tmp_path}/no/archive.db")


def test_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("La liste des courses. " * 100)
    with pytest.raises(errors.SchemaMismatch, match="no SQLite database"):
        Archive.open(f"sqlite:///{tmp_path}/notes.txt")


def test_missing_file_is_not_made_where_none_is_wanted(tmp_path: Path) -> None:
    with pytest.raises(errors.ArchiveMissing, match="no such file"):
        Archive.open(f"sqlite:///{tmp_path}/archive.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_empty_database_stays_empty_where_no_archive_is_wanted(postgresql_url: str) -> None:
    for _ in range(2):
        with pytest.raises(errors.ArchiveMissing, match="holds none"):
            Archive.open(postgresql_url, create=False)


def test_tables_of_something_else_are_left_alone(archive_url: str) -> None:
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE articles (id int)"))
    engine.dispose()
    for _ in range(2):
        with pytest.raises(errors.SchemaMismatch, match="something else: articles"):
            Archive.open(archive_url)


def test_other_tables_do_not_matter(archive_url: str) -> None:
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE invoices (id int)"))
    engine.dispose()
    with Archive.open(archive_url) as archive:
        assert archive.articles() == []


def test_writer_that_holds_the_archive_too_long(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("archive.database.BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr("archive.database.FIRST_PAUSE_SECONDS", 0.001)
    with Archive.open(sqlite_url) as archive:
        holder = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)
        holder.execute("BEGIN IMMEDIATE")
        with pytest.raises(errors.ArchiveBusy, match="locked"):
            archive.start_run("ab12", "rayon", MOMENT, "0.1.0")
        assert archive.runs() == []  # readers do not wait
        holder.execute("ROLLBACK")
        holder.close()
        archive.start_run("ab12", "rayon", MOMENT, "0.1.0")
        assert len(archive.runs()) == 1


def test_sqlite_file_of_each_kind() -> None:
    assert sqlite_file(create_engine("sqlite:///folder/a.db")) == Path("folder/a.db")
    assert sqlite_file(create_engine("sqlite://")) is None
    assert sqlite_file(create_engine("postgresql://host/db")) is None
