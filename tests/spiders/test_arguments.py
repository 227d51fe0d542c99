from datetime import date

import pytest

from tradecrawler.discovery.window import Window
from tradecrawler.spiders.arguments import InvalidArgument, positive, window


@pytest.mark.parametrize(("value", "expected"), [(None, None), ("7", 7), (3, 3)])
def test_whole_numbers(value: str | int | None, expected: int | None) -> None:
    assert positive("limit", value) == expected


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "", "many", 0, "²"])
def test_anything_else_names_the_argument(value: str | int) -> None:
    with pytest.raises(InvalidArgument, match="-a limit="):
        positive("limit", value)


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, Window()),
        ("2019-05-12", None, Window(since=date(2019, 5, 12))),
        ("2019", "2019", Window(date(2019, 1, 1), date(2019, 12, 31))),
        ("2020-02", "2020-02", Window(date(2020, 2, 1), date(2020, 2, 29))),
    ],
)
def test_days_that_are_wanted(since: str | None, until: str | None, expected: Window) -> None:
    assert window(since, until) == expected


@pytest.mark.parametrize("value", ["", "yesterday", "2019-13", "12-05-2019", "0001-01-01", "9999"])
def test_what_is_no_day_names_the_argument(value: str) -> None:
    with pytest.raises(InvalidArgument, match="-a since="):
        window(value, None)
    with pytest.raises(InvalidArgument, match="-a until="):
        window(None, value)


def test_a_window_ends_after_it_begins() -> None:
    with pytest.raises(InvalidArgument, match="before the start"):
        window("2020", "2019-12-31")
