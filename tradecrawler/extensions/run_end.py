"""Ends a run early, by name, without waiting for what was not sent yet.

A run that ends, for whatever reason, waits for the requests that are in the downloader. Those that
only wait there for their host's turn would be sent all the same, one after the other; where a host
is left alone for minutes, the end would take as long. They are taken back instead, and are found
again by the next run.
"""

import asyncio
import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.asyncio import create_looping_call
from twisted.python.failure import Failure

from tradecrawler.spiders.failures import LeftForNextRun

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.5
"""Between two looks whether the run ends; Scrapy has no signal for that. Ctrl-C may take as long.
"""


class RunEnd:
    """Takes back what waits in the downloader once the run ends."""

    def __init__(self, crawler: Crawler) -> None:
        """Watch over one crawl."""
        self.crawler = crawler
        self._end: asyncio.Task[None] | None = None
        self._look = create_looping_call(self.look)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Watch from the start of the crawl to its end."""
        run_end = cls(crawler)
        crawler.signals.connect(run_end.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(run_end.spider_closed, signal=signals.spider_closed)
        return run_end

    def end(self, reason: str) -> None:
        """End the run, unless it ends already; ``reason`` becomes its finish reason."""
        if self._end is None:
            close = self.crawler.engine.close_spider_async(reason=reason)
            self._end = asyncio.create_task(close)
            self.look()

    def spider_opened(self) -> None:
        """Begin to watch."""
        self._look.start(LOOK_SECONDS, now=False)

    def spider_closed(self) -> None:
        """Cease to watch."""
        if self._look.running:
            self._look.stop()

    def look(self) -> None:
        """Take back what waits, if the run ends."""
        if not self._is_ending():
            return
        for slot in self.crawler.engine.downloader.slots.values():
            while slot.queue:
                request, answer = slot.queue.popleft()
                logger.debug("left for the next run: %s", request)
                left = Failure(LeftForNextRun("left for the next run"))  # type: ignore[no-untyped-call]
                answer.errback(left)

    def _is_ending(self) -> bool:
        slot = self.crawler.engine._slot  # there is no public way to ask
        return self._end is not None or (slot is not None and slot.closing is not None)
