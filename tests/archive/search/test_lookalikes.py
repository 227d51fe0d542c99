"""Where a stem may stand in a text."""

import pytest

from archive.search.analysis import word_stems
from archive.search.lookalikes import lookalikes


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", "œuf ŒUFS Oeufs fréquence frequent élevée ÉLEVÉ activité"),
        ("nl", "uren uur prijzen zaken opgeslagen gedefinieerd coöperaties dozen open agent"),
        ("de", "Öle Oele Maerkte Häuser Straße STRASSEN größer"),
        ("en", "dying tied skies cried relational happiness"),
        ("es", "lógica frecuencias"),
        ("xx", "Łódź ﬁlet"),
    ],
)
def test_every_form_is_found_by_its_stem(language: str, forms: str) -> None:
    for form in forms.split():
        for text in (form, f"un mot {form}", f"l'{form},"):
            pattern = lookalikes(word_stems(form, language), language)
            assert pattern is not None
            assert text.index(form) in [match.start() for match in pattern.finditer(text)], form


def test_others_are_passed_over() -> None:
    pattern = lookalikes(["frlegum"], "fr")
    assert pattern is not None
    assert pattern.search("la laitue, un collègue et du délégué") is None


def test_ends_of_compounds() -> None:
    pattern = lookalikes(["demarkt", "_pdemarkt"], "de")
    assert pattern is not None
    assert [m.start() for m in pattern.finditer("Biomarkt Märkte abmarkt")] == [3, 9]


@pytest.mark.parametrize(("words", "language"), [(["ruцен"], "ru"), (["frцен"], "fr")])
def test_none_where_nothing_is_sure(words: list[str], language: str) -> None:
    assert lookalikes(words, language) is None


def test_nothing_is_nowhere() -> None:
    pattern = lookalikes([], "fr")
    assert pattern is not None
    assert pattern.search("lait") is None
