"""A long list that travels between processes in portions, each unpacked when its turn comes.

Unpacking the fifty thousand addresses of a sitemap at once takes a fifth of a second, in which a
crawl could do nothing else.
"""

import pickle
from collections.abc import Iterable, Iterator
from typing import Generic, TypeVar

PORTION = 250
"""Things that are unpacked at once: a millisecond for addresses with their hints."""

Thing = TypeVar("Thing")


class Portions(Generic[Thing]):
    """Many things in their order; may be iterated as often as is wanted."""

    def __init__(self, things: Iterable[Thing] = ()) -> None:
        """Hold these."""
        held = tuple(things)
        self._length = len(held)
        self._portions: list[tuple[Thing, ...] | bytes] = [
            held[start : start + PORTION] for start in range(0, len(held), PORTION)
        ]

    def __iter__(self) -> Iterator[Thing]:
        """Each of them; only the portion at hand is unpacked."""
        for portion in self._portions:
            yield from pickle.loads(portion) if isinstance(portion, bytes) else portion

    def __len__(self) -> int:
        """How many there are; none of them is unpacked."""
        return self._length

    def __getstate__(self) -> tuple[int, list[bytes]]:
        """Pack each portion by itself."""
        return self._length, [
            portion
            if isinstance(portion, bytes)
            else pickle.dumps(portion, pickle.HIGHEST_PROTOCOL)
            for portion in self._portions
        ]

    def __setstate__(self, state: tuple[int, list[tuple[Thing, ...] | bytes]]) -> None:
        """Leave them packed."""
        self._length, self._portions = state
