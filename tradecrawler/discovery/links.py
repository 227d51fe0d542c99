"""All that a page links, and where it leads to lists: what a worker does with a page that is
followed.

Which links are followed, and how far, is the spiders' to decide.
"""

from dataclasses import dataclass

from tradecrawler.discovery.context import menu_links
from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.listing import archives, base_of, links, tree_of_list
from tradecrawler.discovery.pagination import next_page
from tradecrawler.discovery.portions import Portions
from tradecrawler.discovery.shape import (
    is_list_of_articles,
    is_surely_not_article,
    looks_like_article,
)


@dataclass(frozen=True, kw_only=True, slots=True)
class PageLinks:
    """What a page links on its own host."""

    links: Portions[Found]
    """Every link, each address once."""
    lists: tuple[str, ...]
    """Addresses of lists: those among the links, then archives by date."""
    next_page: str | None
    """Address of the page that follows in a list."""


def read_links(body: bytes, url: str) -> PageLinks | None:
    """Return what a page, or the next piece of a list, links; None where there is no HTML."""
    tree, following = tree_of_list(body)
    if tree is None:
        return None
    base = base_of(body, url)
    named = absolute(following, base) if following else None
    menu = menu_links(tree, base)
    found = links(tree, base)
    lists = [link.url for link in found if _is_list(link.url, menu)]
    return PageLinks(
        links=Portions(found),
        lists=tuple(dict.fromkeys((*lists, *archives(tree, base)))),
        next_page=named or next_page(tree, base, url),
    )


def _is_list(url: str, menu: frozenset[str]) -> bool:
    """Whether a link leads to a list: by its address, or because a menu has it."""
    if is_list_of_articles(url):
        return True
    is_open = not (looks_like_article(url) or is_surely_not_article(url))
    return is_open and url in menu
