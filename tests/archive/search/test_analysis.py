"""Words as search sees them."""

import pytest

from archive.search.analysis import (
    SNOWBALL,
    UNSTEMMED,
    last_parts,
    opens_compounds,
    split,
    stems,
    tag,
    word_stems,
)


def seen(text: str, language: str) -> list[str]:
    return [word.removeprefix(language) for word in stems(text, language, 1_000)]


@pytest.mark.parametrize(
    ("language", "forms"),
    [
        ("fr", "glacée glacé glacées GLACEE glace\u0301e"),
        ("fr", "légume legumes Légumes"),
        ("fr", "activité activites actives"),
        ("fr", "l'enseigne enseignes d’enseigne L'ENSEIGNE"),
        ("fr", "œuf oeufs"),
        ("nl", "prijs prijzen"),
        ("nl", "winkel winkels"),
        ("nl", "foto foto's foto’s"),
        ("nl", "coöperatie cooperaties"),
        ("de", "Markt Märkte Maerkten Marktes"),
        ("de", "Straße Strassen"),
        ("en", "price prices priced"),
        ("en", "store stores store's"),
        ("it", "enseigna dell'enseigna"),
        ("ru", "магазин магазинов магазины"),
    ],
)
def test_forms_of_one_word_are_one(language: str, forms: str) -> None:
    assert len(set(seen(forms, language))) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [("nl", "agent ant"), ("nl", "open lopen"), ("fr", "prix pris"), ("xx", "winkel winkels")],
)
def test_other_words_are_others(language: str, words: str) -> None:
    assert len(set(seen(words, language))) == 2


def test_the_same_form_is_another_word_in_another_language() -> None:
    assert stems("Kassen", "de", 99) != stems("kassen", "nl", 99)


def test_order_and_everything_kept() -> None:
    assert seen("Qu'il aujourd'hui 3,50 € ½ 's ochtends O'Neill", "xx") == [
        "il", "aujourd", "hui", "3", "50", "1", "2", "s", "ochtends", "o", "neill"
    ]  # fmt: skip


def test_what_folds_to_nothing_is_no_word() -> None:
    assert seen("un \ufc5e seul \ufc5e", "xx") == ["un", "seul"]
    assert seen("\ufc5e", "fr") == []


def test_last_parts_are_given_once() -> None:
    text = "Biomarkt, Supermärkte und Lebensmittelhandel"
    assert last_parts(text, "de", 99) == ["demarkt", "dehandel"]


@pytest.mark.parametrize(
    ("language", "word", "part"),
    [
        ("de", "Lebensmittelhandels", "handel"),
        ("de", "Biomärkte", "markt"),
        ("de", "Markt", None),
        ("de", "Vermarktung", None),
        ("de", "Partner", None),
        ("nl", "supermarkten", "mark"),
        ("nl", "speciaalzaken", "zaak"),
        ("nl", "zaak", None),
        ("fr", "supermarché", None),
    ],
)
def test_last_part_of_a_compound(language: str, word: str, part: str | None) -> None:
    assert last_parts(word, language, 99) == ([language + part] if part else [])


def test_long_stems_open_compounds() -> None:
    assert opens_compounds("deverpack")
    assert not opens_compounds("dekass")
    assert not opens_compounds("fremballag")


def test_every_language_is_there() -> None:
    for code in SNOWBALL:
        assert tag(code) == code
        assert seen("mot", code)
    assert [tag(code) for code in ("FR", "fr-BE", "ja", "", None)] == ["fr", "fr", *[UNSTEMMED] * 3]


def test_split_keeps_what_was_typed() -> None:
    assert split("L'Œuf d'aujourd'hui, e-commerce") == ("Œuf", "aujourd", "hui", "e", "commerce")
    assert word_stems("½", "fr") == ["fr1", "fr2"]
