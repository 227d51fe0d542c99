"""``scrapy crawl site -a url=URL``: any site, with nothing declared.

Asks robots.txt, the homepage and the customary places for sitemaps, feeds and WordPress' posts.
Where these name too little, or not what the homepage links, it follows links: from the homepage,
breadth first, on the site's own host. Which pages are articles is decided by the shape of
addresses, by where their links stand, and by reading them; what that shows decides on the rest. At
the end it suggests a declaration.
"""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any
from urllib.parse import urljoin, urlsplit

import scrapy
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Article, Refusal
from tradecrawler.discovery import shape, site
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.found import Found, key_of
from tradecrawler.discovery.home import Home, read_home
from tradecrawler.discovery.learnt import Learnt
from tradecrawler.discovery.suggestion import Suggestion, suggest
from tradecrawler.discovery.tally import Tally
from tradecrawler.discovery.trial import Trial
from tradecrawler.discovery.wordpress import page_of_posts
from tradecrawler.magazine import (
    Expectations,
    Feed,
    Listing,
    Magazine,
    Sitemap,
    Source,
    WordPress,
    host_of,
)
from tradecrawler.spiders.arguments import InvalidArgument
from tradecrawler.spiders.following import FollowingSpider
from tradecrawler.spiders.responses import is_html, lower_headers
from tradecrawler.spiders.sources import SOURCES_FIRST
from tradecrawler.spiders.turns import in_turns

ENOUGH = 20
"""Articles that sitemaps must list to be trusted to have listed them all."""
MISSED = 0.2
"""Share of the homepage's articles that they may have missed for it: the newest are added later."""
FEW_MISSED = 3
"""Articles of the homepage that they may have missed whatever the share is."""
POSTS_PAGES = 1_000
"""Pages of WordPress' posts, a hundred each, that are asked for, at most."""


