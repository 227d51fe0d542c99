import pytest

from tradecrawler.extract.headline import agree, choose_headline, cut_site_name
from tradecrawler.items import Value

SITES = ("Rayons", "rayons.example")


def value(text: str, source: str) -> Value:
    return Value(value=text, source=source)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Le pain monte | Rayons", "Le pain monte"),
        ("Rayons - Le pain monte", "Le pain monte"),
        ("Le pain monte — Prix | Rayons", "Le pain monte — Prix"),
        ("Le pain monte - RAYONS", "Le pain monte"),
        ("Rayons", ""),
        ("Le pain - mode d'emploi", "Le pain - mode d'emploi"),
        ("Rayons vides : qui paie ?", "Rayons vides : qui paie ?"),
    ],
)
def test_the_sites_name_is_cut_off(title: str, expected: str) -> None:
    assert cut_site_name(title, SITES) == expected


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("Le pain monte encore", "Le pain monte", True),
        ("Le pain monte", "LE PAIN : MONTE", True),
        ("Le pain monte", "La bière baisse", False),
        ("", "Le pain", False),
    ],
)
def test_titles_of_the_same_article(first: str, second: str, expected: bool) -> None:
    assert agree(first, second) is expected


def test_the_printed_title_wins_where_another_agrees() -> None:
    headline, alternative = choose_headline(
        [
            value("Le pain monte encore", "h1"),
            value("Le pain monte : et la farine", "opengraph"),
        ],
        "Le pain monte encore | Rayons",
        SITES,
    )
    assert headline == value("Le pain monte encore", "h1")
    assert alternative == value("Le pain monte : et la farine", "opengraph")


def test_a_logo_in_the_h1_is_no_headline() -> None:
    headline, _ = choose_headline(
        [value("Le magazine du détaillant", "h1"), value("Le pain monte", "opengraph")], "", SITES
    )
    assert headline == value("Le pain monte", "opengraph")


def test_of_two_h1_the_one_that_others_confirm() -> None:
    headline, _ = choose_headline(
        [value("Boulangerie", "h1"), value("Le pain monte", "h1")], "Le pain monte | Rayons", SITES
    )
    assert headline == value("Le pain monte", "h1")


def test_a_lone_h1_below_a_title_that_names_the_site_only() -> None:
    assert choose_headline([value("Le pain monte", "h1")], "Rayons", SITES) == (
        value("Le pain monte", "h1"),
        None,
    )


def test_a_title_with_the_section_added_is_no_alternative() -> None:
    _, alternative = choose_headline(
        [value("Le pain monte", "h1")], "Le pain monte - Boulangerie - Rayons", SITES
    )
    assert alternative is None


def test_no_title_at_all() -> None:
    assert choose_headline([], "", SITES) == (None, None)


@pytest.mark.parametrize(
    "printed", ["Boulangerie Le pain monte encore", "Prix : Le pain monte encore"]
)
def test_a_kicker_inside_the_h1_is_cut_off(printed: str) -> None:
    headline, _ = choose_headline(
        [value(printed, "h1"), value("Le pain monte encore", "opengraph")], "", SITES
    )
    assert headline == value("Le pain monte encore", "h1")


def test_a_lone_h1_wins_over_titles_in_other_words() -> None:
    headline, _ = choose_headline(
        [
            value("Pourquoi la miche coûte de plus en plus", "h1"),
            value("Prix du pain : le guide", "opengraph"),
        ],
        "Prix du pain : le guide",
        SITES,
    )
    assert headline == value("Pourquoi la miche coûte de plus en plus", "h1")


def test_a_heading_of_another_level_that_the_title_contains() -> None:
    headline, _ = choose_headline(
        [value("Le monde du pain", "logo"), value("La miche monte", "heading")],
        "Le monde du pain - La miche monte",
        (),
    )
    assert headline == value("La miche monte", "heading")


@pytest.mark.parametrize(
    "title", ["La miche monte | Le monde du pain", "La miche monte « Le monde du pain"]
)
def test_what_stands_behind_a_bar_is_no_headline(title: str) -> None:
    headline, _ = choose_headline([], title, ())
    assert headline == value("La miche monte", "title")
    headline, _ = choose_headline([value("Le monde du pain", "heading")], title, ())
    assert headline == value("Le monde du pain", "heading")


def test_a_site_that_is_named_like_the_article() -> None:
    headline, _ = choose_headline([value("Le pain monte", "h1")], "", ("Le pain monte",))
    assert headline == value("Le pain monte", "h1")


def test_a_lone_h1_that_swallowed_a_paragraph_is_no_headline() -> None:
    paragraph = "La miche du matin coûte plus cher que celle du soir " * 4
    headline, _ = choose_headline(
        [value(paragraph, "h1"), value("Prix : le guide", "opengraph")], "", SITES
    )
    assert headline == value("Prix : le guide", "opengraph")
