"""RSS and Atom feeds, as they really are, to the articles they announce.

JSON Feed is not read.
"""

import html
import io
import re
from typing import Any

import feedparser
from bs4 import BeautifulSoup

from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.markup import inflate
from tradecrawler.items import Hints

_DECLARATION = re.compile(rb"<\?xml\b[^>]*\?>\s*")


class NotAFeed(ValueError):
    """The bytes are no RSS or Atom feed: look at the source's address."""


def parse_feed(body: bytes, url: str, *, content_type: str = "") -> list[Found]:
    """Return the articles that the feed at ``url`` announces, in its order."""
    body = _one_declaration(inflate(body))
    if not body:
        raise NotAFeed(f"nothing at {url}")
    parsed = feedparser.parse(
        io.BytesIO(body),  # bytes alone are tried as a file's name
        response_headers={"content-type": content_type or "application/xml"},
        resolve_relative_uris=False,
        sanitize_html=False,
    )
    if not parsed.version and not parsed.entries:
        raise NotAFeed(f"no RSS or Atom at {url}")
    language = parsed.feed.get("language")
    found = []
    for entry in parsed.entries:
        link = _link_of(entry, url)
        if link is not None:
            found.append(_found(entry, link, language))
    return found


def _one_declaration(body: bytes) -> bytes:
    """Some generators print the XML declaration twice; XML allows it once, at the very start."""
    body = body.removeprefix(b"\xef\xbb\xbf").lstrip()
    first = _DECLARATION.match(body)
    if first is None:
        return body
    rest = body[first.end() :]
    while again := _DECLARATION.match(rest):
        rest = rest[again.end() :]
    return first.group() + rest


def _link_of(entry: Any, base: str) -> str | None:
    """Return the article's address: the original one before a feed service's, then the link."""
    candidates = [entry.get("feedburner_origlink"), entry.get("link")]
    candidates += [link.get("href") for link in entry.get("links", ())]
    for candidate in candidates:
        if candidate and (url := absolute(candidate, base)) is not None:
            return url
    return None


def _found(entry: Any, url: str, language: str | None) -> Found:
    updated = dict.get(entry, "updated")  # feedparser's own get() falls back, and warns
    keywords = (_plain(tag.get("term") or "") for tag in entry.get("tags", ()))
    return Found(
        url=url,
        lastmod=updated,
        hints=Hints(
            headline=_plain(entry.get("title") or "") or None,
            date_published=entry.get("published") or updated,
            language=entry.get("language") or language,
            keywords=tuple(keyword for keyword in keywords if keyword),
        ),
    )


def _plain(text: str) -> str:
    """Titles are plain text in some feeds, HTML or escaped HTML in others."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = BeautifulSoup(text, "lxml").get_text()
    return " ".join(text.split())
