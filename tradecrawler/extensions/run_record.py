"""Every run is a row in the archive: when it started and ended, why it ended, and what it counted;
and there is one run of a magazine at a time.

What is counted is counted by spiders and pipelines; this extension writes it down.
"""

import asyncio
import logging
import platform
import uuid
from datetime import UTC, datetime
from functools import partial
from typing import Self

import scrapy
from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider

from archive.captures.headers import public_url
from archive.errors import ArchiveError, MagazineBusy
from archive.locks import MagazineLock
from archive.store import Archive
from tradecrawler import __version__
from tradecrawler.extensions.ending import (
    ALREADY_RUNNING,
    exit_status,
    fail_run,
    failures,
)
from tradecrawler.extract import EXTRACTOR_VERSION

logger = logging.getLogger(__name__)

run_recorded = object()
"""Signal: the run's account is in the archive, and the run may still be marked as failed (see
``tradecrawler.extensions.ending``). Arguments: ``archive`` (open) and ``run_id``; handlers may be
coroutines."""

VERSIONS = {
    "tradecrawler": __version__,
    "scrapy": scrapy.__version__,
    "python": platform.python_version(),
}
"""What a run runs with, beside the extractor."""

COUNTED = (
    "articles/", "refused/", "failed/", "discovery/", "frontier/", "backfill/", "politeness/",
    "spool/",
)  # fmt: skip
"""Namespaces of the stats that make a run's account."""


class RunRecord:
    """Gives the run its identifier, locks its magazine, and records its start and end.

    Where another run of the magazine is going on, this one closes with the reason
    ``already_running`` before it has requested anything, and is not recorded.
    """

    def __init__(self, crawler: Crawler, url: str) -> None:
        """Record in the archive at ``url``; the identifier is in the stats from now on."""
        self.crawler = crawler
        self.url = url
        self.run_id = uuid.uuid4().hex
        self._archive: Archive | None = None
        self._lock: MagazineLock | None = None
        crawler.stats.set_value("run/id", self.run_id)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``ARCHIVE_URL``, and wait for the spider."""
        record = cls(crawler, crawler.settings["ARCHIVE_URL"])
        crawler.signals.connect(record.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(record.spider_closed, signal=signals.spider_closed)
        return record

    async def spider_opened(self, spider: Spider) -> None:
        """Lock the magazine and record the start; no item is on its way yet."""
        magazine: str = spider.magazine.slug  # type: ignore[attr-defined]  # a MagazineSpider
        archive = await asyncio.to_thread(Archive.open, self.url)
        try:
            self._lock = await asyncio.to_thread(archive.lock_magazine, magazine)
        except MagazineBusy as error:
            logger.warning("this run does not begin: %s", error)
            await asyncio.to_thread(archive.close)
            raise CloseSpider(ALREADY_RUNNING) from error
        self._archive = archive
        start = partial(
            archive.start_run,
            self.run_id,
            magazine,
            datetime.now(UTC),
            EXTRACTOR_VERSION,
            versions=VERSIONS,
            arguments=arguments_of(spider),
        )
        await asyncio.to_thread(start)

    async def spider_closed(self, reason: str) -> None:
        """Record the end, the account and the judgement; the pipelines are closed already."""
        archive = self._archive
        if archive is None:
            return
        stats = self.crawler.stats
        finish = partial(
            archive.finish_run,
            self.run_id,
            datetime.now(UTC),
            reason,
            counts(self.crawler),
            requests=stats.get_value("downloader/request_count", 0),
            bytes_received=stats.get_value("downloader/response_bytes", 0),
        )
        try:
            await asyncio.to_thread(finish)
            await self.crawler.signals.send_catch_log_async(
                run_recorded, archive=archive, run_id=self.run_id
            )
            await self._judge(archive, reason)
        except ArchiveError as error:
            logger.error("the end of run %s is not recorded: %s", self.run_id, error)  # noqa: TRY400
            fail_run(self.crawler, "end_not_recorded")
        finally:
            if self._lock is not None:
                await asyncio.to_thread(self._lock.release)
            await asyncio.to_thread(archive.close)

    async def _judge(self, archive: Archive, reason: str) -> None:
        """Record whether the run has failed, and say so."""
        failed, status = failures(self.crawler, reason), exit_status(self.crawler, reason)
        for failure in failed:
            logger.error("the run failed: %s", failure.replace("_", " "))
        await asyncio.to_thread(archive.judge_run, self.run_id, status, failed)


def arguments_of(spider: Spider) -> dict[str, str]:
    """Return what a spider was given with ``-a``, without user and password of an address.

    What begins with an underscore asks nothing of a crawl: Scrapyd gives its job's number so.
    """
    given = getattr(spider, "arguments", {})
    return {
        name: public_url(str(value))
        for name, value in given.items()
        if value is not None and not name.startswith("_")
    }


def counts(crawler: Crawler) -> dict[str, int]:
    """Return the run's account: every stat of the counted namespaces."""
    stats = crawler.stats.get_stats().items()
    return {key: value for key, value in sorted(stats) if key.startswith(COUNTED)}
