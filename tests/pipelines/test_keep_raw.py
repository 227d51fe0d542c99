import asyncio
import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy import signals

from archive.captures import read_capture
from archive.errors import ArchiveBusy
from archive.records import Capture, Exchange
from archive.store import Archive
from tests.crawling import crawler_of
from tradecrawler.extract import EXTRACTOR_VERSION
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines import keep_raw
from tradecrawler.pipelines.keep_raw import KeepRaw
from tradecrawler.pipelines.writer import WriteFailed

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
NOW = datetime(2026, 5, 5, tzinfo=UTC)
RUN = "0123456789abcdef"


def page(number: int, **fields: Any) -> Page:
    return Page(
        url=f"https://www.example.org/{number}",
        body=f"<p>Étal {number}</p>".encode("latin-1"),
        fetched_at=NOW,
        headers=(("Content-Type", "text/html; charset=latin-1"),),
        **fields,
    )


def exchange(body: bytes) -> Exchange:
    return Exchange(
        url="https://www.example.org/rss", status=200, headers=(), body=body, fetched_at=NOW
    )


class Engine:
    """Remembers why it was asked to close."""

    def __init__(self) -> None:
        self.reasons: list[str] = []

    async def close_spider_async(self, *, reason: str) -> None:
        self.reasons.append(reason)


class Run:
    """One run of the pipeline over a folder, its archive in the same folder."""

    def __init__(self, folder: Path, run_id: str = RUN, **settings: Any) -> None:
        self.url = f"sqlite:///{folder / 'archive.db'}"
        with Archive.open(self.url) as archive:
            archive.start_run(run_id, "rayon", NOW, EXTRACTOR_VERSION)
        self.crawler = crawler_of(
            MAGAZINE,
            CAPTURES_DIR=str(folder),
            CAPTURES_MAX_BYTES=10**9,
            ARCHIVE_URL=self.url,
            **settings,
        )
        self.crawler.stats.set_value("run/id", run_id)
        self.engine = Engine()
        engine: Any = self.engine
        self.crawler.engine = engine
        self.pipeline = KeepRaw.from_crawler(self.crawler)

    def __call__(self, *given: Any, during: Callable[[], None] | None = None) -> list[Any]:
        """Keep exchanges, and send anything else through the pipeline."""

        async def one(item: Any) -> Any:
            if isinstance(item, Exchange):
                return await self.pipeline.keep(item)
            return await self.pipeline.process_item(item)

        async def run() -> list[Any]:
            await self.pipeline.open_spider()
            kept = await asyncio.gather(*(one(item) for item in given), return_exceptions=True)
            if during is not None:
                during()
            await self.pipeline.close_spider()
            return kept

        return asyncio.run(run())

    def count(self, key: str) -> Any:
        return self.crawler.stats.get_value(f"captures/{key}")

    def on_record(self) -> list[Capture]:
        with Archive.open(self.url) as archive:
            return list(archive.captures())


def test_pages_can_be_read_back_byte_for_byte(tmp_path: Path) -> None:
    pages = [page(n) for n in range(20)]
    run = Run(tmp_path)
    for kept, original in zip(run(*pages), pages, strict=True):
        assert isinstance(kept.capture, Capture)
        assert kept.capture.url == original.url
        assert read_capture(tmp_path, kept.capture).body == original.body
    assert run.count("responses") == 20
    assert run.count("bytes") > 20 * 200


def test_files_are_named_after_magazine_start_run_and_number(tmp_path: Path) -> None:
    run = Run(tmp_path)
    run.pipeline.max_bytes = 1
    run(page(1), page(2))
    one, two = sorted(tmp_path.rglob("*.warc.gz"))
    assert one.parent == tmp_path / "rayon"
    assert one.name.endswith("Z-01234567-00001.warc.gz")
    assert two.name.endswith("Z-01234567-00002.warc.gz")


def test_a_run_without_pages_leaves_no_file(tmp_path: Path) -> None:
    assert Run(tmp_path)({"something": "else"}) == [{"something": "else"}]
    assert list(tmp_path.rglob("*.warc.gz")) == []


def test_a_page_that_was_kept_on_arrival_is_not_written_again(tmp_path: Path) -> None:
    run = Run(tmp_path)
    capture: Capture = run(exchange(b"<p>1</p>"))[0]
    again = Run(tmp_path, "another")
    kept = page(1, capture=capture)
    assert again(kept) == [kept]
    assert len(list(tmp_path.rglob("*.warc.gz"))) == 1


def test_what_waits_is_written_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One fsync for all that arrived while the disk was busy."""
    synced: list[int] = []
    monkeypatch.setattr(os, "fsync", synced.append)
    Run(tmp_path)(*(page(n) for n in range(60)))
    assert len(synced) < 10


def test_a_payload_is_kept_once_over_all_runs(tmp_path: Path) -> None:
    first, second = Run(tmp_path), Run(tmp_path, "second")
    [original] = first(exchange(b"User-agent: *"))
    [revisit] = second(exchange(b"User-agent: *"))
    assert revisit.original == original.place
    assert second.count("revisits") == 1
    assert read_capture(tmp_path, revisit).body == b"User-agent: *"


def test_what_no_page_came_with_goes_on_record_at_the_end(tmp_path: Path) -> None:
    run = Run(tmp_path)
    feed, kept = run(exchange(b"<rss/>"), page(1))
    assert run.on_record() == [feed]  # the page's capture comes with its article
    assert kept.capture not in run.on_record()


def test_not_all_wait_for_the_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keep_raw, "OFF_RECORD", 4)
    run = Run(tmp_path)
    early: list[Capture] = []
    kept = run(
        *(exchange(f"<rss>{n}</rss>".encode()) for n in range(5)),
        during=lambda: early.extend(run.on_record()),
    )
    assert early == kept[:2]
    assert run.on_record() == kept


def test_a_page_that_nothing_could_be_made_of_goes_on_record(tmp_path: Path) -> None:
    run = Run(tmp_path)
    capture: Capture = run(exchange(b"<p>1</p>"))[0]
    again = Run(tmp_path, "another")
    failed = page(1, capture=capture)

    def fail() -> None:
        again.crawler.signals.send_catch_log(signals.item_error, item=failed)

    again(failed, during=fail)
    assert again.on_record() == [capture]


def test_an_archive_that_does_not_answer_costs_space_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: Any, **__: Any) -> Any:
        raise ArchiveBusy("others are writing")

    Run(tmp_path)(exchange(b"<rss/>"))
    monkeypatch.setattr(Archive, "holding", fail)
    monkeypatch.setattr(Archive, "add_captures", fail)
    [capture] = Run(tmp_path, "second")(exchange(b"<rss/>"))
    assert capture.original is None
    assert "no answer about payloads that are held: others are writing" in caplog.text
    assert "1 captures are not on record: others are writing" in caplog.text


def test_a_disk_that_fails_fails_the_pages_and_closes_the_crawl_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        assert threading.current_thread() is not threading.main_thread()
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    run = Run(tmp_path)
    results = run(page(1), page(2), exchange(b""))
    assert [type(result) for result in results] == [WriteFailed] * 3
    assert "No space left" in str(results[0])
    assert run.engine.reasons == ["captures_failed"]
