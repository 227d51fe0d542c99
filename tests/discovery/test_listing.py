import pytest

from tradecrawler.discovery.errors import NotAListing
from tradecrawler.discovery.listing import base_of, links, parse_listing
from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.pagination import next_page
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


def following(markup: str, url: str = URL, selector: str | None = None) -> str | None:
    tree = html_tree(f"<html><body>{markup}</body></html>".encode())
    assert tree is not None
    return next_page(tree, url, url, selector)


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


@pytest.mark.parametrize(
    "anchor",
    [
        '<a rel="next" href="?page=2">…</a>',
        '<a href="?page=2">Next</a>',
        '<a href="?page=2">Next page »</a>',
        '<a href="?page=2">Older posts</a>',
        '<a href="?page=2">Suivant</a>',
        '<a href="?page=2">Page suivante</a>',
        '<a href="?page=2">Volgende</a>',
        '<a href="?page=2">Volgende pagina ›</a>',
        '<a href="?page=2">Weiter</a>',
        '<a href="?page=2">Nächste Seite</a>',
        '<a href="?page=2">›</a>',
        '<a href="?page=2" aria-label="Volgende"><svg></svg></a>',
        '<a href="?page=2" title="Page suivante"><i></i></a>',
        '<b>1</b> <a href="?page=2">2</a> <a href="?page=3">3</a>',
    ],
)
def test_the_next_page_in_many_words(anchor: str) -> None:
    assert following(anchor) == f"{URL}?page=2"


@pytest.mark.parametrize(
    "anchor",
    [
        "",
        '<a href="/fr/news/suivante-etape-pour-la-filiere">Suivante étape pour la filière</a>',
        '<a href="?page=2">Previous</a>',
        '<a href="/top/2">3</a>',
        '<a href="https://elsewhere.example/?page=2">Next</a>',
        '<a href="#">Next</a>',
        f'<a href="{URL}">Next</a>',
    ],
)
def test_the_last_page_has_no_next(anchor: str) -> None:
    assert following(anchor) is None


def test_numbers_count_from_the_present_page() -> None:
    numbers = '<a href="?page=1">1</a> <b>2</b> <a href="?page=3">3</a> <a href="?page=4">4</a>'
    assert following(numbers, f"{URL}?page=2") == f"{URL}?page=3"


def test_a_declared_selector_finds_the_next_page() -> None:
    markup = '<a href="?page=9">Next</a><a class="more" href="?offset=20">Encore</a>'
    assert following(markup, selector="a.more") == f"{URL}?offset=20"
