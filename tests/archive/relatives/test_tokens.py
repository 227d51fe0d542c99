"""Words and their kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.tokens import KINDS, codes, read


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Le prix monte de 3 %", "word word word word number"),
        ("Chez Halmarkt, la G20 et l'A4", "word name word number word word number"),
        ("Fin. Ciney suit. à Ciney", "word word word word name"),
        ("480 000 euros à 1,90 ou 20km", "number word word number word number"),
        ("2019 2020 et 1 250,50 ou 3.14.15", "number number word number word number"),
        ("« Ciney » : Rochefort", "word word"),
        ("fait ½ et ²", "word word word number"),
    ],
)
def test_kinds_of_words(text: str, kinds: str) -> None:
    assert " ".join(word.kind for word in read(text)) == kinds


@given(st.text("ab Aé1 2000.,:«\n½'\u00a0"))
def test_codes_tell_what_is_read(text: str) -> None:
    words, numbers = read(text), codes(text).tolist()
    assert [KINDS[number % 4 - 1] for number in numbers] == [word.kind for word in words]
    told = list(zip(words, numbers, strict=True))
    assert all((w == v) == (n == m) for w, n in told for v, m in told)
    of_text = [(word.text, number >> 2) for word, number in told]
    assert all((t == u) == (n == m) for t, n in of_text for u, m in of_text)
