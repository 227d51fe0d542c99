"""Listing pages to the articles they link and to the page that follows.

What a link's page really is, is decided when it has been read.
"""

import re
from dataclasses import dataclass
from urllib.parse import urljoin

import lxml.html
from w3lib.html import get_base_url

from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.markup import html_tree, text_of
from tradecrawler.items import Hints
from tradecrawler.magazine import Listing, Magazine, host_of

_NEXT = re.compile(
    r"(?:(?:go to )?(?:the )?next(?: page)?|older(?: (?:posts|articles|entries))?|more articles|"
    r"load more|(?:page )?suivante?|suivant|articles (?:plus anciens|precedents)|plus d.articles|"
    r"volgende(?: pagina)?|ouder(?:e (?:berichten|artikelen|artikels))?|meer artikel(?:s|en)|"
    r"weiter|n(?:ä|ae)chste(?: seite)?|(?:ä|ae)ltere (?:beitr(?:ä|ae)ge|artikel)|mehr artikel|"
    r"siguiente|successiv[ao]|pr(?:ó|o)xim[ao])[\s›»>→]*|[›»>→]",
    re.IGNORECASE,
)
_NUMBER_IN_URL = re.compile(r"(?:page|pagina|seite|paged|pg|\bp)[/=_-]?(\d{1,4})(?=$|[/?&.])")
_HEADLINE_WORDS = 3


class NotAListing(ValueError):
    """The bytes hold no HTML: look at the source's address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListingContent:
    """What one listing page links."""

    found: tuple[Found, ...] = ()
    """Articles, in their order."""
    next_page: str | None = None
    """Address of the page that follows."""


def parse_listing(
    body: bytes, url: str, magazine: Magazine, listing: Listing, *, content_type: str = ""
) -> ListingContent:
    """Return what a page of ``listing``, fetched from ``url``, links."""
    tree = html_tree(body, content_type)
    if tree is None:
        raise NotAListing(f"no HTML at {url}")
    base = base_of(body, url)
    anchors = tree.cssselect(listing.links) if listing.links else tree.iter("a")
    return ListingContent(
        found=tuple(_articles(anchors, base, magazine, listing)),
        next_page=next_page(tree, base, url, listing.next_page),
    )


def base_of(body: bytes, url: str) -> str:
    """Return the address that relative links start from."""
    return str(get_base_url(body[:4096], urljoin(url, "")))


def links(tree: lxml.html.HtmlElement, base: str) -> list[Found]:
    """Return every link of a page to its own host, each address once."""
    anchors = (a for a in tree.iter("a") if "nofollow" not in (a.get("rel") or ""))
    found = {link.url: link for a in anchors if (link := _found(a, base)) is not None}
    return [link for link in found.values() if host_of(link.url) == host_of(base)]


def next_page(
    tree: lxml.html.HtmlElement, base: str, url: str, selector: str | None = None
) -> str | None:
    """Return the address of the page that follows ``url``; None on the last page."""
    if selector is not None:
        candidates = tree.cssselect(selector)
    else:
        candidates = tree.cssselect("link[rel~=next], a[rel~=next]")
        candidates += [a for a in tree.iter("a") if _says_next(a)]
        candidates += _numbered(tree, url)
    for candidate in candidates:
        address = absolute(candidate.get("href") or "", base)
        if address is not None and address != url and host_of(address) == host_of(url):
            return address
    return None


def _articles(anchors: object, base: str, magazine: Magazine, listing: Listing) -> list[Found]:
    found: dict[str, Found] = {}
    for anchor in anchors:  # type: ignore[attr-defined]
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


def _says_next(anchor: lxml.html.HtmlElement) -> bool:
    said = (text_of(anchor), anchor.get("aria-label") or "", anchor.get("title") or "")
    return any(_NEXT.fullmatch(text.strip()) for text in said if text)


def _numbered(tree: lxml.html.HtmlElement, url: str) -> list[lxml.html.HtmlElement]:
    """Return the links that are the number after the present page's, and lead there."""
    match = _NUMBER_IN_URL.search(url)
    following = str(int(match.group(1)) + 1 if match else 2)
    return [
        anchor
        for anchor in tree.iter("a")
        if text_of(anchor).removeprefix("Page ") == following
        and following in re.findall(r"\d+", anchor.get("href") or "")
    ]
