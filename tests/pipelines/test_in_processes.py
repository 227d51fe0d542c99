"""The three stages of reading, where pages are read in processes of their own."""

import asyncio
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import signals

from archive.records import Article, Refusal, Template, Visit
from archive.store import Archive
from tests.crawling import ROOT, TIMEOUT, Answer, TinySite, article_html, crawl_magazine, crawler_of
from tradecrawler.extract import extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.clean import Clean
from tradecrawler.pipelines.normalize import Normalize
from tradecrawler.pipelines.split_teasers import SplitTeasers
from tradecrawler.workers import worker as workers
from tradecrawler.workers.pool import WorkersFailed
from tradecrawler.workers.reading import Reading

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asyncio cannot wait for processes")

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def page(body: str) -> Page:
    return Page(
        url="https://www.example.org/a",
        body=body.encode(),
        fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
    )


def walk(item: Any, archive_url: str | None = None) -> Any:
    """What the stages make of an item, in a process."""
    crawler = crawler_of(MAGAZINE)
    first, second, third = (
        Clean(crawler, processes=1),
        SplitTeasers(crawler, archive_url),
        Normalize(crawler),
    )

    async def run() -> Any:
        await first.open_spider()
        await second.open_spider()
        try:
            cleaned = await first.process_item(item)
            assert isinstance(cleaned, Reading | Refusal)
            return await third.process_item(await second.process_item(cleaned))
        finally:
            await second.close_spider()
            await first.close_spider()

    return asyncio.run(run())


def test_the_article_is_the_same() -> None:
    item = page(article_html("Une épicerie ouvre à Namur"))
    assert walk(item) == extract(item, MAGAZINE)


def test_the_template_is_asked_for(sqlite_url: str) -> None:
    item = page(article_html("Une épicerie ouvre à Namur"))
    article = walk(item, sqlite_url)
    assert article.printed
    assert article == extract(item, MAGAZINE, lambda _prints: Template())


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("<!doctype html><title>Rien</title><body></body>", "empty"),
        ("<!doctype html><title>Peu</title><body><p>Trop court.</p></body>", None),
    ],
)
def test_refusals_of_either_step_are_the_same(body: str, reason: str | None) -> None:
    refusal = walk(page(body))
    assert isinstance(refusal, Refusal)
    assert refusal.url == "https://www.example.org/a"
    assert reason in (None, refusal.reason)


@pytest.mark.parametrize("signal", [signals.item_dropped, signals.item_error])
def test_a_page_that_another_pipeline_drops_is_forgotten(signal: object) -> None:
    crawler = crawler_of(MAGAZINE)
    stage = Clean(crawler, processes=1)
    item = page(article_html("Une épicerie"))

    async def run() -> None:
        await stage.open_spider()
        await stage.process_item(item)
        assert stage.pool is not None
        assert stage.pool._at_work
        crawler.signals.send_catch_log(signal, item=item)
        assert not stage.pool._at_work
        await stage.close_spider()

    asyncio.run(run())


def test_what_has_the_same_address_and_is_dropped_is_another_thing() -> None:
    """A visit that was redirected here, or the page once more: two addresses may lead to it."""
    crawler = crawler_of(MAGAZINE)
    stage = Clean(crawler, processes=1)
    html = article_html("Une épicerie ouvre à Namur")
    item, again = page(html), page(html)
    visit = Visit(
        magazine=MAGAZINE.slug,
        address="https://www.example.org/b",
        url=item.url,
        visited_at=item.fetched_at,
    )

    async def run() -> Article:
        await stage.open_spider()
        reading = await stage.process_item(item)
        await stage.process_item(again)
        for other in (visit, again):
            crawler.signals.send_catch_log(signals.item_dropped, item=other)
        reading.split(None)
        article: Article = await asyncio.wait_for(reading.normalize(), TIMEOUT)
        crawler.signals.send_catch_log(signals.item_scraped, item=article)
        assert not stage._readings
        await stage.close_spider()
        return article

    assert asyncio.run(run()) == extract(item, MAGAZINE)


