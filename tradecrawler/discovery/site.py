"""Where a site of which nothing is declared lists its pages: robots.txt, its homepage, and custom.

What an address looks like is ``shape``; reading what is found there is ``feed`` and ``sitemap``.
"""

import re
import unicodedata
from urllib.parse import urljoin, urlsplit

import lxml.html

from tradecrawler.discovery.found import absolute

SITEMAP_PATHS = (
    "/sitemap.xml",
    "/sitemap_index.xml",
    "/sitemap-index.xml",
    "/wp-sitemap.xml",
    "/news-sitemap.xml",
    "/sitemap.txt",
)
"""Where sitemaps are by custom, for a site whose robots.txt names none."""

FEED_PATHS = (
    "/feed/",
    "/rss.xml",
    "/feed.xml",
    "/atom.xml",
    "/index.xml",
    "/rss",
    "/feed.json",
)
"""Where feeds are by custom, for a site whose homepage names none."""

_FEED_TYPES = frozenset(
    {
        "application/rss+xml",
        "application/atom+xml",
        "application/rdf+xml",
        "application/feed+json",
        "application/json",  # as JSON Feed 1.0 had it; WordPress names its API so
    }
)
_FEED_LINK = re.compile(
    r"/(?:rss|feed|atom)(?:[-_.\w]*\.(?:xml|rss|php|json))?/?$|\.(?:rss|atom)$|[?&](?:feed|format)=(?:rss|atom)",
    re.IGNORECASE,
)
_WITHOUT_FEED = re.compile(r"comment|wp-json|oembed|podcast", re.IGNORECASE)
_APPLICATION = "//meta[@name='application-name' or @name='apple-mobile-web-app-title']/@content"
_NAME_LENGTH = 4
"""Letters of a word that is looked for in a host's name: shorter ones are in many."""
_TITLE_END = re.compile(r"\s+[-–—|·:•]\s+|\s*\|\s*|:\s+")
_SITEMAP_LINE = re.compile(r"^\s*sitemap\s*:\s*(\S+)", re.IGNORECASE | re.MULTILINE)
_WITHOUT_ARTICLES = re.compile(
    r"(?:^|[-_./])(?:tags?|post_tag|author|authors|users?|categor(?:y|ies|ie)|images?|videos?|"
    r"products?)(?:[-_.]|$)",
    re.IGNORECASE,
)


def sitemaps_of_robots(body: bytes, url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names; it may do so anywhere in the file."""
    text = body.decode("utf-8-sig", "replace").replace("\r", "\n")
    lines = _SITEMAP_LINE.findall(text)
    addresses = (absolute(line, url) for line in lines)
    return list(dict.fromkeys(address for address in addresses if address is not None))


def feeds_of(tree: lxml.html.HtmlElement, base: str) -> list[str]:
    """Return the feeds a page declares, but those of comments; else those it links."""
    hrefs = [link.get("href") or "" for link in tree.iter("link") if _is_feed(link)]
    if not hrefs:
        anchors = (anchor.get("href") or "" for anchor in tree.iter("a"))
        hrefs = [href for href in anchors if _FEED_LINK.search(href)]
    addresses = (absolute(href, base) for href in hrefs)
    feeds = (a for a in addresses if a is not None and not _WITHOUT_FEED.search(a))
    return list(dict.fromkeys(feeds))


def _is_feed(link: lxml.html.HtmlElement) -> bool:
    if "alternate" not in (link.get("rel") or "").lower().split():
        return False
    return (link.get("type") or "").partition(";")[0].strip().lower() in _FEED_TYPES


def title_of(tree: lxml.html.HtmlElement, url: str) -> str | None:
    """Return the name that the home page at ``url`` gives its site; None where it gives none.

    Of a title in several parts that is the one that the host is named after, or the first.
    """
    for xpath in ("//meta[@property='og:site_name']/@content", _APPLICATION):
        for value in tree.xpath(xpath):
            if name := " ".join(str(value).split()):
                return name
    title = " ".join("".join(str(text) for text in tree.xpath("//title[1]//text()")).split())
    parts = [part.strip() for part in _TITLE_END.split(title) if part.strip()]
    host = urlsplit(url).hostname or ""
    named = (part for part in parts if any(word in host for word in _long_words(part)))
    return next(named, parts[0] if parts else None)


def _long_words(text: str) -> list[str]:
    """Return the words that may be a name, as hosts spell them."""
    decomposed = unicodedata.normalize("NFKD", text.lower())
    folded = "".join(c for c in decomposed if not unicodedata.combining(c))
    return [word for word in re.findall(r"\w+", folded) if len(word) >= _NAME_LENGTH]


def may_list_articles(sitemap_url: str) -> bool:
    """Whether a sitemap's name leaves hope for articles; ``post_tag-sitemap.xml`` does not."""
    return not _WITHOUT_ARTICLES.search(urlsplit(sitemap_url).path.rpartition("/")[2])


def customary(paths: tuple[str, ...], site: str) -> list[str]:
    """Return the addresses of ``paths`` on the host of ``site``."""
    return [urljoin(site, path) for path in paths]


def slug_of(site: str) -> str:
    """Return the slug of an undeclared site: its host, with its port where it has one."""
    parts = urlsplit(site)
    host = (parts.hostname or "").removeprefix("www.")
    name = f"{host}:{parts.port}" if parts.port else host
    slug = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
    return slug if slug[:1].isalpha() else f"site_{slug}"
