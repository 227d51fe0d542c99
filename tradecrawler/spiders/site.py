"""``scrapy crawl site -a url=URL``: any site, with nothing declared.

Asks robots.txt, the homepage and the customary places for sitemaps and feeds. Only where these
lead to few articles does it follow links: from the homepage, breadth first, on the site's own
host. Which pages are articles is decided by the shape of addresses and by reading them.
"""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from tradecrawler.discovery import shape, site
from tradecrawler.discovery.listing import base_of, links, next_page
from tradecrawler.discovery.markup import html_tree
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source, host_of
from tradecrawler.spiders.arguments import InvalidArgument, positive
from tradecrawler.spiders.magazine import SOURCES_FIRST, MagazineSpider, is_html

ENOUGH = 20
"""Articles read after which sitemaps and feeds are trusted to have named them all."""
LISTINGS = 500
"""Pages that are fetched for their links alone, at most."""
DEPTH = 3
"""Links that are followed away from the homepage, at most; pages of one list count once."""


OUTCOMES = ("new", "changed", "unchanged", "duplicate")
"""Of pages that were read as articles."""


class SiteSpider(MagazineSpider):
    """Crawls a site of which nothing is declared.

    Arguments: ``-a url=URL``; ``-a limit=N`` pages at most; ``-a depth=N`` links away from ``url``.
    """

    name = "site"

    def __init__(
        self, url: str | None = None, depth: str | int | None = None, **kwargs: Any
    ) -> None:
        """Make the declaration of a site from nothing but its address."""
        self.magazine = undeclared(url)
        super().__init__(**kwargs)
        self._depth = positive("depth", depth) or DEPTH
        self._follows = False
        self._listings = 0

    async def start(self) -> AsyncIterator[Any]:
        """Ask robots.txt and the homepage."""
        home = self.magazine.homepage
        robots = urljoin(home, "/robots.txt")
        yield self._request(robots, self.parse_robots, errback=self.robots_failed)
        yield self._request(home, self.parse_home, errback=self.source_failed)

    # ---- where the site lists its pages

    def parse_robots(self, response: Response) -> Iterator[Any]:
        """Request the sitemaps that robots.txt names, or try the customary ones."""
        sitemaps = site.sitemaps_of_robots(response.body, response.url)
        for url in sitemaps:
            yield from self.discover(Sitemap(url=url))
        if not sitemaps:
            yield from self._guess_sitemaps()

    def robots_failed(self, failure: Failure) -> Iterator[Any]:
        """Try the customary sitemaps of a site without robots.txt."""
        self.logger.debug("no robots.txt: %s", failure.getErrorMessage())
        yield from self._guess_sitemaps()

    def parse_home(self, response: Response) -> Iterator[Any]:
        """Request the feeds that the homepage names, or try the customary ones."""
        if host_of(response.url) not in self.magazine.hosts:  # the site has moved
            self.magazine = replace(self.magazine, sources=(Listing(url=response.url),))
        tree = html_tree(response.body) if is_html(response) else None
        feeds = (
            site.feeds_of(tree, base_of(response.body, response.url)) if tree is not None else []
        )
        for url in feeds:
            yield from self.discover(Feed(url=url))
        if not feeds:
            for url in site.customary(site.FEED_PATHS, response.url):
                yield from self._guess(Feed(url=url))

    def may_list_articles(self, sitemap_url: str) -> bool:
        """Leave out the sitemaps of tags, authors and pictures."""
        return site.may_list_articles(sitemap_url)

    def is_candidate(self, url: str) -> bool:
        """Whether an address may be an article's, as far as its shape tells."""
        return self.magazine.is_article_url(url) and not shape.is_surely_not_article(url)

    def source_failed(self, failure: Failure) -> None:
        """Count a source that did not answer; one that was a mere guess is no failure."""
        if failure.request.meta.get("guess"):  # type: ignore[attr-defined]  # set by the engine
            self.count("discovery/absent")
        else:
            super().source_failed(failure)

    def source_unreadable(self, response: Response, error: Exception) -> None:
        """Count a source that is something else; one that was a mere guess is no failure."""
        if response.meta.get("guess"):
            self.count("discovery/absent")
        else:
            super().source_unreadable(response, error)

    # ---- following links, where sitemaps and feeds give little

    def look_further(self) -> Iterator[scrapy.Request]:
        """When all is fetched, and no run found many articles by sources, start to follow links."""
        stats = self.crawler.stats
        read = sum(stats.get_value(f"articles/{name}", 0) for name in OUTCOMES)
        if self._follows or read + stats.get_value("run/listed_before", 0) >= ENOUGH:
            return
        self._follows = True
        self.logger.info("sitemaps and feeds led to %d articles: following links", read)
        yield from self._list(self.magazine.homepage, steps=0)

    def parse_list(self, response: Response) -> Iterator[Any]:
        """Follow the links of a page that is fetched for its links alone."""
        self.count("discovery/listing")
        yield from self._follow(response)

    def parse_article(self, response: Response, requested: str) -> Iterator[Any]:
        """Yield the page, and follow its links: what is no article may still be a list of them."""
        yield from super().parse_article(response, requested)
        if "steps" in response.meta:
            yield from self._follow(response)

    def _follow(self, response: Response) -> Iterator[scrapy.Request]:
        """Request what a page links, one step further away from the homepage."""
        steps: int = response.meta["steps"]
        tree = html_tree(response.body) if is_html(response) else None
        if tree is None or host_of(response.url) not in self.magazine.hosts:
            return
        base = base_of(response.body, response.url)
        if (following := next_page(tree, base, response.url)) is not None:
            yield from self._list(following, steps=steps)
        if steps >= self._depth:
            return
        found = links(tree, base)
        for link in found:
            if shape.is_list_of_articles(link.url):
                is_next = shape.is_page_of_list(link.url)
                yield from self._list(link.url, steps=steps if is_next else steps + 1)
        for request in self.articles(found):
            yield request.replace(meta={**request.meta, "steps": steps + 1}, priority=-steps)

    def _list(self, url: str, *, steps: int) -> Iterator[scrapy.Request]:
        """Request a page for its links alone, once in a run."""
        if self._listings >= LISTINGS or not self._is_first_visit(url):
            return
        self._listings += 1
        request = self._request(url, self.parse_list, errback=self.source_failed)
        yield request.replace(meta={"steps": steps}, priority=SOURCES_FIRST - steps)

    # ---- requests

    def _guess_sitemaps(self) -> Iterator[scrapy.Request]:
        for url in site.customary(site.SITEMAP_PATHS, self.magazine.homepage):
            yield from self._guess(Sitemap(url=url))

    def _guess(self, source: Source) -> Iterator[scrapy.Request]:
        """Request a source that the site did not name."""
        for request in self.discover(source):
            yield request.replace(meta={**request.meta, "guess": True})

    def _request(self, url: str, callback: Any, *, errback: Any) -> scrapy.Request:
        return scrapy.Request(
            url, callback=callback, errback=errback, priority=SOURCES_FIRST, dont_filter=True
        )


def undeclared(url: str | None) -> Magazine:
    """Return the declaration of a site of which only the address is known."""
    if not url:
        raise InvalidArgument(
            "an address is needed: scrapy crawl site -a url=https://www.example.org/"
        )
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InvalidArgument(
            f"-a url={url}: an absolute address is needed, with http:// or https://"
        )
    homepage = parts._replace(path=parts.path or "/", fragment="").geturl()
    return Magazine(slug=site.slug_of(url), title=host_of(url), homepage=homepage)
