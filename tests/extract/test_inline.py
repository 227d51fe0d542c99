import pytest

from tradecrawler.extract.inline import ENDS, STARTS, Mark, Piece, clean_inline, html_of, text_of

LINK = Mark("a", "/x?a=1&b")
PIECES: list[Piece] = ["1 < 2  &\n", STARTS["b"], "gros", ENDS["b"], " ", LINK, "lien", ENDS["a"]]


def test_text_is_what_stands_between_the_marks() -> None:
    assert text_of(PIECES) == "1 < 2  &\ngros lien"
    assert text_of(["un"]) == "un"
    assert text_of([]) == ""


def test_html_is_escaped_and_folded() -> None:
    assert html_of(PIECES) == (
        '1 &lt; 2 &amp; <strong>gros</strong> <a href="/x?a=1&amp;b">lien</a>'
    )


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ("a  <em> </em>  b", "a b"),
        ("<strong><em></em></strong>a", "a"),
        ('<a href="/x"> </a>a', "a"),
        ("<em>a</em>", "<em>a</em>"),
    ],
)
def test_clean_inline(markup: str, expected: str) -> None:
    assert clean_inline(markup) == expected
