"""Reads a magazine's sources: feeds, sitemaps, WordPress' posts, lists.

What comes is read by ``tradecrawler.discovery.source`` in a worker process; what becomes of the
addresses that it finds is the business of ``magazine``.
"""

from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import date
from typing import Any

import scrapy
from scrapy.exceptions import CloseSpider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.addresses import clean_address
from archive.records import Article, Refusal
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.source import SourceContent, read_source
from tradecrawler.discovery.walk import Walk, key
from tradecrawler.discovery.window import Window
from tradecrawler.discovery.wordpress import page_of_posts
from tradecrawler.magazine import Listing, Magazine, Source, WordPress
from tradecrawler.spiders.failures import is_left, reason_of, snake_case
from tradecrawler.spiders.responses import lower_headers, url_of
from tradecrawler.spiders.turns import in_turns
from tradecrawler.workers.pool import Pool, WorkersFailed

SOURCES_FIRST = 100
"""Priority of feeds, sitemaps and listings: an address is best fetched with all its hints known."""


class SourcesSpider(scrapy.Spider):
    """Requests sources once in a run, and what they lead to."""

    magazine: Magazine
    """The declaration; each magazine's class has its own."""
    articles: Callable[[Iterable[Found], Source], AsyncIterator[scrapy.Request]]
    """Requests what may be articles, which a source has named; subclasses say how. (No abc.ABC: its
    metaclass breaks Scrapy's feed exports, which read all of a spider's names.)"""
    workers: Pool | None = None
    """Where sources are read; None for the crawl's own process. The pipeline that reads pages has
    them, and sets this."""

    def __init__(self, wanted: Window, **kwargs: Any) -> None:
        """``wanted`` are the days whose articles are asked for."""
        super().__init__(**kwargs)
        self.window = wanted
        self._walks: dict[str, Walk] = {}
        self._later: list[Callable[[], Iterator[scrapy.Request]]] = []
        self._sources: set[str] = set()

    def discover(
        self, source: Source, *, url: str | None = None, page: int = 1, lastmod: str | None = None
    ) -> Iterator[scrapy.Request]:
        """Request ``source``, or what it continues at under ``url``, once in a run.

        ``lastmod`` is when that was changed last, by the index that names it.
        """
        if url is None:
            url = self._first_page(source)
        elif isinstance(source, Listing):  # a session's number would make it another in each run
            url = clean_address(url)
        if not self._is_first_visit(url):
            return
        yield scrapy.Request(
            url,
            callback=self.read_source,
            errback=self.source_failed,
            cb_kwargs={"source": source, "page": page},
            meta={"lastmod": lastmod},
            priority=SOURCES_FIRST,
            dont_filter=True,
        )

    async def read_source(
        self, response: Response, source: Source, page: int
    ) -> AsyncIterator[scrapy.Request]:
        """Read a source, if it is not the same as when it was read last, and request what it names:
        articles, the sitemaps of an index, the page that follows."""
        if response.meta.get("unchanged"):
            self.count("discovery/unchanged")
            return
        headers = lower_headers(response)
        try:
            content: SourceContent = await self.read(
                read_source, source, response.body, response.url, self.magazine, headers,
                url=response.url,
            )  # fmt: skip
        except Unreadable as error:
            self.source_unreadable(response, error)
            return
        self.count(f"discovery/{content.kind}")
        if content.beyond:
            self.count("discovery/skipped/beyond_sitemap", content.beyond)
        for request in self._nested(content, source):
            yield request
        async for request in self._further(content, source, page):
            yield request
        async for request in self.articles(content.found, source):
            yield request

    async def read(self, function: Callable[..., Any], *arguments: Any, url: str) -> Any:
        """What a function of a module makes of bytes that came from ``url``: by a worker, where
        there are any. Raises what it raises, or else Unreadable or CloseSpider."""
        if self.workers is None:
            return function(*arguments)
        try:
            return await self.workers.call(function, *arguments, url=url)
        except WorkersFailed as failure:
            self.logger.error("sources cannot be read, closing: %s", failure)  # noqa: TRY400
            raise CloseSpider("extraction_failed") from failure

    def led_to(
        self, request: scrapy.Request, *, url: str, page: int, lastmod: str | None
    ) -> Iterator[scrapy.Request]:
        """Request what a source led to when it was read last, for it has not changed since."""
        source = request.cb_kwargs["source"]
        yield from self.discover(source, url=url, page=page, lastmod=lastmod)

    def _first_page(self, source: Source) -> str:
        """Return where a source begins; WordPress is asked for the days that are wanted."""
        if not isinstance(source, WordPress):
            return source.url
        return page_of_posts(source.url, after=self.window.after, before=self.window.before)

    def _nested(self, content: SourceContent, source: Source) -> Iterator[scrapy.Request]:
        """Request the sitemaps that an index lists."""
        for nested in content.nested:
            if not self.may_list_articles(nested.url):
                self.count("discovery/skipped/sitemap")
            elif not self.window.may_hold_list(nested):
                self.count("discovery/skipped/sitemap_outside_window")
            else:
                yield from self.discover(source, url=nested.url, lastmod=nested.lastmod)

    async def _further(
        self, content: SourceContent, source: Source, page: int
    ) -> AsyncIterator[scrapy.Request]:
        """Request the page that follows, and in a backfill the lists of the days it asks for.

        A backfill goes on until a list ends, or until its articles are too old; the page that
        follows is requested once the articles are read, for only they tell. WordPress was asked for
        the days.
        """
        following = content.next_page
        if self.window.is_open or not isinstance(source, Listing):
            is_wanted = not self.window.is_open or page < _pages(source)
            if following is not None and is_wanted:
                for request in self.discover(source, url=following, page=page + 1):
                    yield request
            return
        for url in content.archives:
            if self.window.may_hold_list(Found(url=url)):
                for request in self.discover(source, url=url):
                    yield request
        walk = self._walks.setdefault(source.url, Walk())
        keys = [key(link.url) async for link in in_turns(content.found)]
        if walk.add_page(keys) and not walk.is_past and following is not None:
            self._later.append(lambda: self._walk_on(source, following, page + 1))

    def _walk_on(self, source: Listing, url: str, page: int) -> Iterator[scrapy.Request]:
        """Request the page of a list that follows, unless its articles were too old of late."""
        if not self._walks[source.url].is_past:
            yield from self.discover(source, url=url, page=page)

    def page_read(self, item: Article | Refusal) -> None:
        """Learn how old the articles of a list are: a signal's handler."""
        if isinstance(item, Article) and item.published_on is not None:
            self.add_age((item.url, *item.redirected_from), item.published_on)

    def add_age(self, urls: Iterable[str], day: date) -> None:
        """Learn from which day an article is, of which these are addresses: it was read just now,
        or before, by a backfill that was stopped."""
        if self.window.since is None:
            return
        is_too_old = self.window.is_older(day)
        for article in map(key, urls):
            for walk in self._walks.values():
                walk.add_age(article, is_too_old=is_too_old)

    def _is_first_visit(self, url: str) -> bool:
        """Whether a source was not requested before in this run; from now on it was."""
        is_first = url not in self._sources
        self._sources.add(url)
        return is_first

    def may_list_articles(self, sitemap_url: str) -> bool:
        """Whether a sitemap named by an index is worth fetching; a declared site's always is."""
        return True

    def source_failed(self, failure: Failure) -> None:
        """Count a source that did not answer, and say which."""
        if is_left(failure):
            return
        reason = reason_of(failure)
        self.count(f"discovery/failed/{reason}")
        self.logger.warning("source failed (%s): %s", reason, url_of(failure))

    def source_unreadable(self, response: Response, error: Exception) -> None:
        """Count a source that is not what it was declared to be, and say which."""
        response.meta["unreadable"] = True
        self.count(f"discovery/failed/{snake_case(type(error).__name__)}")
        self.logger.warning("source unreadable: %s", error)

    async def look_further(self) -> AsyncIterator[scrapy.Request]:
        """Request more sources once all that was found is fetched: in a backfill, the next pages of
        lists."""
        later, self._later = self._later, []
        for requests in later:
            for request in requests():
                yield request

    def count(self, key: str, number: int = 1) -> None:
        """Add to a stats key."""
        self.crawler.stats.inc_value(key, number)


def _pages(source: Source) -> int:
    """How many pages of a list a usual crawl reads."""
    return source.pages if isinstance(source, Listing | WordPress) else 1
