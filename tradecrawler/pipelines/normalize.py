"""Split → Article: dates, names, language, address, hashes.

The work is done by ``tradecrawler.extract.normalize.normalize``, by default in another process.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.extract.normalize import normalize
from tradecrawler.items import Split
from tradecrawler.pipelines.common import magazine_of, read_or_refuse, refusal_of
from tradecrawler.workers.reading import Reading


class Normalize:
    """Finishes the record; what turns out to be no article is refused."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    async def process_item(self, item: Any) -> Any:
        """Normalise a split document; anything else passes."""
        if isinstance(item, Reading):
            try:
                return await item.normalize()
            except NotAnArticle as refusal:
                return refusal_of(refusal, item.page, item.magazine)
        if not isinstance(item, Split):
            return item
        return read_or_refuse(normalize, item, item.document.page, magazine_of(self.crawler))
