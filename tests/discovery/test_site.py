import pytest

from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.site import (
    customary,
    feeds_of,
    may_list_articles,
    sitemaps_of_robots,
    slug_of,
)

URL = "https://www.example.org/"


def test_sitemaps_of_robots() -> None:
    body = b"User-agent: *\r\nDisallow:\r\nSITEMAP : /news.xml # comment\r\nSitemap:https://a.example/b\r\n"
    assert sitemaps_of_robots(body, URL + "robots.txt") == [
        "https://www.example.org/news.xml",
        "https://a.example/b",
    ]


def test_robots_without_sitemaps() -> None:
    assert sitemaps_of_robots(b"User-agent: *\n# no sitemap: here\nDisallow: /", URL) == []


def test_feeds_that_a_page_declares() -> None:
    tree = html_tree(
        b"""<link rel=alternate type="application/rss+xml" href="/rss">
        <link rel="Alternate Home" type="application/atom+xml; charset=utf-8" href=atom.xml>
        <link rel=alternate type="application/rss+xml" href="/comments/feed/">
        <link rel=alternate hreflang=nl href="/nl/">
        <link rel=stylesheet type="text/css" href="/rss.css">
        <link rel=alternate type="application/rss+xml" href="/rss">"""
    )
    assert tree is not None
    assert feeds_of(tree, URL + "fr/") == [
        "https://www.example.org/rss",
        "https://www.example.org/fr/atom.xml",
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("post-sitemap.xml", True),
        ("sitemap-news.xml", True),
        ("fr/sitemap.xml", True),
        ("vintage-sitemap.xml", True),
        ("post_tag-sitemap.xml", False),
        ("author-sitemap2.xml", False),
        ("category-sitemap.xml", False),
        ("sitemap_images.xml", False),
    ],
)
def test_sitemaps_by_their_names(name: str, expected: bool) -> None:
    assert may_list_articles(URL + name) is expected


def test_customary_places_are_at_the_root() -> None:
    assert customary(("/feed/",), URL + "fr/news/") == ["https://www.example.org/feed/"]


@pytest.mark.parametrize(
    ("url", "slug"),
    [
        ("https://www.example.org/fr/", "example_org"),
        ("https://news.Example-Mag.be", "news_example_mag_be"),
        ("http://127.0.0.1:8103/", "site_127_0_0_1_8103"),
        ("https://24heures.example", "site_24heures_example"),
    ],
)
def test_slugs(url: str, slug: str) -> None:
    assert slug_of(url) == slug
