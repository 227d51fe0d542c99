"""The blocks that an article's pages printed, as a version keeps them: 20 bytes each.

Texts are not kept: what matters is whether the same is printed again, where, and whether it was
taken for the article's own.
"""

import struct
from collections.abc import Iterable
from typing import NamedTuple

MAX_PRINTED = 1_000
"""Blocks kept of one version: ten times what a page prints, so room for the promos of many fetches.
What is beyond it is not learnt either, or it would be counted with every fetch anew."""

MAX_VERSIONS = 20
"""Latest versions of an article whose blocks are looked at: a live report has hundreds. What was
gone for so long and comes back is counted once more."""

_PRINT = struct.Struct(">QQI")
_TEXT = 1
"""The lowest bit beside the fingerprint: whether it was taken for text."""


class Print(NamedTuple):
    """A block as some page of an article printed it."""

    fingerprint: int
    place: int
    """0 where there is no markup."""
    layout: int
    """The number of the page's layout in its magazine; 0 where none was learnt."""
    is_text: bool
    """Whether the promoted extraction took it for the article's own text."""

    @property
    def key(self) -> tuple[int, int, int]:
        """What makes it another print: what was printed, and where."""
        return self[:3]


def pack(prints: Iterable[Print]) -> bytes:
    """Prints as bytes, in their order."""
    return b"".join(
        _PRINT.pack(p.fingerprint << 1 | (_TEXT if p.is_text else 0), p.place, p.layout)
        for p in prints
    )


def unpack(packed: bytes | None) -> list[Print]:
    """What ``pack`` was given; nothing for None."""
    return [
        Print(number >> 1, place, layout, bool(number & _TEXT))
        for number, place, layout in _PRINT.iter_unpack(packed or b"")
    ]
