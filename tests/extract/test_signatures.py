import pytest

from tests.extract.samples import URL
from tradecrawler.extract import signatures, walk
from tradecrawler.extract.tree import PageTree, parse


def tree(below: str) -> PageTree:
    return walk.read(parse(f"<h1>La miche monte</h1>{below}"), URL)


@pytest.mark.parametrize(
    "line",
    [
        "Ein Artikel von Odile Varennes | 20.11.2026", "Autor: Odile Varennes",
        "Автор: Odile Varennes", "Συντάκτης: Odile Varennes", "Skrivet av: Odile Varennes",
        "A cura di Odile Varennes", "Eine Kolumne von Odile Varennes",
    ],
)  # fmt: skip
def test_lines_that_say_by(line: str) -> None:
    found = tree(f"<p>{line}</p>")
    assert list(signatures.signed(signatures.near_headline(found, 0))) == ["Odile Varennes"]


@pytest.mark.parametrize(
    "line", ["by ovarennes", "Gespeichert von ovarennes am 24. Juli 2026", "Autor: ovarennes | 3"]
)
def test_user_names_that_sign(line: str) -> None:
    found = tree(f"<p>{line}</p>")
    assert list(signatures.signed(signatures.near_headline(found, 0))) == ["ovarennes"]


@pytest.mark.parametrize(("line", "name"), [("作者：王小明", "王小明"), ("김철수 기자", "김철수")])
def test_names_without_blanks(line: str, name: str) -> None:
    found = tree(f"<p>{line}</p>")
    assert list(signatures.signed(signatures.near_headline(found, 0))) == [name]


@pytest.mark.parametrize(
    "url", ["/author/odile", "/redaktion/odile", "/userinfo.php?uid=6", "/profil,30,odile.html"]
)
def test_links_to_the_authors_page(url: str) -> None:
    found = tree(f'<p><a href="{url}">Odile</a></p>')
    assert list(signatures.linked(signatures.near_headline(found, 0))) == ["Odile"]


def test_the_sites_profile_on_a_network_is_no_author() -> None:
    found = tree('<p><a href="https://www.youtube.com/user/rayons">YouTube</a></p>')
    assert list(signatures.linked(signatures.near_headline(found, 0))) == []


@pytest.mark.parametrize(
    ("below", "names"),
    [
        ("<p>Odile Varennes</p><p>3 mars 2026</p>", ["Odile Varennes"]),
        ("<p>Odile Varennes | 3 mars 2026</p>", ["Odile Varennes"]),
        ("<p>3 mars 2026 - Odile Varennes</p>", ["Odile Varennes"]),
        ("<p>3.3.2026 | 13:10 Uhr | Odile Varennes</p>", ["Odile Varennes"]),
        ("<p>3 mars 2026 • Odile Varennes in Bread</p>", ["Odile Varennes"]),
        ("<p>Latest News</p><p>3 mars 2026</p>", []),
        ('<p><a href="/category/bread">Pain Levain</a></p><p>3 mars 2026</p>', []),
        ("<p>Odile Varennes</p>", []),
    ],
)
def test_a_bare_name_beside_the_date(below: str, names: list[str]) -> None:
    assert list(signatures.beside_date(tree(below), 0, frozenset())) == names


def test_a_rubric_is_no_name() -> None:
    found = tree("<p>Pain Levain</p><p>3 mars 2026</p>")
    assert list(signatures.beside_date(found, 0, frozenset({"pain levain"}))) == []


def test_the_only_signature_below_the_text() -> None:
    text = "<p>Du texte.</p>" * 15
    signed = f"{text}<p>Text: Odile Varennes</p>"
    assert list(signatures.closing(tree(signed), 0)) == ["Odile Varennes"]
    assert list(signatures.closing(tree(f"{signed}<p>Text: Bastien Oriol</p>"), 0)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Odile Varennes", True), ("Dr. Almut Dreesbach", True), ("Joris van Haverdonk", True),
        ("Read More", False), ("Odile", False), ("Food Industry", False), ("odile varennes", False),
    ],
)  # fmt: skip
def test_full_names(text: str, expected: bool) -> None:
    assert signatures.is_person(text) is expected


def test_the_section_of_the_page_is_no_author() -> None:
    url = "https://www.rayons.example/people/vies/une-miche"
    near = tree('<p><a href="/people/vies/">Vies Réelles</a></p>').runs
    assert list(signatures.linked(near, url)) == []
    assert list(signatures.linked(near)) == ["Vies Réelles"]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("This post was written by Odile Varennes, a baker.", "Odile Varennes"),
        ("By Odile March 3, 2026", "Odile"),
        ("By Odile March", "Odile March"),
    ],
)
def test_where_a_name_ends(line: str, name: str) -> None:
    (found,) = signatures.signed(tree(f"<p>{line}</p>").runs)
    assert found == name


@pytest.mark.parametrize(
    "line",
    [
        "By Imogen Dallaway | Medically reviewed by Odile Varennes and Bastien Oriol",
        "Relu par Odile Varennes et Bastien Oriol",
        "Geprüft von Odile Varennes, Bastien Oriol",
    ],
)
def test_those_who_read_the_text_again(line: str) -> None:
    assert signatures.readers(tree(f"<p>{line}</p>").runs) == {"odile varennes", "bastien oriol"}


def test_rubrics_beside_the_date() -> None:
    found = tree("<p>3 mars 2026 | Wissenschaft Klima</p>")
    assert list(signatures.beside_date(found, 0, frozenset())) == []


@pytest.mark.parametrize(
    "line",
    ["Af Odile Varennes", "Di Odile Varennes", "Skriven av Odile Varennes", "Írta: Odile Varennes",
     "Oleh Odile Varennes", "Napisała Odile Varennes", "Tác giả: Odile Varennes",
     "Publié par Odile Varennes"],
)  # fmt: skip
def test_the_same_in_other_languages(line: str) -> None:
    assert list(signatures.signed(tree(f"<p>{line}</p>").runs)) == ["Odile Varennes"]


@pytest.mark.parametrize("line", ["Af hoofdstuk twee", "Di Prezzi Del Pane Si Parla", "Di Pane"])
def test_common_words_need_a_full_name(line: str) -> None:
    assert list(signatures.signed(tree(f"<p>{line}</p>").runs)) == []


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("بقلم: محمد علي", "محمد علي"),
        ("מאת דוד כהן | 3.3.2026", "דוד כהן"),
        ("लेखक: राम कुमार", "राम कुमार"),
        ("Γράφει η Ελένη Παππά", "Ελένη Παππά"),
    ],
)
def test_scripts_that_know_no_capitals(line: str, name: str) -> None:
    assert list(signatures.signed(tree(f"<p>{line}</p>").runs)) == [name]
