"""Hands articles and listings of a rendered magazine to a browser.

Feeds, sitemaps, robots.txt and the like are written for machines, and fetched as ever.
"""

from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from tradecrawler import rendering
from tradecrawler.magazine import Listing
from tradecrawler.pipelines.common import magazine_of


class Rendered:
    """Marks requests for scrapy-playwright."""

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Work for magazines that are declared as rendered."""
        if not magazine_of(crawler).rendered:
            raise NotConfigured
        return cls()

    def process_request(self, request: Request) -> None:
        """Mark a page that readers look at."""
        source = request.cb_kwargs.get("source")
        is_for_readers = source is None or isinstance(source, Listing)
        if is_for_readers and request.callback is not NO_CALLBACK:
            request.meta.update(rendering.request_meta())
