"""Page → Document: metadata, and ordered, typed blocks of clean text.

The work is done by ``tradecrawler.extract.clean.clean``.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from tradecrawler.extract.clean import clean
from tradecrawler.items import Page
from tradecrawler.pipelines.common import magazine_of, read_or_refuse


class Clean:
    """Cleans a page; one that shows no text to read becomes a refusal."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Clean a page; anything else passes."""
        if not isinstance(item, Page):
            return item
        return read_or_refuse(clean, item, item, magazine_of(self.crawler))
