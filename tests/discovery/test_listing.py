import json

import pytest

from tradecrawler.discovery.errors import NotAListing
from tradecrawler.discovery.listing import archives, base_of, links, parse_listing
from tradecrawler.discovery.markup import html_tree
from tradecrawler.magazine import Listing, Magazine

URL = "https://www.example.org/fr/news/"
LISTING = Listing(url=URL)
MAGAZINE = Magazine(
    slug="rayon",
    title="Le Rayon",
    homepage="https://www.example.org/",
    article_urls=(r"/fr/news/[^/?]+$",),
)
PAGE = """<!doctype html><meta charset="utf-8"><base href="/fr/"><nav><a href="/">Accueil</a></nav>
<article><a href="news/epicerie"><img src="a.jpg"></a>
<h2><a href="news/epicerie">Une épicerie ouvre à Namur</a></h2>
<a href="news/epicerie#comments">Lire la suite</a></article>
<article class="ad"><a href="news/publi">Publireportage de la semaine</a></article>
<a href="https://elsewhere.example/fr/news/autre">Ailleurs</a>
<a href="/fr/contact">Contact</a><a>sans adresse</a>"""


def test_every_article_once_with_its_headline() -> None:
    content = parse_listing(PAGE.encode(), URL, MAGAZINE, LISTING)
    assert [(found.url, found.hints.headline) for found in content.found] == [
        ("https://www.example.org/fr/news/epicerie", "Une épicerie ouvre à Namur"),
        ("https://www.example.org/fr/news/publi", "Publireportage de la semaine"),
    ]


def test_a_declared_selector_narrows_the_links() -> None:
    listing = Listing(url=URL, links="h2 a")
    content = parse_listing(PAGE.encode(), URL, MAGAZINE, listing)
    assert [found.url for found in content.found] == ["https://www.example.org/fr/news/epicerie"]


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- nothing -->"])
def test_a_page_without_markup_is_no_listing(body: bytes) -> None:
    with pytest.raises(NotAListing):
        parse_listing(body, URL, MAGAZINE, LISTING)


def test_links_stay_on_the_host_and_leave_out_nofollow() -> None:
    body = PAGE.encode() + b'<a rel="nofollow" href="/fr/news/pub">Pub</a>'
    tree = html_tree(body)
    assert tree is not None
    assert [
        link.url.removeprefix("https://www.example.org") for link in links(tree, base_of(body, URL))
    ] == [
        "/",
        "/fr/news/epicerie",
        "/fr/news/publi",
        "/fr/contact",
    ]


def test_what_load_more_fetches() -> None:
    fragment = (
        b'<li><a href="/fr/news/epicerie">Un</a></li><li><a href="/fr/news/autre">Deux</a></li>'
    )
    content = parse_listing(fragment, URL, MAGAZINE, LISTING)
    assert [found.url.rpartition("/")[2] for found in content.found] == ["epicerie", "autre"]


@pytest.mark.parametrize(
    ("answer", "following"),
    [
        ({"html": "<a href='/fr/news/epicerie'>Un</a>", "next_page_url": "/fr/news/?p=3"}, "?p=3"),
        ({"data": {"items": ["<p><a href='/fr/news/epicerie'>Un</a></p>"]}, "next": None}, None),
        (["<a href='/fr/news/epicerie'>Un</a><a rel='next' href='?p=3'>x</a>"], "?p=3"),
    ],
)
def test_what_load_more_fetches_in_json(answer: object, following: str | None) -> None:
    content = parse_listing(json.dumps(answer).encode(), URL, MAGAZINE, LISTING)
    assert [found.url for found in content.found] == ["https://www.example.org/fr/news/epicerie"]
    assert content.next_page == (URL + following if following else None)


@pytest.mark.parametrize("body", [b'{"count": 0}', b"[]", b'{"html": ""}'])
def test_json_without_markup_is_no_listing(body: bytes) -> None:
    with pytest.raises(NotAListing):
        parse_listing(body, URL, MAGAZINE, LISTING)


def test_archives_by_date_as_links_and_in_a_drop_down() -> None:
    tree = html_tree(
        b"""<a href="/2024/05/">mai</a><a href="/2024/05/">mai</a><a href="/fr/2023/">2023</a>
        <a href="/2024/05/une-epicerie">x</a><a href="https://elsewhere.example/2024/05/">y</a>
        <select><option value="">Archives</option><option value="/2024/04/">avril</option>
        </select>"""
    )
    assert tree is not None
    assert [url.removeprefix("https://www.example.org") for url in archives(tree, URL)] == [
        "/2024/05/",
        "/fr/2023/",
        "/2024/04/",
    ]


def test_a_base_that_is_none_is_left_out() -> None:
    assert base_of(b"<base href='http://[broken'>", URL) == URL
    assert base_of("<base href='/actualités/'>".encode(), URL) == (
        "https://www.example.org/actualit%C3%A9s/"
    )
