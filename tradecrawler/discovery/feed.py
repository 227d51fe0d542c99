"""RSS, Atom and JSON Feed, as they really are, to the articles they announce.

Which of them it is, the bytes decide; content types and file names are too often wrong.
"""

import io
import re
from typing import Any

import feedparser

from tradecrawler.discovery.errors import NotAFeed
from tradecrawler.discovery.found import Found, absolute, plain
from tradecrawler.discovery.json_feed import looks_like_json, parse_json_feed
from tradecrawler.discovery.markup import decoded, inflate
from tradecrawler.items import Hints

_DECLARATIONS = re.compile(r"\s*(?:<\?xml\b[^>]*\?>\s*)+")
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:[xX]([0-9a-fA-F]+)|([0-9]+))")
_FAILURES = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError)
"""What feedparser has been seen to raise, or might, where it meets what nobody thought of."""
_LONGEST_REFERENCE = 12
"""Digits of a character's number, leading zeros included; seven suffice."""


def parse_feed(body: bytes, url: str, *, content_type: str = "") -> list[Found]:
    """Return the articles that the feed at ``url`` announces, in its order.

    Raises NotAFeed where it is none, and TooLarge.
    """
    if looks_like_json(body := inflate(body)):
        return parse_json_feed(body, url)
    text = _mended(body, content_type)
    if not text:
        raise NotAFeed(f"nothing at {url}")
    parsed = _parsed(text, url)
    if not parsed.version and not parsed.entries:
        raise NotAFeed(f"no feed at {url}")
    language = parsed.feed.get("language")
    found = []
    for entry in parsed.entries:
        link = _link_of(entry, url)
        if link is not None:
            found.append(_found(entry, link, language))
    return found


def _parsed(text: str, url: str) -> Any:
    try:
        return feedparser.parse(
            io.BytesIO(text.encode()),  # a text alone is tried as an address, bytes as a file
            response_headers={"content-type": "application/xml; charset=utf-8"},
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FAILURES as error:
        raise NotAFeed(f"broken beyond reading at {url}: {error}") from error


def _mended(body: bytes, content_type: str) -> str:
    """Return a feed's text without what feedparser fails on.

    XML's declaration goes, which some generators print twice, and the encoding with it; so do
    characters that there are none of.
    """
    charset = _CHARSET.search(content_type)
    text = "".join(decoded(iter([body]), charset.group(1) if charset else ""))
    text = _NO_XML.sub("\ufffd", _DECLARATIONS.sub("", text, count=1))
    return _REFERENCE.sub(_possible, text).strip()


def _possible(match: re.Match[str]) -> str:
    """Replace the number of a character that there is none of."""
    hexadecimal, decimal = match.groups()
    digits, base = (hexadecimal, 16) if hexadecimal else (decimal, 10)
    number = int(digits, base) if len(digits) <= _LONGEST_REFERENCE else -1
    is_character = 0 <= number < 0xD800 or 0xDFFF < number <= 0x10FFFF
    return match.group() if is_character else "&#xFFFD"


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
    keywords = (plain(tag.get("term") or "") for tag in entry.get("tags", ()))
    return Found(
        url=url,
        lastmod=updated,
        hints=Hints(
            headline=plain(entry.get("title") or "") or None,
            date_published=entry.get("published") or updated,
            language=entry.get("language") or language,
            keywords=tuple(keyword for keyword in keywords if keyword),
        ),
    )
