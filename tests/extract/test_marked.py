import pytest

from tests.extract.samples import STORIES, URL, document, read
from tradecrawler.extract import walk
from tradecrawler.extract.evidence import gather
from tradecrawler.extract.marked import Marked, is_marked
from tradecrawler.extract.tree import parse

STORY = STORIES["fr"].html


def marked(markup: str) -> Marked:
    return gather(walk.read(parse(markup), URL), URL).marked


@pytest.mark.parametrize(
    "name", ["author", "byline", "entry-author", "post-author vcard", "article__author", "auteur"]
)
def test_an_element_called_author(name: str) -> None:
    found = marked(f'<h1>Un titre</h1><span class="{name}">Odile Varennes</span>')
    assert found.bylines == ("Odile Varennes",)


@pytest.mark.parametrize("around", ["comments", "related-posts", "comment-list", "sidebar"])
def test_what_stands_elsewhere_does_not_count(around: str) -> None:
    found = marked(
        f'<h1>Un titre</h1><div class="{around}"><p class="author">Bastien Oriol</p>'
        "<time datetime='2026-01-01'>1</time></div>"
    )
    assert (found.bylines, found.dates) == ((), ())


def test_the_headlines_own_surroundings_are_trusted() -> None:
    found = marked('<div class="sidebar"><h1>Titre</h1><p class="author">Odile Varennes</p></div>')
    assert found.bylines == ("Odile Varennes",)


def test_links_that_sign_together() -> None:
    found = marked(
        '<h1>Titre</h1><p><a rel="author">Odile Varennes</a> <a rel="author">Bastien Oriol</a></p>'
        '<div><p><a rel="author">Maud Terlinck</a></p></div>'
    )
    assert found.signed[:2] == ("Odile Varennes", "Bastien Oriol")


@pytest.mark.parametrize(
    "markup",
    [
        '<time datetime="2026-03-03">3 mars</time>',
        '<span class="entry-date">2026-03-03</span>',
        '<p class="article-date">2026-03-03</p>',
    ],
)
def test_dates_that_are_named_so(markup: str) -> None:
    assert marked(f"<h1>Titre</h1>{markup}").dates == ("2026-03-03",)


def test_a_change_is_no_publication() -> None:
    found = marked("<h1>Titre</h1><p>Mis à jour le <time class='updated'>3 mars 2026</time></p>")
    assert (found.dates, found.updates) == ((), ("3 mars 2026",))


def test_a_changed_page_without_other_date_is_dated_by_its_change() -> None:
    markup = document(f"<p>Mis à jour le 3 mars 2026</p>{STORY}")
    article = read(markup.replace("article:published_time", "x"))
    assert article.date_published == "2026-03-03"


@pytest.mark.parametrize(
    "name",
    ["byline", "by-line", "author", "post-author", "auteur", "autor", "autoren", "redacteur",
     "contributor", "date", "entry-date", "datum", "fecha", "datetime", "timestamp", "published",
     "pubdate", "posted", "posted-on", "publishdate", "publication-date", "publication",
     "author-box__name"],
)  # fmt: skip
def test_classes_that_name_authors_and_dates(name: str) -> None:
    assert is_marked("span", [("class", f"a {name} b")])


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("time", [], True),
        ("a", [("rel", "nofollow Author")], True),
        ("a", [("rel", "nofollow")], False),
        ("div", [("itemprop", "x")], True),
        ("div", [("property", "x")], True),
        ("div", [("class", "bypass standby")], False),
        ("div", [], False),
    ],
)
def test_is_marked(tag: str, attributes: list[tuple[str, str]], expected: bool) -> None:
    assert is_marked(tag, attributes) is expected
