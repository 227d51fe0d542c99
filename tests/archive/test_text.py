"""Folding and words."""

import gc
from collections.abc import Callable

import pytest

from archive.records import Article, PrintedBlock
from archive.text import MAX_WORD_CHARACTERS, fold, runs, storable, word_spans, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Crème BRÛLÉE", "creme brulee"),
        ("cre\u0300me", "creme"),
        ("Œuvre, ex æquo", "oeuvre, ex aequo"),
        ("Straße", "strasse"),
        ("ÎLE coöperatie Smørrebrød Łódź", "ile cooperatie smorrebrod lodz"),
        ("ﬁliale 10 m²", "filiale 10 m2"),
    ],
)
def test_fold(text: str, expected: str) -> None:
    assert fold(text) == expected


def test_words_are_letters_and_digits() -> None:
    text = "L'e-commerce : +3,5 % en 2025_26 («Click & Collect»)\u00a0!"
    assert words(text) == [
        "l", "e", "commerce", "3", "5", "en", "2025", "26", "click", "collect"
    ]  # fmt: skip


def test_endless_word_is_cut() -> None:
    assert words("x" * 5_000) == ["x" * MAX_WORD_CHARACTERS]


def test_word_spans_point_into_the_text() -> None:
    text = "Où? ½ œuf."
    spans = word_spans(text)
    assert [(text[start:end], folded) for start, end, folded in spans] == [
        ("Où", ("ou",)),
        ("½", ("1", "2")),
        ("œuf", ("oeuf",)),
    ]


def test_storable_gives_back_the_same_record(make_article: Callable[..., Article]) -> None:
    article = make_article()
    assert storable(article) is article


def test_storable_keeps_what_a_page_printed(make_article: Callable[..., Article]) -> None:
    printed = PrintedBlock(7, 3, "a\x00b", is_text=True)
    article = storable(make_article(printed=(printed, printed)))
    assert article.printed == (printed._replace(text="a\ufffdb"),) * 2
    assert article.printed[0].is_text


def test_runs_go_over_apostrophes_and_are_composed() -> None:
    found = runs("L'enseigne, e\u0301te\u0301_2026: 3,50 €")
    assert found == ("L'enseigne", "été", "2026", "3", "50")
    assert runs("") == ()


def test_the_collector_does_not_look_through_remembered_words() -> None:
    found = runs("Les enseignes ouvrent plus tôt")
    gc.collect()
    assert not gc.is_tracked(found)
