"""Every run is a row in the archive: when it started and ended, why it ended, and what it counted.

What is counted is counted by spiders and pipelines; this extension writes it down.
"""

import asyncio
import logging
import uuid
from datetime import UTC, datetime
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from archive.errors import ArchiveError
from archive.store import Archive
from tradecrawler.extract import EXTRACTOR_VERSION

logger = logging.getLogger(__name__)

COUNTED = ("articles/", "refused/", "failed/", "discovery/", "frontier/", "spool/")
"""Namespaces of the stats that make a run's account."""


class RunRecord:
    """Gives the run its identifier, and records its start and end."""

    def __init__(self, crawler: Crawler, url: str) -> None:
        """Record in the archive at ``url``; the identifier is in the stats from now on."""
        self.crawler = crawler
        self.url = url
        self.run_id = uuid.uuid4().hex
        self._archive: Archive | None = None
        crawler.stats.set_value("run/id", self.run_id)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``ARCHIVE_URL``, and wait for the spider."""
        record = cls(crawler, crawler.settings["ARCHIVE_URL"])
        crawler.signals.connect(record.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(record.spider_closed, signal=signals.spider_closed)
        return record

    async def spider_opened(self, spider: Spider) -> None:
        """Record the start; no item is on its way yet."""
        magazine: str = spider.magazine.slug  # type: ignore[attr-defined]  # a MagazineSpider
        self._archive = await asyncio.to_thread(Archive.open, self.url)
        await asyncio.to_thread(
            self._archive.start_run, self.run_id, magazine, datetime.now(UTC), EXTRACTOR_VERSION
        )

    async def spider_closed(self, reason: str) -> None:
        """Record the end, and the account; the pipelines are closed already."""
        if self._archive is None:
            return
        finish = self._archive.finish_run
        try:
            await asyncio.to_thread(
                finish, self.run_id, datetime.now(UTC), reason, counts(self.crawler)
            )
        except ArchiveError as error:
            logger.error("the end of run %s is not recorded: %s", self.run_id, error)  # noqa: TRY400
        await asyncio.to_thread(self._archive.close)


def counts(crawler: Crawler) -> dict[str, int]:
    """Return the run's account: every stat of the counted namespaces."""
    stats = crawler.stats.get_stats().items()
    return {key: value for key, value in sorted(stats) if key.startswith(COUNTED)}
