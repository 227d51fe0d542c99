"""The base of all magazines' spiders: discover addresses, fetch them, yield pages.

It decides nothing about a page: what is an article, what is new, what is worth keeping is the
business of the pipelines and of the archive.
"""

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive.records import Article, Refusal, Reserved
from tradecrawler import rendering
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.feed import parse_feed
from tradecrawler.discovery.found import LONGEST, Found
from tradecrawler.discovery.frontier import Frontier
from tradecrawler.discovery.listing import ListingContent, parse_listing
from tradecrawler.discovery.sitemap import parse_sitemap
from tradecrawler.discovery.walk import Walk
from tradecrawler.discovery.window import newest_first, newest_lists_first
from tradecrawler.discovery.wordpress import page_of_posts, parse_posts
from tradecrawler.items import Page
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source, WordPress, host_of
from tradecrawler.spiders.arguments import positive, window
from tradecrawler.spiders.failures import is_left, reason_of, snake_case
from tradecrawler.spiders.signals import page_read

SOURCES_FIRST = 100
"""Priority of feeds, sitemaps and listings: an address is best fetched with all its hints known."""

_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)


class MagazineSpider(scrapy.Spider):
    """Crawls one declared magazine.

    Arguments: ``-a limit=N`` fetches at most N articles' pages; ``-a since=DAY -a until=DAY`` walks
    back through all that the site lists, for articles of these days.
    """

    magazine: Magazine
    """The declaration; each magazine's class has its own."""
    arguments: Mapping[str, Any] = MappingProxyType({})
    """What ``-a`` gave, by name; for the run's record."""

    def __init__(
        self,
        limit: str | int | None = None,
        since: str | None = None,
        until: str | None = None,
        **kwargs: Any,
    ) -> None:
        """Read the arguments that every magazine takes."""
        super().__init__(**kwargs)
        self.window = window(since, until)
        self._walks: dict[str, Walk] = {}
        self.frontier = Frontier(limit=positive("limit", limit))
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
        self, source: Source, *, url: str | None = None, page: int = 1
    ) -> Iterator[scrapy.Request]:
        """Request ``source``, or what it continues at under ``url``, once in a run."""
        url = url or self._first_page(source)
        if not self._is_first_visit(url):
            return
        callbacks: dict[type[Source], Callable[..., Iterator[Any]]] = {
            Feed: self.parse_feed,
            Sitemap: self.parse_sitemap,
            Listing: self.parse_listing,
            WordPress: self.parse_posts,
        }
        yield scrapy.Request(
            url,
            callback=callbacks[type(source)],
            errback=self.source_failed,
            cb_kwargs={"source": source, "page": page},
            priority=SOURCES_FIRST if page == 1 or self.window.is_open else -page,
            dont_filter=True,
        )

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
                yield from self.discover(source, url=nested.url)
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
        follows is requested after the articles, for only they tell.
        """
        if self.window.is_open:
            goes_on = page < source.pages
        else:
            walk = self._walks.setdefault(source.url, Walk())
            goes_on = walk.add_page(link.url for link in content.found) and not walk.is_past
            for url in content.archives:
                if self.window.may_hold_list(Found(url=url)):
                    yield from self.discover(source, url=url)
        if content.next_page is not None and goes_on:
            yield from self.discover(source, url=content.next_page, page=page + 1)

    def page_read(self, item: Article | Refusal) -> None:
        """Learn how old the articles of a list are: a signal's handler."""
        if isinstance(item, Article) and item.published_on is not None:
            is_too_old = self.window.is_older(item.published_on)
            for walk in self._walks.values():
                for url in (item.url, *item.redirected_from):
                    walk.add_age(url, is_too_old=is_too_old)

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
        self.count(f"discovery/failed/{snake_case(type(error).__name__)}")
        self.logger.warning("source unreadable: %s", error)

    # ---- articles

    def is_candidate(self, url: str) -> bool:
        """Whether an address found in a source is worth fetching as an article."""
        return self.magazine.is_article_url(url)

    def articles(self, found: Iterable[Found], source: Source) -> Iterator[scrapy.Request]:
        """Request what may be articles, each address once in a run; ``source`` has named them."""
        for link in found:
            if not self.is_candidate(link.url):
                self.count("discovery/skipped/other_page")
                continue
            if len(link.url) > LONGEST:
                self.count("discovery/skipped/too_long")
                continue
            if not self.window.may_hold_article(link):
                self.count("discovery/skipped/outside_window")
                continue
            standing = self.frontier.add(link)
            if standing == "known":
                continue
            self.count("articles/found")
            if standing == "beyond_limit":
                self.count("articles/beyond_limit")
                continue
            yield self.request_article(link.url)

    def request_article(self, url: str) -> scrapy.Request:
        """Return the request of one article's page.

        ``dont_filter``, because Scrapy's filter drops a redirect to a known address without a word;
        the frontier sees to it that no address is requested twice.
        """
        return scrapy.Request(
            url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"requested": url},
            dont_filter=True,
        )

    def parse_article(self, response: Response, requested: str) -> Iterator[Any]:
        """Yield the page as it came."""
        page = self.page_of(response, requested)
        if page is not None:
            yield page

    def page_of(self, response: Response, requested: str) -> Page | None:
        """Return the page of a response; None, and counted, where it is none of ours."""
        hints = self.frontier.take_hints(requested)
        redirects = tuple(response.meta.get("redirect_urls", ()))
        if redirects:
            if host_of(response.url) not in self.magazine.hosts:
                self.count("failed/redirected_offsite")
                return None
            if self.frontier.is_fetched(response.url) and requested != response.url:
                self.count("articles/duplicate")
                return None
            self.frontier.answered(response.url)
        if not is_html(response):
            self.count("failed/not_html")
            return None
        capture = response.meta.get("capture")
        return Page(
            url=response.url,
            body=response.body,
            fetched_at=capture.fetched_at if capture else datetime.now(UTC),
            status=response.status,
            headers=_headers(response),
            redirected_from=redirects,
            hints=hints,
            capture=capture,
            reserved=response.meta.get("reserved", Reserved()),
        )

    def article_failed(self, failure: Failure) -> None:
        """Count an article's page that did not come; one that was left alone is not fetched."""
        if is_left(failure):
            return
        reason = reason_of(failure)
        self.count(f"failed/{reason}")
        self.logger.info("article failed (%s): %s", reason, _url_of(failure))

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
    return (response.headers.get("Content-Type") or b"").decode("latin-1")


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
