"""Keeps the collector of reference cycles from looking through what a crawl keeps to its end.

Python looks through all that lives whenever that has grown by a quarter: with all that is loaded
that takes a tenth of a second, in which nothing else is done.
"""

import gc
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler


class LongLived:
    """Sets aside what is there when the crawl begins; what it makes is collected as before."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Wait until all components are made."""
        long_lived = cls()
        crawler.signals.connect(long_lived.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(long_lived.spider_closed, signal=signals.spider_closed)
        return long_lived

    def spider_opened(self) -> None:
        """Set it aside."""
        gc.freeze()

    def spider_closed(self) -> None:
        """Put it back: another crawl may follow in this process."""
        gc.unfreeze()
