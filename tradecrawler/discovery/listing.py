"""Listing pages to the articles they link and to the pages that follow.

What a link's page really is, is decided when it has been read.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import lxml.html
from w3lib.html import get_base_url

from tradecrawler.discovery.errors import NotAListing
from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.markup import html_tree, json_of, text_of, tree_of
from tradecrawler.discovery.pagination import next_page
from tradecrawler.discovery.shape import is_date_archive
from tradecrawler.items import Hints
from tradecrawler.magazine import Listing, Magazine, host_of

_HEADLINE_WORDS = 3
_NEXT_KEY = re.compile(r"next(?:_?(?:page|url|link|href)){0,2}", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingContent:
    """What one listing page links."""

    found: tuple[Found, ...] = ()
    """Articles, in their order."""
    next_page: str | None = None
    """Address of the page that follows."""
    archives: tuple[str, ...] = ()
    """Addresses of lists of a year's, month's or day's articles, in their order."""


def parse_listing(
    body: bytes, url: str, magazine: Magazine, listing: Listing, *, content_type: str = ""
) -> ListingContent:
    """Return what a page of ``listing``, fetched from ``url``, links.

    What "load more" fetches, a piece of HTML or JSON that holds some, is read as well. Raises
    NotAListing.
    """
    tree, following = tree_of_list(body, content_type)
    if tree is None:
        raise NotAListing(f"no HTML at {url}")
    base = base_of(body, url)
    anchors = tree.cssselect(listing.links) if listing.links else tree.iter("a")
    named = absolute(following, base) if following else None
    return ListingContent(
        found=tuple(_articles(anchors, base, magazine, listing)),
        next_page=named or next_page(tree, base, url, listing.next_page),
        archives=tuple(archives(tree, base)),
    )


def base_of(body: bytes, url: str) -> str:
    """Return the address that relative links start from: that of <base>, if it is one."""
    beginning = body[:4096].decode("utf-8", "replace")
    try:
        return str(get_base_url(beginning, urljoin(url, "")))
    except ValueError:
        return url


def links(tree: lxml.html.HtmlElement, base: str) -> list[Found]:
    """Return every link of a page to its own host, each address once."""
    anchors = (a for a in tree.iter("a") if "nofollow" not in (a.get("rel") or ""))
    found = {link.url: link for a in anchors if (link := _found(a, base)) is not None}
    return [link for link in found.values() if host_of(link.url) == host_of(base)]


def archives(tree: lxml.html.HtmlElement, base: str) -> list[str]:
    """Return the lists by date that a page links, or offers in a drop-down; each once."""
    hrefs = [anchor.get("href") or "" for anchor in tree.iter("a")]
    hrefs += [option.get("value") or "" for option in tree.iter("option")]
    addresses = (absolute(href, base) for href in hrefs if "/" in href)
    found = (a for a in addresses if a is not None and host_of(a) == host_of(base))
    return list(dict.fromkeys(address for address in found if is_date_archive(address)))


def tree_of_list(body: bytes, content_type: str = "") -> tuple[lxml.html.HtmlElement | None, str]:
    """Return a page of a list, also out of JSON, as "load more" fetches it; and the address of the
    next one where JSON names it."""
    if body.lstrip()[:1] not in (b"{", b"["):
        return html_tree(body, content_type), ""
    try:
        pairs = list(_strings(json_of(body)))
    except ValueError:  # a page may begin with a bracket
        return html_tree(body, content_type), ""
    following = (text for key, text in pairs if _NEXT_KEY.fullmatch(key) and "/" in text)
    return tree_of("".join(text for _, text in pairs if "<" in text)), next(following, "")


def _strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Yield every text inside of JSON, with the key it stands under."""
    waiting = [(key, value)]
    while waiting:
        key, value = waiting.pop()
        if isinstance(value, str):
            yield key, value
        elif isinstance(value, dict):
            waiting.extend(reversed(value.items()))
        elif isinstance(value, list):
            waiting.extend((key, inner) for inner in reversed(value))


def _articles(
    anchors: Iterable[lxml.html.HtmlElement], base: str, magazine: Magazine, listing: Listing
) -> list[Found]:
    found: dict[str, Found] = {}
    for anchor in anchors:
        link = _found(anchor, base)
        if link is None or not magazine.is_article_url(link.url):
            continue
        known = found.get(link.url)
        # pictures and "read more" link the same article as its headline does
        if known is None or known.hints.headline is None:
            found[link.url] = link
    return list(found.values())


def _found(anchor: lxml.html.HtmlElement, base: str) -> Found | None:
    url = absolute(anchor.get("href") or "", base)
    if url is None:
        return None
    text = text_of(anchor)
    headline = text if len(text.split()) >= _HEADLINE_WORDS else None
    return Found(url=url, hints=Hints(headline=headline))
