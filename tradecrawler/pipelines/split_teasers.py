"""Document → Split: header teasers, the article, boilerplate.

The work is done by ``tradecrawler.extract.teasers.split``.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from tradecrawler.extract.teasers import split
from tradecrawler.items import Document
from tradecrawler.pipelines.common import magazine_of, read_or_refuse


class SplitTeasers:
    """Tells what a page promotes from what it reports; a page that reports nothing is refused."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Split a document; anything else passes."""
        if not isinstance(item, Document):
            return item
        return read_or_refuse(split, item, item.page, magazine_of(self.crawler))
