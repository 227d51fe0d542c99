"""Sitemaps, as they really are, to the pages they list and the sitemaps they point to.

Reads sitemap indexes, news sitemaps (their title, date, language and keywords become hints),
hreflang alternates with their codes, text sitemaps, and any of them gzipped. No tree is built, and
the file is inflated, decoded, mended and read piece by piece: a sitemap of 50 MB costs what its
addresses cost.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from tradecrawler.discovery.errors import NotASitemap
from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.markup import decoded, inflated
from tradecrawler.items import Hints

ENTRIES_MAX = 200_000
"""Entries of one sitemap that are read; the protocol allows 50,000, and not everybody knows."""
TEXT_MAX = 4_096
"""Characters of one element that are read: twice the longest address, and any headline."""
ALTERNATES_MAX = 500
"""Alternates of one page that are read; there are some 200 languages on the web."""

_DECLARATIONS = re.compile(r"\s*(?:<\?xml\b[^>]*\?>\s*)+")
_ENTITY = re.compile(r"&(?:#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(\w{1,32});|)")
_OPEN_ENTITY = re.compile(r"&#?\w{0,32}$")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_XML_ENTITIES = frozenset({"amp", "lt", "gt", "quot", "apos"})
_ROOTS = frozenset({"urlset", "sitemapindex"})
_ENTRIES = frozenset({"url", "sitemap"})


@dataclass(frozen=True, kw_only=True, slots=True)
class SitemapContent:
    """What one sitemap lists."""

    found: tuple[Found, ...] = ()
    """Pages, in their order."""
    nested: tuple[Found, ...] = ()
    """Further sitemaps, of an index."""
    beyond: int = 0
    """Entries that were not read, because there are too many."""


def parse_sitemap(body: bytes, url: str) -> SitemapContent:
    """Return what the sitemap at ``url`` lists. Raises NotASitemap, and TooLarge."""
    pieces = decoded(inflated(body))
    beginning = ""
    for piece in pieces:
        beginning = (beginning + piece).lstrip()
        if beginning:
            break
    if not beginning.startswith("<"):
        return _parse_text(_chain(beginning, pieces), url)
    reader = _Reader(url)
    parser: etree.XMLParser[etree._Element] = etree.XMLParser(  # type: ignore[call-overload]  # the stub wants methods that lxml does not call
        target=reader,
        recover=True,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        encoding="utf-8",
    )
    try:
        for piece in _mended(_chain(_DECLARATIONS.sub("", beginning, count=1), pieces)):
            parser.feed(piece.encode())
        parser.close()
    except etree.XMLSyntaxError as error:  # even ``recover`` finds nothing to hold on to
        if not reader.has_root:
            raise NotASitemap(f"broken XML at {url}: {error}") from error
    if not reader.has_root:
        raise NotASitemap(f"no XML at {url}")
    return reader.content()


def _chain(first: str, rest: Iterator[str]) -> Iterator[str]:
    yield first
    yield from rest


def _parse_text(pieces: Iterator[str], url: str) -> SitemapContent:
    """One absolute address a line; a file that has another first line is something else."""
    found: list[Found] = []
    beyond = 0
    for number, line in enumerate(_lines(pieces)):
        if number == 0 and not line.startswith(("http://", "https://")):
            raise NotASitemap(f"neither XML nor a list of addresses at {url}")
        address = absolute(line, url)
        if len(found) >= ENTRIES_MAX:
            beyond += 1
        elif address is not None:
            found.append(Found(url=address))
    if not found:
        raise NotASitemap(f"no addresses at {url}")
    return SitemapContent(found=tuple(found), beyond=beyond)


def _lines(pieces: Iterator[str]) -> Iterator[str]:
    """Yield the lines that are not blank; of one that never ends, its beginning."""
    rest = ""
    for piece in pieces:
        *lines, rest = (rest + piece).replace("\r", "\n").split("\n")
        yield from (line.strip()[:TEXT_MAX] for line in lines if line.strip())
        rest = rest[:TEXT_MAX]
    if rest.strip():
        yield rest.strip()


def _mended(pieces: Iterator[str]) -> Iterator[str]:
    """Make XML of text that is nearly: bare ``&``, HTML's entities, control characters."""
    rest = ""
    for piece in pieces:
        text = rest + piece
        cut = _OPEN_ENTITY.search(text, max(0, len(text) - 40))  # an entity may go on in the next
        rest = text[cut.start() :] if cut else ""
        text = text[: cut.start()] if cut else text
        if text:
            yield _NO_XML.sub("\ufffd", _ENTITY.sub(_numeric, text))
    if rest:
        yield _NO_XML.sub("\ufffd", _ENTITY.sub(_numeric, rest))


