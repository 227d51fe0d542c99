"""Crawls that keep nothing: for commands that want to see some pages of a site.

They have their own empty archive for as long as they last, and none of the pipelines. Politeness is
that of every crawl.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler, CrawlerProcessBase
from scrapy.settings import BaseSettings

from tradecrawler.items import Page
from tradecrawler.spiders.magazine import MagazineSpider

POLITE = (
    "tradecrawler.extensions.host_delays.HostDelays",
    "tradecrawler.extensions.run_bounds.RunBounds",
)
"""The extensions that do not record anything."""
PAGES_MAX = 500
"""Responses after which such a crawl ends; a sitemap index alone may name hundreds of sitemaps."""


@contextmanager
def keeping_nothing(settings: BaseSettings) -> Iterator[None]:
    """Change the settings of a command, for as long as its temporary folder is there."""
    with TemporaryDirectory(prefix="tradecrawler-") as folder:
        settings.set("ARCHIVE_URL", f"sqlite:///{Path(folder, 'archive.db')}", "cmdline")
        settings.set("CAPTURES_DIR", str(Path(folder, "captures")), "cmdline")
        settings.set("SPOOL_DIR", str(Path(folder, "spool")), "cmdline")
        settings.set("ITEM_PIPELINES", {}, "cmdline")
        settings.set("EXTENSIONS", dict.fromkeys(POLITE, 0), "cmdline")
        settings.set("CLOSESPIDER_PAGECOUNT", PAGES_MAX, "cmdline")
        yield


def pages_of(
    process: CrawlerProcessBase,
    spider: type[MagazineSpider],
    arguments: dict[str, Any],
    see: Callable[[Page, MagazineSpider], None],
) -> MagazineSpider:
    """Crawl, hand every page to ``see``, and return the spider when it is done.

    A process crawls once, for Twisted's reactor cannot be started again.
    """
    crawler = process.create_crawler(spider)

    def item_scraped(item: Any, spider: MagazineSpider) -> None:
        if isinstance(item, Page):
            see(item, spider)

    crawler.signals.connect(item_scraped, signal=signals.item_scraped)
    process.crawl(crawler, **arguments)
    process.start()
    assert isinstance(crawler.spider, MagazineSpider)  # or the process has ended with a message
    return crawler.spider


def what_failed(crawler: Crawler) -> list[str]:
    """Return the reasons for which sources and pages are missing, each with its number."""
    stats = sorted(crawler.stats.get_stats().items())
    failures = ("failed/", "refused/", "discovery/failed/")
    return [f"{key} {number}" for key, number in stats if key.startswith(failures)]
