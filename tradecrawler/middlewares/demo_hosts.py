"""The demo magazines' hosts, which exist on this machine alone and only while they are crawled.

Nothing of a demo crawl leaves the machine: other hosts are not asked.
"""

from typing import Any, Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from tradecrawler.demo.server import DemoServer
from tradecrawler.demo.site import EDITIONS
from tradecrawler.magazine import host_of
from tradecrawler.spiders.arguments import InvalidArgument


class DemoHosts:
    """Serves the demo magazines on loopback, and sends every request there."""

    def __init__(self, edition: int) -> None:
        """Serve ``edition``, from 1 to ``EDITIONS``; the same magazines, a week apart."""
        self.server = DemoServer(edition=edition)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the spider's argument ``edition``."""
        middleware = cls(edition=edition_of(crawler.spider))
        crawler.signals.connect(middleware.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(middleware.spider_closed, signal=signals.spider_closed)
        return middleware

    def spider_opened(self) -> None:
        """Start serving."""
        self.server.start()

    def spider_closed(self) -> None:
        """Stop serving."""
        self.server.stop()

    def process_request(self, request: Request) -> None:
        """Send a request through the demo server, robots.txt included."""
        host = host_of(request.url)
        if not host.endswith(".example"):
            raise IgnoreRequest("outside of the demo")
        request.meta["proxy"] = self.server.proxy_url


def edition_of(spider: Spider | None) -> int:
    """Return the edition that ``-a edition=…`` asks for."""
    edition: Any = getattr(spider, "edition", "1")
    if not str(edition).isdecimal() or not 1 <= int(edition) <= EDITIONS:
        raise InvalidArgument(f"-a edition={edition}: there are editions 1 to {EDITIONS}")
    return int(edition)
