"""The whole site of an edition: every address and what it answers. Pure, and the same every time.

Nothing listens here; ``server`` does.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from hashlib import sha256
from importlib.resources.abc import Traversable

from tradecrawler.demo import feeds, pages
from tradecrawler.demo.article_page import article_page
from tradecrawler.demo.content import load
from tradecrawler.demo.head import Address
from tradecrawler.demo.markup import fill, picture, picture_path
from tradecrawler.demo.snapshot import Snapshot
from tradecrawler.demo.source import Source

EDITIONS = 10
"""Weekly editions there are; further ones would be the same as the last."""

_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"


@dataclass(frozen=True, kw_only=True, slots=True)
class Resource:
    """What one address answers."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def snapshots(edition: int = 1, content: Traversable | None = None) -> tuple[Snapshot, ...]:
    """The magazines that have articles, as they stand in ``edition``.

    ``content`` is a folder laid out as the bundled one.
    """
    everything = (Snapshot(content=part, edition=edition) for part in load(content))
    return tuple(snapshot for snapshot in everything if snapshot.online)


def build(edition: int = 1, content: Traversable | None = None) -> Mapping[str, Resource]:
    """Absolute URL to what it answers in ``edition``, for all magazines."""
    return {
        url: resource
        for snapshot in snapshots(edition, content)
        for url, resource in _site(snapshot)
    }


def _site(snapshot: Snapshot) -> Iterator[tuple[str, Resource]]:
    yield from _articles(snapshot)
    yield from _others(snapshot)
    for path, resource in _machine_files(snapshot):
        yield snapshot.site.url(path), resource


def _articles(snapshot: Snapshot) -> Iterator[tuple[str, Resource]]:
    for source in snapshot.online:
        url = snapshot.url(source)
        yield url, _article(snapshot, source, Address(url=url))
    for source in snapshot.gone:
        page = pages.gone_page(snapshot, snapshot.masthead(source))
        yield snapshot.url(source), _answer(page, snapshot.deployed, status=410)
    for second in snapshot.content.house.addresses:
        target = snapshot.find(second.key, second.language)
        if target is None:
            continue
        url = snapshot.address(second)
        if second.kind == "redirect":
            location = {"Location": snapshot.url(target)}
            yield url, Resource(status=301, headers=location, body=b"")
        elif target in snapshot.online:
            yield url, _article(snapshot, target, Address(url=url, canonical=False))


def _article(snapshot: Snapshot, source: Source, address: Address) -> Resource:
    page = article_page(snapshot, source, address)
    # pages of the oldest layout carry nothing that changes with the edition
    bare = snapshot.layout(source) == "bare"
    modified = snapshot.modified(source) if bare else snapshot.deployed
    if (source.key, source.language) not in snapshot.content.house.misencoded:
        return _answer(page, modified)
    body = page.encode("windows-1252", "xmlcharrefreplace")
    return _answer(body, modified, content_type="text/html")


def _others(snapshot: Snapshot) -> Iterator[tuple[str, Resource]]:
    url = snapshot.site.url
    for masthead in snapshot.site.mastheads:
        home = pages.home_page(snapshot, masthead)
        yield url(masthead.home), _answer(home, snapshot.deployed)
        for path, page in pages.listings(snapshot, masthead):
            yield url(path), _answer(page, snapshot.deployed)
        for path, page in pages.standing_pages(snapshot, masthead):
            yield url(path), _answer(page, snapshot.deployed)
    if snapshot.site.mastheads[0].home != "/":
        location = {"Location": url(snapshot.site.mastheads[0].home)}
        yield url("/"), Resource(status=302, headers=location, body=b"")
    missing = pages.not_found_page(snapshot, snapshot.site.mastheads[0])
    yield url("/404"), _answer(missing, snapshot.deployed, status=404)
    for odd in snapshot.content.house.odd_pages:
        place = url(snapshot.site.masthead(odd.language).article(odd.slug))
        yield place, _answer(pages.odd_page(snapshot, odd, place), snapshot.deployed)


def _machine_files(snapshot: Snapshot) -> Iterator[tuple[str, Resource]]:
    deployed = snapshot.deployed
    for masthead in snapshot.site.mastheads:
        feed = feeds.rss(snapshot, masthead)
        yield masthead.feed, _answer(feed, deployed, content_type="application/rss+xml")
        yield masthead.sitemap, _answer(feeds.sitemap(snapshot, masthead), deployed, _XML)
    yield "/sitemap.xml", _answer(feeds.sitemap_index(snapshot), deployed, _XML)
    yield "/sitemap-news.xml", _answer(feeds.news_sitemap(snapshot), deployed, _XML)
    yield "/robots.txt", _answer(feeds.robots(snapshot), deployed, "text/plain; charset=utf-8")
    style = fill("style.css", colour=snapshot.site.colour)
    yield "/assets/style.css", _answer(style, deployed, "text/css; charset=utf-8")
    for source in snapshot.content.sources:
        for name in (source.key, f"{source.key}-2"):
            drawing = picture(name, snapshot.site.colour)
            yield picture_path(name), _answer(drawing, source.published, "image/svg+xml")


def _answer(
    body: str | bytes, modified: datetime, content_type: str = _HTML, *, status: int = 200
) -> Resource:
    content = body.encode() if isinstance(body, str) else body
    headers = {
        "Content-Type": content_type,
        "Last-Modified": format_datetime(modified.astimezone(UTC), usegmt=True),
        "ETag": f'"{sha256(content).hexdigest()[:20]}"',
    }
    return Resource(status=status, headers=headers, body=content)
