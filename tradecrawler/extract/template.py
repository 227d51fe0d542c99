"""What a magazine prints again and again: judged by what the archive has learnt of its template.

A text that stands on page after page is not the article's, whatever it looks like; a text that
stands on one page only is. What rotates ("most read") is told by its place: nearly all that ever
stood there stood on other pages too. When repetition wins over the text:

- a group of items, when most of them stood on another article's page; on two, where they are not
  linked and stand among the paragraphs, for two reports on one matter may share a list of facts;
- a line that is little but a link to the same site, when it stood on another article's page;
- anything else, headings aside, on ``STANDING_ARTICLES`` pages and on a good part of all from the
  first of these to the last. A correction, a quoted agency report or what a company says of itself
  under its press releases is on a few pages among many: it stays;
- whatever stands at a place where nearly all recurs, tables, code and headings aside, as long as
  some of the article is left.

It wins for nothing else: a page whose every paragraph recurs is another address of an article.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from archive.fingerprints import WORDLESS, fingerprint, in_language
from archive.records import BlockSeen, PlaceSeen, Template, Zone
from tradecrawler.extract import language
from tradecrawler.extract.above import LONGEST, REACH
from tradecrawler.extract.groups import TEASER_WORDS, Group, is_item, is_solid
from tradecrawler.extract.places import places
from tradecrawler.extract.promos import promotes
from tradecrawler.extract.text import count_words, split_bullet, split_label
from tradecrawler.items import Block, Document
from tradecrawler.magazine import Magazine

STANDING_ARTICLES = 8
"""From so many other pages on a paragraph may be part of the template. The longest series of
reports that quote each other is hardly longer, and their share of all articles is small."""
STANDING_SHARE = 0.3
"""Of the articles from the first page with it to the last. A notice on every other page is far
above, a company's own paragraph under its press releases far below."""
PLACE_ARTICLES = 6
PLACE_BLOCKS = 12
"""On fewer pages, and with fewer blocks, nothing can be said of a place: the issue's four teasers
would already make twelve on three pages."""
PLACE_RECURRING = 0.8
"""Share of the blocks at a place that stood on other pages too, from which it is no place for an
article's text. A promo that rotates shows each title on many pages."""
OWN_RECURRING = 0.05
"""Share up to which a place is the articles' own: nothing there stood on another page."""
REPEATED = 100.0
"""Evidence that is stronger than all other together (``likelihood``)."""
ROTATING = 2.5
"""Evidence for a new list at a place where nearly all recurs: as much as is needed, so that a list
goes that would be undecided elsewhere. A list of the article's own may stand there too: it does
when its words are the article's, or it is made of sentences."""
OWN = -3.0
"""Evidence against a list of teasers at a place where nothing recurs: that of key points."""
RECURRING_ITEMS = 0.5
"""Share of a group's items that stood elsewhere, from which the others did or will: the issue's
list is longer on one page than on another."""
MOST_OF_IT = 2
"""A list with so many times the words of the rest is what the page is about: a weekly review is a
list of the week's headlines."""
LONG_CHARS = 80
"""Blocks beyond the text's element are asked about when they are as long: shorter ones are hardly
ever taken for text."""
LOST_SHARE = 0.5
"""No more of the text than this is given up to the template, lists of teasers aside."""


@dataclass(frozen=True, slots=True)
class Prints:
    """What a page prints where the archive may know it from other pages."""

    blocks: Mapping[int, tuple[int, int]] = field(default_factory=dict)
    """Fingerprint and place, by the block's index in the document."""
    titles: Mapping[int, int] = field(default_factory=dict)
    """Fingerprints of what stands behind a bullet or label, where there is one."""
    language: str | None = None
    """Of the page's text: what recurs in another language is a translation."""

    def fingerprints(self) -> list[int]:
        """What to ask the archive about, each once."""
        return sorted({fp for fp, _ in self.blocks.values()} | set(self.titles.values()))

    def places(self) -> list[int]:
        """The places to ask about, each once."""
        return sorted({place for _, place in self.blocks.values() if place})


_NEVER = ("heading", "table", "code")
"""Kinds whose texts recur in articles: "Conclusion", "Price", a command."""
LookUp = Callable[[Prints], Template]
"""Asks the archive about a page's prints; the page's own article does not count."""


def read_prints(document: Document, magazine: Magazine) -> Prints:
    """The prints of the body's blocks, of those right above it, and of long ones elsewhere."""
    blocks = document.blocks
    start, stop = document.body.start, document.body.stop
    first = max(0, start - REACH - LONGEST)
    asked = {
        i: fingerprint(block.text)
        for i, block in enumerate(blocks)
        if not block.chrome and (first <= i < stop or len(block.text) >= LONG_CHARS)
    }
    asked = {i: number for i, number in asked.items() if number != WORDLESS}  # a row of stars
    titles = {}
    for i in asked:
        text = blocks[i].text
        if len(text) <= LONG_CHARS * 2:  # a headline is no longer
            title = split_label(split_bullet(text)[1])[1]
            if title != text:
                titles[i] = fingerprint(title)
    declared = document.metadata.declared_language
    code = language.detect(
        " ".join([blocks[i].text for i in document.body if is_solid(blocks[i])]),
        among=magazine.languages,
        declared=declared.value if declared else None,
    )
    salt = in_language(0, code)
    return Prints(
        blocks={
            i: (number ^ salt, place)
            for (i, number), place in zip(asked.items(), places(document, [*asked]), strict=True)
        },
        titles={i: number ^ salt for i, number in titles.items()},
        language=code,
    )


