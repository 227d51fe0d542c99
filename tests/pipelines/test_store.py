import asyncio
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from archive.errors import DatabaseUnreachable, SpoolFull
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


def store(
    url: str, *items: Any, run_id: str = "run"
) -> tuple[list[Any], dict[str, Any], list[str]]:
    """Send items through the pipeline; return what came out, the stats and closing reasons."""
    spool = Path(url.removeprefix("sqlite:///")).parent / "spool"
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=url, SPOOL_DIR=str(spool))
    crawler.stats.set_value("run/id", run_id)
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


class Outage:
    """An archive that does not answer for a while: ``silent`` calls."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, silent: int) -> None:
        self.silent = silent
        real = Archive.store

        def store(archive: Archive, *arguments: Any, **options: Any) -> Any:
            if self.silent:
                self.silent -= 1
                raise DatabaseUnreachable("no answer")
            return real(archive, *arguments, **options)

        monkeypatch.setattr(Archive, "store", store)
        monkeypatch.setattr("tradecrawler.pipelines.keeper.RETRY_SECONDS", 0.0)


def test_articles_wait_while_the_archive_does_not_answer(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    Outage(monkeypatch, silent=2)
    items = [article(slug, f"Ouverture à {slug}") for slug in ("namur", "ciney", "dinant")]
    results, stats, reasons = store(url, items[0], REFUSAL, *items[1:])
    assert results[0] is items[0]
    assert isinstance(results[1], DropItem)
    assert stats == {"spool/waiting": 2, "spool/replayed": 2, "articles/new": 2}
    assert reasons == []
    with Archive.open(url) as archive:
        assert (archive.stats().articles, archive.stats().refusals) == (3, {"listing": 1})
    assert list((tmp_path / "spool").iterdir()) == []


def test_what_waits_at_the_end_is_stored_by_the_next_run(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    outage = Outage(monkeypatch, silent=99)
    _, stats, reasons = store(url, article("a", "Namur"))
    assert (stats, reasons) == ({"spool/waiting": 1}, [])
    assert len(list((tmp_path / "spool").iterdir())) == 1
    outage.silent = 1
    _, stats, _ = store(url)  # no answer at the beginning either: it waits on
    assert stats == {}
    outage.silent = 0
    with Archive.open(url) as archive:
        archive.start_run("next", "rayon", NOW, EXTRACTOR_VERSION)
    _, stats, _ = store(url, run_id="next")
    assert stats == {"spool/replayed": 1}
    with Archive.open(url) as archive:
        assert archive.stats().articles == 1


def test_archive_that_is_locked_for_too_long_loses_nothing(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("archive.database.BUSY_TIMEOUT_SECONDS", 0.01)
    monkeypatch.setattr("archive.database.FIRST_PAUSE_SECONDS", 0.001)
    holder = sqlite3.connect(tmp_path / "archive.db", isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    _, stats, reasons = store(url, article("a", "Namur"))
    holder.execute("ROLLBACK")
    holder.close()
    assert (stats, reasons) == ({"spool/waiting": 1}, [])
    _, stats, _ = store(url, run_id="another")
    assert stats == {"spool/replayed": 1}


def test_crawl_ends_when_the_spool_is_full(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Outage(monkeypatch, silent=99)
    monkeypatch.setattr("archive.spool.Spool.append", full)
    results, _, reasons = store(url, article("a", "Namur"))
    assert isinstance(results[0], WriteFailed)
    assert "SpoolFull" in str(results[0])
    assert reasons == ["archive_failed"]


def full(*_: Any) -> None:
    raise SpoolFull("no room")


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
    assert result.code == 1
    assert "FAILED: archive_failed" in result.output
    assert "the archive failed, closing" in result.output
    assert "write failed" in result.output
    assert "waiting for the next run" in result.output
    assert len(site.asked) < 60
