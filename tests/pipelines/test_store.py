import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from archive.records import Article, Refusal
from archive.store import Archive
from tests.crawling import Answer, TinySite, article_html, crawl_magazine, crawler_of
from tradecrawler.extract import EXTRACTOR_VERSION, extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.common import ArchiveUnusable
from tradecrawler.pipelines.store import Store
from tradecrawler.pipelines.writer import WriteFailed

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
NOW = datetime(2026, 5, 5, tzinfo=UTC)


def article(slug: str, headline: str) -> Article:
    url = f"https://www.example.org/{slug}"
    return extract(Page(url=url, body=article_html(headline).encode(), fetched_at=NOW), MAGAZINE)


REFUSAL = Refusal(
    url="https://www.example.org/list", magazine="rayon", reason="listing", fetched_at=NOW
)


class Engine:
    """Remembers why it was asked to close."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


@pytest.fixture
def url(tmp_path: Path) -> str:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    with Archive.open(url) as archive:
        archive.start_run("run", "rayon", NOW, EXTRACTOR_VERSION)
    return url


def store(url: str, *items: Any) -> tuple[list[Any], dict[str, Any], list[str]]:
    """Send items through the pipeline; return what came out, the stats and closing reasons."""
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=url)
    crawler.stats.set_value("run/id", "run")
    engine: Any = Engine()
    crawler.engine = engine
    pipeline = Store.from_crawler(crawler)

    async def run() -> list[Any]:
        await pipeline.open_spider()
        results = [
            (await asyncio.gather(pipeline.process_item(item), return_exceptions=True))[0]
            for item in items
        ]
        await pipeline.close_spider()
        return results

    results = asyncio.run(run())
    stats = {k: v for k, v in crawler.stats.get_stats().items() if k != "run/id"}
    return results, stats, engine.reasons


def test_outcomes_are_counted_and_articles_go_on(url: str) -> None:
    first = article("a", "Une épicerie ouvre à Namur")
    other = article("b", "Une épicerie ouvre à Namur")
    results, stats, reasons = store(url, first, first, other, REFUSAL, {"else": 1})
    assert results[0] is first
    assert results[1] is first
    assert isinstance(results[2], DropItem)
    assert isinstance(results[3], DropItem)
    assert results[3].log_level == "DEBUG"
    assert results[4] == {"else": 1}
    assert stats == {
        "articles/new": 1,
        "articles/unchanged": 1,
        "articles/duplicate": 1,
        "refused/listing": 1,
    }
    assert reasons == []


def test_an_archive_that_fails_fails_the_items_and_closes_the_crawl_once(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise OSError("disk full")

    monkeypatch.setattr(Archive, "store", fail)
    results, _, reasons = store(url, article("a", "Namur"), REFUSAL)
    assert [type(result) for result in results] == [WriteFailed, WriteFailed]
    assert reasons == ["archive_failed"]


def test_an_archive_that_cannot_be_opened_ends_the_process_with_a_message() -> None:
    pipeline = Store(crawler_of(MAGAZINE), "sqlite:////nowhere/at/all.db")

    async def run() -> None:
        try:
            await pipeline.open_spider()
        except SystemExit as error:  # asyncio would let it through to the test itself
            raise RuntimeError(type(error).__name__, str(error)) from error
        finally:
            await pipeline.close_spider()

    with pytest.raises(RuntimeError, match="the archive cannot be opened") as caught:
        asyncio.run(run())
    assert caught.value.args[0] == ArchiveUnusable.__name__


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def test_a_database_that_breaks_during_a_crawl_ends_it(site: TinySite, tmp_path: Path) -> None:
    def break_it() -> None:
        connection = sqlite3.connect(tmp_path / "archive.db", timeout=10)
        connection.execute("DROP TABLE IF EXISTS captures")
        connection.close()

    paths = [f"/fr/news/article-{n}" for n in range(60)]
    for path in paths:
        site.article(path, f"Ouverture de {path}")
    body = article_html("La panne").encode()
    site.answers[paths[10]] = Answer(body=body, before=break_it)
    site.sitemap("/a.xml", *paths)
    result = crawl_magazine(
        tmp_path,
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))',
        DOWNLOAD_DELAY=0.05,
    )
    assert "archive_failed" in result.output
    assert "the archive failed, closing" in result.output
    assert "write failed" in result.output
    assert "not fetched" in result.output
    assert len(site.asked) < 60
