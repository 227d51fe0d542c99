"""The bundled site of both editions: nothing dangles, nothing is left out."""

import re
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from lxml import etree

from tradecrawler.demo.mastheads import SITES
from tradecrawler.demo.site import Resource, build
from tradecrawler.demo.truth import truth

EDITIONS = (1, 2)
HOSTS = tuple(f"{site.base}/" for site in SITES)

built = lru_cache(build)


def links(url: str, resource: Resource) -> set[str]:
    """Everything on our hosts that a page, feed or sitemap names."""
    kind = resource.headers.get("Content-Type", "")
    if "html" in kind:
        soup = BeautifulSoup(resource.body, "lxml") if resource.body else BeautifulSoup("", "lxml")
        found = [tag.get("href") or tag.get("src") for tag in soup.find_all(href=True)]
        found += [tag.get("src") for tag in soup.find_all("img", src=True)]
    elif "xml" in kind and "svg" not in kind:
        found = re.findall(r'https?://[^<>"\s]+', resource.body.decode())
    else:
        found = []
    absolute = {urljoin(url, str(link)).partition("#")[0] for link in found}
    return {link for link in absolute if link.startswith(HOSTS)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_no_link_dangles(edition: int) -> None:
    site = built(edition)
    for url, resource in site.items():
        for link in links(url, resource):
            assert link in site, f"{url} links to {link}"
            assert link == url or site[link].status in (200, 301, 302, 410), link


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_page_of_the_truth_can_be_discovered(edition: int) -> None:
    site = built(edition)
    listed = {
        link
        for url, resource in site.items()
        if "sitemap" in url or url.endswith("rss.xml") or resource.status == 200
        for link in links(url, resource)
        if link != url
    }
    assert {page.url for page in truth(edition)} <= listed


@pytest.mark.parametrize("edition", EDITIONS)
def test_there_are_at_least_sixty_articles(edition: int) -> None:
    articles = [page for page in truth(edition) if not page.refused]
    assert len(articles) >= 60
    assert len({page.url for page in articles}) == len(articles)
    layouts = Counter(page.layout for page in articles)
    assert min(layouts.values()) >= 6
    assert len(layouts) == 4


def hreflang(site: Mapping[str, Resource], url: str) -> dict[str, str]:
    soup = BeautifulSoup(site[url].body, "lxml")
    return {str(tag["hreflang"]): str(tag["href"]) for tag in soup.find_all("link", hreflang=True)}


@pytest.mark.parametrize("edition", EDITIONS)
def test_alternates_are_symmetrical(edition: int) -> None:
    pages = {page.url: page for page in truth(edition) if not page.refused}
    assert any(page.alternates for page in pages.values())
    for page in pages.values():
        for other in page.alternates.values():
            assert pages[other].alternates == page.alternates
        on_page = {} if page.layout == "bare" else page.alternates
        assert hreflang(built(edition), page.url) == on_page


@pytest.mark.parametrize("edition", EDITIONS)
def test_sitemaps_are_well_formed_and_complete(edition: int) -> None:
    site = built(edition)
    for base in (site.base for site in SITES):
        index = etree.fromstring(site[f"{base}/sitemap.xml"].body)
        maps = [str(node.text) for node in index.iter("{*}loc")]
        assert len(maps) >= 2
        listed = {
            str(node.text)
            for url in maps
            for node in etree.fromstring(site[url].body).iter(
                "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
            )
        }
        articles = {page.url for page in truth(edition) if page.key and page.url.startswith(base)}
        assert articles <= listed


def test_one_listing_page_leads_to_the_next() -> None:
    site = built(1)
    url: str | None = "http://www.comptoir-toonbank.example/fr/news/"
    headlines = []
    while url:
        soup = BeautifulSoup(site[url].body, "lxml")
        assert len(soup.select(".entry")) <= 10
        headlines += [tag.get_text() for tag in soup.select(".entry h2")]
        following = soup.select_one("link[rel=next]")
        url = urljoin(url, str(following["href"])) if following else None
    french = [
        page.headline
        for page in truth(1)
        if page.key
        and page.language == "fr"
        and page.magazine == "comptoir"
        and not page.duplicate_of
    ]
    assert sorted(" ".join(text.split()) for text in headlines) == sorted(french)


def test_feeds_have_the_newest_twenty() -> None:
    feed = etree.fromstring(built(1)["http://www.comptoir-toonbank.example/nl/rss.xml"].body)
    assert len(feed.findall("channel/item")) == 20


def test_every_refusal_happens() -> None:
    reasons = Counter(page.refused for page in truth(1) if page.refused)
    assert set(reasons) == {"listing", "consent_wall", "soft_404", "empty"}


def test_the_odd_corners() -> None:
    site, pages = built(1), truth(1)
    assert any(not page.is_accessible_for_free and page.body for page in pages)
    assert any(page.duplicate_of for page in pages)
    moved = [old for page in pages for old in page.redirected_from]
    assert moved
    assert {site[old].status for old in moved} == {301}
    for page in pages:
        if page.duplicate_of:
            assert b'rel="canonical"' not in site[page.url].body
        if page.refused == "empty":
            assert site[page.url].body == b""


def test_pages_in_the_wrong_encoding() -> None:
    wrong = [
        resource
        for resource in built(1).values()
        if resource.headers.get("Content-Type") == "text/html"
    ]
    assert wrong
    for resource in wrong:
        assert re.search(rb"charset=\"?utf-8", resource.body)
        resource.body.decode("windows-1252")
        with pytest.raises(UnicodeDecodeError):
            resource.body.decode("utf-8")


def test_a_press_release_runs_in_both_magazines() -> None:
    pages = [page for page in truth(1) if page.key and page.language == "fr"]
    shared = [
        (here, there)
        for here in pages
        for there in pages
        if here.magazine == "comptoir" and there.magazine == "quai" and here.key == there.key
    ]
    assert shared
    for here, there in shared:
        assert here.lead != there.lead
        assert set(here.body) & set(there.body)


def test_a_week_later() -> None:
    before = {page.url: page for page in truth(1) if not page.refused}
    after = {page.url: page for page in truth(2) if not page.refused}
    both = before.keys() & after.keys()
    edited = [url for url in both if before[url].body != after[url].body]
    walled = [
        url
        for url in both
        if before[url].is_accessible_for_free and not after[url].is_accessible_for_free
    ]
    gone = before.keys() - after.keys()
    assert len(edited) > len(walled) > 0
    assert after.keys() - before.keys()
    assert gone
    assert {built(2)[url].status for url in gone} == {410}
    untouched = [url for url in both if before[url] == after[url]]
    assert any(built(1)[url].body != built(2)[url].body for url in untouched)
    assert any(built(1)[url] == built(2)[url] for url in untouched)


def test_building_twice_gives_the_same(content: Path) -> None:
    assert build(1, content) == build(1, content)
    assert build(2) == build(2)
