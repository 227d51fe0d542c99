"""Turns go round, whatever happens in one."""

import contextlib
import os
from collections.abc import Iterator

import pytest

from archive.writers.turns import Ring, RingBroken, ring


@pytest.fixture
def places() -> Iterator[list[tuple[int, int]]]:
    """Of two processes."""
    made = ring(2)
    yield made
    for descriptor in {descriptor for place in made for descriptor in place}:
        with contextlib.suppress(OSError):  # a test has closed it
            os.close(descriptor)


def test_turns_go_round(places: list[tuple[int, int]]) -> None:
    one, other = (Ring(*place) for place in places)
    found = []
    for name, place in (("one", one), ("other", other), ("one again", one)):
        with place.turn():
            found.append(name)
    assert found == ["one", "other", "one again"]


def test_a_turn_is_handed_on_whatever_happens(places: list[tuple[int, int]]) -> None:
    one, other = (Ring(*place) for place in places)
    with pytest.raises(ValueError, match="no"), one.turn():
        raise ValueError("no")
    with other.turn():
        pass


def test_a_ring_without_one_of_its_processes_is_broken(places: list[tuple[int, int]]) -> None:
    (before, to_other), (of_other, after) = places
    os.close(of_other)
    os.close(after)
    with Ring(before, to_other).turn():  # nobody hears that it is over
        pass
    with pytest.raises(RingBroken), Ring(before, to_other).turn():
        pytest.fail("had a turn")
