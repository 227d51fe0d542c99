"""Page → Page, or a Refusal: what the site reserves and the magazine is declared to honour.

First of all pipelines: such a page is neither kept nor read, and the archive learns why. What an
earlier fetch found stays as it is.
"""

from typing import Any, Self

from scrapy.crawler import Crawler

from archive.records import Refusal
from tradecrawler.items import Page
from tradecrawler.pipelines.common import magazine_of
from tradecrawler.rights.reserved import honoured


class Honour:
    """Refuses what ``Magazine.honour`` names, as ``reserved_noarchive`` and the like."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the pipeline of one crawl."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Refuse a reserved page; anything else passes."""
        if not isinstance(item, Page):
            return item
        magazine = magazine_of(self.crawler)
        reason = honoured(item.reserved, magazine)
        if reason is None:
            return item
        return Refusal(
            url=item.url,
            magazine=magazine.slug,
            reason=reason,
            fetched_at=item.fetched_at,
            reserved=item.reserved,
            visit=item.visit,
        )
