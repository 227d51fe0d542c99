import pytest

from tests.extract.samples import ANY, NOW, STORIES, URL, cleaned, document, items
from tradecrawler.extract import clean
from tradecrawler.extract.places import places
from tradecrawler.items import Page


def page_places(main: str) -> dict[str, int]:
    """Text to place, of the body's blocks."""
    made = cleaned(document(main))
    indexes = list(made.body)
    found = places(made, indexes)
    return {made.blocks[i].text: place for i, place in zip(indexes, found, strict=True)}


STORY = STORIES["fr"]
FIRST, SECOND, THIRD, LAST = STORY.paragraphs


def text_with(box: str) -> str:
    return f'<div class="c">{STORY.html}{box}<p>{LAST} Encore.</p></div>'


def box(name: str, text: str = "Un titre de plus") -> str:
    return f'<div class="{name}"><ul><li>{text}</li></ul></div>'


def test_blocks_of_one_list_share_their_place() -> None:
    found = page_places(text_with(items(("Un premier point", "Un second point"))))
    assert found["Un premier point"] == found["Un second point"] != 0
    assert found["Un premier point"] != found[LAST]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("box-1234", "box-77"),
        ("box css-1x2y3z", "box css-9a8b7c"),
        ("box active", "box"),
        ("box wide", "wide box"),
        ("post-1 type-a category-x tag-y tag-z item", "post-2 type-a category-v tag-w tag-u item"),
    ],
)
def test_names_that_differ_from_page_to_page_make_no_other_place(one: str, other: str) -> None:
    text = "Un titre de plus"
    assert page_places(text_with(box(one)))[text] == page_places(text_with(box(other)))[text]


@pytest.mark.parametrize(("one", "other"), [("box", "list"), ("box", "box wide")])
def test_other_names_make_another_place(one: str, other: str) -> None:
    text = "Un titre de plus"
    assert page_places(text_with(box(one)))[text] != page_places(text_with(box(other)))[text]


def test_the_head_of_the_article_is_a_place_of_its_own() -> None:
    found = page_places(
        f'<div class="c"><p>{FIRST}</p>{items(("Un", "Deux"))}<p>{SECOND}</p><p>{THIRD}</p>'
        f"{items(('Trois', 'Quatre'))}<p>{LAST}</p></div>"
    )
    assert found["Un"] == found["Deux"]
    assert found["Trois"] == found["Quatre"] != found["Un"]


def test_without_markup_there_is_no_place() -> None:
    page = Page(
        url=URL,
        body=STORY.text.encode(),
        fetched_at=NOW,
        headers=(("Content-Type", "text/plain"),),
    )
    made = clean(page, ANY)
    assert set(places(made, list(made.body))) == {0}
