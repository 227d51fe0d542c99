"""Runs of blocks that look like the items of one list, whatever markup made them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tradecrawler.extract import phrases
from tradecrawler.extract.text import REMEMBERED, count_words, split_bullet, split_label
from tradecrawler.items import Block

TEASER_WORDS = 25
"""A headline with its label is seldom longer."""


SOLID_WORDS = 20
"""A paragraph of so many words, or one that ends a sentence with half as many, is running text."""


STOP = re.compile(r"[.;…。；।۔][\"”»’)\]]*$")


_CLOSED = re.compile(r"[.!?…:。！？：।۔؟][\"”»’)\]]*$")


@dataclass(slots=True)
class Group:
    """Consecutive blocks that look like the items of one list."""

    start: int
    stop: int
    items: list[Block] = field(default_factory=list)
    heading: str | None = None
    """The line above the items, when it is part of the box."""


def is_solid(block: Block) -> bool:
    """Whether a block is running text."""
    if block.kind not in ("paragraph", "line", "quote") or block.link_density > 0.5:
        return False
    return _is_running_text(block.text)


@lru_cache(REMEMBERED)
def _is_running_text(text: str) -> bool:
    number = count_words(text)
    if split_bullet(text)[0]:  # a text in points, or a list's item
        return number > TEASER_WORDS and bool(_CLOSED.search(text))
    return number >= SOLID_WORDS or (number * 2 >= SOLID_WORDS and bool(_CLOSED.search(text)))


def is_item(block: Block) -> bool:
    """Whether a block may be one of several teasers."""
    if block.kind == "list_item":
        return not block.ordered
    if block.kind not in ("paragraph", "line", "quote"):
        return False
    if count_words(block.text) > TEASER_WORDS:
        return False
    if block.kind == "quote":  # a box set so; a dash or a colon says who is quoted
        return block.link_density >= 0.5 and not STOP.search(block.text)
    if split_bullet(block.text)[0]:
        return True
    if STOP.search(block.text):
        return False
    return block.link_density >= 0.5 or split_label(block.text)[0] is not None


def _is_linked_item(i: int, blocks: Sequence[Block], current: Group | None) -> bool:
    """Whether a block is little but a link among items: a title that ends with a stop."""
    block = blocks[i]
    if (
        block.kind not in ("paragraph", "line")
        or block.link_density < 0.5
        or count_words(block.text) > TEASER_WORDS
    ):
        return False
    if current is not None:
        return True
    below = blocks[i + 1] if i + 1 < len(blocks) else None
    return below is not None and below.path == block.path and is_item(below)


_ENTRY = re.compile(r"^[^:]*\d\s*:\s+[^\W\d]")


def is_entry(block: Block) -> bool:
    """Whether a block is an entry of an agenda: a date that a colon follows."""
    return ":" in block.text and _ENTRY.match(block.text) is not None


def groups(blocks: Sequence[Block], dropped: dict[int, str]) -> Iterator[Group]:
    """Every run of consecutive items among the blocks that are not ``dropped``."""
    current: Group | None = None
    for i, block in enumerate(blocks):
        if i in dropped or not (is_item(block) or _is_linked_item(i, blocks, current)):
            if current is not None:
                yield _with_heading(current, blocks, dropped)
            current = None
        elif current is not None and _same_list(current.items[-1], block):
            current.items.append(block)
            current.stop = i + 1
        else:
            if current is not None:
                yield _with_heading(current, blocks, dropped)
            current = Group(i, i + 1, [block])
    if current is not None:
        yield _with_heading(current, blocks, dropped)


def _same_list(one: Block, other: Block) -> bool:
    if (one.kind == "list_item", one.group) != (other.kind == "list_item", other.group):
        return False
    return one.kind == "list_item" or split_bullet(one.text)[0] == split_bullet(other.text)[0]


def _with_heading(group: Group, blocks: Sequence[Block], dropped: dict[int, str]) -> Group:
    """The group with the line above it, where that announces it."""
    above = group.start - 1
    if above < 0 or above in dropped:
        return group
    text = blocks[above].text
    if blocks[above].link_density > 0.5 and phrases.is_button(text):
        return group
    if phrases.is_issue_heading(text) or (
        phrases.is_promo(text) and count_words(text) <= 8 and not STOP.search(text)
    ):
        group.heading = text
        group.start = above
    return group
