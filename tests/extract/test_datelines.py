import pytest

from tests.extract.samples import URL
from tradecrawler.extract import walk
from tradecrawler.extract.datelines import (
    closing,
    leading,
    leading_date,
    near_headline,
    shows_own_date,
)
from tradecrawler.extract.tree import PageTree, parse

PROSE = "<p>" + "La miche du matin coûte plus cher que celle du soir, dit-on. " * 4 + "</p>"


def tree(below: str, above: str = "") -> PageTree:
    return walk.read(parse(f"{above}<h1>La miche monte</h1>{below}"), URL)


@pytest.mark.parametrize(
    "line",
    ["3 mars 2026", "Par Odile Varennes, le 3 mars 2026 à 8h05", "Prix | 3 mars 2026 | 6 min"],
)
def test_a_line_beside_the_headline(line: str) -> None:
    (found,) = near_headline(tree(f"<p>{line}</p>{PROSE}"), 0, ())
    assert (found.dates[0].iso[:10], found.distance) == ("2026-03-03", 1)


@pytest.mark.parametrize(
    "line",
    [
        "Le 3 mars 2026, le boulanger de la rue des Moulins a fermé sa porte pour la toute "
        "dernière fois devant ses clients.",
        "Aucune date",
    ],
)
def test_a_sentence_is_no_dateline(line: str) -> None:
    assert near_headline(tree(f"<p>{line}</p>{PROSE}"), 0, ()) == []


def test_lines_with_many_dates_are_a_list_of_others() -> None:
    others = "".join(f"<p>Un titre</p><p>{day} mars 2026</p>" for day in (3, 4, 5))
    assert near_headline(tree(f"{PROSE}{others}"), 0, ()) == []


def test_the_line_below_comes_first() -> None:
    found = near_headline(tree("<p>3 mars 2026</p>", above="<p>1er mars 2026</p>"), 1, ())
    assert [line.dates[0].iso for line in found] == ["2026-03-03", "2026-03-01"]


@pytest.mark.parametrize("start", ["Lyon, 3 mars 2026 (ag) – ", "(3 mars 2026) ", "3 mars 2026 "])
def test_a_date_before_the_first_sentence(start: str) -> None:
    (found,) = leading(tree(PROSE.replace("<p>", f"<p>{start}")), 0, ())
    assert found.dates[0].iso == "2026-03-03"


def test_a_date_in_a_sentence_leads_nothing() -> None:
    assert leading_date("Depuis le 3 mars 2026 la miche coûte plus. " * 4, ()) is None


def test_a_date_below_the_text_must_say_what_it_is() -> None:
    below = PROSE * 12
    (found,) = closing(tree(f"{below}<p>Publié le 3 mars 2026</p><p>4 mars 2026</p>"), 0, ())
    assert found.dates[0].iso == "2026-03-03"


@pytest.mark.parametrize(
    "line",
    [
        "Author: Lou am 3.3.2026, 13:36 Uhr",
        "Beitragvon Lou » 03.03.2026, 05:42",
        "Post by Lou » 3 March 2026",
    ],
)
def test_a_line_that_says_who_wrote_it_when(line: str) -> None:
    (found,) = closing(tree(f"{PROSE * 12}<p>{line}</p>"), 0, ())
    assert found.dates[0].iso[:10] == "2026-03-03"


def test_a_label_that_speaks_of_something_else() -> None:
    (found,) = near_headline(tree("<p>Sortie en salle : 3 mars 2026</p>"), 0, ())
    assert found.is_labelled_otherwise


def test_a_line_may_end_with_the_time_of_day() -> None:
    line = "PUBLISHED: March 3, 2026 at 11:30 p.m. | UPDATED: March 4, 2026 at 12:21 a.m."
    (found,) = near_headline(tree(f"<p>{line}</p>{PROSE}"), 0, ("en",))
    assert [date.said for date in found.dates] == ["published", "updated"]


def test_a_quoted_post_is_no_dateline() -> None:
    quote = "<blockquote><p>Posted by Rayons on Monday, March 2, 2026</p></blockquote>"
    assert near_headline(tree(quote + PROSE), 0, ("en",)) == []


@pytest.mark.parametrize(
    "line",
    [
        "This entry was posted in Pain by Odile Varennes on March 3, 2026. Bookmark the permalink.",
        "Dieser Eintrag wurde am 3. März 2026 um 10:05 Uhr unter Brot abgelegt und wird dort "
        "von allen gelesen, die sich für Brot und alles, was dazugehört, begeistern können.",
        "Cet article a été publié dans Pain le 3 mars 2026 par Odile Varennes.",
    ],
)
def test_a_sentence_about_the_entry(line: str) -> None:
    (found,) = closing(tree(PROSE * 12 + f"<p>{line}</p>"), 0, ())
    assert (found.dates[0].iso[:10], found.dates[0].said) == ("2026-03-03", "published")


def test_a_line_that_shows_a_date_of_its_own() -> None:
    assert shows_own_date("3 mars 2026", ())
    assert not shows_own_date("Registriert: 18.09.2008", ())
    assert not shows_own_date("Registriert", ())
