"""JSON Feed (https://www.jsonfeed.org/version/1.1/) to the articles it announces.

Like RSS it is written by programs that know better: what is missing, or of another type than
specified, is left out, and so is an item without an address.
"""

from collections.abc import Mapping
from typing import Any

from tradecrawler.discovery.errors import NotAFeed
from tradecrawler.discovery.found import Found, absolute, plain
from tradecrawler.discovery.markup import json_of
from tradecrawler.items import Hints


def looks_like_json(body: bytes) -> bool:
    """Whether bytes begin as a JSON Feed does, in UTF-8."""
    return body.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{"


def parse_json_feed(body: bytes, url: str) -> list[Found]:
    """Return the articles that the JSON Feed at ``url`` announces, in its order.

    Raises NotAFeed.
    """
    try:
        feed = json_of(body)
    except ValueError as error:
        raise NotAFeed(f"broken JSON at {url}: {error}") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise NotAFeed(f"no feed at {url}")
    language = _text(feed, "language")
    found = (_found(item, url, language) for item in items if isinstance(item, dict))
    return [item for item in found if item is not None]


def _found(item: Mapping[str, Any], base: str, language: str | None) -> Found | None:
    """Read one item; None where it names no address: its own, another one, or one for an id."""
    named = [_text(item, "url"), _text(item, "external_url")]
    identifier = _text(item, "id") or ""
    if identifier.startswith(("http://", "https://")):
        named.append(identifier)
    addresses = (absolute(address, base) for address in named if address)
    url = next((address for address in addresses if address is not None), None)
    if url is None:
        return None
    tags = item.get("tags")
    modified = _text(item, "date_modified")
    return Found(
        url=url,
        lastmod=modified,
        hints=Hints(
            headline=plain(_text(item, "title") or "") or None,
            date_published=_text(item, "date_published") or modified,
            language=_text(item, "language") or language,
            keywords=tuple(tag for tag in tags if isinstance(tag, str) and tag)
            if isinstance(tags, list)
            else (),
        ),
    )


def _text(values: Mapping[str, Any], name: str) -> str | None:
    """Return a value that is a text, and not blank."""
    value = values.get(name)
    return value.strip() or None if isinstance(value, str) else None
