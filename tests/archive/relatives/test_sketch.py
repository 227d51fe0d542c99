"""A text's sketch: the same for ever, whatever the machine, and alike for alike texts."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.sketch import (
    ALGORITHM,
    MIN_SHARED,
    MIN_WORDS,
    SHINGLE_WORDS,
    SKETCH_HASHES,
    pack,
    shingles,
    sketch,
    unpack,
)
from archive.text import words
from benchmarks import prose

TEXT = prose.text(1)


def shared(one: str, other: str) -> int:
    return len(set(sketch(one)) & set(sketch(other)))


def test_the_algorithm_is_what_its_version_says() -> None:
    """Sketches are kept for years: should this fail, raise ``ALGORITHM`` and mend the test."""
    assert ALGORITHM == 2
    text = " ".join(f"mot{number}" for number in range(60))
    assert sketch(text)[:2] == (116806355486683249, 136595825497799936)
    assert len(sketch(text)) == SKETCH_HASHES


def test_ascending_and_each_once() -> None:
    hashes = sketch(TEXT + "\n" + TEXT)
    assert list(hashes) == sorted(set(hashes))
    assert all(0 <= number < 1 << 61 for number in hashes)


def test_short_texts_have_none() -> None:
    assert sketch(" ".join(["mot"] * (MIN_WORDS - 1))) == ()
    assert sketch("") == ()
    assert not len(shingles("trois mots seulement"))


@given(st.sampled_from(["upper", "lower", "swapcase"]))
def test_case_punctuation_and_white_space_do_not_matter(change: str) -> None:
    other = getattr(TEXT, change)().replace(". ", " ! ").replace("\n", "  ")
    assert sketch(other) == sketch(TEXT)


@given(st.text())
def test_any_text_has_a_sketch(text: str) -> None:
    hashes = sketch(text)
    assert len(hashes) <= SKETCH_HASHES
    assert unpack(pack(hashes)) == hashes


@given(st.integers(0, 10_000), st.sampled_from(sorted(prose.EDITS)))
def test_what_an_editor_leaves_is_shared(seed: int, name: str) -> None:
    text = prose.text(seed % 40)
    changed = prose.EDITS[name](text, random.Random(seed))
    if name != "20 % of the words edited":  # by bad luck, now and then; see the benchmark
        assert shared(text, changed) >= MIN_SHARED


def test_other_texts_share_nothing() -> None:
    assert max(shared(prose.text(n), prose.text(n + 1)) for n in range(40)) < MIN_SHARED


@pytest.mark.parametrize(
    "lead",
    [
        "L'enseigne ouvre aujourd'hui 3,5 magasins à Liège.",
        "La marque Noémie™ du № 4 et un cafe\u0301 décomposé.",
        "Ελληνικά, кириллица и 中文 dans un même chapeau_ici.",
    ],
)
def test_parts_are_sketched_as_the_text_they_make(lead: str) -> None:
    whole = f"{lead}\n{TEXT}"
    assert sketch(lead, TEXT) == sketch(whole)
    assert set(sketch(whole)) <= set(shingles(whole).tolist())
    assert np.array_equal(shingles(lead, TEXT), shingles(whole))
    lead_words = words(lead)
    # the words of a text, whichever way they were found
    assert len(shingles(lead)) == len(lead_words) - SHINGLE_WORDS + 1
