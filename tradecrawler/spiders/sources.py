"""Reads a magazine's sources: feeds, sitemaps, WordPress' posts, lists.

What is read is handed to the parsers of ``tradecrawler.discovery``; what becomes of the addresses
that they find is the business of ``magazine``.
"""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Article, Refusal
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.feed import parse_feed
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.listing import ListingContent, parse_listing
from tradecrawler.discovery.sitemap import parse_sitemap
from tradecrawler.discovery.walk import Walk, key
from tradecrawler.discovery.window import Window, newest_first, newest_lists_first
from tradecrawler.discovery.wordpress import page_of_posts, parse_posts
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source, WordPress
from tradecrawler.spiders.failures import is_left, reason_of, snake_case
from tradecrawler.spiders.responses import content_type, lower_headers, url_of

SOURCES_FIRST = 100
"""Priority of feeds, sitemaps and listings: an address is best fetched with all its hints known."""


class SourcesSpider(scrapy.Spider):
    """Requests sources once in a run, and what they lead to."""

    magazine: Magazine
    """The declaration; each magazine's class has its own."""

    def __init__(self, wanted: Window, **kwargs: Any) -> None:
        """``wanted`` are the days whose articles are asked for."""
        super().__init__(**kwargs)
        self.window = wanted
        self._walks: dict[str, Walk] = {}
        self._later: list[Callable[[], Iterator[scrapy.Request]]] = []
        self._sources: set[str] = set()

    def articles(self, found: Iterable[Found], source: Source) -> Iterator[scrapy.Request]:
        """Request what may be articles, which ``source`` has named; subclasses say how."""
        # no abc.ABC: its metaclass breaks Scrapy's feed exports, which read all of a spider's names
        raise NotImplementedError

    def discover(
        self, source: Source, *, url: str | None = None, page: int = 1, lastmod: str | None = None
    ) -> Iterator[scrapy.Request]:
        """Request ``source``, or what it continues at under ``url``, once in a run.

        ``lastmod`` is when that was changed last, by the index that names it.
        """
        url = url or self._first_page(source)
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

    def read_source(self, response: Response, source: Source, page: int) -> Iterator[Any]:
        """Read a source, if it is not the same as when it was read last."""
        if response.meta.get("unchanged"):
            self.count("discovery/unchanged")
            return
        callbacks: dict[type[Source], Callable[..., Iterator[Any]]] = {
            Feed: self.parse_feed,
            Sitemap: self.parse_sitemap,
            Listing: self.parse_listing,
            WordPress: self.parse_posts,
        }
        yield from callbacks[type(source)](response, source, page)

    def _first_page(self, source: Source) -> str:
        """Return where a source begins; WordPress is asked for the days that are wanted."""
        if not isinstance(source, WordPress):
            return source.url
        return page_of_posts(source.url, after=self.window.after, before=self.window.before)

    def parse_feed(self, response: Response, source: Feed, page: int) -> Iterator[Any]:
        """Request the articles that a feed announces."""
        try:
            found = parse_feed(response.body, response.url, content_type=content_type(response))
        except Unreadable as error:
            self.source_unreadable(response, error)
            return
        self.count("discovery/feed")
        yield from self.articles(found, source)

    def parse_sitemap(self, response: Response, source: Sitemap, page: int) -> Iterator[Any]:
        """Request the articles that a sitemap lists, and the sitemaps that an index lists."""
        try:
            content = parse_sitemap(response.body, response.url)
        except Unreadable as error:
            self.source_unreadable(response, error)
            return
        self.count("discovery/sitemap")
        if content.beyond:
            self.count("discovery/skipped/beyond_sitemap", content.beyond)
        for nested in newest_lists_first(content.nested):
            if not self.may_list_articles(nested.url):
                self.count("discovery/skipped/sitemap")
            elif not self.window.may_hold_list(nested):
                self.count("discovery/skipped/sitemap_outside_window")
            else:
                yield from self.discover(source, url=nested.url, lastmod=nested.lastmod)
        yield from self.articles(newest_first(content.found), source)

    def parse_posts(self, response: Response, source: WordPress, page: int) -> Iterator[Any]:
        """Request the posts that a page of WordPress' names, and the page that follows it."""
        try:
            content = parse_posts(response.body, response.url, lower_headers(response))
        except Unreadable as error:
            self.source_unreadable(response, error)
            return
        self.count("discovery/posts")
        if content.next_page is not None and (page < source.pages or not self.window.is_open):
            yield from self.discover(source, url=content.next_page, page=page + 1)
        yield from self.articles(content.found, source)

    def parse_listing(self, response: Response, source: Listing, page: int) -> Iterator[Any]:
        """Request the articles that a listing page links, and the page that follows it."""
        try:
            content = parse_listing(
                response.body,
                response.url,
                self.magazine,
                source,
                content_type=content_type(response),
            )
        except Unreadable as error:
            self.source_unreadable(response, error)
            return
        self.count("discovery/listing")
        yield from self._further(content, source, page)
        yield from self.articles(content.found, source)

    def _further(self, content: ListingContent, source: Listing, page: int) -> Iterator[Any]:
        """Request the page that follows, and in a backfill the lists of the days it asks for.

        A backfill goes on until the list ends, or until its articles are too old; the page that
        follows is requested once the articles are read, for only they tell.
        """
        if self.window.is_open:
            goes_on = page < source.pages
        else:
            walk = self._walks.setdefault(source.url, Walk())
            goes_on = walk.add_page(link.url for link in content.found) and not walk.is_past
            for url in content.archives:
                if self.window.may_hold_list(Found(url=url)):
                    yield from self.discover(source, url=url)
        following = content.next_page
        if following is None or not goes_on:
            return
        if self.window.is_open:
            yield from self.discover(source, url=following, page=page + 1)
        else:
            self._later.append(lambda: self._walk_on(source, following, page + 1))

    def _walk_on(self, source: Listing, url: str, page: int) -> Iterator[scrapy.Request]:
        """Request the page of a list that follows, unless its articles were too old of late."""
        if not self._walks[source.url].is_past:
            yield from self.discover(source, url=url, page=page)

    def page_read(self, item: Article | Refusal) -> None:
        """Learn how old the articles of a list are: a signal's handler."""
        if self.window.since is None or isinstance(item, Refusal) or item.published_on is None:
            return
        is_too_old = self.window.is_older(item.published_on)
        for article in map(key, (item.url, *item.redirected_from)):
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

    def look_further(self) -> Iterator[scrapy.Request]:
        """Request more sources once all that was found is fetched: in a backfill, the next pages of
        lists."""
        later, self._later = self._later, []
        for requests in later:
            yield from requests()

    def count(self, key: str, number: int = 1) -> None:
        """Add to a stats key."""
        self.crawler.stats.inc_value(key, number)
