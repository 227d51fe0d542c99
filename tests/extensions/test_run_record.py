import asyncio
import re
from pathlib import Path

import pytest

from archive.store import Archive
from tests.crawling import crawler_of
from tradecrawler.extensions.ending import fail_run
from tradecrawler.extensions.run_record import RunRecord, run_recorded
from tradecrawler.magazine import Magazine

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
