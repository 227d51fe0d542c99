"""The base of all magazines' spiders: discover addresses, fetch them, yield pages.

It decides nothing about a page: what is an article, what is new, what is worth keeping is the
business of the pipelines and of the archive. Nor does it decide what is fetched when: it yields a
request for each address it finds, in this run and in every other, and
``tradecrawler.middlewares.frontier`` lets those through that are due.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive.records import Article, Refusal, Reserved, Visit
from tradecrawler import rendering
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.feed import parse_feed
from tradecrawler.discovery.found import LONGEST, Found
from tradecrawler.discovery.listing import ListingContent, parse_listing
from tradecrawler.discovery.sitemap import parse_sitemap
from tradecrawler.discovery.walk import Walk, key
from tradecrawler.discovery.window import newest_first, newest_lists_first
from tradecrawler.discovery.wordpress import page_of_posts, parse_posts
from tradecrawler.items import Hints, Page
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source, WordPress, host_of
from tradecrawler.spiders.arguments import one_of, positive, window
from tradecrawler.spiders.failures import is_left, reason_of, snake_case
from tradecrawler.spiders.signals import page_read

SOURCES_FIRST = 100
"""Priority of feeds, sitemaps and listings: an address is best fetched with all its hints known."""

NOT_MODIFIED = 304
"""HTTP status of a page that is as it was."""

_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)


class MagazineSpider(scrapy.Spider):
    """Crawls one declared magazine.

    Arguments: ``-a limit=N`` fetches at most N articles' pages; ``-a since=DAY -a until=DAY`` walks
    back through all that the site lists, for articles of these days; ``-a revisit=all`` looks at
    all again that was ever fetched, and not only at what is due.
    """

    magazine: Magazine
    """The declaration; each magazine's class has its own."""
    arguments: Mapping[str, Any] = MappingProxyType({})
    """What ``-a`` gave, by name; for the run's record."""
    is_partial: bool = False
    """Whether less is wanted of the sources than they list: then they are read whole, and nothing
    is concluded from it for the next run."""

    def __init__(
        self,
        limit: str | int | None = None,
        since: str | None = None,
        until: str | None = None,
        revisit: str = "due",
        **kwargs: Any,
    ) -> None:
        """Read the arguments that every magazine takes."""
        super().__init__(**kwargs)
        self.limit = positive("limit", limit)
        self.window = window(since, until)
        self.is_partial = not self.window.is_open
        self.revisits_all = one_of("revisit", revisit, ("due", "all")) == "all"
        self._walks: dict[str, Walk] = {}
        self._later: list[Callable[[], Iterator[scrapy.Request]]] = []
        self._sources: set[str] = set()

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Complete the user agent by the address where its operator can be reached.

        A magazine that is rendered gets its browser.
        """
        super().update_settings(settings)
        magazine = getattr(cls, "magazine", None)
        if magazine is not None and magazine.rendered:
            timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
            browser = rendering.settings_of(magazine, settings["CHROMIUM"], timeout)
            settings.update(browser, priority="spider")
        if contact := settings.get("CONTACT_URL"):
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", "spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider from its arguments, and say so if it would crawl anonymously."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.arguments = kwargs
        crawler.signals.connect(spider.page_read, signal=page_read)
        if not crawler.settings.get("CONTACT_URL") and not _is_ours(spider.magazine.homepage):
            spider.logger.warning("CONTACT_URL is not set: the site cannot tell who is crawling it")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Request every declared source."""
        for source in self.magazine.sources:
            for request in self.discover(source):
                yield request

    # ---- sources

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
            found = parse_feed(response.body, response.url, content_type=_content_type(response))
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
            content = parse_posts(response.body, response.url, _lower(response))
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
                content_type=_content_type(response),
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
        self.logger.warning("source failed (%s): %s", reason, _url_of(failure))

    def source_unreadable(self, response: Response, error: Exception) -> None:
        """Count a source that is not what it was declared to be, and say which."""
        response.meta["unreadable"] = True
        self.count(f"discovery/failed/{snake_case(type(error).__name__)}")
        self.logger.warning("source unreadable: %s", error)

    # ---- articles

    @property
    def holds_back(self) -> bool:
        """Whether of what sources list something still waits, and is not yet requested."""
        return False

    def is_candidate(self, url: str) -> bool:
        """Whether an address found in a source is worth fetching as an article."""
        return self.magazine.is_article_url(url)

    def articles(self, found: Iterable[Found], source: Source) -> Iterator[scrapy.Request]:
        """Request what may be articles, which ``source`` has named; each is fetched once, and again
        when it is due."""
        for link in found:
            if not self.is_candidate(link.url):
                self.count("discovery/skipped/other_page")
            elif len(link.url) > LONGEST:
                self.count("discovery/skipped/too_long")
            elif not self.window.may_hold_article(link):
                self.count("discovery/skipped/outside_window")
            else:
                self.count("discovery/listed")
                yield self.request_article(link)

    def request_article(self, found: Found) -> scrapy.Request:
        """Return the request of one article's page.

        ``dont_filter``, because Scrapy's filter drops a redirect to a known address without a word;
        the frontier sees to it that no address is requested twice.
        """
        return scrapy.Request(
            found.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"requested": found.url},
            meta={"found": found},
            dont_filter=True,
        )

    def look_further(self) -> Iterator[scrapy.Request]:
        """Request more sources once all that was found is fetched: in a backfill, the next pages of
        lists."""
        later, self._later = self._later, []
        for requests in later:
            yield from requests()

    def parse_article(self, response: Response, requested: str) -> Iterator[Any]:
        """Yield the page as it came, or the visit that brought none."""
        visit = self.visit_of(response, requested)
        if response.status == NOT_MODIFIED:
            yield visit
        elif reason := self._unreadable(response):
            self.count(f"failed/{reason}")
            yield replace(visit, failure=reason, etag=None, last_modified=None)
        else:
            yield self.page_of(response, visit)

    def _unreadable(self, response: Response) -> str | None:
        """Why a response is no page of this magazine."""
        is_redirected = "redirect_urls" in response.meta
        if is_redirected and host_of(response.url) not in self.magazine.hosts:
            return "redirected_offsite"
        return None if is_html(response) else "not_html"

    def visit_of(self, response: Response, requested: str) -> Visit:
        """Return what a response says of the address that was asked for."""
        capture = response.meta.get("capture")
        is_direct = "redirect_urls" not in response.meta
        return Visit(
            magazine=self.magazine.slug,
            address=requested,
            visited_at=capture.fetched_at if capture else datetime.now(UTC),
            url=response.url,
            status=response.status,
            etag=_header(response, "ETag") if is_direct else None,
            last_modified=_header(response, "Last-Modified") if is_direct else None,
        )

    def page_of(self, response: Response, visit: Visit) -> Page:
        """Return the page of a response."""
        found: Found | None = response.meta.get("found")
        return Page(
            url=response.url,
            body=response.body,
            fetched_at=visit.visited_at,
            status=response.status,
            headers=_headers(response),
            redirected_from=tuple(response.meta.get("redirect_urls", ())),
            hints=found.hints if found else Hints(),
            capture=response.meta.get("capture"),
            reserved=response.meta.get("reserved", Reserved()),
            visit=visit,
        )

    def article_failed(self, failure: Failure) -> Iterator[Visit]:
        """Count an article's page that did not come, and yield the visit that failed.

        One that was left alone is not fetched, and is due as before.
        """
        if is_left(failure):
            return
        reason = reason_of(failure)
        self.count(f"failed/{reason}")
        self.logger.info("article failed (%s): %s", reason, _url_of(failure))
        response = getattr(failure.value, "response", None)
        yield Visit(
            magazine=self.magazine.slug,
            address=failure.request.cb_kwargs["requested"],  # type: ignore[attr-defined]
            visited_at=datetime.now(UTC),
            url=response.url if response is not None else None,
            status=response.status if response is not None else None,
            failure=reason,
        )

    def count(self, key: str, number: int = 1) -> None:
        """Add to a stats key."""
        self.crawler.stats.inc_value(key, number)


def is_html(response: Response) -> bool:
    """Whether a response is an HTML page, whatever its content type says."""
    return isinstance(response, HtmlResponse) or bool(_HTML_START.match(response.body[:1024]))


def _lower(response: Response) -> dict[str, str]:
    """Return the headers by lower-case names."""
    return {name.lower(): value for name, value in _headers(response)}


def _content_type(response: Response) -> str:
    return _header(response, "Content-Type") or ""


def _header(response: Response, name: str) -> str | None:
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def _headers(response: Response) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )


def _url_of(failure: Failure) -> str:
    return str(failure.request.url)  # type: ignore[attr-defined]  # set by Scrapy's engine


def _is_ours(url: str) -> bool:
    """Whether a site is on this machine, or in the domain that is reserved for examples."""
    host = host_of(url)
    return host == "localhost" or host.startswith("127.") or host.endswith(".example")
