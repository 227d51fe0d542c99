"""Article, Refusal or Visit → the archive, and a count of what became of it.

What is new, changed or a duplicate is decided by the archive, which settles the address that was
visited in the same transaction.
"""

import asyncio
import logging
import uuid
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem
from twisted.python.failure import Failure

from archive.errors import ArchiveError
from archive.records import Article, Refusal, Visit
from archive.results import Stored
from archive.spool import Spool
from archive.store import Archive
from tradecrawler.items import Page
from tradecrawler.pipelines.common import Closing, magazine_of, open_archive
from tradecrawler.pipelines.keeper import Keeper
from tradecrawler.pipelines.writer import BatchWriter, WriteFailed
from tradecrawler.spiders.failures import snake_case

logger = logging.getLogger(__name__)

Record = Article | Refusal | Visit

KEPT = frozenset({"new", "changed", "unchanged"})
"""Outcomes with which an article goes on to the feed exports."""

OUTCOMES = ("articles/", "refused/", "failed/", "spool/waiting")
"""Beginnings of the names under which is counted what became of an address."""


class Store:
    """Writes articles and refusals in batches, while the crawl goes on.

    While the archive does not answer, items wait in a file below ``spool``, and the crawl goes on;
    they are stored when it answers again, or when the next run begins. When the archive fails
    otherwise, or the file is full, the items that were not written fail with it, and the crawl
    closes with the reason ``archive_failed``.
    """

    def __init__(self, crawler: Crawler, url: str, spool: Path = Path("spool")) -> None:
        """Store in the archive at ``url``; ``spool`` is a folder, made when it is needed."""
        self.crawler = crawler
        self.url = url
        self.spool = spool
        self._archive: Archive | None = None
        self._keeper: Keeper | None = None
        self._writer: BatchWriter[Record, Stored | None] | None = None
        self._closing = Closing(crawler, "archive_failed", "the archive failed")
        crawler.signals.connect(self._crashed, signal=signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``ARCHIVE_URL`` and ``SPOOL_DIR``."""
        return cls(crawler, crawler.settings["ARCHIVE_URL"], Path(crawler.settings["SPOOL_DIR"]))

    async def open_spider(self) -> None:
        """Open the archive; a crawl without one does not begin."""
        self._archive = await open_archive(self.url, relate_behind=True)
        run_id = self.crawler.stats.get_value("run/id")
        loop = asyncio.get_running_loop()

        def replayed(number: int) -> None:
            inc = self.crawler.stats.inc_value
            loop.call_soon_threadsafe(partial(inc, "spool/replayed", number))

        spool = Spool(self.spool, self.url, str(run_id or uuid.uuid4().hex))
        self._keeper = Keeper(self._archive, spool, run_id, replayed)
        await asyncio.to_thread(self._keeper.begin)
        self._writer = BatchWriter(self._keeper.write)

    async def process_item(self, item: Any) -> Any:
        """Store an item, and count what became of it once it is safe."""
        if not isinstance(item, Record):
            return item
        assert self._writer is not None  # open_spider has run
        try:
            stored = await self._writer.put(item)
        except WriteFailed as failure:
            self._closing.because(failure)
            raise
        return self._account(item, stored)

    async def _crashed(self, item: Any, failure: Failure) -> None:
        """Settle the address of a page that a pipeline crashed with: a later run tries again."""
        visit = item.visit if isinstance(item, Page) else None
        if visit is None or isinstance(failure.value, WriteFailed) or self._writer is None:
            return
        reason = snake_case(type(failure.value).__name__)
        await self._writer.put(replace(visit, failure=reason, etag=None, last_modified=None))

    async def close_spider(self) -> None:
        """Write what waits, say what is left to do, and close the archive."""
        if self._writer is not None:
            await self._writer.close()
        if self._keeper is not None:
            await asyncio.to_thread(self._keeper.end)
        if self._archive is not None:
            await self._complete_account(self._archive)
            await asyncio.to_thread(self._archive.close)

    async def _complete_account(self, archive: Archive) -> None:
        """Say what was found, what of it the next run has still to do, and what was not due."""
        stats = self.crawler.stats
        began: datetime | None = stats.get_value("run/began")
        if began is None:  # nobody has asked the frontier
            return
        done = sum(n for key, n in stats.get_stats().items() if key.startswith(OUTCOMES))
        stats.set_value("articles/found", done)
        try:
            slug = magazine_of(self.crawler).slug
            waiting = await asyncio.to_thread(archive.waiting, slug, began)
        except ArchiveError as error:
            logger.warning("what waits for the next run is not known: %s", error)
            return
        if left := waiting.new + waiting.due:
            stats.set_value("articles/waiting", left)
            stats.set_value("articles/found", done + left)
        stats.set_value("frontier/known", max(waiting.known - done, 0))

    def _account(self, item: Record, stored: Stored | None) -> Article:
        if stored is None:
            self.crawler.stats.inc_value("spool/waiting")
            if isinstance(item, Article):
                return item
            raise DropItem(f"waits in the spool: {item.url}", log_level="DEBUG")
        if stored.outcome == "refused":
            self.crawler.stats.inc_value(f"refused/{stored.reason}")
        elif stored.outcome != "failed":  # counted where it was noticed
            self.crawler.stats.inc_value(f"articles/{stored.outcome}")
        if isinstance(item, Article) and stored.outcome in KEPT:
            return item
        raise DropItem(f"{stored.outcome} ({stored.reason}): {item.url}", log_level="DEBUG")
