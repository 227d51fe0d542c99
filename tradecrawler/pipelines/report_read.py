"""Tells the spider what its pages turned out to be: articles, with their dates, or something else.

Every item passes as it came.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from archive.records import Article, Refusal
from tradecrawler.spiders.signals import page_read


class ReportRead:
    """Sends ``tradecrawler.spiders.signals.page_read``."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Report an article or a refusal."""
        if isinstance(item, Article | Refusal):
            self.crawler.signals.send_catch_log(signal=page_read, item=item)
        return item
