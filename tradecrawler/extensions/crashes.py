"""Counts what crashed, so that no page goes missing from a run's account.

A page that is refused or did not come is no crash; it is counted where that is noticed.
"""

from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.statscollectors import StatsCollector
from twisted.python.failure import Failure

from tradecrawler.spiders.failures import snake_case


class Crashes:
    """Counts exceptions of pipelines as ``failed/…``, those of callbacks as ``discovery/failed/…``.

    An article's callback does next to nothing before it yields its page: what crashes in a callback
    is the reading of a source or of a page's links.
    """

    def __init__(self, stats: StatsCollector) -> None:
        """Count into ``stats``."""
        self.stats = stats

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Listen for errors of items and of callbacks."""
        crashes = cls(crawler.stats)
        crawler.signals.connect(crashes.item_error, signal=signals.item_error)
        crawler.signals.connect(crashes.spider_error, signal=signals.spider_error)
        return crashes

    def item_error(self, item: Any, failure: Failure) -> None:
        """Count a pipeline's exception."""
        self.stats.inc_value(f"failed/{snake_case(type(failure.value).__name__)}")

    def spider_error(self, failure: Failure) -> None:
        """Count a callback's exception."""
        self.stats.inc_value(f"discovery/failed/{snake_case(type(failure.value).__name__)}")
