"""Where a story appeared first."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.relatives.origin import Appearance, first

SEEN = datetime(2026, 11, 2, 8, tzinfo=UTC)


def appearance(id_: int, published: str | None, seen: datetime = SEEN) -> Appearance:
    day = date.fromisoformat(published[:10]) if published else None
    return Appearance(id_, day, published, seen)


@pytest.mark.parametrize(
    "published",
    [
        ["2026-10-20", "2026-10-21"],
        ["2026-10-20T10:00:00+02:00", "2026-10-20T11:30:00+02:00"],
        ["2026-10-20T10:00:00+02:00", "2026-10-20T09:00:00Z"],
        ["2026-10-20T10:00:00+02:00", "2026-10-20"],
        ["2026-10-20", "2026-10-20"],
        ["2026-10-20", None],
        [None, "2026-11-03"],
        [None, None],
    ],
)
def test_day_then_time_then_fetch(published: list[str | None]) -> None:
    earlier, later = (appearance(id_, text) for id_, text in enumerate(published, 1))
    assert first([earlier, later]) == first([later, earlier]) == 1


def test_what_was_fetched_first_on_the_same_day() -> None:
    late = appearance(1, "2026-10-20", SEEN.replace(hour=9))
    assert first([late, appearance(2, "2026-10-20")]) == 2


def test_of_none() -> None:
    with pytest.raises(ValueError, match="empty"):
        first([])


@given(st.permutations(list(range(6))))
def test_order_does_not_matter(order: list[int]) -> None:
    days = ["2026-10-22", None, "2026-10-20T10:00:00+02:00", "2026-10-20", "2026-10-25", None]
    assert first([appearance(n, days[n]) for n in order]) == 2
