"""Lets a spider's requests through that are due, and remembers all others in the archive.

Spiders yield a request for every address they find. Those of articles go on record and nowhere
else; when the sources are read, what is due is taken from the archive, batch by batch, also what
runs before have left. Requests for sources pass if there may be news, and ask for that alone (``If-
None-Match``, ``If-Modified-Since``). So nothing of a crawl is in memory but the batch at hand, and
a crawl that dies goes on where it was. When anything is due is decided by the archive.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any, Self, TypeVar

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.exceptions import CloseSpider, NotConfigured
from scrapy.http import Response

from archive.addresses import key_number
from archive.captures.warc import payload_digest
from archive.errors import ArchiveBusy, ArchiveError, DatabaseUnreachable
from archive.frontier.policy import is_source_due
from archive.frontier.records import Candidate, Cursor, Due, SourceState
from archive.plain import from_plain, to_plain
from archive.records import Visit
from archive.store import Archive
from tradecrawler import __version__
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.lastmod import moment_of
from tradecrawler.items import Hints, Page
from tradecrawler.pipelines.common import open_archive
from tradecrawler.spiders.magazine import NOT_MODIFIED, MagazineSpider

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

AT_ONCE = 500
"""Addresses that are looked up in one statement."""
BATCH = 100
"""Addresses that are taken at once: enough for some seconds of the fastest crawl."""
PAUSE_SECONDS = 5.0
"""Between two questions to an archive that does not answer."""
PATIENCE_SECONDS = 900.0
"""Then the crawl ends: what it had taken is fetched and in the spool by then."""


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
        self._concluded: list[SourceState] = []

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
        if self._spider.revisits_all:
            await self._ask(self._archive.look_again, self._slug, self._began)
        listed = await self._ask(self._archive.listed, self._slug)
        self.crawler.stats.set_value("run/listed_before", listed)
        async for each in start:
            for request in await self._due_sources([each]) if is_source(each) else [each]:
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
            further = [] if self._is_full else list(self._spider.look_further())
            if not further:
                await self._conclude()
                return
            for request in await self._go_on(further):
                yield request
            await self._until_quiet()

    async def _go_on(self, requests: Sequence[Request]) -> list[Request]:
        """Put the addresses among these requests on record; returns the others that are due."""
        is_found = ["found" in request.meta for request in requests]
        candidates = [candidate_of(r) for r, found in zip(requests, is_found, strict=True) if found]
        for start in range(0, len(candidates), AT_ONCE):
            await self._record(candidates[start : start + AT_ONCE])
        others = [r for r, found in zip(requests, is_found, strict=True) if not found]
        due = await self._due_sources([r for r in others if is_source(r)])
        return [*due, *(r for r in others if not is_source(r))]

    async def _take(self) -> Sequence[Due]:
        """The next addresses, as far as the limit goes."""
        limit = self._spider.limit
        room = BATCH if limit is None else min(BATCH, limit - self._taken)
        if room <= 0:
            return []
        archive = self._opened
        batch, self._cursor = await self._ask(
            archive.take, self._slug, self._began, self._cursor, room
        )
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
        state: SourceState | None = response.meta.get("state")
        if state is not None and response.status in (200, NOT_MODIFIED):
            is_same = response.status == NOT_MODIFIED or _digest(response) == state.digest
            response.meta["unchanged"] = is_same and self._may_be_unchanged(
                request_of(response), state
            )

    async def process_spider_output(
        self, response: Response, result: AsyncIterator[Any]
    ) -> AsyncIterator[Any]:
        """Put found addresses on record; let sources pass that are due, and all items.

        Items wait until what was found beside them is on record: the page that led there may not be
        fetched again.
        """
        candidates: list[Candidate] = []
        sources: list[Request] = []
        others: list[Any] = []
        has_news = False
        async for each in result:
            if is_source(each):
                sources.append(each)
            elif isinstance(each, Request) and "found" in each.meta:
                candidates.append(candidate_of(each))
                if len(candidates) == AT_ONCE:
                    has_news |= await self._record(candidates)
                    candidates = []
            else:
                others.append(each)
        has_news |= await self._record(candidates)
        if response.meta.get("unchanged"):
            sources += await self._known_children(response)
        if is_source(response.request):
            state: SourceState = response.meta["state"]
            # where it could not be read last time, nobody knows how much of it was new then
            has_news |= state.failure is not None
            due = await self._due_sources(sources, parent=state.url, has_news=has_news)
            await self._keep(response, sources, due)
        else:
            due = await self._due_sources(sources)
        for request in due:
            yield request
        for item in others:
            yield await self._elsewhere(item) or item

    async def _elsewhere(self, item: Any) -> Visit | None:
        """The visit that led to a page that is visited by itself: it is not read twice."""
        if not isinstance(item, Page) or item.visit is None or not item.redirected_from:
            return None
        if key_number(item.url) == key_number(item.visit.address):
            return None
        archive = self._opened
        is_known = await self._ask(archive.is_on_record, self._slug, item.url)
        return item.visit if is_known else None

    async def _record(self, candidates: Sequence[Candidate]) -> bool:
        """Put addresses on record; returns whether any was never fetched.

        Not whether any is new: another source may have named it a moment ago, or a run that was
        killed.
        """
        if not candidates:
            return False
        archive = self._opened
        found = await self._ask(
            archive.found, self._slug, candidates, self._began, self._brought_forward
        )
        self._brought_forward += found.forward
        counted = {"new": len(found.new), "moved": found.moved, "brought_forward": found.forward}
        for name, number in counted.items():
            if number:
                self.crawler.stats.inc_value(f"frontier/{name}", number)
        return not {"new", "waiting"}.isdisjoint(found.standings)

    # ---- sources

    async def _due_sources(
        self, requests: Sequence[Request], *, parent: str | None = None, has_news: bool = False
    ) -> list[Request]:
        """Those of these requests that may bring news, conditional where that can be.

        ``parent`` is the source that led to them; None where the magazine declares them, or a page
        that is no source did.
        """
        if not requests:
            return []
        archive = self._opened
        urls = [request.url for request in requests]
        states = await self._ask(archive.sources, self._slug, urls)
        due = []
        for request in requests:
            state = states.get(request.url) or SourceState(url=request.url)
            state = replace(state, page=request.cb_kwargs["page"], parent=parent)
            if state.page > 1 and has_news:
                state = replace(state, is_due=True)
            request.meta["state"] = state
            if self._is_due(request, state):
                if self._may_be_unchanged(request, state):
                    make_conditional(request, state.etag, state.last_modified)
                due.append(request)
            else:
                self.crawler.stats.inc_value("discovery/not_due")
        return due

    def _is_due(self, request: Request, state: SourceState) -> bool:
        if self._spider.is_partial or not self._is_comparable(request, state):
            return True
        return is_source_due(
            state,
            self._began,
            lastmod=moment_of(request.meta.get("lastmod")),
            is_guess=bool(request.meta.get("guess")),
        )

    def _may_be_unchanged(self, request: Request, state: SourceState) -> bool:
        """Whether all that a source listed is on record: else it is read whole."""
        return not self._spider.is_partial and state.reading == self._rules(request)

    def _is_comparable(self, request: Request, state: SourceState) -> bool:
        """Whether a source was read by the rules of today: else what they left out may be news."""
        return state.reading in (None, self._rules(request))

    def _rules(self, request: Request) -> str:
        """Stands for all that decides what is read from a source: program and declaration."""
        magazine, source = self._spider.magazine, request.cb_kwargs["source"]
        rules = (__version__, magazine.article_urls, magazine.other_urls, source)
        return blake2b(repr(rules).encode(), digest_size=8).hexdigest()

    async def _known_children(self, response: Response) -> list[Request]:
        """What an unchanged source led to when it was read."""
        archive, request = self._opened, request_of(response)
        states = await self._ask(archive.led_to, self._slug, request.meta["state"].url)
        source = request.cb_kwargs["source"]
        return [
            child
            for state in states
            for child in self._spider.discover(
                source,
                url=state.url,
                page=state.page,
                lastmod=state.lastmod.isoformat() if state.lastmod else None,
            )
        ]

    async def _keep(
        self, response: Response, children: Sequence[Request], due: Sequence[Request]
    ) -> None:
        """Remember a source that was read, and what it led to: that is due, whatever happens now.

        Not where only a part of what it lists was wanted.
        """
        if self._spider.is_partial:
            return
        request = request_of(response)
        state: SourceState = request.meta["state"]
        wanted = {child.url for child in due}
        kept = [replace(child.meta["state"], is_due=child.url in wanted) for child in children]
        kept.append(_read(state, response, self._rules(request)))
        self._concluded += kept
        if not self._spider.holds_back:
            await self._conclude()

    async def _conclude(self) -> None:
        """Remember the sources that were read, now that all they listed is on record."""
        concluded, self._concluded = self._concluded, []
        if concluded:
            await self._ask(self._opened.keep_sources, self._slug, concluded)

    # ---- asking

    async def _ask(self, question: Callable[..., Answer], *arguments: Any) -> Answer:
        """Ask the archive in a thread, again and again while it does not answer.

        The crawl pauses meanwhile for want of requests, and what it has fetched is spooled. Raises
        CloseSpider where that takes too long, or the archive fails otherwise.
        """
        error: ArchiveError
        for attempt in range(max(1, int(PATIENCE_SECONDS / PAUSE_SECONDS))):
            try:
                return await asyncio.to_thread(question, *arguments)
            except (DatabaseUnreachable, ArchiveBusy) as no_answer:
                if attempt == 0:
                    logger.warning("the archive does not answer, waiting: %s", no_answer)
                error = no_answer
                await asyncio.sleep(PAUSE_SECONDS)
            except ArchiveError as refused:
                error = refused
                break
        logger.error("the frontier is out of reach, closing: %s", error)
        raise CloseSpider("archive_failed") from error

    @property
    def _opened(self) -> Archive:
        assert self._archive is not None  # process_start has run
        return self._archive

    @property
    def _spider(self) -> MagazineSpider:
        assert isinstance(self.crawler.spider, MagazineSpider)  # from_crawler has seen to it
        return self.crawler.spider

    @property
    def _slug(self) -> str:
        return self._spider.magazine.slug


class ConditionalGet:
    """Takes the conditions off a request that is redirected: they were another address's.

    A downloader middleware; ``Frontier`` puts them on.
    """

    def process_request(self, request: Request) -> None:
        """Look at a request on its way out."""
        if "redirect_urls" in request.meta:
            for name in ("If-None-Match", "If-Modified-Since"):
                request.headers.pop(name, None)


def make_conditional(request: Request, etag: str | None, last_modified: str | None) -> None:
    """Ask only for what has changed since a response with these validators."""
    if etag:
        request.headers["If-None-Match"] = etag
    if last_modified:
        request.headers["If-Modified-Since"] = last_modified
    if etag or last_modified:
        request.meta["handle_httpstatus_list"] = [NOT_MODIFIED]


def is_source(thing: Any) -> bool:
    """Whether something is a request for a feed, a sitemap or a page of a list."""
    return isinstance(thing, Request) and "source" in thing.cb_kwargs


def request_of(response: Response) -> Request:
    """The request that a response answers, after redirects."""
    assert response.request is not None  # Scrapy has set it
    return response.request


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


def _read(state: SourceState, response: Response, rules: str) -> SourceState:
    """A source after it was asked."""
    now = datetime.now(UTC)
    asked = replace(state, asked_at=now, status=response.status)
    if response.meta.get("unreadable") or response.status not in (200, NOT_MODIFIED):
        failure = "unreadable" if response.status == 200 else f"http_{response.status}"
        return replace(asked, failure=failure, etag=None, last_modified=None, digest=None)
    said = moment_of(response.meta.get("lastmod"))
    read = replace(asked, read_at=now, is_due=False, failure=None, lastmod=said)
    if response.meta.get("unchanged"):
        return read
    return replace(
        read,
        changed_at=now,
        etag=_validator(response, "ETag"),
        last_modified=_validator(response, "Last-Modified"),
        digest=_digest(response),
        reading=rules,
    )


def _validator(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    is_direct = "redirect_urls" not in response.meta
    return value.decode("latin-1") if value is not None and is_direct else None


def _digest(response: Response) -> str:
    capture = response.meta.get("capture")
    return str(capture.digest) if capture is not None else payload_digest(response.body)
