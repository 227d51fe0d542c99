"""What a magazine's template learns from one more page. Pure: counts in memory; no SQL.

All counts are of distinct articles. A block recurs when another article's page printed the same
words, or another article has them as its headline; when that comes to light with the second
article, the first one's printing is counted as recurring too. What stands at no place (0) counts as
a block, but for no layout. Nothing is decided here about what is the article's own.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.fingerprints import WORDLESS, in_language
from archive.records import PrintedBlock
from archive.template.printed import MAX_PRINTED, Print

EARLY_BLOCK = 8
"""First articles of a block that are remembered: a rule that needs more to be sure of a text would
leave so much in the archive that it is not worth having."""

EARLY_PLACE = 16
"""As ``EARLY_BLOCK``; a place is judged by the share of what recurs there, which takes longer."""

FIRST_PLACES = 4
"""Places of a block's first printing that are remembered until it recurs. Menus that a page prints
for two screen sizes take two."""

MAX_LAYOUTS = 40
"""A magazine has a few page designs and changes them every few years. Where more seem to come, the
names of elements change with every page, and no layout can be learnt."""

SAME_LAYOUT = 0.5
"""Share of a page's places that its layout must know. Pages of one design differ in what is inside
the text; of a redesign, hardly any place keeps its name."""

SAMPLE_CHARACTERS = 200
"""Enough to recognise a text; the archive does not keep pages a second time."""


@dataclass(kw_only=True, slots=True, eq=False)
class Block:
    """What is known of one text; field names are the columns of ``printed_blocks``."""

    articles: int = 0
    headlines: int = 0
    early: list[int] = field(default_factory=list)
    language: str | None = None
    first_ordinal: int | None = None
    last_ordinal: int | None = None
    first_seen: datetime
    last_seen: datetime
    first_places: list[tuple[int, int]] = field(default_factory=list)
    """Layout and place; only while one article alone has it."""
    sample: str | None = None


@dataclass(kw_only=True, slots=True, eq=False)
class Place:
    """What is known of one place of a layout; field names are the columns of ``layout_places``."""

    articles: int = 0
    blocks: int = 0
    recurring: int = 0
    early: list[int] = field(default_factory=list)
    first_seen: datetime
    last_seen: datetime
    sample: str


@dataclass(kw_only=True, slots=True, eq=False)
class Layout:
    """What is known of one layout; field names are the columns of ``layouts``."""

    articles: int = 0
    first_seen: datetime
    last_seen: datetime


@dataclass(kw_only=True, slots=True)
class Page:
    """A page to learn from, and what was learnt from its article's pages before."""

    article_id: int
    language: str
    """Empty where it is unknown."""
    fetched_at: datetime
    headline: int
    """Fingerprint."""
    past_headlines: Collection[int]
    """Fingerprints of the article's headlines before."""
    blocks: Sequence[PrintedBlock]
    kept: Sequence[Print]
    """What the version that this page shows has printed so far."""
    past: Iterable[Print]
    """What all versions of the article have printed so far, this one too."""

    # given by the first page of an article that has blocks
    ordinal: int | None
    """The article's place in the count of ``counted_language``."""
    counted_language: str | None


class _Known:
    """What an article's pages have printed so far."""

    def __init__(self, prints: Iterable[Print]) -> None:
        self.keys: set[tuple[int, int, int]] = set()
        self.fingerprints: set[int] = set()
        self.places: set[tuple[int, int]] = set()
        self.layouts: set[int] = set()
        for printed in prints:
            self.add(printed)

    def add(self, printed: Print) -> None:
        self.keys.add(printed.key)
        self.fingerprints.add(printed.fingerprint)
        self.places.add((printed.layout, printed.place))
        self.layouts.add(printed.layout)


