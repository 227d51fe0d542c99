"""Ends a run that has made enough requests, fetched enough bytes, or taken long enough.

Scrapy's CloseSpider counts requests and seconds too, but no bytes, and is told late: it waits for
what is in the downloader (``run_end``).
"""

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils.asyncio import CallLaterResult, call_later

from tradecrawler.extensions.run_end import RunEnd

logger = logging.getLogger(__name__)


class RunBounds:
    """Ends the run as ``request_limit``, ``byte_limit`` or ``time_limit``; 0 means no bound."""

    def __init__(
        self, crawler: Crawler, *, max_requests: int, max_bytes: int, max_seconds: float
    ) -> None:
        """Count for one crawl."""
        self.crawler = crawler
        self.max_requests = max_requests
        self.max_bytes = max_bytes
        self.max_seconds = max_seconds
        self._requests = 0
        self._bytes = 0
        self._alarm: CallLaterResult | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``RUN_MAX_REQUESTS``, ``RUN_MAX_BYTES`` and ``RUN_MAX_SECONDS``."""
        settings = crawler.settings
        bounds = cls(
            crawler,
            max_requests=settings.getint("RUN_MAX_REQUESTS"),
            max_bytes=settings.getint("RUN_MAX_BYTES"),
            max_seconds=settings.getfloat("RUN_MAX_SECONDS"),
        )
        connect = crawler.signals.connect
        connect(bounds.spider_opened, signal=signals.spider_opened)
        connect(bounds.response_downloaded, signal=signals.response_downloaded)
        connect(bounds.request_left, signal=signals.request_left_downloader)
        connect(bounds.spider_closed, signal=signals.spider_closed)
        return bounds

    def spider_opened(self) -> None:
        """Set the alarm."""
        if self.max_seconds:
            self._alarm = call_later(self.max_seconds, self._end, "time_limit")

    def response_downloaded(self, response: Response) -> None:
        """Count the bytes of a body, as they came over the wire."""
        self._bytes += len(response.body)
        if 0 < self.max_bytes <= self._bytes:
            self._end("byte_limit")

    def request_left(self) -> None:
        """Count a request, answered or not."""
        self._requests += 1
        if 0 < self.max_requests <= self._requests:
            self._end("request_limit")

    def spider_closed(self) -> None:
        """Put the alarm off."""
        if self._alarm is not None:
            self._alarm.cancel()

    def _end(self, reason: str) -> None:
        run_end = self.crawler.get_extension(RunEnd)
        if run_end is None:
            raise RuntimeError("RunBounds needs the extension RunEnd")
        logger.info("%s reached: the rest is left for the next run", reason)
        run_end.end(reason)
