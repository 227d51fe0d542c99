import pytest

from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.site import (
    customary,
    feeds_of,
    may_list_articles,
    sitemaps_of_robots,
    slug_of,
    title_of,
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


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("<meta property=og:site_name content='Le Rayon'><title>Accueil</title>", "Le Rayon"),
        ("<meta name=application-name content='Le Rayon'>", "Le Rayon"),
        ("<title>Le Rayon | le magazine du commerce</title>", "Le Rayon"),
        ("<title>Le Rayon – Actualités</title>", "Le Rayon"),
        ("<title>Tout le commerce – Le Râyon</title>", "Le Râyon"),
        ("<title>Tout le commerce – Épices</title>", "Tout le commerce"),
        ("<title> Le\n Rayon </title>", "Le Rayon"),
        ("<title>Le Sous-Rayon</title>", "Le Sous-Rayon"),
        ("<meta property=og:site_name content=' '>", None),
    ],
)
def test_the_name_of_a_site(head: str, expected: str | None) -> None:
    tree = html_tree(f"<html><head>{head}</head><body>x</body></html>".encode())
    assert tree is not None
    assert title_of(tree, "https://www.sous-rayon.example/") == expected


@pytest.mark.parametrize(
    ("anchor", "expected"),
    [
        ("<a href='/rss'>RSS</a>", ["https://www.example.org/rss"]),
        ("<a href='/nieuws.rss'>RSS</a>", ["https://www.example.org/nieuws.rss"]),
        ("<a href='/?feed=rss'>RSS</a>", ["https://www.example.org/?feed=rss"]),
        ("<a href='/rss-is-not-dead'>x</a><a href='/comments/feed/'>x</a>", []),
        (
            "<link rel=alternate type=application/feed+json href=/feed.json><a href='/rss'>x</a>",
            ["https://www.example.org/feed.json"],
        ),
        ("<link rel=alternate type='application/json' href='/wp-json/wp/v2/pages/7'>", []),
    ],
)
def test_feeds_that_are_linked_or_in_json(anchor: str, expected: list[str]) -> None:
    tree = html_tree(f"<html><body>{anchor}</body></html>".encode())
    assert tree is not None
    assert feeds_of(tree, URL) == expected
