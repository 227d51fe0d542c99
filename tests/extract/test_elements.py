import pytest

from tradecrawler.extract.elements import is_skipped, kind_of, names_caption, names_of
from tradecrawler.extract.tree import Element, parse


def element(markup: str) -> Element:
    return parse(f"<html><body>{markup}</body></html>")[0][0]


@pytest.mark.parametrize(
    ("tag", "attributes", "expected"),
    [
        ("div", [("class", "Big Box")], "big box"),
        ("div", [("class", "b"), ("id", "A"), ("role", "c"), ("itemprop", "D")], "a b c d"),
        ("div", [("title", "x")], ""),
        ("div", [("hidden", "")], " is-hidden"),
        ("div", [("class", "x"), ("aria-hidden", "true")], "x is-hidden"),
        ("div", [("style", "Display: none")], " is-hidden"),
        ("h2", [("id", "navigation")], ""),
    ],
)
def test_names_of(tag: str, attributes: list[tuple[str, str]], expected: str) -> None:
    assert names_of(tag, attributes) == expected


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("<button>a</button>", True),
        ("<button><p>a</p></button>", False),
        ("<noscript><p>a</p></noscript>", True),
        ("<div>a</div>", False),
    ],
)
def test_is_skipped(markup: str, expected: bool) -> None:
    found = element(markup)
    assert is_skipped(str(found.tag), found) is expected


@pytest.mark.parametrize(
    "names",
    ["wp-caption", "caption", "photo credit", "legende", "bildunterschrift", "bildtext",
     "bildzeile", "fotobijschrift", "figcaption", "img-desc", "picture-info", "image_text",
     "foto--legend"],
)  # fmt: skip
def test_names_of_captions(names: str) -> None:
    assert names_caption(names)
    assert kind_of("div", names, element(f"<div class='{names}'>a</div>"), 0) == ("caption", 0)


@pytest.mark.parametrize("names", ["", "text", "description", "captions", "bilder"])
def test_names_of_no_captions(names: str) -> None:
    assert not names_caption(names)


def test_what_an_article_is_filed_under_does_not_name_its_element() -> None:
    classes = "post type-post hentry category-related tag-newsletter"
    assert names_of("article", [("class", classes)]) == "post type-post hentry"
    assert names_of("div", [("class", "tag-list")]) == "tag-list"
