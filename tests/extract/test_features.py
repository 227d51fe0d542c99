"""What is measured of the runs of invented pages."""

import sys
from types import FrameType

import numpy as np
import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, items, paragraphs
from tradecrawler.extract.features import (
    COLUMNS,
    FAR_LEVELS,
    KINDS,
    OPENING,
    STATED_CHARS,
    TITLE_CHARS,
    WORD_CHARS,
    Stated,
    measure,
)
from tradecrawler.extract.tree import PageTree, parse
from tradecrawler.extract.walk import read as walk
from tradecrawler.items import Measured

NOTHING = Stated()


def tree_of(body: str) -> PageTree:
    return walk(parse(f"<body>{body}</body>"), "https://rayons.example/")


def measured(body: str, stated: Stated = NOTHING) -> Measured:
    return measure(tree_of(body), stated)


def column(body: str, name: str, stated: Stated = NOTHING) -> list[float]:
    return [float(v) for v in measured(body, stated).figures[:, COLUMNS.index(name)]]


PAGES = {
    "one run": "<p>a</p>",
    "one letter": "é",
    "no word": "<p>…</p><p>— — —</p><p>!</p>",
    "digits": "<p>12 345</p><p>٣٤</p>",
    "chinese": "<p>我们的商店。</p><h2>新闻</h2>",
    "a link": '<p><a href="/a">Un lien</a></p>',
    "nested links": '<p><a href="/a">Un <a href="/b">lien</a> et <a href="/c">x</a></a></p>',
    "code": "<pre>a  b\n\n\tc</pre>",
    "all kinds": "<h2>a</h2><p>b</p><ul><li>c</ul><blockquote>d</blockquote><pre>e</pre>"
    "<table><tr><td>f<td>g<tr><td>h<td>i</table><figure><figcaption>j</figcaption></figure>"
    "<p>k<br>l</p>",
    "a story": STORIES["fr"].html + items(("Un", "Deux")) + '<nav><a href="/">Rayons</a></nav>',
}


@pytest.mark.parametrize("page", PAGES)
def test_one_finite_row_a_run(page: str) -> None:
    tree = tree_of(PAGES[page])
    story = STORIES["fr"]
    stated = Stated(headline=story.headline, description="a", article_text=story.text)
    found = measure(tree, stated)
    assert found.figures.shape == (len(tree.runs), len(COLUMNS))
    assert found.figures.dtype == np.float32
    assert np.isfinite(found.figures).all()
    assert len(found.near) == len(found.far) == len(found.words) == len(tree.runs)


def test_no_two_columns_have_one_name() -> None:
    assert len(set(COLUMNS)) == len(COLUMNS)


def test_figures_are_small_on_ordinary_pages() -> None:
    for language in LANGUAGES:
        tree = walk(parse(document(STORIES[language].html, lang=language)), "")
        found = measure(tree, Stated(headline=STORIES[language].headline, headline_place=1))
        assert np.abs(found.figures).max() <= 3.5


def test_every_run_is_of_one_kind() -> None:
    tree = tree_of(PAGES["all kinds"])
    found = measure(tree, NOTHING).figures[:, : len(KINDS)]
    assert [KINDS[int(row.argmax())] for row in found] == [run.kind for run in tree.runs]
    assert (found.sum(axis=1) == 1).all()
    assert {run.kind for run in tree.runs} == set(KINDS)


@pytest.mark.parametrize(
    ("name", "body", "expected"),
    [
        ("linked", '<p><a href="/a">abcd</a> efg</p>', 0.5),
        ("ends a sentence", "<p>Il dit : « Non. »</p>", 1),
        ("ends a sentence", "<p>Mehr zum Thema</p>", 0),
        ("ends a sentence", "<p>我们的商店。</p>", 1),
        ("starts upper", "<p>Élan</p>", 1),
        ("starts upper", "<p>« Non</p>", 0),
        ("digits", "<p>12ab</p>", 0.5),
        ("commas", "<p>a, b, c</p>", 1),
        ("heading level", "<h3>a</h3>", 0.5),
        ("heading level", "<ul><li>a</ul>", 0),
        ("repeated", "<p>a</p>", 0),
        ("repeated", "<p>a</p><p>a</p>", 1 / 3),
        ("repeated", "<p>a</p>" * 9, 1),
        ("words", "<p>a b</p>", np.log1p(2) / 3),
        ("sentences", "<p>A. B. C.</p>", np.log1p(2) / 2),
        ("group size", "<p>a</p>", 0),
        ("group size", "<ul><li>a<li>b</ul>", np.log1p(2) / 2),
    ],
)
def test_how_a_run_is_written(name: str, body: str, expected: float) -> None:
    assert column(body, name)[0] == pytest.approx(expected, rel=1e-5)


def test_prose_is_long_unlinked_text_that_is_no_heading() -> None:
    text = "un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
    body = (
        f"<p>{text}</p><h2>{text}</h2><p>{text.rpartition(' ')[0]}</p>"
        f'<p><a href="/a">{text}</a></p><ul><li>{text}</ul>'
    )
    assert column(body, "prose") == pytest.approx([0.15, 0, 0, 0, 0.15])
    assert column(body, "prose above") == pytest.approx([0, 15 / 31, 15 / 31, 15 / 31, 15 / 31])


# -- what the page states


HEADLINE = STORIES["en"].headline


