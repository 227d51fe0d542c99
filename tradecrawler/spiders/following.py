"""Follows a site's links, breadth first, on the site's own host; lists page by page."""

from collections.abc import Iterable, Iterator
from typing import Any

import scrapy
from scrapy.http import Response

from tradecrawler.discovery import shape
from tradecrawler.discovery.context import menu_links
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.listing import archives, base_of, links
from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.pagination import next_page
from tradecrawler.discovery.walk import Walk
from tradecrawler.magazine import Listing, host_of
from tradecrawler.spiders.arguments import positive
from tradecrawler.spiders.magazine import MagazineSpider
from tradecrawler.spiders.responses import is_html
from tradecrawler.spiders.sources import SOURCES_FIRST

LISTINGS = 2_000
"""Pages that are fetched for their links alone, at most: ten years of a daily magazine's list."""
DEPTH = 3
"""Links that are followed away from the homepage, at most; pages of one list count once."""


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
        found = links(tree, base)
        following = next_page(tree, base, response.url)
        if following is not None:
            yield from self._next_page(following, response, found)
        if steps >= self._depth:
            return
        menu = menu_links(tree, base)
        lists = {link.url for link in found if _is_list(link.url, menu)}
        for url in dict.fromkeys(
            [*(x.url for x in found if x.url in lists), *archives(tree, base)]
        ):
            is_page = shape.is_page_of_list(url)
            # pages of a list are followed one by one, for one of them is the last
            if self.window.may_hold_list(Found(url=url)) and not (is_page and following):
                yield from self._list(url, steps=steps + (not is_page))
        pages = (link for link in found if link.url not in lists)
        for request in self.articles(pages, Listing(url=response.url)):
            yield request.replace(meta={**request.meta, "steps": steps + 1}, priority=-steps)

    def _next_page(
        self, following: str, response: Response, found: Iterable[Found]
    ) -> Iterator[scrapy.Request]:
        """Request the page that follows in a list, as long as there is something new on it.

        In a backfill once the articles are read, for only they tell whether they are too old.
        """
        first = response.meta.get("list", response.url)
        walk = self._walks.setdefault(first, Walk())
        if not walk.add_page(link.url for link in found if self.is_candidate(link.url)):
            return
        steps: int = response.meta["steps"]
        if self.window.is_open:
            yield from self._list_page(first, following, steps)
        else:
            self._later.append(lambda: self._list_page(first, following, steps))

    def _list_page(self, first: str, url: str, steps: int) -> Iterator[scrapy.Request]:
        """Request a page of the list that begins at ``first``."""
        if not self._walks[first].is_past:
            for request in self._list(url, steps=steps):
                yield request.replace(meta={**request.meta, "list": first})

    def _list(self, url: str, *, steps: int) -> Iterator[scrapy.Request]:
        """Request a page for its links alone, once in a run."""
        if not self._is_first_visit(url):
            return
        if self._listings >= LISTINGS:
            self.count("discovery/skipped/listing")
            return
        self._listings += 1
        request = self.request_page(url, self.parse_list, errback=self.source_failed)
        yield request.replace(meta={"steps": steps}, priority=SOURCES_FIRST - steps)

    def request_page(self, url: str, callback: Any, *, errback: Any) -> scrapy.Request:
        """Return the request of a page that is no article's, ahead of all articles."""
        return scrapy.Request(
            url, callback=callback, errback=errback, priority=SOURCES_FIRST, dont_filter=True
        )


def _is_list(url: str, menu: frozenset[str]) -> bool:
    """Whether a link leads to a list: by its address, or because a menu has it."""
    if shape.is_list_of_articles(url):
        return True
    is_open = not (shape.looks_like_article(url) or shape.is_surely_not_article(url))
    return is_open and url in menu
