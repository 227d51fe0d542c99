import pytest

from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.pagination import next_page

URL = "https://www.example.org/fr/news/"


def following(markup: str, url: str = URL, selector: str | None = None) -> str | None:
    tree = html_tree(f"<html><body>{markup}</body></html>".encode())
    assert tree is not None
    return next_page(tree, url, url, selector)


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


@pytest.mark.parametrize(
    "element",
    [
        '<button class="load-more" data-url="?page=2">Plus</button>',
        '<button data-next-url="/fr/news/?page=2">Charger plus</button>',
        '<div id="infinite-scroll" data-next-page="/fr/news/?page=2"></div>',
        '<button hx-get="?page=2">Meer laden</button>',
        '<a href="#" data-href="?page=2">Weitere Artikel</a>',
        '<a href="?page=2">Voir plus d\'articles</a>',
        '<a href="?page=2">Mehr laden</a>',
        '<a href="?page=2">Toon meer</a>',
        '<a href="?page=2">Load more news</a>',
    ],
)
def test_what_loads_more(element: str) -> None:
    assert following(element) == f"{URL}?page=2"


@pytest.mark.parametrize(
    "element",
    [
        '<a href="/fr/news/une-epicerie-ouvre">Voir plus</a>',
        '<a href="/dossiers/">Toon meer</a>',
        '<div class="share" data-url="https://www.example.org/fr/news/a"></div>',
        '<button class="load-more" data-url="2">Plus</button>',
        '<button class="load-more" data-page="2">Plus</button>',
    ],
)
def test_what_only_seems_to(element: str) -> None:
    assert following(element) is None


def test_a_selector_may_name_a_button() -> None:
    assert following('<b class="x" data-url="?page=2">y</b>', selector=".x") == f"{URL}?page=2"
