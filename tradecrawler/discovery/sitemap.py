"""Sitemaps, as they really are, to the pages they list and the sitemaps they point to.

Reads sitemap indexes, news sitemaps (their title, date, language and keywords become hints),
hreflang alternates with their codes, text sitemaps, and any of them gzipped. The tree is read as
a stream: a sitemap of 50 MB costs what its addresses cost.
"""

import html
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.markup import inflate
from tradecrawler.items import Hints

_DECLARATIONS = re.compile(rb"\s*(?:<\?xml\b[^>]*\?>\s*)+")
_ENTITY = re.compile(rb"&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(\w{1,32});|)")
_XML_ENTITIES = frozenset({b"amp", b"lt", b"gt", b"quot", b"apos"})
_ROOTS = frozenset({"urlset", "sitemapindex"})


class NotASitemap(ValueError):
    """The bytes are no sitemap of any kind: look at the source's address."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SitemapContent:
    """What one sitemap lists."""

    found: tuple[Found, ...] = ()
    """Pages, in their order."""
    nested: tuple[Found, ...] = ()
    """Further sitemaps, of an index."""


def parse_sitemap(body: bytes, url: str) -> SitemapContent:
    """Return what the sitemap at ``url`` lists."""
    body = inflate(body).removeprefix(b"\xef\xbb\xbf")
    if not body.lstrip().startswith(b"<"):
        return _parse_text(body, url)
    found: list[Found] = []
    nested: list[Found] = []
    for kind, entry in _entries(body, url):
        (nested if kind == "sitemap" else found).append(entry)
    return SitemapContent(found=tuple(found), nested=tuple(nested))


def _parse_text(body: bytes, url: str) -> SitemapContent:
    """One absolute address a line; a file that has another first line is something else."""
    lines = [line.strip() for line in body.decode("utf-8", "replace").splitlines() if line.strip()]
    if not lines or not lines[0].startswith(("http://", "https://")):
        raise NotASitemap(f"neither XML nor a list of addresses at {url}")
    addresses = (absolute(line, url) for line in lines)
    return SitemapContent(found=tuple(Found(url=line) for line in addresses if line is not None))


def _entries(body: bytes, url: str) -> Iterator[tuple[str, Found]]:
    """Walk through the tree, and forget every entry once it is read."""
    body = _ENTITY.sub(_numeric, _DECLARATIONS.sub(b"", body, count=1))
    root = ""
    events = etree.iterparse(
        io.BytesIO(body),
        events=("start", "end"),
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for event, element in events:
            if event == "start":
                root = root or _root(element, url)
            elif _name(element) in ("url", "sitemap"):
                entry = _read(element, url)
                if entry is not None:
                    yield _name(element), entry
                _forget(element)
    except etree.XMLSyntaxError as error:  # even ``recover`` finds nothing to hold on to
        raise NotASitemap(f"broken XML at {url}: {error}") from error
    if not root:
        raise NotASitemap(f"no XML at {url}")


def _root(element: etree._Element, url: str) -> str:
    """Return the name of the outermost element, if it is a sitemap's."""
    if _name(element) not in _ROOTS:
        raise NotASitemap(f"<{_name(element)}> at {url}")
    return _name(element)


def _numeric(match: re.Match[bytes]) -> bytes:
    """Make XML of ``&`` and of HTML's entities; XML's own and numeric ones stay as they are."""
    name = match.group(1)
    if name is None:
        return match.group() if len(match.group()) > 1 else b"&amp;"
    if name in _XML_ENTITIES:
        return match.group()
    character = html.unescape(match.group().decode("ascii", "replace"))
    if character.startswith("&"):
        return b"&amp;" + match.group()[1:]
    return character.encode("ascii", "xmlcharrefreplace")


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _read(element: etree._Element, base: str) -> Found | None:
    """Read one <url> or <sitemap>; None where it names no address."""
    location = lastmod = None
    hints = Hints()
    alternates: dict[str, str] = {}
    for child in element:
        name = _name(child)
        if name == "loc":
            location = location or absolute(_text(child), base)
        elif name == "lastmod":
            lastmod = _text(child) or None
        elif name == "news":
            hints = _read_news(child)
        elif name == "link" and (alternate := _read_alternate(child, base)) is not None:
            alternates.update([alternate])
    if location is None:
        return None
    return Found(url=location, hints=replace(hints, alternates=alternates), lastmod=lastmod)


def _read_alternate(link: etree._Element, base: str) -> tuple[str, str] | None:
    """Return the hreflang code, as declared, and the address of that edition."""
    code = (link.get("hreflang") or "").strip()
    href = absolute(link.get("href") or "", base)
    return (code, href) if code and href is not None else None


def _read_news(news: etree._Element) -> Hints:
    values = {_name(element): _text(element) for element in news.iter() if element is not news}
    keywords = (keyword.strip() for keyword in values.get("keywords", "").split(","))
    return Hints(
        headline=html.unescape(values.get("title", "")) or None,
        date_published=values.get("publication_date") or None,
        language=values.get("language") or None,
        keywords=tuple(keyword for keyword in keywords if keyword),
    )


def _name(element: etree._Element) -> str:
    """Return an element's name without its namespace, which half of all sitemaps get wrong."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def _text(element: etree._Element) -> str:
    return " ".join("".join(str(text) for text in element.itertext()).split())
