"""The weights that come with the package fit the numbers they weigh."""

from tests.extract.samples import STORIES, document, told_apart
from tradecrawler.extract.page_features import features
from tradecrawler.extract.page_model import page_model


def test_the_packaged_trees_ask_for_what_there_is() -> None:
    found = features(told_apart(document(STORIES["fr"].html)))
    assert set(page_model().features) == set(found)
    assert not page_model().is_above(found)
