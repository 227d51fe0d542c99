"""Raw first: every page is on disk before anything can go wrong with it.

Page → Page with its capture. What the page is, is not looked at.
"""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy.crawler import Crawler

from archive.captures import CaptureWriter
from tradecrawler.items import Page
from tradecrawler.pipelines.common import magazine_of


class KeepRaw:
    """Writes the pages of a run into one WARC file, ``<magazine>/<start>-<run>.warc.gz``."""

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        """Keep pages below ``folder``."""
        self.crawler = crawler
        self.folder = folder
        self._writer: CaptureWriter | None = None
        self._lock = asyncio.Lock()  # one file, one record after the other

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``CAPTURES_DIR``."""
        return cls(crawler, Path(crawler.settings["CAPTURES_DIR"]))

    async def process_item(self, item: Any) -> Any:
        """Keep a page; the reactor goes on while the disk is written."""
        if not isinstance(item, Page):
            return item
        async with self._lock:
            return await asyncio.to_thread(self._keep, item)

    async def close_spider(self) -> None:
        """Close the file."""
        if self._writer is not None:
            await asyncio.to_thread(self._writer.close)

    def _keep(self, page: Page) -> Page:
        """Write one record; the file is made with the first, so that no run leaves an empty one."""
        if self._writer is None:
            self._writer = CaptureWriter(self.folder, self._name())
        capture = self._writer.write(
            url=page.url,
            status=page.status,
            headers=page.headers,
            body=page.body,
            fetched_at=page.fetched_at,
        )
        return replace(page, capture=capture)

    def _name(self) -> str:
        run = str(self.crawler.stats.get_value("run/id"))
        return f"{magazine_of(self.crawler).slug}/{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{run[:8]}"
