"""Lets a spider's requests through that are due, and remembers all others in the archive.

Spiders yield a request for every address they find. Those of articles go on record and nowhere
else; when the sources are read, what is due is taken from the archive, batch by batch, also what
runs before have left. Requests for sources pass if there may be news, and ask for that alone (``If-
None-Match``, ``If-Modified-Since``). So nothing of a crawl is in memory but the batch at hand, and
a crawl that dies goes on where it was. When anything is due is decided by the archive.
"""

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Self

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Response

from archive.addresses import key_number
from archive.frontier.records import Candidate, Cursor, Due, SourceState
from archive.plain import from_plain, to_plain
from archive.records import Visit
from archive.store import Archive
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.lastmod import moment_of
from tradecrawler.items import Hints, Page
from tradecrawler.middlewares.asking import ask
from tradecrawler.middlewares.conditional import make_conditional
from tradecrawler.middlewares.sources import Sources, is_source
from tradecrawler.pipelines.common import open_archive
from tradecrawler.spiders.magazine import MagazineSpider

AT_ONCE = 500
"""Addresses that are looked up in one statement."""
BATCH = 100
"""Addresses that are taken at once: enough for some seconds of the fastest crawl."""


class Frontier:
    """The archive's frontier, as one crawl asks it."""

    def __init__(self, crawler: Crawler, url: str) -> None:
        """Ask the archive at ``url``."""
        self.crawler = crawler
        self.url = url
        self._archive: Archive | None = None
        self._began = datetime.now(UTC)
        self._cursor = Cursor()
        self._taken = 0
        self._brought_forward = 0
        self._opened_sources: Sources | None = None

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read ``ARCHIVE_URL``; a spider of no magazine (``scrapy fetch``) has no frontier."""
        if not issubclass(crawler.spidercls, MagazineSpider):
            raise NotConfigured("no magazine is crawled")
        frontier = cls(crawler, crawler.settings["ARCHIVE_URL"])
        crawler.signals.connect(frontier.spider_closed, signal=signals.spider_closed)
        return frontier

    async def spider_closed(self) -> None:
        """Close the archive."""
        if self._archive is not None:
            await asyncio.to_thread(self._archive.close)

    # ---- what is fetched

    async def process_start(self, start: AsyncIterator[Any]) -> AsyncIterator[Any]:
        """The sources first; then what is due, until nothing is left and nothing new is found."""
        self._archive = await open_archive(self.url)
        self._began = datetime.now(UTC)
        self.crawler.stats.set_value("run/began", self._began)
        self._opened_sources = Sources(self._archive, self._spider, self.crawler.stats, self._began)
        if self._spider.revisits_all:
            await ask(self._archive.look_again, self._slug, self._began)
        window = self._spider.window
        if not window.is_open:
            await ask(self._archive.look_wider, self._slug, *window.moments, self._began)
        listed = await ask(self._archive.listed, self._slug)
        self.crawler.stats.set_value("run/listed_before", listed)
        linked = await ask(self._archive.linked, self._slug)
        self.crawler.stats.set_value("run/linked_before", linked)
        async for each in start:
            for request in await self._sources.due([each]) if is_source(each) else [each]:
                yield request
        await self._until_quiet()
        while True:
            batch = await self._take()
            for due in batch:
                yield self._request(due)
            if batch:
                await self.crawler.signals.wait_for(signals.scheduler_empty)
                continue
            if not self._is_quiet():
                await self._until_quiet()
                continue
            further = _Yield()
            if not self._is_full:
                further = await self._sorted(self._spider.look_further())
            if further.is_nothing:
                await self._sources.conclude()
                return
            for request in await self._sources.due(further.sources):
                yield request
            for request in further.others:
                yield request
            await self._until_quiet()

    async def _take(self) -> Sequence[Due]:
        """The next addresses, as far as the limit goes."""
        limit = self._spider.limit
        room = BATCH if limit is None else min(BATCH, limit - self._taken)
        if room <= 0:
            return []
        archive = self._opened
        batch, self._cursor = await ask(archive.take, self._slug, self._began, self._cursor, room)
        self._taken += len(batch)
        return batch

    @property
    def _is_full(self) -> bool:
        return self._spider.limit is not None and self._taken >= self._spider.limit

    def _request(self, due: Due) -> Request:
        """The request of an address that is due."""
        found = Found(url=due.url, hints=from_plain(Hints, dict(due.hints)))
        request = self._spider.request_article(found)
        if due.steps is not None:
            request.meta["steps"] = due.steps
        make_conditional(request, due.etag, due.last_modified)
        return request

    def _is_quiet(self) -> bool:
        """Whether nothing is under way that may find more; as the engine tells that it is idle."""
        engine = self.crawler.engine
        slot, scheduler = engine.scraper.slot, engine.scheduler
        if slot is None or scheduler is None:  # closed meanwhile
            return True
        is_busy = engine.downloader.active or scheduler.has_pending_requests()
        return slot.is_idle() and not is_busy

    async def _until_quiet(self) -> None:
        while not self._is_quiet():
            await self.crawler.signals.wait_for(signals.scheduler_empty)

    # ---- what is found

    def process_spider_input(self, response: Response) -> None:
        """See whether a source is the same as when it was read last."""
        if "state" in response.meta:
            response.meta["unchanged"] = self._sources.is_unchanged(response)

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Put found addresses on record; let sources pass that are due, and all items.

        Items wait until what was found beside them is on record: the page that led there may not be
        fetched again.
        """
        found = await self._sorted(result)
        if response.meta.get("unchanged"):
            found.sources += await self._sources.known_children(response)
        if is_source(response.request):
            state: SourceState = response.meta["state"]
            # where it could not be read last time, nobody knows how much of it was new then
            has_news = found.has_news or state.failure is not None
            due = await self._sources.due(found.sources, parent=state.url, has_news=has_news)
            await self._sources.keep(response, found.sources, due)
        else:
            due = await self._sources.due(found.sources)
        for request in due:
            yield request
        for item in found.others:
            yield await self._elsewhere(item) or item

    async def _sorted(self, result: AsyncIterator[Any]) -> "_Yield":
        """Put the addresses among what a spider yields on record, and sort the rest."""
        found = _Yield()
        candidates: list[Candidate] = []
        async for each in result:
            if is_source(each):
                found.sources.append(each)
            elif isinstance(each, Request) and "found" in each.meta:
                found.addresses += 1
                candidates.append(candidate_of(each))
                if len(candidates) == AT_ONCE:
                    found.has_news |= await self._record(candidates)
                    candidates = []
            else:
                found.others.append(each)
        found.has_news |= await self._record(candidates)
        return found

    async def _elsewhere(self, item: Any) -> Visit | None:
        """The visit that led to a page that is visited by itself: it is not read twice."""
        if not isinstance(item, Page) or item.visit is None or not item.redirected_from:
            return None
        if key_number(item.url) == key_number(item.visit.address):
            return None
        archive = self._opened
        is_known = await ask(archive.is_on_record, self._slug, item.url)
        return item.visit if is_known else None

    async def _record(self, candidates: Sequence[Candidate]) -> bool:
        """Put addresses on record; returns whether any was never fetched.

        Not whether any is new: another source may have named it a moment ago, or a run that was
        killed.
        """
        if not candidates:
            return False
        archive = self._opened
        found = await ask(archive.found, self._slug, candidates, self._began, self._brought_forward)
        self._brought_forward += found.forward
        for candidate, born in zip(candidates, found.born, strict=True):
            if born is not None:
                self._spider.add_age((candidate.url,), born.date())
        counted = {"new": len(found.new), "moved": found.moved, "brought_forward": found.forward}
        for name, number in counted.items():
            if number:
                self.crawler.stats.inc_value(f"frontier/{name}", number)
        return not {"new", "waiting"}.isdisjoint(found.standings)

    @property
    def _opened(self) -> Archive:
        assert self._archive is not None  # process_start has run
        return self._archive

    @property
    def _sources(self) -> Sources:
        assert self._opened_sources is not None  # process_start has run
        return self._opened_sources

    @property
    def _spider(self) -> MagazineSpider:
        assert isinstance(self.crawler.spider, MagazineSpider)  # from_crawler has seen to it
        return self.crawler.spider

    @property
    def _slug(self) -> str:
        return self._spider.magazine.slug


@dataclass(slots=True)
class _Yield:
    """What a spider yielded."""

    addresses: int = 0
    """Requests for articles, which are on record now."""
    has_news: bool = False
    """Whether any of these addresses was never fetched."""
    sources: list[Request] = field(default_factory=list)
    others: list[Any] = field(default_factory=list)
    """Other requests, and items."""

    @property
    def is_nothing(self) -> bool:
        return not (self.addresses or self.sources or self.others)


def candidate_of(request: Request) -> Candidate:
    """What the archive is told of an article's address."""
    found: Found = request.meta["found"]
    hints = {name: value for name, value in to_plain(found.hints).items() if value}
    return Candidate(
        url=found.url,
        lastmod=moment_of(found.lastmod),
        hints=hints,
        steps=request.meta.get("steps"),
    )
