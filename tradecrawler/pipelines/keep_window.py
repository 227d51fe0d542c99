"""A backfill keeps the articles of the days it was asked for (``-a since=…``, ``-a until=…``).

Article → Article, or a Refusal with the reason ``outside_window``. What could be told before it was
fetched was not fetched (``tradecrawler.discovery.window``); here the article's own date decides.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from archive.frontier.policy import OUTSIDE_WINDOW
from archive.records import Article, Refusal
from tradecrawler.discovery.window import Window


class KeepWindow:
    """Refuses articles of other days. One without a date is kept, and counted."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Judge an article by its date; anything else passes."""
        window = getattr(self.crawler.spider, "window", Window())
        if not isinstance(item, Article) or window.is_open:
            return item
        if item.published_on is None:
            self.crawler.stats.inc_value("backfill/without_date")
            return item
        if window.holds(item.published_on):
            return item
        return Refusal(
            url=item.url,
            magazine=item.magazine,
            reason=OUTSIDE_WINDOW,
            fetched_at=item.fetched_at,
            canonical_url=item.canonical_url,
            capture=item.capture,
            date_published=item.date_published,
            visit=item.visit,
        )
