"""One run of a magazine at a time, on both databases, whatever becomes of its process."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from archive import locks
from archive.errors import MagazineBusy, StorageFailed
from archive.store import Archive
from tests.crawling import ROOT, TIMEOUT

HOLD = """
import sys, time
from archive.store import Archive

archive = Archive.open(sys.argv[1])
lock = archive.lock_magazine("rayon")
print("locked", flush=True)
time.sleep(600)
"""
"""A process that holds a lock until it is killed."""

FORK = """
import os, sys, time
from archive.store import Archive

archive = Archive.open(sys.argv[1])
lock = archive.lock_magazine("rayon")
if os.fork() == 0:
    sys.stdin.read()  # as a worker that does not notice its parent's death
    os._exit(0)
print("locked", flush=True)
time.sleep(600)
"""


def test_a_magazine_is_locked_until_it_is_released(archive: Archive) -> None:
    lock = archive.lock_magazine("rayon")
    archive.lock_magazine("etal").release()
    with pytest.raises(MagazineBusy, match="rayon is being crawled already"):
        archive.lock_magazine("rayon")
    lock.release()
    lock.release()
    archive.lock_magazine("rayon").release()


def test_a_killed_process_holds_no_lock(archive_url: str) -> None:
    assert_goes_with_its_process(archive_url, HOLD)


def test_a_worker_that_outlives_a_killed_process_holds_no_lock(sqlite_url: str) -> None:
    assert_goes_with_its_process(sqlite_url, FORK)


def assert_goes_with_its_process(url: str, program: str) -> None:
    with (
        Archive.open(url) as archive,
        subprocess.Popen(
            [sys.executable, "-c", program, url],
            cwd=ROOT,
            stdin=subprocess.PIPE,  # closed at the end, which ends the worker
            stdout=subprocess.PIPE,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        assert process.stdout.readline() == "locked\n"
        with pytest.raises(MagazineBusy):
            archive.lock_magazine("rayon")
        process.kill()
        assert_free_soon(archive)


def assert_free_soon(archive: Archive) -> None:
    """The kernel, or the server, takes a moment to notice."""
    deadline = time.monotonic() + TIMEOUT
    while True:
        try:
            archive.lock_magazine("rayon").release()
        except MagazineBusy:
            assert time.monotonic() < deadline
            time.sleep(0.05)
        else:
            return


def test_who_holds_the_lock_is_told(sqlite_url: str) -> None:
    with Archive.open(sqlite_url) as archive:
        lock = archive.lock_magazine("rayon")
        with pytest.raises(MagazineBusy, match=f"by process {os.getpid()}"):
            archive.lock_magazine("rayon")
        lock.release()


def test_a_folder_that_cannot_be_made_is_told(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "archive.db-locks").write_text("in the way")
    with (
        Archive.open(sqlite_url) as archive,
        pytest.raises(StorageFailed, match="rayon cannot be locked"),
    ):
        archive.lock_magazine("rayon")


def test_a_slug_with_a_path_stays_in_the_folder(sqlite_url: str, tmp_path: Path) -> None:
    with Archive.open(sqlite_url) as archive:
        archive.lock_magazine("../rayon/x").release()
    assert len(list((tmp_path / "archive.db-locks").iterdir())) == 1


def test_a_database_in_memory_is_nobody_elses() -> None:
    with Archive.open("sqlite://") as archive:
        archive.lock_magazine("rayon").release()


def test_without_flock_nothing_is_locked(sqlite_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locks, "fcntl", None)
    with Archive.open(sqlite_url) as archive:
        first, second = archive.lock_magazine("rayon"), archive.lock_magazine("rayon")
        first.release()
        second.release()


def test_a_session_that_the_server_has_ended_holds_no_lock(postgresql_url: str) -> None:
    with Archive.open(postgresql_url) as archive:
        lock = archive.lock_magazine("rayon")
        engine = create_engine(postgresql_url)
        with engine.connect() as connection:
            connection.execute(
                text(
                    "SELECT pg_terminate_backend(pid) FROM pg_locks"
                    " WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
                )
            )
        engine.dispose()
        archive.lock_magazine("rayon").release()
        lock.release()
