"""Sums over elements against a recomputation that walks up from every run."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.samples import LANGUAGES, STORIES, document, items, paragraphs
from tests.extract.test_fuzz import fuzz
from tradecrawler.extract.chrome import COMMENTS, chrome_name, is_body
from tradecrawler.extract.surroundings import (
    CLIMB,
    FAR,
    LEVELS,
    NAMES,
    SHARES,
    Floats,
    RunSums,
    surroundings,
)
from tradecrawler.extract.tree import PageTree, parse
from tradecrawler.extract.walk import read as walk


def tree_of(body: str) -> PageTree:
    return walk(parse(f"<body>{body}</body>"), "")


def sums_of(tree: PageTree) -> RunSums:
    """Whole numbers that differ from run to run, so that all sums are exact."""
    words = np.array([3 + 7 * i % 50 for i in range(len(tree.runs))], np.float32)
    place = np.arange(len(tree.runs))
    return RunSums(
        words=words,
        linked=np.where(place % 3 == 0, words // 2, 0).astype(np.float32),
        prose=np.where(place % 4 != 1, words, 0).astype(np.float32),
        items=(place % 5 < 2).astype(np.float32),
    )


def naively(tree: PageTree, sums: RunSums) -> Floats:
    """The rows of ``surroundings``, one by one."""
    around = [list(tree.ancestors(run.node)) for run in tree.runs]

    def total(values: Floats, node: int) -> float:
        return sum(float(value) for value, path in zip(values, around, strict=True) if node in path)

    number = np.ones(len(tree.runs), np.float32)
    rows = []
    for path in around:
        row = _marks(tree, path)
        for level in range(LEVELS):
            node = path[min(level, len(path) - 1)]
            words, prose, runs = (
                total(sums.words, node),
                total(sums.prose, node),
                total(number, node),
            )
            row += [
                np.log1p(prose) / 5,
                prose / (sum(sums.prose) + 1),
                total(sums.linked, node) / (words + 1),
                np.log1p(runs) / 4,
                np.log1p(words / runs) / 4,
                total(sums.items, node) / runs,
            ]
        for share in SHARES:
            enough = share * np.float32(sum(sums.prose))
            level = 0
            while level < CLIMB and total(sums.prose, path[level]) < enough:
                level += 1
            words = total(sums.words, path[level])
            linked = total(sums.linked, path[level])
            row += [level / 7, linked / (words + 1), words / (sum(sums.words) + 1)]
        rows.append(row)
    return np.array(rows, np.float32)


def _marks(tree: PageTree, path: list[int]) -> list[float]:
    found = {"chrome": FAR, "comments": FAR, "body": FAR}
    for level, index in reversed(list(enumerate(path[:FAR]))):
        node = tree.nodes[index]
        name = chrome_name(node.tag, node.names)
        if name is not None:
            found["chrome"] = level
            if COMMENTS.search(name):
                found["comments"] = level
        if is_body(node.tag, node.names):
            found["body"] = level
    near = [1 / (1 + level) if level < FAR else 0.0 for level in found.values()]
    nearer = float(found["body"] < found["chrome"])
    return [float(found["chrome"] == 0), *near, nearer, min(FAR, len(path) - 1) / 15]


def assert_sums_are_right(tree: PageTree) -> None:
    sums = sums_of(tree)
    found = surroundings(tree, sums)
    assert found.shape == (len(tree.runs), len(NAMES))
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, naively(tree, sums), rtol=1e-5, atol=1e-6)


PAGES = {
    "one paragraph": "<p>Une phrase.</p>",
    "no element": "Une phrase.",
    "text around elements": "<div>Un<p>Deux</p>Trois<div>Quatre</div>Cinq</div>Six",
    "empty elements": "<div><section></section><figure><img></figure><p>Un</p></div>",
    "siblings": "<div><p>Un</p><p>Deux</p></div><div class=related><p>Trois</p></div><p>Quatre</p>",
    "lists": "<div><ul><li>Un<li>Deux<ol><li>Trois<li>Quatre</ol><li>Cinq</ul><p>Six</p></div>",
    "a table": "<div><table><tr><td>1<td>2<tr><td>3<td>4</table></div><p>Un</p>",
    "layout": "<table><tr><td><p>Un</p><p>Deux</p><td><div>Trois<p>Quatre</p></div></table>",
    "lines": "<p>Un<br>Deux<br>Trois</p><pre>quatre\ncinq</pre><blockquote>Six</blockquote>",
    "deep": "<div>" * 40 + "<p>Un</p><p>Deux</p>" + "</div>" * 30 + "<p>Trois</p>" + "</div>" * 10,
    "deep furniture": "<nav>" + "<div>" * 40 + "<p>Un</p>" + "</div>" * 40 + "</nav><p>Deux</p>",
    "furniture in the text": "<article><p>Un<aside class=comments><p>Deux</aside></article>",
    "text in furniture": "<aside><div class=article-body><p>Un</p></div><p>Deux</p></aside>",
    "unclosed": "<div><p>Un<div>Deux<ul><li>Trois<li>Quatre<p>Cinq",
}


@pytest.mark.parametrize("page", PAGES)
def test_sums_of_nested_elements(page: str) -> None:
    assert_sums_are_right(tree_of(PAGES[page]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_sums_of_a_whole_page(language: str) -> None:
    story = STORIES[language]
    box = f'<aside class="related"><h3>Rayons</h3>{items(("Un", "Deux"))}</aside>'
    main = f'<div class="entry-content">{story.html}{box}{paragraphs(*story.paragraphs)}</div>'
    comments = f'<div id="comments"><ul><li>{story.html}</li></ul></div>'
    assert_sums_are_right(walk(parse(document(main + comments, lang=language)), ""))


TAGS = ("div", "section", "p", "ul", "li", "aside", "article", "blockquote", "table", "tr", "td")
CLASSES = ("", "", "related", "comments", "entry-content", "x1", "share-bar")
MARKUP: st.SearchStrategy[str] = st.recursive(
    st.sampled_from(("Un", "Deux trois", "", "<br>", "<img>")),
    lambda parts: st.builds(
        lambda tag, name, inner: f'<{tag} class="{name}">{"".join(inner)}</{tag}>',
        st.sampled_from(TAGS),
        st.sampled_from(CLASSES),
        st.lists(parts, max_size=5),
    ),
    max_leaves=25,
)


@fuzz(80)
@given(st.lists(MARKUP, min_size=1, max_size=4))
def test_sums_of_any_tree(parts: list[str]) -> None:
    assert_sums_are_right(tree_of("".join(parts) + "<p>Fin</p>"))


def column(body: str, name: str, prose: list[float]) -> list[float]:
    """One column of a page whose runs have so much prose."""
    tree = tree_of(body)
    values = np.array(prose, np.float32)
    zeros = np.zeros_like(values)
    sums = RunSums(words=np.maximum(values, 1), linked=zeros, prose=values, items=zeros)
    return [float(value) for value in surroundings(tree, sums)[:, NAMES.index(name)]]


def test_one_climbs_until_there_is_enough_prose() -> None:
    body = "<div><div><p>a</p><p>b</p></div><p>c</p></div><div><p>d</p></div>"
    prose = [30.0, 30.0, 30.0, 10.0]
    levels = {
        share: [round(7 * v) for v in column(body, f"levels at {share} of prose", prose)]
        for share in SHARES
    }
    assert levels == {0.25: [0, 0, 0, 2], 0.5: [1, 1, 1, 2], 0.8: [2, 2, 1, 2]}


def test_without_any_prose_nobody_climbs() -> None:
    assert column("<div><p>a</p></div>", "levels at 0.8 of prose", [0.0]) == [0.0]


def test_nobody_climbs_for_ever() -> None:
    body = "<div>" * 60 + "<p>a</p>" + "</div>" * 60 + "<p>b</p>"
    found = column(body, "levels at 0.8 of prose", [1.0, 99.0])
    assert [round(7 * value) for value in found] == [CLIMB, 0]


@pytest.mark.parametrize(
    ("body", "marks"),
    [
        ("<p>a</p>", {"is furniture": 0, "furniture near": 0, "body near": 0, "depth": 2 / 15}),
        ("<aside>a</aside>", {"is furniture": 1, "furniture near": 1, "comments near": 0}),
        ("<aside><p>a</p></aside>", {"is furniture": 0, "furniture near": 0.5}),
        ("<div id=comments><p>a</p></div>", {"furniture near": 0.5, "comments near": 0.5}),
        ("<article><p>a</p></article>", {"body near": 0.5, "body nearer": 1, "furniture near": 0}),
        ("<aside><article><p>a</p></article></aside>", {"body near": 0.5, "body nearer": 1}),
        ("<article><aside><p>a</p></aside></article>", {"body near": 1 / 3, "body nearer": 0}),
    ],
)
def test_marks_say_how_near_an_element_is(body: str, marks: dict[str, float]) -> None:
    found = {name: column(body, name, [1.0])[0] for name in marks}
    assert found == pytest.approx(marks)


def test_far_away_is_as_good_as_nowhere() -> None:
    body = "<aside>" + "<div>" * FAR + "<p>a</p>" + "</div>" * FAR + "</aside>"
    assert column(body, "furniture near", [1.0]) == [0.0]
