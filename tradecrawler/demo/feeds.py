"""What the sites offer machines: RSS, sitemaps with a news sitemap, robots.txt."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape

from tradecrawler.demo import inline
from tradecrawler.demo.mastheads import Masthead
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.demo.source import Source

FEED_LENGTH = 20
"""Articles in an RSS feed."""
NEWS_LENGTH = 12
"""Articles in a news sitemap."""

_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SITEMAPS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
_XHTML = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'


@dataclass(frozen=True, kw_only=True, slots=True)
class SitemapEntry:
    """One address a sitemap lists."""

    url: str
    modified: datetime
    alternates: Mapping[str, str] = field(default_factory=dict)


def rss(snapshot: Snapshot, masthead: Masthead) -> str:
    """The newest articles. A magazine in one language has its XML declaration twice, a fault
    that feeds of real magazines have."""
    url = snapshot.site.url
    items = "".join(
        _item(snapshot, source) for source in snapshot.in_language(masthead.language)[:FEED_LENGTH]
    )
    doubled = _DECLARATION if len(snapshot.site.mastheads) == 1 else ""
    return (
        f'{doubled}{_DECLARATION}<rss version="2.0" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>{masthead.title}</title>\n<link>{url(masthead.home)}</link>\n"
        f"<description>{escape(masthead.strapline)}</description>\n"
        f"<language>{masthead.language}-be</language>\n"
        f'<atom:link href="{url(masthead.feed)}" rel="self" type="application/rss+xml"/>\n'
        f"<lastBuildDate>{format_datetime(snapshot.deployed)}</lastBuildDate>\n"
        f"{items}</channel>\n</rss>\n"
    )


def _item(snapshot: Snapshot, source: Source) -> str:
    url = snapshot.url(source)
    creators = "".join(f"<dc:creator>{escape(name)}</dc:creator>\n" for name in source.authors)
    categories = "".join(
        f"<category>{escape(name)}</category>\n" for name in (source.section, *source.keywords)
    )
    return (
        f"<item>\n<title>{escape(source.headline)}</title>\n<link>{url}</link>\n"
        f"<description><![CDATA[<p>{inline.to_html(source.lead)}</p>]]></description>\n"
        f"{creators}{categories}<pubDate>{format_datetime(source.published)}</pubDate>\n"
        f'<guid isPermaLink="true">{url}</guid>\n</item>\n'
    )


def sitemap_index(snapshot: Snapshot) -> str:
    """The index: a sitemap for every language, and the news sitemap."""
    paths = [*(masthead.sitemap for masthead in snapshot.site.mastheads), "/sitemap-news.xml"]
    entries = "".join(
        f"<sitemap><loc>{snapshot.site.url(path)}</loc>"
        f"<lastmod>{snapshot.deployed.isoformat()}</lastmod></sitemap>\n"
        for path in paths
    )
    return f"{_DECLARATION}<sitemapindex {_SITEMAPS}>\n{entries}</sitemapindex>\n"


def sitemap(snapshot: Snapshot, masthead: Masthead) -> str:
    """Every address an article has or had in one language, walls and errors included."""
    entries = "".join(_sitemap_entry(entry) for entry in sitemap_entries(snapshot, masthead))
    return f"{_DECLARATION}<urlset {_SITEMAPS} {_XHTML}>\n{entries}</urlset>\n"


def sitemap_entries(snapshot: Snapshot, masthead: Masthead) -> Iterator[SitemapEntry]:
    """What the sitemap of one language lists, in its order."""
    language, house = masthead.language, snapshot.content.house
    for source in snapshot.in_language(language):
        yield SitemapEntry(
            url=snapshot.url(source),
            modified=snapshot.modified(source),
            alternates=snapshot.alternates(source),
        )
    for source in snapshot.gone:
        if source.language == language:
            yield SitemapEntry(url=snapshot.url(source), modified=source.published)
    for page in house.odd_pages:
        if page.language == language:
            url = snapshot.site.url(masthead.article(page.slug))
            yield SitemapEntry(url=url, modified=page.published)
    for second in house.addresses:
        source_of = snapshot.find(second.key, second.language)
        if second.language == language and source_of:
            yield SitemapEntry(url=snapshot.address(second), modified=source_of.published)


def _sitemap_entry(entry: SitemapEntry) -> str:
    alternates = "".join(
        f'<xhtml:link rel="alternate" hreflang="{language}" href="{url}"/>\n'
        for language, url in entry.alternates.items()
    )
    return (
        f"<url>\n<loc>{entry.url}</loc>\n<lastmod>{entry.modified.isoformat()}</lastmod>\n"
        f"{alternates}</url>\n"
    )


def news_sitemap(snapshot: Snapshot) -> str:
    """The newest articles of all languages, as news search engines want them."""
    entries = "".join(_news(snapshot, source) for source in snapshot.online[:NEWS_LENGTH])
    return f"{_DECLARATION}<urlset {_SITEMAPS} {_NEWS}>\n{entries}</urlset>\n"


def _news(snapshot: Snapshot, source: Source) -> str:
    return (
        f"<url>\n<loc>{snapshot.url(source)}</loc>\n<news:news>\n<news:publication>"
        f"<news:name>{snapshot.masthead(source).title}</news:name>"
        f"<news:language>{source.language}</news:language></news:publication>\n"
        f"<news:publication_date>{source.published.isoformat()}</news:publication_date>\n"
        f"<news:title>{escape(source.headline)}</news:title>\n"
        f"<news:keywords>{escape(', '.join(source.keywords))}</news:keywords>\n"
        "</news:news>\n</url>\n"
    )


def robots(snapshot: Snapshot, disallowed: Iterable[str] = ("/admin/", "/zoek/")) -> str:
    """What robots may read: everything but two folders that do not exist."""
    rules = "".join(f"Disallow: {path}\n" for path in disallowed)
    return f"User-agent: *\n{rules}\nSitemap: {snapshot.site.url('/sitemap.xml')}\n"
