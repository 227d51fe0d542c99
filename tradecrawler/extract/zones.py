"""Where a list stands: above the text, among its paragraphs, or below."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from archive.records import Zone
from tradecrawler.extract.boilerplate import HEADLINE_WORDS, is_headline
from tradecrawler.extract.groups import Group, is_solid
from tradecrawler.extract.text import folded
from tradecrawler.items import Block


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a list stands, and what is around it of what is not dropped."""

    zone: Zone
    paragraphs: int = 0
    """How much running text is above."""
    above: Block | None = None
    """What announces it, if anything does: the block above, or above the list that it goes on."""
    below: Block | None = None


@dataclass(frozen=True, slots=True)
class Zones:
    """Where a body's headline and running text are, by their indexes."""

    headline: int
    """0 where no heading is that."""
    solid: list[int]
    """In order."""

    def zone_of(self, group: Group) -> Zone:
        """Where a group stands; text above the headline is not above what stands below it."""
        before = bisect_left(self.solid, group.start)
        after = bisect_left(self.solid, group.stop) < len(self.solid)
        if group.start >= self.headline:
            before -= bisect_left(self.solid, self.headline)
        if not after and before:
            return "after"
        return "header" if before <= 1 else "body"

    def paragraphs_above(self, group: Group) -> int:
        """How much running text stands above a group, be it above the headline."""
        return bisect_left(self.solid, group.start)

    def drop(self, group: Group) -> None:
        """Leave out what a group has of the running text."""
        start, stop = (bisect_left(self.solid, i) for i in (group.start, group.stop))
        del self.solid[start:stop]


def find_zones(blocks: Sequence[Block], dropped: Mapping[int, str], headline: str) -> Zones:
    """The zones around ``headline`` and the text that is not ``dropped``."""
    wanted = folded(headline)
    headings = (
        i
        for i, b in enumerate(blocks)
        if b.kind == "heading" and wanted and (is_headline(b.text, wanted) or _opens(b, wanted))
    )
    solid = [i for i, b in enumerate(blocks) if i not in dropped and is_solid(b)]
    return Zones(next(headings, 0), solid)


def _opens(heading: Block, wanted: str) -> bool:
    """Whether a heading is the headline, which is ``wanted`` (folded), and a subtitle."""
    return len(wanted.split()) >= HEADLINE_WORDS and folded(heading.text).startswith(f"{wanted} ")
