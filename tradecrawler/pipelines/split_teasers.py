"""Document → Split: header teasers, the article, boilerplate.

The work is done by ``tradecrawler.extract.teasers.split``, with what the archive knows of the
magazine's template (``tradecrawler.pipelines.template``).
"""

import asyncio
from functools import partial
from typing import Any, Self

from scrapy.crawler import Crawler

from archive.store import Archive
from tradecrawler.extract.teasers import split
from tradecrawler.extract.template import UNKNOWN
from tradecrawler.items import Document
from tradecrawler.pipelines.common import magazine_of, open_archive, read_or_refuse
from tradecrawler.pipelines.template import TemplateReader
from tradecrawler.workers.reading import Reading


class SplitTeasers:
    """Tells what a page promotes from what it reports; a page that reports nothing is refused."""

    def __init__(self, crawler: Crawler, url: str | None) -> None:
        """Work for one crawl, with the template in the archive at ``url``; None for none."""
        self.crawler = crawler
        self.url = url
        self._archive: Archive | None = None
        self._template: TemplateReader | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``TEMPLATE_ENABLED`` and ``ARCHIVE_URL``."""
        settings = crawler.settings
        return cls(
            crawler, settings["ARCHIVE_URL"] if settings.getbool("TEMPLATE_ENABLED") else None
        )

    async def open_spider(self) -> None:
        """Open the archive for reading."""
        if self.url is None:
            return
        self._archive = await open_archive(self.url)
        self._template = TemplateReader(self.crawler, self._archive, magazine_of(self.crawler))

    async def process_item(self, item: Any) -> Any:
        """Split a document; anything else passes."""
        if isinstance(item, Reading):
            return await self._split_there(item)
        if not isinstance(item, Document):
            return item
        known = UNKNOWN if self._template is None else await self._template.known(item)
        return read_or_refuse(
            partial(split, known=known), item, item.page, magazine_of(self.crawler)
        )

    async def _split_there(self, reading: Reading) -> Reading:
        """Have a document split where it is."""
        if self._template is None:
            reading.split(None)
            return reading
        asked = await reading.clean()
        known = await self._template.template(reading.url, asked.fingerprints, asked.places)
        reading.split(known)
        return reading

    async def close_spider(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            await asyncio.to_thread(self._archive.close)
