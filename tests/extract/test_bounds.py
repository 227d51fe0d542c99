import pytest

from tests.extract.samples import STORIES, document, read, reason
from tradecrawler.extract import bounds

STORY = STORIES["en"]


def test_a_page_that_is_too_long_is_refused_by_name() -> None:
    assert reason(document(STORY.html + "<p>" + "word " * (bounds.MAX_CHARS // 5))) == "too_large"


def test_inline_images_do_not_count() -> None:
    image = f"<img src='data:image/png;base64,{'A' * bounds.MAX_CHARS}'>"
    assert read(document(image + STORY.html, lang="en")).body_text == STORY.text


def test_a_page_of_too_many_tags_is_refused_by_name() -> None:
    assert reason(document(STORY.html + "<b>" * bounds.MAX_TAGS)) == "too_large"


def test_a_page_of_too_many_elements_is_refused_by_name() -> None:
    assert reason(document(STORY.html + "<br>" * (bounds.MAX_ELEMENTS + 1))) == "too_large"


def test_more_bytes_than_are_ever_downloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounds, "MAX_BYTES", 100)
    assert reason(document(STORY.html)) == "too_large"