@pytest.mark.parametrize(
    ("text", "is_headline", "share"),
    [
        (HEADLINE, 1, 6 / 9),
        (HEADLINE.upper() + "!", 1, 6 / 9),
        ("Glass bottles", 0, 2 / 9),
        ("Nothing of that", 0, 0),
        (f"{HEADLINE} " * 10, 0, 0),
    ],
)
def test_runs_are_compared_with_the_headline(text: str, is_headline: float, share: float) -> None:
    stated = Stated(headline=HEADLINE)
    assert len(text) <= TITLE_CHARS or not share
    assert column(f"<p>{text}</p>", "is headline", stated) == [is_headline]
    assert column(f"<p>{text}</p>", "of headline", stated) == pytest.approx([share])


def test_without_a_headline_no_run_is_like_it() -> None:
    assert column("<p>…</p><p>a</p>", "is headline") == [0, 0]
    assert column("<p>…</p><p>a</p>", "of headline") == [0, 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (STORIES["nl"].paragraphs[0], 1),
        (STORIES["nl"].paragraphs[1][20:50], 1),
        (STORIES["nl"].paragraphs[1][:OPENING] + " … lees verder", 0.5),
        (STORIES["nl"].paragraphs[1][: OPENING - 2] + " … lees verder", 0),
        ("De", 0),
        (STORIES["de"].paragraphs[0], 0),
    ],
)
def test_runs_are_looked_for_in_what_the_page_states(text: str, expected: float) -> None:
    whole = " ".join(STORIES["nl"].paragraphs)
    body = paragraphs(text)
    assert column(body, "of articleBody", Stated(article_text=whole)) == [expected]
    assert column(body, "of description", Stated(description=whole)) == [expected]
    assert column(body, "of articleBody", Stated(description=whole)) == [0]
    assert column(body, "of articleBody") == [0]


def test_whether_an_article_text_is_stated_is_known_of_every_run() -> None:
    assert column("<p>a</p><p>b</p>", "articleBody stated", Stated(article_text="c")) == [1, 1]
    assert column("<p>a</p><p>b</p>", "articleBody stated") == [0, 0]


def test_runs_are_looked_for_in_no_more_than_an_article_has() -> None:
    """Every run in a text without end would take time in proportion to both."""
    first, last = STORIES["fr"].paragraphs[0], STORIES["fr"].paragraphs[-1]
    whole = " ".join((first, "." * STATED_CHARS, last))
    stated = Stated(article_text=whole, description=whole)
    for name in ("of articleBody", "of description"):
        assert column(paragraphs(first, last), name, stated) == [1, 0]


def test_places_count_from_the_headline() -> None:
    body = "<p>a</p><h1>b</h1><p>c</p><p>d</p>"
    away = column(body, "from headline", Stated(headline_place=1))
    assert away == pytest.approx([-np.log1p(1) / 3, 0, np.log1p(1) / 3, np.log1p(2) / 3])
    assert column(body, "place") == pytest.approx([0, 0.25, 0.5, 0.75])


# -- names and words


def test_names_of_two_elements_are_near_and_those_around_them_far() -> None:
    body = '<main class="Seite"><section id="box_2-links"><div class="a"><p class="b">Un</p></div>'
    found = measured(body)
    assert found.near == (("<p>", "b", "<div>", "a"),)
    assert found.far == (
        ("<section>", "box_2-links", "box", "links", "<main>", "seite", "<body>", "<html>"),
    )


def test_names_far_out_are_not_looked_at() -> None:
    body = "".join(f'<div class="n{chr(97 + i)}">' for i in range(12)) + "<p>Un</p>"
    found = measured(body)
    names = {name for name in (*found.near[0], *found.far[0]) if not name.startswith("<")}
    assert names == {f"n{chr(97 + i)}" for i in range(12 - (FAR_LEVELS + 1), 12)}


def test_endless_names_are_cut() -> None:
    many = " ".join(f"k-{chr(97 + i)}" for i in range(20))
    (near,) = measured(f'<p class="{many}">Un</p><p id="{"x-" * 500}">Deux</p>').near[:1]
    assert len(near) <= 1 + 8 * 6
    (near,) = measured(f'<p id="{"xy-" * 500}z">Deux</p>').near
    assert all(len(name) <= 40 for name in near)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Lees ook", ("lees", "ook", "lees ook")),
        ("LEES OOK: het vervolg van gisteren", ("lees", "ook", "het", "lees ook", "-gisteren")),
        ("Un", ("un",)),
        ("a b c", ("a", "b", "c", "a b")),
        ("mot " * WORD_CHARS, ()),
    ],
)
def test_a_short_run_is_known_by_its_outer_words(text: str, expected: tuple[str, ...]) -> None:
    assert measured(f"<p>{text}</p>").words == (expected,)


# -- bounds


def work(tree: PageTree) -> int:
    """Calls that measuring a page makes, those of the library included."""
    calls = 0

    def count(frame: FrameType, event: str, arg: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        measure(tree, Stated(headline="a b", description="c", article_text="d", headline_place=3))
    finally:
        sys.setprofile(before)
    return calls


def test_work_grows_with_the_page_alone() -> None:
    def page(number: int) -> PageTree:
        parts = "".join(f"<ul><li class=c{i % 7}>Un mot {i}</ul>" for i in range(number))
        return tree_of("<div>" * 50 + parts)

    small, large = page(10_000), page(20_000)  # both of more texts than are remembered
    assert len(large.runs) == 20_000
    assert work(large) <= 2.1 * work(small)


def test_words_are_counted_where_no_blanks_set_them_apart() -> None:
    text = "本文已自动翻译要查看原始版本请点击这里然后继续阅读"
    found = measured(f"<p>{text}</p><p>Un mot</p>").figures[:, COLUMNS.index("words")]
    assert found[0] == pytest.approx(np.log1p(len(text) / 2) / 3, abs=0.05)
    assert found[1] == pytest.approx(np.log1p(2) / 3)
