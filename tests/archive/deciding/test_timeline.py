"""Where a fetch falls among the versions of an article."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from archive.deciding.timeline import place, widen

START = datetime(2026, 11, 2, tzinfo=UTC)


def at(day: float) -> datetime:
    return START + timedelta(days=day)


@dataclass(eq=False)
class Version:
    content_hash: str
    valid_from: datetime
    valid_to: datetime | None
    last_seen: datetime
    extraction_hashes: set[str] = field(default_factory=set)
    is_touched: bool = False


def three() -> list[Version]:
    """A from day 0 (seen until 2), B from 5 (until 6), A again from 9 (until 10)."""
    return [
        Version("a", at(0), at(5), at(2)),
        Version("b", at(5), at(9), at(6), extraction_hashes={"b", "b2"}),
        Version("a", at(9), None, at(10)),
    ]


@pytest.mark.parametrize(
    ("content", "day", "expected"),
    [
        ("a", -1, 0),
        ("a", 1, 0),
        ("a", 3, 0),
        ("a", 5.5, None),  # B was found before and after
        ("a", 7, 2),
        ("a", 11, 2),
        ("b", 1, None),
        ("b", 3, 1),
        ("b2", 6, 1),
        ("b", 9.5, None),
        ("c", 3, None),
    ],
)
def test_place(content: str, day: float, expected: int | None) -> None:
    versions = three()
    found = place(versions, content, at(day))
    assert found is (None if expected is None else versions[expected])


@pytest.mark.parametrize(("day", "first", "last"), [(-1, -1, 2), (1, 0, 2), (4, 0, 4)])
def test_the_first_version_is_widened(day: float, first: float, last: float) -> None:
    versions = three()
    widen(versions, versions[0], at(day))
    assert (versions[0].valid_from, versions[0].last_seen) == (at(first), at(last))
    assert versions[0].valid_to == versions[1].valid_from == at(5)


def test_a_version_that_began_earlier_ends_the_one_before() -> None:
    versions = three()
    widen(versions, versions[1], at(3))
    assert versions[0].valid_to == versions[1].valid_from == at(3)
    assert [version.is_touched for version in versions] == [True, True, False]


def test_what_is_known_touches_nothing() -> None:
    versions = three()
    widen(versions, versions[1], at(5.5))
    assert not any(version.is_touched for version in versions)