@dataclass(frozen=True, slots=True)
class Known:
    """A page's prints, and what the archive knows of them; by the document's indexes."""

    prints: Prints = field(default_factory=Prints)
    template: Template = field(default_factory=Template)

    def of_group(
        self,
        group: Group,
        first: int,
        zone: Zone,
        rest: int,
        own_url: str,
        magazine: Magazine,
    ) -> float:
        """Evidence that a group of items promotes other contents, for ``likelihood``.

        ``first`` is the document's index of the block that the group counts from, ``rest`` the
        number of words that the article has besides.
        """
        if not self.template.blocks and not self.template.places:
            return 0.0
        indexes = range(first + group.stop - len(group.items), first + group.stop)
        linked = sum(promotes(item, own_url, magazine) for item in group.items)
        needed = 2 if zone == "body" and linked * 2 < len(group.items) else 1
        seen = sum(self._is_elsewhere(i, needed) for i in indexes)
        if seen >= RECURRING_ITEMS * len(indexes):
            length = sum(count_words(item.text) for item in group.items)
            return REPEATED if length <= MOST_OF_IT * rest else 0.0
        shares = [share for i in indexes if (share := self._recurring(i)) is not None]
        if not shares:
            return 0.0
        mean = sum(shares) / len(shares)
        return ROTATING if mean >= PLACE_RECURRING else OWN if mean <= OWN_RECURRING else 0.0

    def lines(
        self,
        blocks: Sequence[Block],
        first: int,
        dropped: Mapping[int, str],
        own_url: str,
        magazine: Magazine,
    ) -> list[int]:
        """Lines that are little but a link and stood on other pages; indexes from ``first`` on.

        Those that are ``dropped`` already are left out, here and below.
        """
        if not self.template.blocks:
            return []
        return [
            i
            for i, block in enumerate(blocks)
            if i not in dropped
            and self._is_elsewhere(first + i, 1)
            and _is_linked_line(block, own_url, magazine)
        ]

    def standing(
        self, blocks: Sequence[Block], first: int, dropped: Mapping[int, str]
    ) -> list[int]:
        """Other blocks that are the template's; indexes from ``first`` on."""
        if not self.template.blocks and not self.template.places:
            return []
        open_ = [i for i in range(len(blocks)) if i not in dropped]
        found = [
            i
            for i in open_
            if blocks[i].kind not in _NEVER
            and (
                self._is_standing(first + i)
                or (self._is_rotating(first + i) and not is_item(blocks[i]))
            )
        ]
        lost = sum(count_words(blocks[i].text) for i in found)
        if lost > LOST_SHARE * sum(count_words(blocks[i].text) for i in open_):
            return []
        return found

    def orphans(self, blocks: Sequence[Block], first: int, dropped: Mapping[int, str]) -> list[int]:
        """Headings that stood on other pages too, and head nothing but what is gone now."""
        if not self.template.blocks:
            return []
        found = []
        below: str | None = None  # why the block below is gone; "" if it is the article's
        for i in range(len(blocks) - 1, -1, -1):
            if i in dropped:
                below = below or dropped[i]
                continue
            is_heading = blocks[i].kind == "heading"
            if is_heading and below in ("template", "teaser") and self._is_elsewhere(first + i, 1):
                found.append(i)
            below = None if is_heading else ""
        return found[::-1]

    def _is_elsewhere(self, i: int, articles: int) -> bool:
        """Whether a block, or the title in it, stood on so many other pages or heads one."""
        asked = (self._seen(i), self.template.blocks.get(self.prints.titles.get(i, 0)))
        return any(s is not None and (s.is_headline or s.articles >= articles) for s in asked)

    def _is_standing(self, i: int) -> bool:
        seen = self._seen(i)
        return (
            seen is not None
            and seen.articles >= STANDING_ARTICLES
            and seen.articles >= STANDING_SHARE * seen.span
        )

    def _is_rotating(self, i: int) -> bool:
        share = self._recurring(i)
        return share is not None and share >= PLACE_RECURRING

    def _recurring(self, i: int) -> float | None:
        """The share of recurring blocks at a block's place; None where too little is known."""
        place = self._place(i)
        if place is None or place.articles < PLACE_ARTICLES or place.blocks < PLACE_BLOCKS:
            return None
        return place.recurring / place.blocks

    def _seen(self, i: int) -> BlockSeen | None:
        found = self.prints.blocks.get(i)
        return self.template.blocks.get(found[0]) if found else None

    def _place(self, i: int) -> PlaceSeen | None:
        found = self.prints.blocks.get(i)
        return self.template.places.get(found[1]) if found else None


def _is_linked_line(block: Block, own_url: str, magazine: Magazine) -> bool:
    return (
        block.kind not in _NEVER
        and block.link_density >= 0.5
        and count_words(block.text) <= TEASER_WORDS
        and promotes(block, own_url, magazine)
    )


UNKNOWN = Known()
"""Of a magazine whose archive is not asked."""