@dataclass(kw_only=True, slots=True)
class Knowledge:
    """A magazine's template, as far as the pages to be learnt touch it.

    ``blocks`` and ``places`` must hold whatever is known of these pages' fingerprints, headlines
    and places, in whatever layout; ``touched_*`` is what changed.
    """

    counts: dict[str, int] = field(default_factory=dict)
    """Language to articles."""
    blocks: dict[int, Block] = field(default_factory=dict)
    layouts: dict[int, Layout] = field(default_factory=dict)
    places: dict[int, dict[int, Place]] = field(default_factory=dict)
    """Place to layout to what is known of it there."""
    touched_blocks: set[int] = field(default_factory=set)
    touched_layouts: set[int] = field(default_factory=set)
    touched_places: set[tuple[int, int]] = field(default_factory=set)
    """Layout and place."""
    credits: dict[tuple[int, int], int] = field(default_factory=dict)
    """Layout and place to blocks there that turned out to recur, of places not held here."""

    def learn(self, page: Page) -> Sequence[Print]:
        """Count one page, and give its article an ordinal if it has none.

        Returns what the page's version has printed now: what was kept, where nothing is new.
        """
        self._learn_headline(page)
        if not page.blocks:
            return page.kept
        if page.ordinal is None:
            page.counted_language = page.language
            page.ordinal = self.counts[page.language] = self.counts.get(page.language, 0) + 1
        known = _Known(page.past)
        layout = self._layout(page)
        if layout and layout not in known.layouts:
            self.layouts[layout].articles += 1
        printed = _together(page.kept, page.blocks, layout)
        texts = {block.fingerprint: block.text for block in reversed(page.blocks)}
        for new in printed[len(page.kept) :]:
            if new.key not in known.keys:
                self._learn_block(page, new, known, texts[new.fingerprint])
                known.add(new)
        self._see_again(page, layout)
        return printed

    def _learn_headline(self, page: Page) -> None:
        """A headline is known to the template whether or not it is printed as a block."""
        wordless = in_language(WORDLESS, page.language)
        if page.headline == wordless or page.headline in page.past_headlines:
            return
        block = self._block(page.headline, page.fetched_at)
        block.headlines += 1
        if block.early[:1] != [page.article_id]:
            self._credit(block)

    def _layout(self, page: Page) -> int:
        """The number of the page's layout, a new one if need be; 0 where none can be learnt."""
        places = {block.place for block in page.blocks} - {0}
        if not places:
            return 0
        number = nearest_layout(places, self.places)
        if number is None:
            if len(self.layouts) >= MAX_LAYOUTS:
                return 0
            number = max(self.layouts, default=0) + 1
            self.layouts[number] = Layout(first_seen=page.fetched_at, last_seen=page.fetched_at)
        _widen(self.layouts[number], page.fetched_at)
        self.touched_layouts.add(number)
        return number

    def _learn_block(self, page: Page, new: Print, known: _Known, text: str) -> None:
        """Count a block that the article's pages did not print before, or not at this place."""
        block = self._block(new.fingerprint, page.fetched_at)
        if new.fingerprint not in known.fingerprints:
            self._count_article(block, page, text)
        if not new.layout:
            return
        own_headline = new.fingerprint == page.headline or new.fingerprint in page.past_headlines
        is_recurring = block.articles > 1 or block.headlines > own_headline
        place = self._place(new.layout, new.place, page.fetched_at, text)
        if (new.layout, new.place) not in known.places:
            place.articles += 1
            if len(place.early) < EARLY_PLACE:
                place.early.append(page.article_id)
        place.blocks += 1
        place.recurring += is_recurring
        if not is_recurring and len(block.first_places) < FIRST_PLACES:
            block.first_places.append((new.layout, new.place))

    def _count_article(self, block: Block, page: Page, text: str) -> None:
        """One article more whose page printed this block."""
        self._credit(block)
        if block.articles == 0:
            block.language = page.counted_language
        elif block.sample is None:
            block.sample = text[:SAMPLE_CHARACTERS]
        block.articles += 1
        if len(block.early) < EARLY_BLOCK:
            block.early.append(page.article_id)
        is_own_count = block.language == page.counted_language
        ordinal = page.ordinal if is_own_count else self.counts.get(block.language or "", 0)
        assert ordinal is not None  # given at the beginning of learn
        block.first_ordinal = min(block.first_ordinal or ordinal, ordinal)
        block.last_ordinal = max(block.last_ordinal or ordinal, ordinal)

    def _credit(self, block: Block) -> None:
        """What one article printed turns out to recur: count it so where it stood."""
        for layout, number in block.first_places:
            place = self.places.get(number, {}).get(layout)
            if place is None:
                self.credits[layout, number] = self.credits.get((layout, number), 0) + 1
            else:
                place.recurring += 1
                self.touched_places.add((layout, number))
        block.first_places = []

    def _see_again(self, page: Page, layout: int) -> None:
        """Move the dates of what recurs; what one article printed has the dates of its version."""
        for fingerprint, number, *_ in page.blocks:
            block = self.blocks.get(fingerprint)
            if block is not None and block.articles > 1 and block.last_seen < page.fetched_at:
                block.last_seen = page.fetched_at
                self.touched_blocks.add(fingerprint)
            place = self.places.get(number, {}).get(layout)
            if place is not None and place.last_seen < page.fetched_at:
                place.last_seen = page.fetched_at
                self.touched_places.add((layout, number))

    def _block(self, fingerprint: int, moment: datetime) -> Block:
        """What is known of a text that is about to be counted."""
        block = self.blocks.get(fingerprint)
        if block is None:
            block = self.blocks[fingerprint] = Block(first_seen=moment, last_seen=moment)
        _widen(block, moment)
        self.touched_blocks.add(fingerprint)
        return block

    def _place(self, layout: int, number: int, moment: datetime, text: str) -> Place:
        """What is known of a place where a block is about to be counted."""
        in_layouts = self.places.setdefault(number, {})
        place = in_layouts.get(layout)
        if place is None:
            sample = text[:SAMPLE_CHARACTERS]
            place = Place(first_seen=moment, last_seen=moment, sample=sample)
            in_layouts[layout] = place
        _widen(place, moment)
        self.touched_places.add((layout, number))
        return place


def nearest_layout(places: Collection[int], known: Mapping[int, Collection[int]]) -> int | None:
    """The layout that knows the most of these places, if that is at least ``SAME_LAYOUT``.

    ``known`` is place to layouts. Of two that know as many, the newer: it is the one in use.
    """
    found = Counter(layout for place in places for layout in known.get(place, ()))
    if not found:
        return None
    number = max(found, key=lambda layout: (found[layout], layout))
    return number if found[number] >= SAME_LAYOUT * len(places) else None


def _together(
    kept: Sequence[Print], blocks: Iterable[PrintedBlock], layout: int
) -> Sequence[Print]:
    """What was kept, then what the page printed besides, as far as there is room."""
    together = {p.key: p for p in kept}
    for block in blocks:
        if len(together) >= MAX_PRINTED:
            break
        if block.fingerprint != WORDLESS:
            of_place = layout if block.place else 0
            new = Print(block.fingerprint, block.place, of_place, block.is_text)
            together.setdefault(new.key, new)
    return list(together.values())


def _widen(dated: Block | Place | Layout, moment: datetime) -> None:
    """Let the dates reach to a moment."""
    if moment < dated.first_seen:
        dated.first_seen = moment
    elif moment > dated.last_seen:
        dated.last_seen = moment
