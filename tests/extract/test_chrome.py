import pytest

from tradecrawler.extract.chrome import HIDDEN, chrome_name, is_body


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        ("nav", "", "nav"),
        ("aside", "", "aside"),
        ("div", "share-bar", "share"),
        ("ul", "related-articles list", "related"),
        ("section", "comments", "comments"),
        ("div", "block newsletter", "newsletter"),
        ("div", "cookie-banner", "cookie"),
        ("div", "is-hidden", HIDDEN),
        ("div", "d-none", HIDDEN),
    ],
)
def test_furniture_by_tag_or_name(tag: str, names: str, expected: str) -> None:
    assert chrome_name(tag, names) == expected


@pytest.mark.parametrize(
    ("tag", "names"),
    [
        ("div", ""),
        ("p", "teaser"),  # on many sites the lead (trafilatura#164)
        ("p", "intro"),
        ("article", "post has-sidebar"),
        ("body", "single with-sidebar"),
        ("div", "article-body share"),
        ("div", "headshare"),
        ("div", "adsorption"),
        ("div", "tagesthema"),
    ],
)
def test_what_a_name_does_not_make_furniture(tag: str, names: str) -> None:
    assert chrome_name(tag, names) is None


@pytest.mark.parametrize(
    ("tag", "names", "expected"),
    [
        ("article", "", True),
        ("div", "articlebody", True),
        ("div", "entry-content clear", True),
        ("div", "artikeltext", True),
        ("div", "c4", False),
        ("section", "footer", False),
    ],
)
def test_elements_that_call_themselves_the_text(tag: str, names: str, expected: bool) -> None:
    assert is_body(tag, names) is expected


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ("site-footer-nav", "footer"),
        ("news-comment-list", "comment"),
        ("x nav-sidebar", "nav"),
        ("footer-comments", "footer"),
        ("comment-list", "comment"),
    ],
)
def test_the_first_name_that_fits_says_what_it_is(names: str, name: str) -> None:
    assert chrome_name("div", names) == name
