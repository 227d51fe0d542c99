"""Page → Document: metadata, and ordered, typed blocks of clean text.

The work is done by ``tradecrawler.extract.clean.clean``: in a process of its own, by default, and
the document stays there (``tradecrawler.workers``). Then what goes on is a ``Reading``.
"""

import logging
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from tradecrawler.extract.clean import clean
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.items import Page
from tradecrawler.pipelines.common import Closing, magazine_of, read_or_refuse, refusal_of
from tradecrawler.spiders.sources import SourcesSpider
from tradecrawler.workers.pool import Pool, WorkersFailed
from tradecrawler.workers.reading import Reading

logger = logging.getLogger(__name__)


class Clean:
    """Cleans a page; one that shows no text to read becomes a refusal.

    Has the processes in which pages are read; where they cannot be started, the crawl closes with
    the reason ``extraction_failed``.
    """

    def __init__(self, crawler: Crawler, processes: int = 0, seconds: float = 30.0) -> None:
        """Read in so many processes, for so many seconds a page; 0 for the reactor's thread."""
        self.crawler = crawler
        self.processes = processes
        self.seconds = seconds
        self.pool: Pool | None = None
        self._readings: dict[int, Reading] = {}
        """By the page's identity, for two may have one address: those still in the pipelines."""
        self._closing = Closing(crawler, "extraction_failed", "pages cannot be read")
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._left, signal=signal)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``EXTRACTION_PROCESSES`` and ``EXTRACTION_TIMEOUT``."""
        settings = crawler.settings
        return cls(
            crawler,
            settings.getint("EXTRACTION_PROCESSES"),
            settings.getfloat("EXTRACTION_TIMEOUT"),
        )

    async def open_spider(self) -> None:
        """Start the first process."""
        if self.processes > 0:
            self.pool = Pool(self.processes, self.seconds)
            if isinstance(self.crawler.spider, SourcesSpider):
                self.crawler.spider.workers = self.pool  # for all that it reads

    async def process_item(self, item: Any) -> Any:
        """Clean a page; anything else passes."""
        if not isinstance(item, Page):
            return item
        magazine = magazine_of(self.crawler)
        if self.pool is None:
            return read_or_refuse(clean, item, item, magazine)
        try:
            reading = self._readings[id(item)] = self.pool.read(item, magazine)
            await reading.clean()
        except NotAnArticle as refusal:
            return refusal_of(refusal, item, magazine)
        except WorkersFailed as failure:
            self._closing.because(failure)
            raise
        return reading

    async def close_spider(self) -> None:
        """End the processes."""
        if self.pool is not None:
            await self.pool.close()

    def _left(self, item: Any) -> None:
        """A page has left the pipelines: if another dropped it, its process need not keep it.

        What is dropped is the page, as it came in; what is scraped is the article made of it.
        """
        reading = self._readings.pop(id(item), None)
        if reading is not None and reading.is_open:
            reading.forget()
        for page, other in list(self._readings.items()):
            if not other.is_open:
                del self._readings[page]
