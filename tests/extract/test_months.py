import pytest

from tradecrawler.extract.months import MONTHS, number_of


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("March", 3), ("MÄRZ", 3), ("Août", 8), ("aout", 8), ("déc.", 12), ("ağustos", 8),
        ("KASIM", 11), ("października", 10), ("dubna", 4), ("heinäkuuta", 7), ("сентября", 9),
        ("ΙΟΥΛΙΟΥ", 7), ("mayo", 5), ("fevereiro", 2), ("szeptember", 9), ("अक्टूबर", 10),
        ("أكتوبر", 10), ("sausio", 1),
    ],
)  # fmt: skip
def test_months_of_many_languages(word: str, number: int) -> None:
    assert number_of(word) == number


def test_the_pages_language_decides_where_two_differ() -> None:
    assert number_of("listopada", ("pl",)) == 11
    assert number_of("listopada", ("hr",)) == 10


@pytest.mark.parametrize("word", ["", "Rayons", "maybe", "decembers"])
def test_no_month(word: str) -> None:
    assert number_of(word) is None


def test_each_month_is_known_in_every_language() -> None:
    assert set(MONTHS.values()) == set(range(1, 13))
