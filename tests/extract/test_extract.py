import gc

import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract import NotAnArticle


def test_the_collector_is_left_as_it_was() -> None:
    read(document(STORIES["fr"].html))
    assert gc.isenabled()
    with pytest.raises(NotAnArticle):
        read("<p>Rien</p>")
    assert gc.isenabled()
    gc.disable()
    try:
        read(document(STORIES["fr"].html))
        assert not gc.isenabled()
    finally:
        gc.enable()
