"""Follows a site's links, breadth first, on the site's own host; lists page by page."""

from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import scrapy
from scrapy.http import Response

from archive.addresses import clean_address
from tradecrawler.discovery import shape
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.links import PageLinks, read_links
from tradecrawler.discovery.walk import Walk, key
from tradecrawler.magazine import Listing, host_of
from tradecrawler.spiders.arguments import positive
from tradecrawler.spiders.magazine import MagazineSpider
from tradecrawler.spiders.responses import may_link
from tradecrawler.spiders.sources import SOURCES_FIRST
from tradecrawler.spiders.turns import in_turns

LISTINGS = 2_000
"""Pages that are fetched for their links alone, at most: ten years of a daily magazine's list."""
DEPTH = 3
"""Links that are followed away from the homepage, at most; pages of one list count once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """A page that is fetched for its links alone, as the archive knows sources."""

    url: str
    further: int
    """Links that are followed away from it."""


class FollowingSpider(MagazineSpider):
    """Can follow links from a page that is requested by ``follow``.

    Arguments: ``-a depth=N`` links away from there, and every magazine's.
    """

    def __init__(self, depth: str | int | None = None, **kwargs: Any) -> None:
        """Read the arguments."""
        super().__init__(**kwargs)
        self._depth = positive("depth", depth) or DEPTH
        self._listings = 0

    def follow(self, url: str) -> Iterator[scrapy.Request]:
        """Request a page for its links, and what they lead to."""
        yield from self._list(url, steps=0)

    async def parse_list(
        self, response: Response, source: Followed, page: int
    ) -> AsyncIterator[scrapy.Request]:
        """Follow the links of a page that is fetched for its links alone, if it is not the same as
        when it was read last."""
        if response.meta.get("unchanged"):
            self.count("discovery/unchanged")
            return
        self.count("discovery/listing")
        async for request in self._follow(response):
            yield request

    async def parse_article(self, response: Response, requested: str) -> AsyncIterator[Any]:
        """Yield the page, and follow its links: what is no article may still be a list of them."""
        async for item in super().parse_article(response, requested):
            yield item
        if "steps" in response.meta:
            async for request in self._follow(response):
                yield request

    async def _follow(self, response: Response) -> AsyncIterator[scrapy.Request]:
        """Request what a page links, one step further away from the homepage."""
        if not may_link(response) or host_of(response.url) not in self.magazine.hosts:
            return
        page: PageLinks | None = None
        try:
            page = await self.read(read_links, response.body, response.url, url=response.url)
        except Unreadable as error:
            self.source_unreadable(response, error)
        if page is None:
            return
        if page.next_page is not None:
            async for request in self._next_page(page.next_page, response, page.links):
                yield request
        steps: int = response.meta["steps"]
        if steps >= self._depth:
            return
        for request in self._lists(page, steps):
            yield request
        lists = frozenset(page.lists)
        pages = (link for link in page.links if link.url not in lists)
        async for request in self.articles(pages, Listing(url=response.url)):
            yield request.replace(meta={**request.meta, "steps": steps + 1}, priority=-steps)

    def _lists(self, page: PageLinks, steps: int) -> Iterator[scrapy.Request]:
        """Request the lists that a page links."""
        for url in page.lists:
            is_page = shape.is_page_of_list(url)
            # pages of a list are followed one by one, for one of them is the last
            if self.window.may_hold_list(Found(url=url)) and not (is_page and page.next_page):
                yield from self._list(url, steps=steps + (not is_page))

    async def _next_page(
        self, following: str, response: Response, links: Iterable[Found]
    ) -> AsyncIterator[scrapy.Request]:
        """Request the page that follows in a list, as long as there is something new on it.

        In a backfill once the articles are read, for only they tell whether they are too old.
        """
        first = response.meta.get("list", response.url)
        walk = self._walks.setdefault(first, Walk())
        keys = [key(link.url) async for link in in_turns(links) if self.is_candidate(link.url)]
        if not walk.add_page(keys):
            return
        steps: int = response.meta["steps"]
        page = response.cb_kwargs.get("page", 1) + 1
        if self.window.is_open:
            for request in self._list_page(first, following, page, steps):
                yield request
        else:
            self._later.append(lambda: self._list_page(first, following, page, steps))

    def led_to(
        self, request: scrapy.Request, *, url: str, page: int, lastmod: str | None
    ) -> Iterator[scrapy.Request]:
        """Request what an unchanged source led to."""
        if not isinstance(request.cb_kwargs["source"], Followed):
            yield from super().led_to(request, url=url, page=page, lastmod=lastmod)
        elif page > 1:
            first = request.meta.get("list", request.url)
            yield from self._list_page(first, url, page, request.meta["steps"])
        else:
            is_page = shape.is_page_of_list(url)
            yield from self._list(url, steps=request.meta["steps"] + (not is_page))

    def _list_page(self, first: str, url: str, page: int, steps: int) -> Iterator[scrapy.Request]:
        """Request a page of the list that begins at ``first``."""
        if not self._walks.setdefault(first, Walk()).is_past:
            for request in self._list(url, steps=steps, page=page):
                yield request.replace(meta={**request.meta, "list": first})

    def _list(self, url: str, *, steps: int, page: int = 1) -> Iterator[scrapy.Request]:
        """Request a page for its links alone, once in a run and without a session's number, by
        which it would be another one in each."""
        url = clean_address(url)
        if not self._is_first_visit(url):
            return
        if self._listings >= LISTINGS:
            self.count("discovery/skipped/listing")
            return
        self._listings += 1
        yield scrapy.Request(
            url,
            callback=self.parse_list,
            errback=self.source_failed,
            cb_kwargs={"source": Followed(url=url, further=self._depth - steps), "page": page},
            meta={"steps": steps},
            priority=SOURCES_FIRST - steps,
            dont_filter=True,
        )
