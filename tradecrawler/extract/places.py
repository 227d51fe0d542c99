"""Where a block stands in its magazine's layout, as a number that is the same on every page.

A place is the kind of the block, the names of the innermost elements around it, and whether any
running text stands above it. Numbers, hashes and states in the names are left out: they differ from
page to page.
"""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b

from tradecrawler.extract.groups import is_solid
from tradecrawler.extract.text import REMEMBERED
from tradecrawler.items import Document

STEPS = 4
"""The block's own element and so many minus one around it: a list's item, its list, the box, and
what the box is in. Further out all blocks of the text are in the same elements."""
MANY_NAMES = 5
"""An element with more names than these has been given them by a machine: the article's number, its
categories and tags, or one name for each property of its style. Its tag alone is its name then."""
TEXT_ABOVE = 1
"""A block is at the head of the article as long as no more running text stands above: the lead."""
_STATES = frozenset(
    "first last odd even active current open closed selected visible hidden".split()
)
_DIGITS = re.compile(r"\d+")
_HASH = re.compile(r"[a-z]0[a-z]|0[a-z]+0")
"""Figures among the letters: a name that a build tool made up."""


def places(document: Document, indexes: Sequence[int]) -> list[int]:
    """The places of the blocks with these indexes, which are in order; 0 without markup."""
    blocks = document.blocks
    found = []
    above = 0
    known = 0  # blocks that ``above`` counts, from the body's start
    start = document.body.start
    for i in indexes:
        while known < i - start and start + known < len(blocks):
            above += is_solid(blocks[start + known])
            known += 1
        found.append(_place(blocks[i].path[-STEPS:], blocks[i].kind, above <= TEXT_ABOVE))
    return found


@lru_cache(REMEMBERED)
def _place(path: tuple[str, ...], kind: str, is_head: bool) -> int:
    if not path:
        return 0
    name = "/".join((kind, "head" if is_head else "text", *map(_step, path)))
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "big") >> 1 or 1


@lru_cache(REMEMBERED)
def _step(step: str) -> str:
    """An element's tag and those of its names that are not one page's alone."""
    tag, *names = step.split(" ")
    if len(names) > MANY_NAMES:
        return tag
    kept = {
        name
        for name in (_DIGITS.sub("0", name) for name in names)
        if name not in _STATES and not _HASH.search(name)
    }
    return " ".join((tag, *sorted(kept)))
