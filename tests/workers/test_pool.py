"""Pages read in real processes, some of which end before their time."""

import asyncio
import logging
import os
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from archive.records import Article, Template
from tests.crawling import article_html
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.workers import pool as pools
from tradecrawler.workers import worker as workers
from tradecrawler.workers.pool import Pool, WorkersFailed

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asyncio cannot wait for processes")

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
SECONDS = 60.0
PAGES = 12


def page(path: str) -> Page:
    return Page(
        url=f"https://www.example.org{path}",
        body=article_html(f"Une épicerie ouvre : {path}").encode(),
        fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
    )


async def read(pool: Pool, item: Page, template: Template | None = None) -> Article | str:
    """The article on a page, or the reason why there is none."""
    try:
        reading = pool.read(item, MAGAZINE)
        await reading.clean()
        reading.split(template)
        return await reading.normalize()
    except NotAnArticle as refusal:
        return refusal.reason


def in_pool(work: Any, *, processes: int = 1, seconds: float = SECONDS) -> Any:
    """Run ``work(pool)``, and close the pool."""

    async def run() -> Any:
        pool = Pool(processes, seconds)
        try:
            return await work(pool)
        finally:
            await pool.close()

    return asyncio.run(run())


async def read_all(pool: Pool, items: list[Page]) -> list[Article | str]:
    return await asyncio.gather(*(read(pool, item) for item in items))


@pytest.fixture
def odd(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers that do what an address says."""
    monkeypatch.setattr(workers, "PROCESS", "tests.workers.odd_process")


@pytest.mark.parametrize("processes", [1, 2])
def test_articles_are_the_same_in_any_number_of_processes(processes: int) -> None:
    items = [page(f"/{n}") for n in range(PAGES)]
    expected = [extract(item, MAGAZINE) for item in items]
    assert in_pool(lambda pool: read_all(pool, items), processes=processes) == expected


def test_what_the_archive_knows_reaches_the_worker() -> None:
    expected = extract(page("/a"), MAGAZINE, lambda _prints: Template())
    assert in_pool(lambda pool: read(pool, page("/a"), Template())) == expected


def test_no_more_processes_than_there_is_work_for() -> None:
    async def one_after_another(pool: Pool) -> int:
        for n in range(3):
            await read(pool, page(f"/{n}"))
        return len(pool._workers)

    assert in_pool(one_after_another, processes=4) == 1


def test_a_killed_worker_loses_no_page(caplog: pytest.LogCaptureFixture) -> None:
    items = [page(f"/{n}") for n in range(PAGES)]

    async def kill_meanwhile(pool: Pool) -> list[Article | str]:
        await read(pool, page("/first"))
        reading = asyncio.gather(*(read(pool, item) for item in items))
        await asyncio.sleep(0)
        [worker] = pool._workers
        assert worker._transport is not None
        os.kill(worker._transport.get_pid(), signal.SIGKILL)
        return await reading

    with caplog.at_level(logging.WARNING):
        found = in_pool(kill_meanwhile)
    assert found == [extract(item, MAGAZINE) for item in items]
    assert "a worker ended (Killed) while it read https://www.example.org/" in caplog.text


def test_a_worker_that_dies_between_the_steps_loses_no_page() -> None:
    async def kill_between(pool: Pool) -> Article:
        reading = pool.read(page("/a"), MAGAZINE)
        await reading.clean()
        [worker] = pool._workers
        worker.kill()
        await worker.gone
        reading.split(None)
        return await reading.normalize()

    assert in_pool(kill_between) == extract(page("/a"), MAGAZINE)


@pytest.mark.usefixtures("odd")
def test_a_page_that_kills_is_tried_twice_and_harms_no_other() -> None:
    items = [page("/a"), page("/b"), page("/dies"), page("/c"), page("/d")]
    a, b, dies, c, d = in_pool(lambda pool: read_all(pool, items))
    assert dies == "reader_died"
    assert [a, b, c, d] == [extract(item, MAGAZINE) for item in items if item.url != items[2].url]


@pytest.mark.usefixtures("odd")
def test_a_page_that_killed_once_is_read_the_second_time(tmp_path: Path) -> None:
    item = page(f"/falters?{tmp_path}/tried")
    assert in_pool(lambda pool: read(pool, item)) == extract(item, MAGAZINE)


@pytest.mark.usefixtures("odd")
def test_a_page_that_takes_too_long_is_refused() -> None:
    items = [page("/loops"), page("/a")]
    loops, other = in_pool(lambda pool: read_all(pool, items), seconds=2)
    assert loops == "too_slow"
    assert isinstance(other, Article)


@pytest.mark.usefixtures("odd")
def test_a_worker_that_says_nothing_for_too_long_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pools, "LOOK", 0.05)
    monkeypatch.setattr(pools, "PATIENCE", 0.001)  # of a minute
    assert in_pool(lambda pool: read(pool, page("/sleeps"))) == "too_slow"


@pytest.mark.usefixtures("odd")
def test_a_crash_is_raised_where_the_page_is_waited_for() -> None:
    with pytest.raises(ZeroDivisionError, match="a rule is wrong"):
        in_pool(lambda pool: read(pool, page("/crashes")))


def test_workers_that_never_get_ready_are_given_up(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(workers, "PROCESS", "tests.workers.broken_process")

    async def twice(pool: Pool) -> None:
        with pytest.raises(WorkersFailed, match="exit code 3"):
            await read(pool, page("/a"))
        with pytest.raises(WorkersFailed, match="EXTRACTION_PROCESSES=0"):
            await read(pool, page("/b"))

    in_pool(twice)


def test_what_is_forgotten_makes_room() -> None:
    async def forget(pool: Pool) -> Article | str:
        readings = [pool.read(page(f"/{n}"), MAGAZINE) for n in range(pools.HELD + 2)]
        await readings[0].clean()
        for reading in readings:
            reading.forget()
        return await read(pool, page("/a"))

    assert in_pool(forget) == extract(page("/a"), MAGAZINE)


def test_nothing_runs_when_it_is_closed() -> None:
    async def ids(pool: Pool) -> list[int]:
        await read(pool, page("/a"))
        transports = [worker._transport for worker in pool._workers]
        return [transport.get_pid() for transport in transports if transport is not None]

    for process in in_pool(ids):
        with pytest.raises(ProcessLookupError):
            os.kill(process, 0)


def test_it_may_be_closed_at_once() -> None:
    async def nothing(pool: Pool) -> None:
        """Close it before its worker is ready."""

    in_pool(nothing)


def test_the_crawl_may_be_stopped_by_force() -> None:
    async def stop(pool: Pool) -> "asyncio.Task[Article | str]":
        task = asyncio.create_task(read(pool, page("/a")))
        await asyncio.sleep(0)
        return task

    async def run() -> None:
        pool = Pool(1, SECONDS)
        task = await stop(pool)
        await pool.close()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(run())
