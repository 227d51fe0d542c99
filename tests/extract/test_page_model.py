"""Reading and asking the trees; the ones that come with the package fit the features."""

import pytest

from tests.extract.samples import STORIES, document, told_apart
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
