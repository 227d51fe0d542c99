"""What the pipelines share: which magazine is crawled, and refusals that travel on to the archive.

No pipeline itself.
"""

from collections.abc import Callable
from typing import Any, TypeVar

from scrapy.crawler import Crawler

from archive.records import Refusal
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

Stage = TypeVar("Stage")


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
        return Refusal(
            url=page.url,
            magazine=magazine.slug,
            reason=refusal.reason,
            fetched_at=page.fetched_at,
            canonical_url=refusal.canonical_url,
            capture=page.capture,
        )
