"""Delays that a host asked for: by Crawl-delay in its robots.txt, or by answering "too many".

AutoThrottle and ``DOWNLOAD_DELAY`` set the pace of a host; here is how slow it must be at least.
Scrapy reads Crawl-delay, but does not apply it.
"""

import logging
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request
from scrapy.robotstxt import RobotParser

logger = logging.getLogger(__name__)


class HostDelays:
    """Keeps the delay of each host above what it asked for, in seconds between two requests."""

    def __init__(self, crawler: Crawler, *, longest: float, agent: str) -> None:
        """Keep delays of one crawl, of ``longest`` seconds at most; ``agent`` obeys robots.txt."""
        self.crawler = crawler
        self.longest = longest
        self.agent = agent
        self._least: dict[str, float] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``CRAWL_DELAY_LONGEST_SECONDS``; be told of each robots.txt and each response."""
        settings = crawler.settings
        delays = cls(
            crawler,
            longest=settings.getfloat("CRAWL_DELAY_LONGEST_SECONDS"),
            agent=settings["ROBOTSTXT_USER_AGENT"],
        )
        connect = crawler.signals.connect
        connect(delays.robots_parsed, signal=signals.robots_parsed)
        # after AutoThrottle, which is connected first, has set the delay
        connect(delays.response_downloaded, signal=signals.response_downloaded)
        return delays

    def robots_parsed(self, robotparser: RobotParser, request: Request) -> None:
        """Apply the Crawl-delay of a robots.txt to the host of ``request``."""
        delay = robotparser.crawl_delay(self.agent)
        if delay is None or not delay > 0:  # which no NaN is either
            return
        host = self.crawler.engine.downloader.get_slot_key(request)
        if delay > self.longest:
            logger.warning("%s: Crawl-delay of %g s, taken as %g s", host, delay, self.longest)
        self.at_least(host, delay)

    def slow_down(self, host: str, least: float) -> None:
        """Double the delay of a host for the rest of the run; from ``least`` seconds on."""
        slot = self.crawler.engine.downloader.slots.get(host)
        delay = 0.0 if slot is None else slot.delay
        self.at_least(host, max(2 * delay, least))

    def at_least(self, host: str, seconds: float) -> None:
        """Let at least ``seconds`` pass between two requests to a host; the longest, if more."""
        least = max(min(seconds, self.longest), self._least.get(host, 0.0))
        self._least[host] = least
        downloader = self.crawler.engine.downloader
        settings = downloader.per_slot_settings  # for the slot that is made after a long silence
        delay = max(least, float(settings.get(host, {}).get("delay", 0.0)))
        # no jitter: it would make every second delay shorter than what was asked for
        settings[host] = {**settings.get(host, {}), "delay": delay, "jitter": 0.0}
        self._apply(host)
        logger.info("%s: %g s between requests", host, least)

    def response_downloaded(self, request: Request) -> None:
        """Raise the delay of the host again, where it was lowered."""
        self._apply(request.meta.get("download_slot", ""))

    def _apply(self, host: str) -> None:
        slot = self.crawler.engine.downloader.slots.get(host)
        if slot is not None and host in self._least:
            slot.delay = max(slot.delay, self._least[host])
            slot.jitter = 0.0
