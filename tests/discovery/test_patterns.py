import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tradecrawler.discovery.patterns import learn

HOST = "https://www.example.org"
SLUGS = [
    "keten-opent-tien-winkels",
    "prijzen-dalen-weer",
    "nieuwe-topman-voor-de-groep",
    "bio",
    "zomer-in-de-rekken",
    "magazijn-verhuist-naar-genk",
]


def urls(*templates: str) -> list[str]:
    return [
        HOST + template.format(slug=slug, n=1000 + 7 * n)
        for template in templates
        for n, slug in enumerate(SLUGS)
    ]


@pytest.mark.parametrize(
    ("articles", "expected"),
    [
        (urls("/fr/news/{slug}", "/nl/news/{slug}"), "://[^/]+/(?:fr|nl)/news/[^/?#]+/?$"),
        (urls("/{slug}/"), "://[^/]+/[^/?#]+/?$"),
        (urls("/blog/{slug}.html"), r"://[^/]+/blog/[^/?#]+\.html$"),
        (urls("/2024/05/{slug}/", "/2023/11/{slug}/"), r"://[^/]+/\d{4}/\d{1,2}/[^/?#]+/?$"),
        (urls("/news/{n}/"), r"://[^/]+/news/\d{4}/?$"),
        (urls("/news/{slug}/index.html"), r"://[^/]+/news/[^/?#]+/index\.html$"),
        (urls("/article.php?id={n}"), r"://[^/]+/article\.php\?(?:[^#]*&)?id=[^&#]+"),
        (urls("/?p={n}"), r"://[^/]+/\?(?:[^#]*&)?p=[^&#]+"),
        (urls("/a/{slug}", "/b/{slug}", "/c/{slug}"), "://[^/]+/(?:a|b|c)/[^/?#]+/?$"),
    ],
)
def test_what_articles_share(articles: list[str], expected: str) -> None:
    learnt = learn(articles)
    assert learnt.articles == (expected,)
    assert learnt.uncovered == ()
    assert all(map(learnt.is_article, articles))


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        (["ca", "de", "es", "fr", "it"], "[a-z]{2}"),
        (["ca", "de", "es", "fr", "pt-BR"], "[a-z]{2}(?:[-_][a-zA-Z]{2})?"),
    ],
)
def test_some_languages_of_many(codes: list[str], expected: str) -> None:
    learnt = learn(urls(*[f"/{code}/news/{{slug}}" for code in codes]))
    assert learnt.articles == (f"://[^/]+/{expected}/news/[^/?#]+/?$",)
    assert learnt.is_article(HOST + "/nl/news/nieuw")


def test_many_sections_are_any() -> None:
    sections = [f"/section{letter}/{{slug}}" for letter in "abcdefgh"]
    assert learn(urls(*sections)).articles == ("://[^/]+/[^/?#]+/[^/?#]+/?$",)


def test_pages_that_are_none_narrow_it_down() -> None:
    articles = [url for url in urls("/{slug}") if "-" in url]
    learnt = learn(articles, [HOST + "/kontakt", HOST + "/impressum"])
    assert learnt.articles == ("://[^/]+/[^/?#]+-[^/?#]+/?$",)
    assert learnt.others == ()
    assert not learnt.is_article(HOST + "/redaktion")


def test_sections_are_named_where_others_are_beside_them() -> None:
    sections = [f"/section{letter}/{{slug}}" for letter in "abcdefgh"]
    learnt = learn(urls(*sections), urls("/tag/{slug}", "/author/{slug}"))
    assert learnt.is_article(HOST + "/sectiona/nieuw-artikel")
    assert not any(map(learnt.is_article, urls("/tag/{slug}")))


def test_what_cannot_be_told_apart_is_an_exception_by_name() -> None:
    learnt = learn(urls("/{slug}"), [HOST + "/over-ons-en-de-redactie", HOST + "/privacy"])
    assert learnt.others == ("/(?:over-ons-en-de-redactie|privacy)/?$",)
    assert all(map(learnt.is_article, urls("/{slug}")))
    assert not learnt.is_article(HOST + "/privacy/")


def test_folders_of_others_are_exceptions() -> None:
    many = [f"/s{n}/{{slug}}" for n in range(40)]
    learnt = learn(urls(*many), urls("/fr/{slug}", "/tag/{slug}"))
    assert learnt.others == ("/(?:fr|tag)/",)


def test_a_page_that_was_refused_is_no_exception_by_its_name() -> None:
    articles = urls("/news/{slug}")
    walled = [HOST + "/news/achter-een-muur"]
    assert learn(articles, [], walled) == learn(articles)
    shop = [HOST + f"/shop/{slug}" for slug in SLUGS]
    many = urls(*[f"/s{n}/{{slug}}" for n in range(40)])
    assert learn(many, [], shop).others == ("/shop/",)


def test_a_stray_address_is_told_of() -> None:
    articles = urls(*[f"/news/{{slug}}-{n}" for n in range(30)])
    stray = HOST + "/one/of/its/own/kind"
    learnt = learn([*articles, stray])
    assert learnt.uncovered == (stray,)
    assert len(learnt.articles) == 1


def test_nothing_is_learnt_from_nothing() -> None:
    learnt = learn([])
    assert learnt.articles == ()
    assert not learnt.is_article(HOST)


SEGMENTS = st.lists(st.from_regex(r"[a-zA-Z0-9%.+()-]{1,12}", fullmatch=True), max_size=4)
URLS = st.lists(SEGMENTS.map(lambda parts: "/".join([HOST, *parts])), max_size=20)


@given(articles=URLS, others=URLS)
@settings(max_examples=200, deadline=None, derandomize=True)
def test_every_article_is_covered_or_told_of(articles: list[str], others: list[str]) -> None:
    learnt = learn(articles, others)
    assert {url for url in articles if not learnt.is_article(url)} == set(learnt.uncovered)
