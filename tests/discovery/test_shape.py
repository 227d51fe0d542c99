import pytest

from tradecrawler.discovery.shape import (
    is_list_of_articles,
    is_page_of_list,
    is_surely_not_article,
    looks_like_article,
)

HOST = "https://www.example.org"

ARTICLES = [
    "/fr/news/une-chaine-ouvre-dix-magasins",
    "/nl/news/keten-opent-tien-winkels/",
    "/2026/05/12/store-opens-in-ghent/",
    "/handel/nachrichten/kette-eroeffnet-zehn-filialen-181234",
    "/carrefour-change-de-tete,452345",
    "/211234/keten-opent-winkel",
    "/blog/why-we-moved-the-warehouse.html",
    "/de/posts/some-author/why-shelves-are-empty-again/",
    "/ar/posts/%D8%A8%D9%86%D8%A7%D8%A1-%D9%88%D8%A7%D8%AC%D9%87%D8%A7%D8%AA-%D9%85%D8%AA%D8%B9-%D9%88%D9%83/",
    "/actualites/contact-centers-are-hiring-again",
]
MAYBE = ["/retail", "/fr/news/colruyt", "/company/delhaize", "/?p=123"]
LISTS = [
    "/",
    "/fr/",
    "/en-us/",
    "/fr/news/",
    "/nl/nieuws",
    "/de/Nachrichten/",
    "/blog/index.html",
    "/category/food/",
    "/categorie/alimentation",
    "/2026/",
    "/2026/05/",
    "/archief/2026/05/12",
    "/fr/actualités/",
    "/news/page/2/",
    "/retail/page-3",
    "/news?page=2",
]
NEITHER = [
    "/tags/loi/",
    "/fr/tag/prix/",
    "/auteur/jeanne-exemple/",
    "/authors/jan-voorbeeld",
    "/feed/",
    "/a-long-enough-article-slug/feed/",
    "/recherche?q=prix",
    "/?s=prijs",
    "/fr/contact",
    "/over-ons/",
    "/impressum.html",
    "/datenschutz",
    "/politique-de-confidentialite/",
    "/wp-content/uploads/report-of-the-whole-year.pdf",
    "/images/some-picture-of-a-shop.jpg",
    "/sitemap.xml",
    "/abonnement",
    "/login?next=/news/some-article-slug-here",
    "/events/congress-of-the-whole-branch/",
    "/fr/agenda/salon-du-commerce-de-detail/",
]


@pytest.mark.parametrize("path", ARTICLES)
def test_an_articles_shape(path: str) -> None:
    assert looks_like_article(HOST + path)
    assert not is_surely_not_article(HOST + path)
    assert not is_list_of_articles(HOST + path)


@pytest.mark.parametrize("path", [path for path in MAYBE if path != "/?p=123"])
def test_a_shape_that_tells_nothing(path: str) -> None:
    assert not looks_like_article(HOST + path)
    assert not is_surely_not_article(HOST + path)


@pytest.mark.parametrize("path", LISTS)
def test_lists_of_articles(path: str) -> None:
    assert is_list_of_articles(HOST + path)
    assert is_surely_not_article(HOST + path)
    assert not looks_like_article(HOST + path)


@pytest.mark.parametrize("path", NEITHER)
def test_neither_articles_nor_lists_to_follow(path: str) -> None:
    assert is_surely_not_article(HOST + path)
    assert not is_list_of_articles(HOST + path)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/news/page/2/", True),
        ("/nieuws/pagina/3", True),
        ("/news?page=2", True),
        ("/news/?paged=4", True),
        ("/news/seite-2", True),
        ("/news/page/", False),
        ("/news/2/", False),
        ("/?p=123", False),
        ("/page-turning-novels-sell-best", False),
    ],
)
def test_further_pages_of_a_list(path: str, expected: bool) -> None:
    assert is_page_of_list(HOST + path) is expected
