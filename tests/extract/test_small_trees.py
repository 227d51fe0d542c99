"""Reading and asking sums of small trees."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.test_fuzz import fuzz
from tradecrawler.extract.small_trees import read

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


def test_the_answer_is_yes_above_the_threshold() -> None:
    trees = read(DATA)
    assert trees.is_above({"cards": 4, "words": 50})
    assert not trees.is_above({"cards": 1, "words": 50})
    assert trees.is_above({"cards": 1, "words": 50}, prior=3.0)


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
