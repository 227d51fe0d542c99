"""Folded words as bytes are the words that all of the archive sees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.letters import folded_words
from archive.text import words

MANY = 10_000


@given(st.text(st.characters(max_codepoint=0x24F)) | st.text(st.characters(codec="cp1252")))
def test_the_words_are_those_of_the_archive(text: str) -> None:
    assert folded_words(text, MANY).decode().split() == words(text)


@pytest.mark.parametrize(
    "text",
    [
        "L'ŒUVRE cœur, Straße à 1½ m² — l’été",
        "Noémie™ et ʼn cafe\u0301",
        "Ελληνικά, кириллица и 中文 chapeau_ici",
        "",
    ],
)
def test_whatever_the_alphabet(text: str) -> None:
    assert folded_words(text, MANY).decode().split() == words(text)


@pytest.mark.parametrize("text", ["été " * 20, "лето " * 20])
def test_no_more_than_is_read(text: str) -> None:
    assert folded_words(text, 13).decode().split() == words(text, characters=13)
