"""Which of a magazine's sources may bring news, and what is remembered of those that were read.

No middleware itself: ``frontier`` asks. When a source is due is decided by the archive.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from typing import Any

from scrapy import Request
from scrapy.http import Response
from scrapy.statscollectors import StatsCollector

from archive.captures.warc import payload_digest
from archive.frontier.policy import is_source_due
from archive.frontier.records import SourceState
from archive.store import Archive
from tradecrawler import __version__
from tradecrawler.discovery.lastmod import moment_of
from tradecrawler.middlewares.asking import ask
from tradecrawler.middlewares.conditional import make_conditional
from tradecrawler.spiders.magazine import NOT_MODIFIED, MagazineSpider


class Sources:
    """The sources of one crawl."""

    def __init__(
        self, archive: Archive, spider: MagazineSpider, stats: StatsCollector, began: datetime
    ) -> None:
        """``began`` is when the run did: what is due by then is asked."""
        self._archive = archive
        self._spider = spider
        self._slug = spider.magazine.slug
        self._stats = stats
        self._began = began
        self._concluded: list[SourceState] = []

    def is_unchanged(self, response: Response) -> bool:
        """Whether a source is the same as when it was read last, and all of it on record."""
        request = request_of(response)
        state: SourceState = request.meta["state"]
        if response.status not in (200, NOT_MODIFIED):
            return False
        is_same = response.status == NOT_MODIFIED or _digest(response) == state.digest
        return is_same and self._may_be_unchanged(request, state)

    async def due(
        self, requests: Sequence[Request], *, parent: str | None = None, has_news: bool = False
    ) -> list[Request]:
        """Those of these requests that may bring news, conditional where that can be.

        ``parent`` is the source that led to them; None where the magazine declares them, or a page
        that is no source did.
        """
        if not requests:
            return []
        urls = [request.url for request in requests]
        states = await ask(self._archive.sources, self._slug, urls)
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
                self._stats.inc_value("discovery/not_due")
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

    async def known_children(self, response: Response) -> list[Request]:
        """What an unchanged source led to when it was read."""
        request = request_of(response)
        states = await ask(self._archive.led_to, self._slug, request.meta["state"].url)
        return [
            child
            for state in states
            for child in self._spider.led_to(
                request,
                url=state.url,
                page=state.page,
                lastmod=state.lastmod.isoformat() if state.lastmod else None,
            )
        ]

    async def keep(
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
            await self.conclude()

    async def conclude(self) -> None:
        """Remember the sources that were read, now that all they listed is on record."""
        concluded, self._concluded = self._concluded, []
        if concluded:
            await ask(self._archive.keep_sources, self._slug, concluded)


def is_source(thing: Any) -> bool:
    """Whether something is a request for a feed, a sitemap or a page of a list."""
    return isinstance(thing, Request) and "source" in thing.cb_kwargs


def request_of(response: Response) -> Request:
    """The request that a response answers, after redirects."""
    assert response.request is not None  # Scrapy has set it
    return response.request


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
