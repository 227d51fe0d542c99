"""What the pipelines share: the magazine that is crawled, its archive, refusals that travel on, and
the end of a crawl that is no use any more.

No pipeline itself.
"""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from scrapy.crawler import Crawler

from archive.errors import ArchiveError
from archive.records import Refusal
from archive.store import Archive
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

logger = logging.getLogger(__name__)

Stage = TypeVar("Stage")


class ArchiveUnusable(SystemExit):
    """The archive cannot be opened: mend ARCHIVE_URL, or what stands there.

    Ends the process with that message and a failure's exit code, for nothing is lost yet.
    """


async def open_archive(url: str, *, relate_behind: bool = False) -> Archive:
    """Open the archive at ``url``; a crawl without one does not begin: raises ArchiveUnusable."""
    try:
        return await asyncio.to_thread(Archive.open, url, relate_behind=relate_behind)
    except ArchiveError as error:
        raise ArchiveUnusable(f"the archive cannot be opened: {error}") from error


def magazine_of(crawler: Crawler) -> Magazine:
    """Return the declaration of the magazine that is crawled."""
    magazine: Any = getattr(crawler.spider, "magazine", None)
    if not isinstance(magazine, Magazine):
        raise TypeError(f"spider {crawler.spider!r} declares no magazine")
    return magazine


def read_or_refuse(
    stage: Callable[[Any, Magazine], Stage], item: Any, page: Page, magazine: Magazine
) -> Stage | Refusal:
    """Return what ``stage`` makes of ``item``, or the refusal of its page."""
    try:
        return stage(item, magazine)
    except NotAnArticle as refusal:
        return refusal_of(refusal, page, magazine)


def refusal_of(refusal: NotAnArticle, page: Page, magazine: Magazine) -> Refusal:
    """Return the record of a page that is no article."""
    return Refusal(
        url=page.url,
        magazine=magazine.slug,
        reason=refusal.reason,
        fetched_at=page.fetched_at,
        canonical_url=refusal.canonical_url,
        capture=page.capture,
        visit=page.visit,
    )


class Closing:
    """Closes a crawl, once, where it is no use to fetch more."""

    def __init__(self, crawler: Crawler, reason: str, what: str) -> None:
        """``reason`` becomes the finish reason; ``what`` has happened is logged."""
        self._crawler = crawler
        self._reason = reason
        self._what = what
        self._task: asyncio.Task[None] | None = None

    def because(self, failure: Exception) -> None:
        """Close, unless it closes already."""
        if self._task is None:
            logger.error("%s, closing: %s", self._what, failure)
            close = self._crawler.engine.close_spider_async(reason=self._reason)
            self._task = asyncio.create_task(close)
