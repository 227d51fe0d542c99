"""Article or Refusal → the archive, and a count of what became of it.

What is new, changed or a duplicate is decided by the archive.
"""

import asyncio
import logging
from collections.abc import Sequence
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from archive.records import Article, Refusal
from archive.results import Stored
from archive.store import Archive
from tradecrawler.pipelines.common import open_archive
from tradecrawler.pipelines.writer import BatchWriter, WriteFailed

logger = logging.getLogger(__name__)

KEPT = frozenset({"new", "changed", "unchanged"})
"""Outcomes with which an article goes on to the feed exports."""


class Store:
    """Writes articles and refusals in batches, while the crawl goes on.

    When the archive fails, the items that were not written fail with it, and the crawl closes with
    the reason ``archive_failed``.
    """

    def __init__(self, crawler: Crawler, url: str) -> None:
        """Store in the archive at ``url``."""
        self.crawler = crawler
        self.url = url
        self._archive: Archive | None = None
        self._writer: BatchWriter[Article | Refusal, Stored] | None = None
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``ARCHIVE_URL``."""
        return cls(crawler, crawler.settings["ARCHIVE_URL"])

    async def open_spider(self) -> None:
        """Open the archive; a crawl without one does not begin."""
        self._archive = await open_archive(self.url)
        self._writer = BatchWriter(self._write)

    async def process_item(self, item: Any) -> Any:
        """Store an item, and count what became of it once it is safe."""
        if not isinstance(item, Article | Refusal):
            return item
        assert self._writer is not None  # open_spider has run
        try:
            stored = await self._writer.put(item)
        except WriteFailed as failure:
            self._give_up(failure)
            raise
        return self._account(item, stored)

    async def close_spider(self) -> None:
        """Write what waits, and close the archive."""
        if self._writer is not None:
            await self._writer.close()
        if self._archive is not None:
            await asyncio.to_thread(self._archive.close)

    def _write(self, batch: Sequence[Article | Refusal]) -> Sequence[Stored]:
        assert self._archive is not None
        return self._archive.store(batch, run_id=self.crawler.stats.get_value("run/id"))

    def _account(self, item: Article | Refusal, stored: Stored) -> Article:
        if stored.outcome == "refused":
            self.crawler.stats.inc_value(f"refused/{stored.reason}")
        else:
            self.crawler.stats.inc_value(f"articles/{stored.outcome}")
        if isinstance(item, Article) and stored.outcome in KEPT:
            return item
        raise DropItem(f"{stored.outcome} ({stored.reason}): {item.url}", log_level="DEBUG")

    def _give_up(self, failure: WriteFailed) -> None:
        """Close the crawl, once: what is fetched now could not be kept."""
        if self._closing is None:
            logger.error("the archive failed, closing: %s", failure)
            close = self.crawler.engine.close_spider_async(reason="archive_failed")
            self._closing = asyncio.create_task(close)
