"""What is known of the magazine's template while its pages come in: asked of the archive, page by
page, and of the pages that are on their way into it.

No pipeline itself. The archive knows a page some tenths of a second after it was read, when its
batch is written; until then the crawl remembers what it printed, so that the second page of a crawl
is judged by the first.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Sequence
from typing import Any

from scrapy import signals
from scrapy.crawler import Crawler

from archive.errors import ArchiveError
from archive.records import BlockSeen, Template, Visit
from archive.store import Archive
from tradecrawler.extract.template import Known, read_prints
from tradecrawler.items import Document
from tradecrawler.magazine import Magazine

logger = logging.getLogger(__name__)


class TemplateReader:
    """Answers for the pages of one crawl."""

    def __init__(self, crawler: Crawler, archive: Archive, magazine: Magazine) -> None:
        """Ask ``archive``, and forget a page on its way once it is stored, dropped or failed."""
        self._crawler = crawler
        self._archive = archive
        self._magazine = magazine
        self._on_their_way: dict[str, frozenset[int]] = {}
        for signal in (signals.item_scraped, signals.item_dropped, signals.item_error):
            crawler.signals.connect(self._arrived, signal=signal)

    async def known(self, document: Document) -> Known:
        """What other pages printed of what this one prints; see ``template``."""
        prints = read_prints(document, self._magazine)
        template = await self.template(document.page.url, prints.fingerprints(), prints.places())
        return Known(prints, template)

    async def template(
        self, url: str, fingerprints: Sequence[int], places: Sequence[int]
    ) -> Template:
        """What pages other than the one at ``url`` printed of these texts, and at these places.

        Where the archive gives no answer the page is judged by itself and by the pages on their
        way, and counted as ``template/unavailable``.
        """
        before = {other: prints for other, prints in self._on_their_way.items() if other != url}
        self._on_their_way[url] = frozenset(fingerprints)
        try:
            stored = await asyncio.to_thread(
                self._archive.template, self._magazine.slug, url, fingerprints, places
            )
        except ArchiveError as error:
            logger.warning("no answer about the template: %s", error)
            self._crawler.stats.inc_value("template/unavailable")
            stored = Template()
        recent = [  # without those that came into the archive while it was asked
            prints for other, prints in before.items() if self._on_their_way.get(other) is prints
        ]
        counts = Counter(f for prints in recent for f in prints.intersection(fingerprints))
        return with_recent(stored, counts, len(recent))

    def _arrived(self, item: Any) -> None:
        """A page, or what was made of it, has left the pipelines."""
        if not isinstance(item, Visit):  # that brought no page
            self._on_their_way.pop(getattr(item, "url", ""), None)


def with_recent(stored: Template, recent: Counter[int], pages: int) -> Template:
    """``stored`` with what ``pages`` more pages printed: how many of them each fingerprint."""
    blocks = dict(stored.blocks)
    for fingerprint, number in recent.items():
        seen = blocks.get(fingerprint, BlockSeen(articles=0, span=0, is_headline=False))
        blocks[fingerprint] = seen._replace(articles=seen.articles + number, span=seen.span + pages)
    return Template(blocks=blocks, places=stored.places)
