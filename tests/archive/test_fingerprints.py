"""What is the same text, and what is another."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.fingerprints import WORDLESS, fingerprint, fingerprint_in, in_language


@pytest.mark.parametrize(
    "same",
    [
        "Dossier : la crème glacée",
        "  DOSSIER\u00a0:\nla  Crème glacée. ",
        "dossier — « La cre\u0300me glacée »",  # the accent as a character of its own
        "Dossier: la crème-glacée",
    ],
)
def test_case_punctuation_and_white_space_do_not_matter(same: str) -> None:
    assert fingerprint(same) == fingerprint("Dossier : la crème glacée")


@pytest.mark.parametrize("other", ["la creme glacee", "la crème glacées", "crème la glacée", ""])
def test_letters_accents_and_order_matter(other: str) -> None:
    assert fingerprint(other) != fingerprint("la crème glacée")


@given(st.text())
def test_any_text_has_one_of_63_bits(text: str) -> None:
    assert 0 < fingerprint(text) < 1 << 63
    assert fingerprint(text) == fingerprint(f" {text}!")


@given(st.text(), st.text())
def test_same_words_are_what_counts(one: str, other: str) -> None:
    def words(text: str) -> list[str]:
        return re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())

    assert (fingerprint(one) == fingerprint(other)) is (words(one) == words(other))


def test_a_lone_surrogate_is_a_text_too() -> None:
    assert fingerprint("a\udcffb") > 0


def test_texts_without_words_share_one_number() -> None:
    assert fingerprint("* * *") == fingerprint("") == WORDLESS != 0


def test_a_text_in_another_language_is_another_one() -> None:
    number = fingerprint("Acme.Network 1.0.0")
    found = {fingerprint_in(code, "Acme.Network 1.0.0") for code in ("fr", "nl", None)}
    assert len(found | {number}) == 4
    assert in_language(number, "fr") == fingerprint_in("fr", "acme network 1 0 0")
    assert in_language(number, None) == in_language(number, "")
