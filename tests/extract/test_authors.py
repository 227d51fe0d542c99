import pytest

from tradecrawler.extract.authors import is_name, is_organisation, names_in


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Odile Varennes", ["Odile Varennes"]),
        ("Par Odile Varennes", ["Odile Varennes"]),
        ("By Imogen Dallaway and Tobias Renwickle", ["Imogen Dallaway", "Tobias Renwickle"]),
        ("Von Almut Dreesbach und Jonas Wiesengrund", ["Almut Dreesbach", "Jonas Wiesengrund"]),
        ("Door Griet Santermans en Joris van Haverdonk",
         ["Griet Santermans", "Joris van Haverdonk"]),
        ("Tekst: Tine Okkerbeek", ["Tine Okkerbeek"]),
        ("Odile Varennes, Maud Terlinck et Bastien Oriol",
         ["Odile Varennes", "Maud Terlinck", "Bastien Oriol"]),
        ("Odile Varennes & Maud Terlinck", ["Odile Varennes", "Maud Terlinck"]),
        ("Propos recueillis par Odile Varennes", ["Odile Varennes"]),
        ("Geschreven door Tine Okkerbeek", ["Tine Okkerbeek"]),
        ("ODILE VARENNES", ["ODILE VARENNES"]),
        ("Jean-Étienne d'Hautecombe", ["Jean-Étienne d'Hautecombe"]),
        ("Imogen Dallaway (author)", ["Imogen Dallaway"]),
        ("Imogen Dallaway - Retail editor", ["Imogen Dallaway"]),
        ("Odile Varennes | odile@rayons.example", ["Odile Varennes"]),
        ("Odile Varennes; odile varennes", ["Odile Varennes"]),
        ("Odile Varennes Odile Varennes", ["Odile Varennes"]),
        ("Odile Varennes Last updated", ["Odile Varennes"]),
        ("Odile Varennes December", ["Odile Varennes"]),
        ("Imogen Dallaway, MS, RD", ["Imogen Dallaway"]),
        ("Imogen Dallaway, Lead Reviewer", ["Imogen Dallaway"]),
        ("Fotos: Almut Dreesbach", []),
        ("Photograph by Imogen Dallaway", []),
        ("Interview: Almut Dreesbach", ["Almut Dreesbach"]),
        ("Text von Almut Dreesbach Illustration von Jonas Wiesengrund", ["Almut Dreesbach"]),
        ("Loïc Le Varennes", ["Loïc Le Varennes"]),
        ("Odile Varennes Le 3 mars 2026", ["Odile Varennes"]),
        ("CM Odile Varennes Last updated on 3 March 2026", ["CM Odile Varennes"]),
        ("Odile Varennes And Bastien Oriol", ["Odile Varennes", "Bastien Oriol"]),
        ("Imogen Dallaway and Tobias Renwickle, Guest Columnists",
         ["Imogen Dallaway", "Tobias Renwickle"]),
        ("vom Krümelblogger", ["Krümelblogger"]),
        ("Auteur(s) : Odile Varennes", ["Odile Varennes"]),
    ],
)  # fmt: skip
def test_names_in_a_byline(text: str, names: list[str]) -> None:
    assert names_in([text]) == names


@pytest.mark.parametrize(
    "text",
    [
        "", "Rayons", "rayons", "admin", "La rédaction", "De redactie", "Redaktion", "Staff",
        "https://www.rayons.example/auteur/3", "@rayons", "odile@rayons.example", "12/03/2026",
        "undefined", "August", "Sat, 20 Dec", "Dezember", "3 de Mayo de", "Auteur(s) :", "Human",
        "Auf geht's!", "View more posts",
        "une phrase entière qui ne nomme vraiment personne du tout",
    ],
)  # fmt: skip
def test_what_signs_but_is_nobody(text: str) -> None:
    assert names_in([text], ("Rayons",)) == []


def test_each_name_once_in_order() -> None:
    assert names_in(["B. Deux", "A. Un", "b. deux"]) == ["B. Deux", "A. Un"]


def test_a_long_list_is_cut() -> None:
    assert len(names_in([f"Odile Varennes{chr(97 + n)}" for n in range(20)])) == 12


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Odile Varennes", True), ("odilev", False), ("élodie", True), ("", False), ("...", False)],
)
def test_is_name(text: str, expected: bool) -> None:
    assert is_name(text) is expected


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("View all posts by Odile Varennes", ["Odile Varennes"]),
        ("Zeige alle Beiträge von Odile Varennes", ["Odile Varennes"]),
        ("Odile Varennes @odile", ["Odile Varennes"]),
        ("Odile Varennes, Senior Editor, Rayons", ["Odile Varennes"]),
        ("Odile Varennes July 3, 2026", ["Odile Varennes"]),
        ("Posted by Odile Varennes", ["Odile Varennes"]),
        ("Name *", []),
        ("Bastien Oriol says", []),
    ],
)
def test_what_surrounds_a_name(text: str, names: list[str]) -> None:
    assert names_in([text]) == names


@pytest.mark.parametrize("name", ["Panevault GmbH", "rayons.example.com", "Broodverlag Editorial"])
def test_organisations_by_their_own_words(name: str) -> None:
    assert is_organisation(name)
    assert not is_organisation("Odile Varennes")


def test_desks_are_names_only_for_those_who_ask() -> None:
    assert names_in(["Par la rédaction"]) == []
    assert names_in(["Par la rédaction"], stated=True, desks=True) == ["la rédaction"]
    assert names_in(["admin"], stated=True, desks=True) == []
    assert names_in(["View more posts"], stated=True, desks=True) == []
    assert names_in(["By Broodverlag Kitchens"], stated=True, desks=True) == [
        "Broodverlag Kitchens"
    ]