class SiteSpider(FollowingSpider):
    """Crawls a site of which nothing is declared.

    Arguments: ``-a url=URL``; ``-a depth=N`` links away from ``url``; and every magazine's.
    """

    name = "site"

    def __init__(self, url: str | None = None, **kwargs: Any) -> None:
        """Make the declaration of a site from nothing but its address."""
        self.magazine = undeclared(url)
        super().__init__(**kwargs)
        self.learnt = Learnt()
        self._tally = Tally()
        self._title = self.magazine.title
        self._home_links = 0
        self._missed: dict[str, Found] = {}
        self._posts: WordPress | None = None
        self._listed = 0
        self._trial = Trial(self.learnt)
        self._editions: list[Found] = []
        self._follows = False

    async def start(self) -> AsyncIterator[Any]:
        """Ask the homepage."""
        yield self._ask(self.magazine.homepage, self.parse_home, errback=self.home_failed)

    def suggestion(self) -> Suggestion | None:
        """Return the declaration that the pages read so far suggest; None without any article."""
        declared = replace(self.magazine, title=self._title, sources=())
        return suggest(declared, self.learnt, self._tally)

    # ---- where the site lists its pages

    async def parse_home(self, response: Response) -> AsyncIterator[Any]:
        """Request the feeds and the posts that the homepage names, or try the customary feeds.

        Then ask robots.txt; what sitemaps name can be held against what the homepage links.
        """
        if host_of(response.url) not in self.magazine.hosts:  # the site has moved
            self.magazine = replace(self.magazine, homepage=response.url)
        home = await self._home(response)
        self._title = home.title or self._title
        self._missed = dict(home.articles)
        self._home_links = len(self._missed)
        if home.posts is not None:
            self._posts = WordPress(url=home.posts, pages=POSTS_PAGES)
            for request in self._guess(WordPress(url=home.posts)):
                yield request
        for url in home.feeds:
            for request in self.discover(Feed(url=url)):
                yield request
        if not home.feeds:
            for url in site.customary(site.FEED_PATHS, response.url):
                for request in self._guess(Feed(url=url)):
                    yield request
        yield self._robots()

    async def _home(self, response: Response) -> Home:
        """Return what the homepage names; nothing where it cannot be read."""
        read = partial(read_home, is_html=is_html(response))
        link_header = lower_headers(response).get("link", "")
        try:
            home: Home = await self.read(
                read, response.body, response.url, link_header, url=response.url
            )
        except Unreadable as error:
            self.source_unreadable(response, error)
            return Home()
        return home

    def home_failed(self, failure: Failure) -> Iterator[Any]:
        """Ask robots.txt of a site whose homepage does not answer."""
        self.source_failed(failure)
        yield self._robots()

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

    def may_list_articles(self, sitemap_url: str) -> bool:
        """Leave out the sitemaps of tags, authors and pictures."""
        return site.may_list_articles(sitemap_url)

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

    # ---- which pages are articles

    def is_candidate(self, url: str) -> bool:
        """Whether an address may be an article's, as far as its shape tells."""
        return self.magazine.is_article_url(url) and not shape.is_surely_not_article(url)

    def is_promising(self, link: Found, source: Source) -> bool:
        """Leave out what is in hopeless folders, and hold back most of those still unknown.

        Nothing is held where links are followed, for there the pages lead on.
        """
        if not super().is_promising(link, source):
            self.learnt.add_other(link.url)
            return False
        self._tally.add(source, link.url)
        # a news sitemap, which has headlines, lists two days of articles
        if isinstance(source, Sitemap | WordPress) and not link.hints.headline:
            self._listed += 1
            self._missed.pop(key_of(link.url), None)
        # what a backfill does not want tells nothing, and is not held: it is counted where it ends
        is_settled = self._follows or not self.window.may_hold_article(link)
        verdict = "fetch" if is_settled else self._trial.judge(link)
        if verdict == "hopeless" or (self._follows and self.learnt.is_hopeless(link.url)):
            self.count("discovery/skipped/folder_without_articles")
            return False
        return verdict == "fetch"

    def page_read(self, item: Article | Refusal) -> None:
        """Learn what a page was, and what follows from it: a signal's handler."""
        super().page_read(item)
        if isinstance(item, Refusal):
            self.learnt.add_refused(item.url)
            return
        self.learnt.add_article(item.url, item.language, item.alternates)
        self._trial.open_folder_of(item.url)
        editions = (Found(url=url) for url in item.alternates.values() if self.is_candidate(url))
        self._editions += editions

    # ---- what is left when all is fetched

    @property
    def holds_back(self) -> bool:
        """Whether addresses wait for what the reading of others tells of them."""
        return bool(self._editions) or self._trial.holds

    async def look_further(self) -> AsyncIterator[scrapy.Request]:
        """When all is fetched, yield what is to be fetched next, the surest first."""
        later = [request async for request in super().look_further()]
        if later or self._trial.has_opened or self._editions:
            for request in later:
                yield request
            editions, self._editions = self._editions, []
            async for request in self._all_wanted(chain(self._trial.opened(), editions)):
                yield request
            return
        held, hopeless = self._trial.more()
        if hopeless:
            self.count("discovery/skipped/folder_without_articles", hopeless)
        if held:
            async for request in self._all_wanted(held):
                yield request
        elif not self._is_complete() and self._posts is not None:
            self.logger.info("sitemaps and feeds do not suffice: asking for all posts")
            posts, self._posts = self._posts, None
            window = self.window
            second = page_of_posts(posts.url, 2, after=window.after, before=window.before)
            for request in self.discover(posts, url=second, page=2):
                yield request
        elif not self._is_complete() and not self._follows:
            self._follows = True
            self.logger.info("%d articles were read: following links", self.learnt.read)
            for request in self.follow(self.magazine.homepage):
                yield request
        else:
            missed, self._missed = list(self._missed.values()), {}
            async for request in self.articles(missed, Listing(url=self.magazine.homepage)):
                yield request

    async def _all_wanted(self, judged: Iterable[Found]) -> AsyncIterator[scrapy.Request]:
        """Request what was found promising before."""
        async for link in in_turns(judged):
            for request in self.wanted(link):
                yield request

    def _is_complete(self) -> bool:
        """Whether sitemaps and posts list enough to be trusted, and what the homepage links.

        Those that were trusted by a run before, which then followed no links to speak of, and have
        not changed since, are not read again.
        """
        before = self.crawler.stats.get_value
        if before("run/linked_before", 0) < ENOUGH <= before("run/listed_before", 0):
            return True
        is_misled = self.learnt.refused >= max(ENOUGH, self.learnt.read)
        is_missing = len(self._missed) > max(FEW_MISSED, MISSED * self._home_links)
        return self._listed >= ENOUGH and not is_misled and not is_missing

    # ---- requests

    def _ask(self, url: str, callback: Any, *, errback: Any) -> scrapy.Request:
        """Return the request of a page that is asked in every run, ahead of all articles."""
        return scrapy.Request(
            url, callback=callback, errback=errback, priority=SOURCES_FIRST, dont_filter=True
        )

    def _robots(self) -> scrapy.Request:
        url = urljoin(self.magazine.homepage, "/robots.txt")
        return self._ask(url, self.parse_robots, errback=self.robots_failed)

    def _guess_sitemaps(self) -> Iterator[scrapy.Request]:
        for url in site.customary(site.SITEMAP_PATHS, self.magazine.homepage):
            yield from self._guess(Sitemap(url=url))

    def _guess(self, source: Source) -> Iterator[scrapy.Request]:
        """Request a source that the site did not name."""
        for request in self.discover(source):
            yield request.replace(meta={**request.meta, "guess": True})


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
    return Magazine(
        slug=site.slug_of(url),
        title=host_of(url),
        homepage=homepage,
        # nothing is known of it: it may have no dates, and most of its pages be no articles
        expectations=Expectations(dated=0, max_refused=1),
    )
