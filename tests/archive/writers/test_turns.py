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
    for place in (one, other, one):
        with place.turn() as turn:
            turn.begin()
            turn.end()


def test_a_turn_is_handed_on_whatever_happens(places: list[tuple[int, int]]) -> None:
    one, other = (Ring(*place) for place in places)
    with pytest.raises(ValueError, match="no"), one.turn():
        raise ValueError("no")
    with pytest.raises(ValueError, match="no"), other.turn() as turn:  # noqa: PT012
        turn.begin()
        raise ValueError("no")
    with one.turn() as turn:
        turn.begin()


def test_a_ring_without_one_of_its_processes_is_broken(places: list[tuple[int, int]]) -> None:
    (before, to_other), (of_other, after) = places
    os.close(of_other)
    os.close(after)
    with Ring(before, to_other).turn() as turn:
        turn.begin()
        turn.end()
    with pytest.raises(RingBroken), Ring(before, to_other).turn() as turn:
        turn.begin()
