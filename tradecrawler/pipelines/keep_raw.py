"""Raw first: every page is on the disk before anything can go wrong with it.

Page → Page with its capture. What the page is, is not looked at. Most pages come with a capture:
``tradecrawler.middlewares.keep_responses`` hands every response to ``KeepRaw.keep`` as it arrives.
"""

import asyncio
import logging
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler

from archive.captures import CaptureWriter
from archive.errors import ArchiveError
from archive.records import Capture, Exchange, RecordPlace
from archive.store import Archive
from tradecrawler.items import Page
from tradecrawler.pipelines.common import Closing, magazine_of, open_archive
from tradecrawler.pipelines.writer import BatchWriter, WriteFailed

logger = logging.getLogger(__name__)

OFF_RECORD = 10_000
"""Captures that wait to go on record, at most: some 6 MB. When there are more, the older half is
recorded; no page of it is still on its way, for Scrapy stops at 5 MB of pages on their way, each
counted as 1 KB at least."""


class KeepRaw:
    """Writes the WARC files of a run, ``<magazine>/<start>-<run>-<number>.warc.gz``.

    What arrives while the disk is busy is written together and waits for it once: one fsync a
    batch. When the disk fails, what was not written fails with it, and the crawl closes with the
    reason ``captures_failed``.
    """

    def __init__(self, crawler: Crawler, folder: Path, max_bytes: int, url: str) -> None:
        """Keep responses below ``folder``; the archive at ``url`` is asked what it has already."""
        self.crawler = crawler
        self.folder = folder
        self.max_bytes = max_bytes
        self.url = url
        self._archive: Archive | None = None
        self._captures: CaptureWriter | None = None
        self._writer: BatchWriter[Exchange, Capture] | None = None
        self._closing = Closing(crawler, "captures_failed", "captures cannot be written")
        self._others: dict[RecordPlace, Capture] = {}
        crawler.signals.connect(self._failed, signal=signals.item_error)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``CAPTURES_DIR``, ``CAPTURES_MAX_BYTES`` and ``ARCHIVE_URL``."""
        settings = crawler.settings
        return cls(
            crawler,
            Path(settings["CAPTURES_DIR"]),
            settings.getint("CAPTURES_MAX_BYTES"),
            settings["ARCHIVE_URL"],
        )

    async def open_spider(self) -> None:
        """Open the archive, and start the thread that writes."""
        self._archive = await open_archive(self.url)
        self._captures = CaptureWriter(
            self.folder, self._name(), max_bytes=self.max_bytes, holding=self._holding
        )
        # nobody waits for company: a crawl of one page a second has none
        self._writer = BatchWriter(self._captures.write, wait=0)

    async def keep(self, exchange: Exchange) -> Capture:
        """Write an exchange, wait until the disk has it, and say where; raises WriteFailed."""
        assert self._writer is not None  # open_spider has run
        try:
            capture = await self._writer.put(exchange)
        except WriteFailed as failure:
            self._closing.because(failure)
            raise
        kind = "responses" if capture.original is None else "revisits"
        self.crawler.stats.inc_value(f"captures/{kind}")
        self.crawler.stats.inc_value("captures/bytes", capture.length)
        self._others[capture.place] = capture
        if len(self._others) > OFF_RECORD:
            await self._record_others(OFF_RECORD // 2)
        return capture

    async def process_item(self, item: Any) -> Any:
        """Keep a page, unless that was done when it arrived."""
        if not isinstance(item, Page):
            return item
        capture = item.capture or await self.keep(
            Exchange(
                url=item.url,
                status=item.status,
                headers=item.headers,
                body=item.body,
                fetched_at=item.fetched_at,
            )
        )
        self._others.pop(capture.place, None)  # goes on record with what is made of the page
        return replace(item, capture=capture)

    def _failed(self, item: Any) -> None:
        """A page that nothing could be made of goes on record without an article."""
        if isinstance(item, Page) and item.capture is not None:
            self._others[item.capture.place] = item.capture

    async def close_spider(self) -> None:
        """Write what waits, put on record what no page came with, and close the files."""
        if self._writer is not None:
            await self._writer.close()
        if self._captures is not None:
            await asyncio.to_thread(self._captures.close)
        if self._archive is not None:
            await self._record_others(len(self._others))
            await asyncio.to_thread(self._archive.close)

    async def _record_others(self, number: int) -> None:
        """Put the oldest feeds, errors and the like on record: the next run knows their payloads.

        A run that is killed leaves the others in its files, where any WARC tool finds them.
        """
        assert self._archive is not None  # open_spider has run
        others = [self._others.pop(place) for place in list(self._others)[:number]]
        slug, run_id = magazine_of(self.crawler).slug, self.crawler.stats.get_value("run/id")
        try:
            await asyncio.to_thread(self._archive.add_captures, others, slug, run_id)
        except ArchiveError as error:
            logger.warning("%d captures are not on record: %s", len(others), error)

    def _holding(self, digests: Collection[str]) -> Mapping[str, Capture]:
        """What the archive has; nothing, and the payload is written again, if it does not answer.

        Runs in the writing thread.
        """
        assert self._archive is not None  # open_spider has run
        try:
            return self._archive.holding(digests)
        except ArchiveError as error:
            logger.warning("no answer about payloads that are held: %s", error)
            return {}

    def _name(self) -> str:
        run = str(self.crawler.stats.get_value("run/id"))
        return f"{magazine_of(self.crawler).slug}/{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{run[:8]}"
