"""A source of any kind to what it names, the newest first: what a worker does with its bytes.

The parsers know one kind each; this knows which of them is asked. What is fetched of it, and what
of a list's further pages, is the spiders' to decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tradecrawler.discovery.feed import parse_feed
from tradecrawler.discovery.found import Found
from tradecrawler.discovery.listing import parse_listing
from tradecrawler.discovery.portions import Portions
from tradecrawler.discovery.sitemap import parse_sitemap
from tradecrawler.discovery.window import newest_first, newest_lists_first
from tradecrawler.discovery.wordpress import parse_posts
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceContent:
    """What a source names."""

    kind: str
    """``feed``, ``sitemap``, ``listing`` or ``posts``."""
    found: Portions[Found] = field(default_factory=Portions)
    """What may be articles: a sitemap's the newest first, others' in their order."""
    nested: tuple[Found, ...] = ()
    """Further sitemaps of an index, the newest first."""
    next_page: str | None = None
    """Address of the page that follows in a list."""
    archives: tuple[str, ...] = ()
    """Addresses of lists of a year's, month's or day's articles, in their order."""
    beyond: int = 0
    """Entries of a sitemap that were not read, because there are too many."""


def read_source(
    source: Source, body: bytes, url: str, magazine: Magazine, headers: Mapping[str, str]
) -> SourceContent:
    """Return what ``source``, fetched from ``url``, names; ``headers`` have lower-case names.

    Raises Unreadable.
    """
    content_type = headers.get("content-type", "")
    if isinstance(source, Feed):
        return SourceContent(
            kind="feed", found=Portions(parse_feed(body, url, content_type=content_type))
        )
    if isinstance(source, Sitemap):
        sitemap = parse_sitemap(body, url)
        return SourceContent(
            kind="sitemap",
            found=Portions(newest_first(sitemap.found)),
            nested=tuple(newest_lists_first(sitemap.nested)),
            beyond=sitemap.beyond,
        )
    if isinstance(source, Listing):
        page = parse_listing(body, url, magazine, source, content_type=content_type)
        return SourceContent(
            kind="listing",
            found=Portions(page.found),
            next_page=page.next_page,
            archives=page.archives,
        )
    posts = parse_posts(body, url, headers)
    return SourceContent(kind="posts", found=Portions(posts.found), next_page=posts.next_page)
