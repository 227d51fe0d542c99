"""What is the same text, and what is another."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.fingerprints import WORDLESS, content_hash, fingerprint, fingerprint_in, in_language


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


# What an article says


SAID = "L'enseigne « Ciney » perd 12 000 € ; -3 % sur l'an, et 1,5 million d'euros."


@pytest.mark.parametrize(
    "same",
    [
        'L’ENSEIGNE "Ciney" perd 12.000 €: −3 % sur l’an et 1,5 million d’euros',
        "L'en\u00adseigne “Ciney”® perd\u00a012\u202f000\u00a0€\n–3% sur l'an, "
        "et 1.5 million d'euros…",
        "L'enseigne \ufeff'Ciney' perd 12'000€ (-3 %) sur l'an et 1,5 million d'euros!",
        unicodedata.normalize("NFD", SAID),
    ],
)
def test_typography_is_no_edit(same: str) -> None:
    assert content_hash("Été", None, same) == content_hash("ÉTÉ", "", SAID)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Ciney", "Cinéy"),
        ("perd", "perd encore"),
        ("12 000", "12 001"),
        ("12 000", "120 00"),
        ("€", "$"),
        ("-3", "3"),
        ("1,5", "15"),
        ("enseigne", "en seigne"),
    ],
)
def test_what_an_editor_corrects_is_one(old: str, new: str) -> None:
    assert content_hash(SAID) != content_hash(SAID.replace(old, new))


def test_each_text_has_its_place() -> None:
    assert content_hash("Titre", None, "Corps") != content_hash(None, "Titre", "Corps")
    assert content_hash("Titre", "Corps") != content_hash("Titre Corps", None)
    assert content_hash("\ud800")


NOISE = st.sampled_from(
    [" ", "\u00a0", "\u00ad", "\u200b", "\n", "\t", ", ", "! ", " « ", "\ufeff"]
)
WORDS = st.lists(st.sampled_from("lait prix hausse Ciney été l'an Gross".split()), max_size=12)


@given(WORDS, st.data())
def test_noise_between_words_never_matters(words: list[str], data: st.DataObject) -> None:
    noise = data.draw(st.lists(NOISE, min_size=len(words), max_size=len(words)))
    noisy = "".join(
        word.upper() + between + " " for word, between in zip(words, noise, strict=True)
    )
    assert content_hash(noisy) == content_hash(" ".join(words))


@given(st.text(max_size=40))
def test_any_text_has_a_hash(text: str) -> None:
    assert content_hash(text) == content_hash(f" {text}\n")
