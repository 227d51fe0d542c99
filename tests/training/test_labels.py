"""Which runs of a page are its text, by the whole text or by segments of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.samples import LANGUAGES, STORIES
from tests.extract.test_fuzz import fuzz
from training.labels import OTHER, SIZE, TEXT, UNKNOWN, by_segments, by_text

FR, EN = STORIES["fr"].paragraphs, STORIES["en"].paragraphs


@pytest.mark.parametrize("language", LANGUAGES)
def test_paragraphs_of_the_text_are_labelled(language: str) -> None:
    story = STORIES[language]
    runs = ["Rayons", "Menu", *story.paragraphs, "Autre chose que le texte de cet article-ci"]
    assert by_text(runs, story.text) == [OTHER, OTHER, TEXT, TEXT, TEXT, TEXT, OTHER]


def test_typography_and_case_make_no_difference() -> None:
    runs = [FR[0].upper(), FR[1].replace("'", "’").replace(". ", " … ")]
    assert by_text(runs, "\n".join(FR)) == [TEXT, TEXT]


def test_a_paragraph_that_is_split_or_joined_is_found() -> None:
    half = len(FR[0]) // 2
    cut = FR[0].index(" ", half)
    assert by_text([FR[0][:cut], FR[0][cut:], FR[1]], "\n".join(FR)) == [TEXT, TEXT, TEXT]
    assert by_text([f"{FR[0]} {FR[1]}", FR[2]], "\n".join(FR)) == [TEXT, TEXT]


def test_most_of_a_run_must_be_in_the_text() -> None:
    opening = " ".join(FR[0].split()[:8])
    assert by_text([f"{opening} {' '.join(EN)}", *FR], "\n".join(FR))[0] == OTHER
    assert by_text([f"{FR[0]} Lire la suite", *FR[1:]], "\n".join(FR))[0] == TEXT


@pytest.mark.parametrize("place", [0, 5])
def test_a_sentence_that_a_teaser_repeats_is_labelled_once(place: int) -> None:
    sentence = FR[1].partition(". ")[0]
    runs: list[str] = list(FR)
    runs.insert(0, "Une chaîne de boulangeries se passe de caisses")
    runs.insert(place, sentence)
    expected = [OTHER] + [TEXT] * len(FR)
    expected.insert(place, OTHER)
    assert by_text(runs, "\n".join(FR)) == expected


def test_a_paragraph_that_stands_twice_on_the_page_is_labelled_once() -> None:
    assert by_text([FR[0], *FR], "\n".join(FR)).count(TEXT) == len(FR)
    assert by_text([*FR, FR[-1]], "\n".join(FR)).count(TEXT) == len(FR)


def test_runs_follow_each_other_as_in_the_text() -> None:
    runs = [FR[3], FR[0], FR[1], FR[2]]
    assert by_text(runs, "\n".join(FR)) == [OTHER, TEXT, TEXT, TEXT]


def test_a_short_line_of_the_text_is_found_in_its_place() -> None:
    text = "\n".join((FR[0], "Les espèces", FR[1], FR[2]))
    runs = ["Les espèces", FR[0], "Les espèces", FR[1], "Les caisses", FR[2], "Les espèces"]
    assert by_text(runs, text) == [OTHER, TEXT, TEXT, TEXT, OTHER, TEXT, OTHER]


def test_short_runs_through_which_the_text_goes_on_are_labelled() -> None:
    """A line that its page cuts into runs: a linked name, a word in a box of its own."""
    head, name, tail = "Le groupe a choisi pour cela", "Fournil Rouge", "qui en fabrique à Lille"
    text = "\n".join((FR[0], f"{head} {name} {tail}", FR[1]))
    runs = [FR[0], head, name, tail, FR[1]]
    assert by_text(runs, text) == [TEXT] * 5
    assert by_text([FR[0], head, "Partager", tail, FR[1]], text) == [TEXT, TEXT, OTHER, TEXT, TEXT]


def test_short_runs_outside_the_text_are_not() -> None:
    text = "\n".join(FR)
    first, last = FR[0].split()[0], FR[-1].split()[-1]
    assert by_text([first, *FR, last], text) == [OTHER, *[TEXT] * len(FR), OTHER]


@pytest.mark.parametrize("text", ["", " \n ", "…", "Un", "\n".join(FR)])
@pytest.mark.parametrize("runs", [[], ["…"], ["Un"], ["Un mot"], ["", "a b c d e f"]])
def test_next_to_nothing_is_labelled_as_nothing(runs: list[str], text: str) -> None:
    found = by_text(runs, text)
    assert len(found) == len(runs)
    assert found.count(TEXT) == (runs == ["Un"] and text == "Un")


WORDS = st.sampled_from(tuple("abcdef"))
LINE = st.lists(WORDS, min_size=1, max_size=3 * SIZE).map(" ".join)


@fuzz(80)
@given(st.lists(LINE, max_size=12), st.lists(LINE, min_size=1, max_size=12))
def test_no_more_is_labelled_than_there_is(runs: list[str], text: list[str]) -> None:
    found = by_text(runs, "\n".join(text))
    assert len(found) == len(runs)
    assert set(found) <= {TEXT, OTHER}
    assert found == by_text(runs, "\n".join(text).upper())


# -- segments


def test_runs_that_hold_a_segment_are_labelled() -> None:
    runs = ["Rayons", *FR, "À lire aussi : le vrac"]
    found = by_segments(runs, [FR[0][10:60], FR[2]], ["À lire aussi"])
    assert found == [UNKNOWN, TEXT, UNKNOWN, TEXT, UNKNOWN, OTHER]


def test_white_space_in_segments_makes_no_difference() -> None:
    segment = FR[0][:40].replace(" ", "\n  ")
    assert by_segments(list(FR), [segment], []) == [TEXT, UNKNOWN, UNKNOWN, UNKNOWN]


def test_a_segment_that_stands_in_several_runs_says_nothing() -> None:
    teaser = FR[0][:60]
    assert by_segments([teaser, FR[0]], [FR[0][:30]], []) == [UNKNOWN, UNKNOWN]


def test_a_segment_that_is_no_text_says_so_of_every_run() -> None:
    runs = ["Lire la suite", FR[0], "Lire la suite"]
    assert by_segments(runs, [], ["Lire la suite"]) == [OTHER, UNKNOWN, OTHER]


def test_runs_within_a_segment_that_is_no_text_are_none_unless_short() -> None:
    runs = ["Le fromage de chèvre", "gagne les rayons", "Rayons"]
    outside = "Rayons Le fromage de chèvre gagne les rayons"
    assert by_segments(runs, [], [outside]) == [OTHER, OTHER, UNKNOWN]


def test_what_is_said_to_be_no_text_wins() -> None:
    assert by_segments([FR[0]], [FR[0][:40]], [FR[0][50:90]]) == [OTHER]
