"""The passage that is shown, and what is highlighted in it."""

import pytest

from archive.snippet import WORDS, Snippet, snippet
from archive.text import words

FILLER = " ".join(f"mot{number}" for number in range(60))


def marked(found: Snippet) -> str:
    text = found.text
    for start, end in reversed(found.highlights):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    return text


def make(text: str, *phrases: str) -> Snippet:
    return snippet([text], [tuple(words(phrase)) for phrase in phrases])


@pytest.mark.parametrize(
    ("text", "phrases", "expected"),
    [
        ("La Crème, la crème.", ["creme"], "La [Crème], la [crème]."),
        ("La cre\u0300me glacée", ["creme glacee"], "La [crème glacée]"),
        ("glacée la crème", ["creme glacee"], "glacée la crème"),
        ("L'œuf du jour", ["oeuf", "jour"], "L'[œuf] du [jour]"),
        ("e-commerce", ["commerce"], "e-[commerce]"),
        ("un\ntitre\n\nun  texte", ["titre un"], "un [titre un] texte"),
    ],
)
def test_highlights(text: str, phrases: list[str], expected: str) -> None:
    assert marked(make(text, *phrases)) == expected


def test_long_text_is_cut_on_both_sides() -> None:
    found = make(f"{FILLER} lait {FILLER}", "lait")
    assert "[lait]" in marked(found)
    assert found.text.startswith("… mot")
    assert found.text.endswith(" …")
    assert len(words(found.text)) == WORDS


def test_place_with_most_of_the_words_is_chosen() -> None:
    found = make(f"lait {FILLER} le lait et le beurre {FILLER} beurre", "lait", "beurre")
    assert "le [lait] et le [beurre]" in marked(found)


def test_passage_with_a_hit_comes_before_one_without() -> None:
    found = snippet(["Un chapeau.", "Le prix du lait."], [("lait",)])
    assert marked(found) == "Le prix du [lait]."


def test_without_a_hit_the_beginning_is_shown() -> None:
    found = snippet(["", "Un chapeau.", "Un texte."], [("lait",)])
    assert found == Snippet(text="Un chapeau.", highlights=())


def test_nothing_to_show() -> None:
    assert snippet(["", " … "], [("lait",)]) == Snippet(text="", highlights=())
