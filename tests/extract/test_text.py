import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.extract.text import (
    contains,
    count_words,
    fold_space,
    folded,
    is_script,
    shingles,
    split_bullet,
    split_label,
    words,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  a\n\t b  ", "a b"),
        ("a\xa0b\u2009c\u202fd", "a b c d"),
        ("syn\u00adthé\u200btique", "synthétique"),
        ("\ufeffDébut", "Début"),
        ("\u200e \u200b", ""),
    ],
)
def test_fold_space(text: str, expected: str) -> None:
    assert fold_space(text) == expected


def test_words_are_the_same_in_other_typography() -> None:
    assert words("L’Œuvre — « Été » ﬁn") == words('l\'œuvre - "ÉTÉ" fin')
    assert folded("Prix : 8 %") == "prix 8"


@pytest.mark.parametrize(
    ("text", "number"),
    [("", 0), ("l'an prochain", 3), ("8,5 % d'un kilo", 5), ("新しい店", 2)],
)
def test_count_words(text: str, number: int) -> None:
    assert count_words(text) == number


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("- Dossier : Sauces", (True, "Dossier : Sauces")),
        ("• Un point", (True, "Un point")),
        ("– Un tiret", (True, "Un tiret")),
        ("» Lire", (True, "Lire")),
        ("-18 °C suffisent", (False, "-18 °C suffisent")),
        ("Texte - suite", (False, "Texte - suite")),
        ("*Note sans blanc", (False, "*Note sans blanc")),
    ],
)
def test_split_bullet(text: str, expected: tuple[bool, str]) -> None:
    assert split_bullet(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dossier : Les sauces", ("Dossier", "Les sauces")),
        ("Cover story: Bookshops", ("Cover story", "Bookshops")),
        ("Titelthema | Käse", ("Titelthema", "Käse")),
        ("Photo-reportage : 3.000 m²", ("Photo-reportage", "3.000 m²")),
        ("Prix : 8 : 2", ("Prix", "8 : 2")),
        ("Ouvert de 8:30 à 18:00", (None, "Ouvert de 8:30 à 18:00")),
        ("Il a dit. Ensuite : rien", (None, "Il a dit. Ensuite : rien")),
        ("Une phrase de plus de quatre mots : la suite",
         (None, "Une phrase de plus de quatre mots : la suite")),
        ("12 mars : Salon", (None, "12 mars : Salon")),
        ("Dossier :", (None, "Dossier :")),
        ("« Le prix » : une citation", (None, "« Le prix » : une citation")),
    ],
)  # fmt: skip
def test_split_label(text: str, expected: tuple[str | None, str]) -> None:
    assert split_label(text) == expected


def test_a_text_of_which_most_stands_in_another() -> None:
    whole = shingles("Les clients paient désormais à une borne placée près de la porte du magasin.")
    assert contains(whole, "les clients paient désormais à une borne")
    assert not contains(whole, "les clients paient en espèces à la caisse ordinaire du village")
    assert not contains(whole, "")
    assert shingles("") == set()
    assert shingles("Deux mots") == {"deux mots"}


@pytest.mark.parametrize("text", ["Un mot\n\nDeux mots", "新しい\n店です\nnew", "\n", "a’b\nc"])
def test_lines_are_counted_and_folded_as_one_text(text: str) -> None:
    one_line = text.replace("\n", " ")
    assert count_words(text) == count_words(one_line)
    assert folded(text) == folded(one_line)


@given(st.text(st.characters(max_codepoint=127)))
def test_words_of_ascii_are_what_a_pattern_finds(text: str) -> None:
    assert words(text) == re.findall(r"\w+", text.lower())
    assert count_words(text) == len(re.findall(r"\w+", text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("document.write('<div id=\"tip\">'); var ie=document.all;", True),
        ('{"layout":{"mobile":2,"desktop":4},"button":"Buy now"}', True),
        ("<!-- ads = new Array(); ads[1082] = 100; show(ads); -->", True),
        ("window.dataLayer = window.dataLayer || []; push({a: 1});", True),
        (
            "Avoid document.write() in pages that have to be read by machines, says the guide.",
            False,
        ),
        ("for (let i = 0; i < items.length; i++) { total += items[i].price; }", False),
        ("The margin (in %) = price less cost, and it fell {slightly} over the year.", False),
        ("La borne remplace la caisse.", False),
    ],
)
def test_scripts_that_became_text(text: str, expected: bool) -> None:
    assert is_script(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("थैली काउंटर पर कम दाम में मिलती है।", 8),
        ("ร้านเบเกอรี่ขนาดเล็ก", 4),
        ("หนึ่ง สอง", 2),
        ("كيساً واحداً فقط", 3),
        ("—", 0),
    ],
)
def test_marks_are_parts_of_their_words(text: str, expected: int) -> None:
    assert count_words(text) == expected
