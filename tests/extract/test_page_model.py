"""Reading and asking the trees; the ones that come with the package fit the features."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.samples import STORIES, document, told_apart
from tests.extract.test_fuzz import fuzz
from tradecrawler.extract.page_features import features
from tradecrawler.extract.page_model import page_model, read

DATA = {
    "features": ["cards", "words"],
    "threshold": 0.5,
    "trees": [[0, 3, -1.0, [1, 100, 2, -0.25]], [1, 10.5, 0.5, 0], 0.125],
}


@pytest.mark.parametrize(
    ("cards", "words", "score"),
    [(3, 200, -0.875), (4, 100, 2.125), (4, 101, -0.125), (3, 10, -0.375)],
)
def test_scores_are_sums_over_trees(cards: float, words: float, score: float) -> None:
    assert read(DATA).score({"cards": cards, "words": words, "other": 1}) == score


def test_a_listing_scores_above_the_threshold() -> None:
    model = read(DATA)
    assert model.is_listing({"cards": 4, "words": 50})
    assert not model.is_listing({"cards": 1, "words": 50})


def test_the_packaged_trees_ask_for_what_there_is() -> None:
    found = features(told_apart(document(STORIES["fr"].html)))
    assert set(page_model().features) == set(found)
    assert not page_model().is_listing(found)


NUMBERS = st.floats(-3, 3).map(lambda number: round(number, 1))
TREES = st.recursive(
    NUMBERS, lambda node: st.tuples(st.integers(0, 2), NUMBERS, node, node).map(list), max_leaves=12
)


@fuzz(100)
@given(st.lists(TREES, min_size=1, max_size=5), st.lists(NUMBERS, min_size=3, max_size=3))
def test_trees_at_once_are_as_one_by_one(trees: list[Any], values: list[float]) -> None:
    def walk_down(node: Any) -> float:
        while isinstance(node, list):
            node = node[2] if values[node[0]] <= node[1] else node[3]
        return float(node)

    model = read({"features": ["a", "b", "c"], "threshold": 0, "trees": trees})
    found = model.score(dict(zip("abc", values, strict=True)))
    assert found == pytest.approx(sum(map(walk_down, trees)))
