import asyncio
import re
from pathlib import Path

import pytest
from scrapy.exceptions import CloseSpider

from archive.store import Archive
from tests.crawling import crawler_of
from tradecrawler.extensions.ending import fail_run, failures
from tradecrawler.extensions.run_record import RunRecord, arguments_of, run_recorded
from tradecrawler.magazine import Magazine
from tradecrawler.spiders.magazine import MagazineSpider

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def test_a_run_is_recorded_from_start_to_end(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=url)
    record = RunRecord.from_crawler(crawler)
    run_id = crawler.stats.get_value("run/id")
    assert re.fullmatch(r"[0-9a-f]{32}", run_id)
    crawler.stats.inc_value("articles/new", 3)
    crawler.stats.inc_value("downloader/request_count", 9)

    async def run() -> None:
        assert crawler.spider is not None
        await record.spider_opened(crawler.spider)
        with Archive.open(url) as archive:
            assert archive.runs()[0].finished_at is None
        await record.spider_closed("finished")

    asyncio.run(run())
    with Archive.open(url) as archive:
        (row,) = archive.runs()
    assert row.id == run_id
    assert row.magazine == "rayon"
    assert row.finish_reason == "finished"
    assert row.counts == {"articles/new": 3}
    assert (row.requests, row.bytes_received) == (9, 0)
    assert (row.exit_status, row.failure) == (0, None)
    assert row.versions.keys() == {"tradecrawler", "scrapy", "python"}
    assert row.arguments == {}


def test_a_run_that_was_never_opened_is_not_closed(tmp_path: Path) -> None:
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=f"sqlite:///{tmp_path / 'archive.db'}")
    asyncio.run(RunRecord.from_crawler(crawler).spider_closed("shutdown"))
    assert not (tmp_path / "archive.db").exists()


def test_an_end_that_cannot_be_recorded_is_logged(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    file = tmp_path / "archive.db"
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=f"sqlite:///{file}")
    record = RunRecord.from_crawler(crawler)

    async def run() -> None:
        assert crawler.spider is not None
        await record.spider_opened(crawler.spider)
        record.run_id = "another"
        await record.spider_closed("finished")

    asyncio.run(run())
    assert "the end of run another is not recorded" in caplog.text
    assert failures(crawler) == ("end_not_recorded",)


def test_who_judges_a_run_finds_its_record_and_can_fail_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    crawler = crawler_of(MAGAZINE, ARCHIVE_URL=f"sqlite:///{tmp_path / 'archive.db'}")
    record = RunRecord.from_crawler(crawler)
    crawler.stats.inc_value("articles/new", 3)
    judged = []

    async def judge(archive: Archive, run_id: str) -> None:
        judged.append((run_id, archive.runs()[0].finish_reason))
        fail_run(crawler, "expectations_broken")

    crawler.signals.connect(judge, signal=run_recorded)

    async def run() -> None:
        assert crawler.spider is not None
        await record.spider_opened(crawler.spider)
        await record.spider_closed("finished")

    asyncio.run(run())
    assert judged == [(record.run_id, "finished")]
    assert "the run failed: expectations broken" in caplog.text
    with Archive.open(record.url) as archive:
        (row,) = archive.runs()
    assert (row.exit_status, row.failure) == (1, "expectations_broken")


def test_a_second_run_of_a_magazine_does_not_begin(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    first, second, third = (
        RunRecord.from_crawler(crawler_of(MAGAZINE, ARCHIVE_URL=url)) for _ in range(3)
    )

    async def run() -> None:
        for record in (first, second, third):
            assert record.crawler.spider is not None
        await first.spider_opened(first.crawler.spider)  # type: ignore[arg-type]  # not None
        with pytest.raises(CloseSpider) as caught:
            await second.spider_opened(second.crawler.spider)  # type: ignore[arg-type]
        assert caught.value.reason == "already_running"
        await second.spider_closed("already_running")
        await first.spider_closed("finished")
        await third.spider_opened(third.crawler.spider)  # type: ignore[arg-type]
        await third.spider_closed("finished")

    asyncio.run(run())
    with Archive.open(url) as archive:
        assert {row.id for row in archive.runs()} == {first.run_id, third.run_id}


def test_arguments_are_recorded_without_logins() -> None:
    spider = crawler_of(MAGAZINE).spider
    assert isinstance(spider, MagazineSpider)
    spider.arguments = {
        "url": "https://user:secret@www.example.org/a",
        "limit": 5,
        "depth": None,
        "_job": "1",
    }
    assert arguments_of(spider) == {"url": "https://www.example.org/a", "limit": "5"}
