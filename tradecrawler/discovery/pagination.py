"""Which page follows a page of a list: rel=next, the word for it, the next number, "load more".

Lists of a month's or a year's articles are ``days``'.
"""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import lxml.html

from tradecrawler.discovery.found import absolute
from tradecrawler.discovery.markup import text_of
from tradecrawler.discovery.shape import is_page_of_list
from tradecrawler.magazine import host_of

_NEXT = re.compile(
    r"(?:(?:go to )?(?:the )?next(?: page)?|older(?: (?:posts|articles|entries|news))?|"
    r"more articles|load more|(?:page )?suivante?|suivant|articles (?:plus anciens|précédents)|"
    r"plus d.articles|volgende(?: pagina)?|ouder(?:e (?:berichten|artikelen|artikels))?|"
    r"meer artikel(?:s|en)|weiter|n(?:ä|ae)chste(?: seite)?|"
    r"(?:ä|ae)ltere (?:beitr(?:ä|ae)ge|artikel)|mehr artikel|(?:página )?siguiente|"
    r"(?:pagina )?successiv[ao]|pr(?:ó|o)xim[ao]|(?:seguinte|następna|další|nästa|næste))"
    r"[\s›»>→…]*|[›»>→]",
    re.IGNORECASE,
)
_MORE = re.compile(
    r"(?:(?:show|see|view|load) more(?: \w+)?|more(?: news| posts| stories)?|"
    r"(?:voir|afficher|charger)(?: (?:plus|la suite))(?: d.\w+)?|plus d.actualités|"
    r"(?:toon|laad|bekijk) meer(?: \w+)?|meer (?:laden|tonen|nieuws|berichten)|"
    r"(?:mehr|weitere)(?: \w+)? (?:laden|anzeigen)|mehr|weitere (?:artikel|beiträge|meldungen)|"
    r"(?:ver|cargar|mostrar) más|(?:carica|mostra) altr[io]|mostra di più)[\s›»>→…+]*",
    re.IGNORECASE,
)
_MORE_NAME = re.compile(
    r"(?:load|show|view|see|read)?[-_]?more\b|pagination|pager|next|infinite", re.I
)
_MORE_URL = (
    "data-url", "data-href", "data-next", "data-next-url", "data-next-page", "data-next-href",
    "data-next-page-url", "data-load-more-url", "data-more-url", "data-load-url", "data-ajax-url",
    "data-endpoint", "hx-get",
)  # fmt: skip
_NUMBER_IN_URL = re.compile(r"(?:page|pagina|seite|paged|pg|\bp)[/=_-]?(\d{1,4})(?=$|[/?&.])")
_LONGEST_WORD = 60
"""Characters of the longest text of a link that may say "next": others are headlines."""


def next_page(
    tree: lxml.html.HtmlElement, base: str, url: str, selector: str | None = None
) -> str | None:
    """Return the address of the page that follows ``url``; None on the last page."""
    for href in _candidates(tree, base, url, selector):
        address = absolute(href, base)
        if address is not None and address != url and host_of(address) == host_of(url):
            return address
    return None


def _candidates(
    tree: lxml.html.HtmlElement, base: str, url: str, selector: str | None
) -> Iterator[str]:
    """Yield what the next page's address may be, the surest first."""
    if selector is not None:
        for element in tree.cssselect(selector):
            yield element.get("href") or _more_url(element)
        return
    yield from (a.get("href") or "" for a in tree.cssselect("link[rel~=next], a[rel~=next]"))
    anchors = list(tree.iter("a"))
    said = [(anchor, _said(anchor)) for anchor in anchors]
    yield from (a.get("href") or "" for a, words in said if _any(_NEXT, words))
    yield from _numbered(said, url)
    for anchor, words in said:  # "more" leads to an article as often as to a page of the list
        if _any(_MORE, words) and _is_same_list(anchor.get("href") or "", base, url):
            yield anchor.get("href") or ""
    yield from _loading(tree)


def _said(element: lxml.html.HtmlElement) -> tuple[str, ...]:
    """Return what a link calls itself, where that is short enough to be no headline."""
    said = (text_of(element), element.get("aria-label") or "", element.get("title") or "")
    return tuple(text.strip() for text in said if text and len(text) <= _LONGEST_WORD)


def _any(pattern: re.Pattern[str], said: Iterable[str]) -> bool:
    return any(pattern.fullmatch(text) for text in said)


def _is_same_list(href: str, base: str, url: str) -> bool:
    """Whether an address is another page of the list at ``url``."""
    address = absolute(href, base)
    if address is None:
        return False
    one, other = urlsplit(address), urlsplit(url)
    return is_page_of_list(address) or (one.path == other.path and one.query != other.query)


def _numbered(
    said: Iterable[tuple[lxml.html.HtmlElement, tuple[str, ...]]], url: str
) -> Iterator[str]:
    """Yield the links that are the number after the present page's, and lead there."""
    match = _NUMBER_IN_URL.search(url)
    following = str(int(match.group(1)) + 1 if match else 2)
    for anchor, words in said:
        href = anchor.get("href") or ""
        is_number = bool(words) and words[0].removeprefix("Page ") == following
        if is_number and following in re.findall(r"\d+", href):
            yield href


def _loading(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Yield the addresses that buttons load more from, by what they say or are called."""
    for name in _MORE_URL:
        for element in tree.xpath(f"//*[@{name}]"):
            is_named = _MORE_NAME.search(f"{element.get('class') or ''} {element.get('id') or ''}")
            if is_named or _any(_NEXT, words := _said(element)) or _any(_MORE, words):
                yield _more_url(element)


def _more_url(element: lxml.html.HtmlElement) -> str:
    """Return the address that a button keeps for its script; empty where it keeps none."""
    values = ((element.get(name) or "").strip() for name in _MORE_URL)
    return next((value for value in values if "/" in value or value.startswith("?")), "")
