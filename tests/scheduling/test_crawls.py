import signal
import sys
import threading
import time
from pathlib import Path

from tests.crawling import TIMEOUT
from tradecrawler.scheduling.crawls import Crawls

PATIENT = """
import pathlib, signal, sys, time
asked = []
def stop(number, frame):
    asked.append(number)
signal.signal(signal.SIGTERM, stop)
signal.signal(signal.SIGINT, stop)
pathlib.Path(sys.argv[1]).touch()
while not asked:
    time.sleep(0.01)
time.sleep(0.3)  # for a second signal to come
sys.exit(len(asked) + 6)
"""
"""Ends with 7 after one signal."""

STUBBORN = """
import pathlib, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
pathlib.Path(sys.argv[1]).touch()
time.sleep(600)
"""


def patiently(seconds: float) -> bool:
    time.sleep(seconds)
    return False


class Running:
    """A crawl in a thread, as the scheduler runs it; it is known to have begun."""

    def __init__(self, program: str, started: Path) -> None:
        self.crawls = Crawls(lambda slug: [sys.executable, "-c", program, str(started)])
        self.statuses: list[int | None] = []
        self._thread = threading.Thread(
            target=lambda: self.statuses.append(self.crawls.run("rayon"))
        )
        self._thread.start()
        deadline = time.monotonic() + TIMEOUT
        while not started.exists():
            assert time.monotonic() < deadline
            time.sleep(0.01)

    def status(self) -> int | None:
        self._thread.join(TIMEOUT)
        (status,) = self.statuses
        return status


def test_a_crawl_has_an_exit_status() -> None:
    crawls = Crawls(lambda slug: [sys.executable, "-c", f"raise SystemExit(len({slug!r}))"])
    assert crawls.run("rayon") == 5


def test_a_stopped_crawl_is_told_once(tmp_path: Path) -> None:
    running = Running(PATIENT, tmp_path / "started")
    assert running.crawls.stop(TIMEOUT, patiently)
    assert running.status() == 7
    assert running.crawls.run("rayon") is None


def test_a_crawl_that_does_not_stop_is_killed(tmp_path: Path) -> None:
    running = Running(STUBBORN, tmp_path / "started")
    assert not running.crawls.stop(0.1, patiently)
    assert running.status() == -signal.SIGKILL


def test_who_is_in_a_hurry_does_not_wait(tmp_path: Path) -> None:
    running = Running(STUBBORN, tmp_path / "started")
    assert not running.crawls.stop(TIMEOUT, lambda seconds: True)
    assert running.status() == -signal.SIGKILL
