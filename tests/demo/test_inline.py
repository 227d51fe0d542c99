import pytest

from tradecrawler.demo import inline


def test_marks_become_elements_and_the_rest_is_escaped() -> None:
    text = "A & **b** *c* [d](http://x.example/?a=1&b=2)"
    assert inline.to_html(text) == (
        'A &amp; <strong>b</strong> <em>c</em> <a href="http://x.example/?a=1&amp;b=2">d</a>'
    )


def test_plain_text_has_no_marks_and_single_spaces() -> None:
    assert inline.to_plain("A\u00a0:  **b** [d](http://x.example/)") == "A : b d"


def test_links_are_listed() -> None:
    assert inline.links("[a](/x) **b** [c](/y)") == ["/x", "/y"]


@pytest.mark.parametrize("text", ["a **b", "`code`", "<b>c</b>", "![a](b c)", "a*b", "d&nbsp;e"])
def test_other_marks_are_unknown(text: str) -> None:
    assert inline.unknown_mark(text) is not None


def test_signs_that_are_no_marks() -> None:
    assert inline.unknown_mark("moins de < 5 %, R&D, 3 > 2") is None