def _numeric(match: re.Match[str]) -> str:
    """Make XML of ``&`` and of HTML's entities; XML's own and numeric ones stay as they are."""
    name = match.group(1)
    if name is None:
        return match.group() if len(match.group()) > 1 else "&amp;"
    if name in _XML_ENTITIES:
        return match.group()
    character = html.unescape(match.group())
    return f"&amp;{match.group()[1:]}" if character.startswith("&") else character


@dataclass(slots=True)
class _Entry:
    """One <url> or <sitemap> that is being read."""

    kind: str
    location: str | None = None
    lastmod: str | None = None
    news: dict[str, str] = field(default_factory=dict)
    alternates: dict[str, str] = field(default_factory=dict)

    def found(self) -> Found | None:
        """Return it as what was found; None where it names no address."""
        if self.location is None:
            return None
        keywords = (keyword.strip() for keyword in self.news.get("keywords", "").split(","))
        return Found(
            url=self.location,
            lastmod=self.lastmod,
            hints=Hints(
                headline=html.unescape(self.news.get("title", "")) or None,
                date_published=self.news.get("publication_date") or None,
                language=self.news.get("language") or None,
                keywords=tuple(keyword for keyword in keywords if keyword),
                alternates=self.alternates,
            ),
        )


class _Reader:
    """What lxml calls for every tag; keeps the entry being read and those that are complete."""

    def __init__(self, url: str) -> None:
        self.has_root = False
        self._url = url
        self._found: list[Found] = []
        self._nested: list[Found] = []
        self._beyond = 0
        self._path: list[str] = []
        self._text: list[str] = []
        self._room = 0
        self._entry: _Entry | None = None

    def content(self) -> SitemapContent:
        """Return all that was read."""
        self._finish()
        return SitemapContent(
            found=tuple(self._found), nested=tuple(self._nested), beyond=self._beyond
        )

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Begin an element."""
        name = _name(tag)
        if not self.has_root:
            if name not in _ROOTS:
                raise NotASitemap(f"<{name}> at {self._url}")
            self.has_root = True
        elif name in _ENTRIES:
            self._finish()  # one that was never closed
            self._entry = _Entry(name)
        elif name == "link" and self._entry is not None:
            self._read_alternate(attributes, self._entry)
        self._path.append(name)
        self._text.clear()
        self._room = TEXT_MAX

    def data(self, text: str) -> None:
        """Keep a piece of an element's text."""
        if self._entry is not None and self._room > 0:
            self._text.append(text[: self._room])
            self._room -= len(text)

    def end(self, tag: str) -> None:
        """Finish an element."""
        name = self._path.pop() if self._path else _name(tag)
        if name in _ENTRIES:
            self._finish()
        elif self._entry is not None:
            self._read(name, self._path[-1] if self._path else "", self._entry)
        self._text.clear()

    def close(self) -> None:
        """Nothing: what was read is asked for when the parser has come to rest."""

    def _read(self, name: str, parent: str, entry: _Entry) -> None:
        text = " ".join("".join(self._text).split())
        if parent in _ENTRIES and name == "loc":
            entry.location = entry.location or absolute(text, self._url)
        elif parent in _ENTRIES and name == "lastmod":
            entry.lastmod = text or None
        elif "news" in self._path and text:
            entry.news.setdefault(name, text)

    def _read_alternate(self, attributes: dict[str, str], entry: _Entry) -> None:
        """Keep the hreflang code, as declared, and the address of that edition."""
        code = attributes.get("hreflang", "").strip()
        href = absolute(attributes.get("href", ""), self._url)
        if code and href is not None and len(entry.alternates) < ALTERNATES_MAX:
            entry.alternates[code] = href

    def _finish(self) -> None:
        if self._entry is None:
            return
        entry, self._entry = self._entry, None
        if len(self._found) + len(self._nested) >= ENTRIES_MAX:
            self._beyond += 1
        elif (found := entry.found()) is not None:
            (self._nested if entry.kind == "sitemap" else self._found).append(found)


def _name(tag: str) -> str:
    """Return an element's name without its namespace, which half of all sitemaps get wrong."""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()
