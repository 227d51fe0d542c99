import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.errors import DatabaseUnreachable
from archive.results import RunRow
from tests.crawling import TIMEOUT
from tests.scheduling.test_timetable import run, timetable
from tradecrawler.scheduling.crawls import Crawls
from tradecrawler.scheduling.service import Service

HOURLY = "0 * * * *"
NOW = datetime.now(UTC)


class Recorded(Crawls):
    """Takes part in no crawl, and remembers of which it was asked."""

    def __init__(self, status: int | None = 0) -> None:
        super().__init__(lambda slug: [])
        self.asked: list[str] = []
        self.status = status

    def run(self, slug: str) -> int | None:
        self.asked.append(slug)
        return self.status


def unreachable(slug: str) -> RunRow | None:
    raise DatabaseUnreachable("no answer")


def service_of(
    last: Callable[[str], RunRow | None], status: int | None = 0
) -> tuple[Service, Recorded]:
    crawls = Recorded(status)
    return Service([timetable(HOURLY)], crawls, last, 1), crawls


@pytest.mark.parametrize(
    ("last", "asked"),
    [
        (lambda slug: None, ["rayon"]),
        (lambda slug: run(NOW - timedelta(hours=2)), ["rayon"]),
        (lambda slug: run(NOW + timedelta(minutes=1)), []),
        (unreachable, ["rayon"]),
    ],
)
def test_a_magazine_is_crawled_when_it_is_due(
    last: Callable[[str], RunRow | None], asked: list[str]
) -> None:
    made, crawls = service_of(last)
    made.crawl_if_due(timetable(HOURLY))
    assert crawls.asked == asked


@pytest.mark.parametrize(
    ("status", "level", "text"),
    [
        (0, "INFO", "rayon: crawl ended"),
        (75, "INFO", "rayon: is being crawled by another process"),
        (1, "ERROR", "rayon: crawl ended with exit status 1"),
        (-9, "ERROR", "rayon: crawl ended with exit status -9"),
    ],
)
def test_how_a_crawl_ended_is_logged(
    status: int, level: str, text: str, caplog: pytest.LogCaptureFixture
) -> None:
    made, _ = service_of(lambda slug: None, status)
    with caplog.at_level("INFO"):
        made.crawl(timetable(HOURLY))
    assert (caplog.records[-1].levelname, caplog.records[-1].getMessage()) == (level, text)


PROGRAM = """
import pathlib, sys, time
pathlib.Path(sys.argv[1]).touch()
time.sleep(600)
"""


def test_a_missed_run_is_made_up_for_and_stopped_with_the_service(tmp_path: Path) -> None:
    """In this process, whose main thread and signals the service takes for itself."""
    starts: list[str] = []

    def command(slug: str) -> list[str]:
        starts.append(slug)
        return [sys.executable, "-c", PROGRAM, str(tmp_path / "started")]

    def stop_when_it_runs() -> None:
        while not (tmp_path / "started").exists() and main.is_alive():
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGTERM)

    main = threading.current_thread()
    handlers = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    yearly = timetable("0 0 1 1 *")
    service = Service([yearly], Crawls(command), lambda slug: run(NOW - timedelta(days=800)), 1)
    thread = threading.Thread(target=stop_when_it_runs)
    thread.start()
    try:
        assert service.run(TIMEOUT) == 0
    finally:
        for number, handler in handlers.items():
            signal.signal(number, handler)
    thread.join()
    assert starts == ["rayon"]
