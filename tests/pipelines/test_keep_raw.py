import asyncio
from datetime import UTC, datetime
from pathlib import Path

from archive.captures import read_capture
from archive.records import Capture
from tests.crawling import crawler_of
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.keep_raw import KeepRaw

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def page(number: int) -> Page:
    return Page(
        url=f"https://www.example.org/{number}",
        body=f"<p>Étal {number}</p>".encode("latin-1"),
        fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
        headers=(("Content-Type", "text/html; charset=latin-1"),),
    )


def keep(folder: Path, *items: object) -> list[object]:
    crawler = crawler_of(MAGAZINE, CAPTURES_DIR=str(folder))
    crawler.stats.set_value("run/id", "0123456789abcdef")
    pipeline = KeepRaw.from_crawler(crawler)

    async def run() -> list[object]:
        kept = await asyncio.gather(*(pipeline.process_item(item) for item in items))
        await pipeline.close_spider()
        return kept

    return asyncio.run(run())


def test_pages_can_be_read_back_byte_for_byte(tmp_path: Path) -> None:
    pages = [page(n) for n in range(20)]
    for kept, original in zip(keep(tmp_path, *pages), pages, strict=True):
        assert isinstance(kept, Page)
        assert isinstance(kept.capture, Capture)
        assert kept.capture.url == original.url
        assert read_capture(tmp_path, kept.capture).body == original.body


def test_one_file_for_a_run_named_after_magazine_start_and_run(tmp_path: Path) -> None:
    keep(tmp_path, page(1), page(2))
    (file,) = tmp_path.rglob("*.warc.gz")
    assert file.parent == tmp_path / "rayon"
    assert file.name.endswith("Z-01234567.warc.gz")


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    assert keep(tmp_path, {"something": "else"}) == [{"something": "else"}]
    assert list(tmp_path.rglob("*.warc.gz")) == []
