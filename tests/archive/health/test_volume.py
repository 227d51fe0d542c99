"""Whole simulated years are judged in ``benchmarks/health.py``; here days that are made up."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.health.volume import Volumes, judge

START = date(2025, 1, 6)
"""A Monday."""


def days(per_day: Callable[[date], int], until: date) -> dict[date, int]:
    number = (until - START).days
    return {day: per_day(day) for day in (START + timedelta(days=n) for n in range(number))}


def weekdays(day: date) -> int:
    """Eight articles from Monday to Friday."""
    return 8 if day.weekday() < 5 else 0


def volumes(until: date, per_day: Callable[[date], int] = weekdays) -> Volumes:
    return Volumes(days(per_day, until), START)


def test_a_week_without_articles_strays() -> None:
    stopped = volumes(date(2025, 5, 12))
    found = [judge(stopped, date(2025, 5, 12) + timedelta(days=n)).strays for n in range(8)]
    assert found == [False, False, False, False, True, True, True, True]


def test_quiet_sundays_are_usual() -> None:
    whole = volumes(date(2025, 6, 30))
    for n in range(60):
        found = judge(whole, date(2025, 4, 28) + timedelta(days=n))
        assert not found.strays
        assert found.now == found.usual == 40


def test_easter_is_no_alarm() -> None:
    def easter(day: date) -> int:
        return 0 if day in (date(2025, 4, 18), date(2025, 4, 21)) else weekdays(day)

    whole = volumes(date(2025, 5, 5), easter)
    for n in range(14):
        assert not judge(whole, date(2025, 4, 18) + timedelta(days=n)).strays


@pytest.mark.parametrize(
    ("first", "last"),
    [(date(2025, 8, 4), date(2025, 8, 10)), (date(2025, 12, 23), date(2026, 1, 4))],
)
def test_a_week_off_in_august_and_christmas_are_no_alarms(first: date, last: date) -> None:
    def holidays(day: date) -> int:
        return 0 if first <= day <= last else weekdays(day)

    whole = volumes(last + timedelta(days=20), holidays)
    for n in range(25):
        assert not judge(whole, first + timedelta(days=n)).strays


def test_a_lull_of_last_year_is_none_this_year() -> None:
    def march(day: date) -> int:
        return 0 if day.month == 3 and day.day <= 14 else weekdays(day)

    def of_years(start: date) -> Volumes:
        whole = {day: n for day, n in days(march, date(2026, 3, 20)).items() if day >= start}
        return Volumes(whole, start)

    assert judge(of_years(date(2025, 6, 2)), date(2026, 3, 13)).strays
    known = Volumes(
        {START - timedelta(days=n): weekdays(START - timedelta(days=n)) for n in range(1, 120)}
        | days(march, date(2026, 3, 20)),
        START - timedelta(days=120),
    )
    assert not judge(known, date(2026, 3, 13)).strays


def test_two_articles_a_week_are_missed_in_two_months() -> None:
    rare = volumes(date(2025, 5, 12), lambda day: int(day.weekday() in (1, 3)))
    alarm = [n for n in range(60) if judge(rare, date(2025, 5, 12) + timedelta(days=n)).strays]
    assert 28 <= alarm[0] <= 56


def test_nothing_is_said_before_a_month_is_known() -> None:
    assert judge(volumes(date(2025, 2, 1)), date(2025, 2, 8)).usual is None


def test_while_it_is_silent_the_time_before_is_the_measure() -> None:
    since, mended = date(2025, 5, 16), date(2025, 10, 6)
    whole = {
        day: number
        for day, number in days(weekdays, date(2025, 10, 20)).items()
        if not since <= day < mended
    }
    silent = Volumes(whole, START)
    assert not judge(silent, mended, broken_since=since).is_near
    assert judge(silent, mended + timedelta(days=7), broken_since=since).is_near


@given(st.dictionaries(st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(0, 500)))
def test_any_days_are_judged(found: dict[date, int]) -> None:
    judged = judge(Volumes(found, date(2024, 1, 1)), date(2026, 1, 1))
    assert judged.now is not None
    assert not (judged.strays and judged.is_near)