def test_a_crawl_without_workers_closes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "PROCESS", "tests.workers.broken_process")
    crawler = crawler_of(MAGAZINE)
    reasons = []

    class Engine:
        async def close_spider_async(self, *, reason: str) -> None:
            reasons.append(reason)

    crawler.engine = Engine()  # type: ignore[assignment]
    stage = Clean(crawler, processes=1)

    async def run() -> None:
        await stage.open_spider()
        for _ in range(2):
            with pytest.raises(WorkersFailed):
                await stage.process_item(page(article_html("Une épicerie")))
        await stage.close_spider()

    asyncio.run(run())
    assert reasons == ["extraction_failed"]


# Whole crawls

DECLARATION = (
    'Magazine(slug="rayon", title="Rayon", homepage="{url}/", '
    'sources=(Sitemap(url="{url}/a.xml"),))'
)
PAGES = 9


@pytest.fixture
def site() -> Any:
    with TinySite() as tiny:
        paths = [f"/fr/news/article-{n}" for n in range(PAGES)]
        for path in paths:
            tiny.article(path, f"Ouverture de {path}")
        tiny.page(paths[4], "<!doctype html><title>Rien</title><body></body>")
        tiny.sitemap("/a.xml", *paths)
        yield tiny


def test_crawls_end_with_the_same_records(site: TinySite, tmp_path: Path) -> None:
    results = []
    for processes in (0, 2):
        folder = tmp_path / str(processes)
        folder.mkdir()
        declaration = DECLARATION.replace("{url}", site.url)
        done = crawl_magazine(
            folder,
            declaration,
            EXTRACTION_PROCESSES=processes,
            CONCURRENT_REQUESTS_PER_DOMAIN=4,
        )
        assert done.reason == "finished", done.output
        for item in done.items:
            del item["fetched_at"], item["capture"]
        results.append((sorted(done.items, key=lambda item: item["url"]), done.counts))
    assert results[0] == results[1]
    assert results[0][1]["articles/new"] == PAGES - 1
    assert results[0][1]["refused/empty"] == 1


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for child processes")
class TestStopped:
    """A crawl that is stopped in the middle leaves no process behind."""

    def test_by_ctrl_c_it_ends_in_order(self, site: TinySite, tmp_path: Path) -> None:
        code, output = stopped(site, tmp_path, signal.SIGINT)
        assert code == 0, output
        with Archive.open(f"sqlite:///{tmp_path}/archive.db") as archive:
            [run] = archive.runs(limit=1)
            stored = len(archive.articles(limit=None))
        assert run.finish_reason == "shutdown"
        assert run.counts["articles/new"] == stored >= 4
        assert "worker ended" not in output
        assert "Traceback" not in output

    def test_by_kill_9_too(self, site: TinySite, tmp_path: Path) -> None:
        code, output = stopped(site, tmp_path, signal.SIGKILL)
        assert code == -signal.SIGKILL, output


def stopped(site: TinySite, folder: Path, number: signal.Signals) -> tuple[int, str]:
    """Stop a crawl at its fourth page, as a terminal does, and wait for its processes to end.

    Returns its exit code, and what it has written into the log.
    """
    reached = threading.Event()
    body = article_html("La quatrième").encode()
    site.answers["/fr/news/article-3"] = Answer(body=body, before=reached.set)
    (folder / "rayon.py").write_text(
        "from tradecrawler.magazine import Magazine, Sitemap\n"
        "from tradecrawler.spiders.magazine import MagazineSpider\n"
        "class Rayon(MagazineSpider):\n    name = 'rayon'\n    magazine = "
        + DECLARATION.replace("{url}", site.url),
        encoding="utf-8",
    )
    settings = {
        "ARCHIVE_URL": f"sqlite:///{folder}/archive.db",
        "CAPTURES_DIR": folder / "captures",
        "SPOOL_DIR": folder / "spool",
        "DOWNLOAD_DELAY": 0.2,
        "EXTRACTION_PROCESSES": 1,
    }
    command = [sys.executable, "-m", "scrapy", "runspider", str(folder / "rayon.py")]
    for name, value in settings.items():
        command += ["-s", f"{name}={value}"]
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=ROOT, stderr=pipe, text=True, start_new_session=True
    ) as crawl:
        assert reached.wait(TIMEOUT)
        tasks = Path(f"/proc/{crawl.pid}/task").glob("*/children")
        assert len([child for task in tasks for child in task.read_text().split()]) == 1
        os.killpg(crawl.pid, number)
        # ends when nobody has its standard error any more, so when the worker has ended too
        _, output = crawl.communicate(timeout=TIMEOUT)
    return crawl.returncode, output
