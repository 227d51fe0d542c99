"""Making, refusing and upgrading an archive, on both databases."""

import shutil
import sqlite3
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import create_engine, inspect, text

from archive import database, errors, migrations, schema
from archive.migrations import HEAD, VERSION_TABLE
from archive.records import Article
from archive.results import Upgraded
from archive.store import Archive

Make = Callable[..., Article]


def execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def columns(url: str, table: str) -> list[str]:
    engine = create_engine(url)
    found = [column["name"] for column in inspect(engine).get_columns(table)]
    engine.dispose()
    return found


@pytest.fixture
def later(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Makes this a later version of the program, which has one revision more."""

    def make(upgrade: str) -> None:
        folder = tmp_path / "migrations"
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(migrations.FOLDER, folder, ignore=ignored)
        (folder / "versions" / "r0002_later.py").write_text(
            "from alembic import op\nimport sqlalchemy as sa\n"
            f"revision = '0002'\ndown_revision = {HEAD!r}\n"
            f"def upgrade():\n    {upgrade}\n",
            encoding="utf-8",
        )
        monkeypatch.setattr(schema, "FOLDER", folder)
        monkeypatch.setattr(schema, "REVISIONS", (HEAD, "0002"))
        monkeypatch.setattr(schema, "HEAD", "0002")

    return make


def test_newer_archive_is_refused(archive_url: str) -> None:
    Archive.open(archive_url).close()
    execute(archive_url, f"UPDATE {VERSION_TABLE} SET version_num = '9999'")
    for use in (Archive.open, Archive.upgrade):
        with pytest.raises(errors.ArchiveTooNew, match=f"revision 9999.* none after {HEAD}"):
            use(archive_url)


def test_archive_of_a_time_without_revisions_is_refused(archive_url: str) -> None:
    execute(archive_url, "CREATE TABLE archive_meta (id int)")
    for use in (Archive.open, Archive.upgrade):
        with pytest.raises(errors.SchemaMismatch, match="before the first release"):
            use(archive_url)


def test_older_archive_says_what_to_do_and_is_upgraded(
    archive_url: str, make_article: Make, later: Callable[[str], None]
) -> None:
    with Archive.open(archive_url) as archive:
        archive.store([make_article()])
    later("op.add_column('articles', sa.Column('pages', sa.Integer))")
    with pytest.raises(errors.UpgradeNeeded, match=r"needs 0002: .*'tradearchive upgrade'"):
        Archive.open(archive_url)
    assert Archive.upgrade(archive_url) == Upgraded(before=HEAD, after="0002", reindexed=None)
    assert Archive.upgrade(archive_url).before == "0002"
    assert "pages" in columns(archive_url, "articles")
    with Archive.open(archive_url, create=False) as archive:
        assert archive.article(1).article == make_article()


def test_upgrade_that_fails_leaves_all_as_it_was(
    archive_url: str, later: Callable[[str], None]
) -> None:
    Archive.open(archive_url).close()
    later("op.execute('ALTER TABLE articles ADD pages int'); op.execute('SELECT nothing')")
    with pytest.raises(errors.StorageFailed):
        Archive.upgrade(archive_url)
    assert "pages" not in columns(archive_url, "articles")
    with pytest.raises(errors.UpgradeNeeded):
        Archive.open(archive_url)


def test_only_what_is_there_is_upgraded(archive_url: str) -> None:
    with pytest.raises(errors.ArchiveMissing):
        Archive.upgrade(archive_url)


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2), ("busy_timeout", 30_000)],
)
def test_how_sqlite_is_set_up(sqlite_url: str, pragma: str, expected: object) -> None:
    Archive.open(sqlite_url).close()
    engine = database.connect(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == expected
    engine.dispose()


def test_who_opens_a_new_file_that_another_is_making_waits(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN EXCLUSIVE")
    release = threading.Timer(0.3, lambda: other.execute("COMMIT"))
    release.start()
    Archive.open(f"sqlite:///{tmp_path / 'a.db'}").close()
    release.join()
    other.close()
    with Archive.open(f"sqlite:///{tmp_path / 'a.db'}", create=False) as archive:
        assert archive.stats().articles == 0


def test_readers_hinder_the_switch_to_wal_but_for_a_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "BUSY_TIMEOUT_SECONDS", 0.1)  # each attempt waits so long
    url = f"sqlite:///{tmp_path / 'a.db'}"
    engine = database.connect(url)
    other = sqlite3.connect(tmp_path / "a.db", isolation_level=None)
    other.execute("CREATE TABLE held (n)")
    other.execute("BEGIN")
    other.execute("SELECT * FROM held").fetchall()
    slept: list[float] = []

    def sleep(seconds: float) -> None:
        slept.append(seconds)
        if len(slept) == 2:
            other.execute("COMMIT")

    monkeypatch.setattr(time, "sleep", sleep)
    schema._switch_to_wal(engine)
    assert slept == [0.05, 0.1]
    engine.dispose()
    other.close()
