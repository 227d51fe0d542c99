"""Whether two texts may be states of one article."""

import random

from hypothesis import given
from hypothesis import strategies as st

from archive.deciding.resemblance import resemble
from tests.archive.invented import BODY

OTHER = (
    "Le prix du lait monte pour le troisième mois. Les laiteries l'expliquent par la sécheresse de"
    " l'été, et par des contrats qui arrivent à leur terme. Les enseignes, elles, attendent."
)


def test_edited_cut_and_framed_texts_resemble() -> None:
    words = BODY.split()
    chance = random.Random(4)
    edited = " ".join(word if chance.random() > 0.2 else "autre" for word in words)
    assert resemble(BODY, edited)
    assert resemble(BODY, " ".join(words[: len(words) // 2]))
    assert resemble(BODY, f"{OTHER} {BODY}")


def test_other_texts_do_not() -> None:
    assert not resemble(BODY, OTHER)
    assert not resemble(BODY, "")


def test_texts_without_a_shingle() -> None:
    assert resemble("", "  ")
    assert resemble("Deux mots", "deux MOTS !")
    assert not resemble("Deux mots", "Autres mots")


@given(st.text(max_size=80), st.text(max_size=80))
def test_symmetrical_and_reflexive(first: str, second: str) -> None:
    assert resemble(first, second) == resemble(second, first)
    assert resemble(first, first)
