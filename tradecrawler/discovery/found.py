"""What discovery finds: an address and what was said about it there.

Also the cleaning of addresses, so that one article that is announced three times is fetched once.
This module does not know canonical URLs: those are read from pages, by ``tradecrawler.extract``.
"""

import html
import re
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

from bs4 import BeautifulSoup
from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

from tradecrawler.items import Hints

LONGEST = 2_048
"""Characters of the longest address worth fetching; sitemaps allow no longer ones."""

_SAFE = re.compile(r"[\w:/?&=.~+,;@!$*'()-]+", re.ASCII)
"""An address that needs no percent-encoding; nearly all, and looking is twenty times faster."""

_CLEAN = re.compile(
    r"https?://[a-z0-9.-]+(?::[1-9]\d{0,3})?/[\w/=~+,;@!$*'()-][\w/=.~+,;@!$*'()-]*", re.ASCII
)
"""An absolute address as it should be, without query: this is eight times faster."""

# what newsletters, feeds and advertisements append to count their visitors
_TRACKING = (
    "utm_source",
    "utm_medium",
    "utm_campaign",
    "utm_term",
    "utm_content",
    "utm_id",
    "utm_cid",
    "fbclid",
    "gclid",
    "dclid",
    "msclkid",
    "mc_cid",
    "mc_eid",
    "at_medium",
    "at_campaign",
    "xtor",
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """The address of what may be an article."""

    url: str
    """Absolute, without fragment and tracking parameters."""
    hints: Hints = field(default_factory=Hints)
    lastmod: str | None = None
    """When it was changed last, as written there."""


def absolute(href: str, base: str) -> str | None:
    """Return ``href`` as a clean absolute http(s) URL; None where it leads to no web page."""
    if _CLEAN.fullmatch(href) and "/." not in href:
        return href
    href = re.sub(r"[\t\r\n]", "", href).strip().replace("&amp;", "&")
    if not href or href.startswith("#"):
        return None
    try:
        url = urljoin(base, href)
        url = url if _SAFE.fullmatch(url) else safe_url_string(url)
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.port == 0:
            return None
    except ValueError:  # a port or an IPv6 address that is none
        return None
    return _without_tracking(url) if url.isascii() else None  # a host that no name server knows


def plain(text: str) -> str:
    """Return a title as plain text; it is that in some places, HTML or escaped HTML in others."""
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        text = BeautifulSoup(text, "lxml").get_text()
    return " ".join(text.split())


def key_of(url: str) -> str:
    """Return what two spellings of one address have in common; not an address to fetch."""
    return str(canonicalize_url(_without_tracking(url)))


def merge(first: Hints, second: Hints) -> Hints:
    """Return ``first`` with its gaps filled from ``second``."""
    return replace(
        first,
        headline=first.headline or second.headline,
        date_published=first.date_published or second.date_published,
        language=first.language or second.language,
        keywords=first.keywords or second.keywords,
        alternates={**second.alternates, **first.alternates},
    )


def _without_tracking(url: str) -> str:
    """Drop the fragment and tracking parameters; an address without them comes back unchanged."""
    url = url.partition("#")[0]
    if "?" not in url:
        return url
    return str(url_query_cleaner(url, _TRACKING, remove=True, unique=False))
