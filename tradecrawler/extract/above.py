"""Lists right above the article's element, where magazines print their teasers too."""

from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile

from tradecrawler.extract import phrases
from tradecrawler.extract.boilerplate import is_headline
from tradecrawler.extract.groups import Group, groups, is_item, is_solid
from tradecrawler.extract.text import folded, split_bullet, split_label
from tradecrawler.items import Block, Document

REACH = 12
"""How many blocks above the text the list may end: headline, date, byline, picture are between."""
BETWEEN = 1
"""So many paragraphs may stand between: the lead."""
LONGEST = 12
"""More items are the site's navigation or a newspaper's front page."""


def lists_above(document: Document) -> Iterator[Group]:
    """Groups of items above the body, by the document's indexes, that stand beside an element
    around the text or beside the headline and not in a part of the page of their own; the nearest
    first."""
    blocks = document.blocks
    start = document.body.start
    text = next((i for i in document.body if is_solid(blocks[i])), None)
    if text is None:
        return
    first = start
    texts = 0
    while first > 0 and start - first < REACH + LONGEST:
        texts += _is_text(blocks[first - 1])
        if texts > BETWEEN:
            break
        first -= 1
    headlines = _headlines(document)
    beside = [blocks[text], blocks[start], *(blocks[i] for i in headlines if first <= i < start)]
    yield from _groups_beside(blocks, max(first, start - REACH), first, start, beside)
    for i in reversed(headlines):  # far above: pictures, sharing and boxes are between
        if i < first:
            yield from _groups_beside(blocks, i + 1, i + 1, i + 1 + REACH, [blocks[i]])


def announced_lists(document: Document, rubrics: Collection[str]) -> Iterator[Group]:
    """Groups of items above the text, even in elements named as furniture, that say what they are:
    headed as an issue's contents, or labelled with ``rubrics``; the nearest first."""
    blocks = document.blocks
    start = document.body.start
    text = next((i for i in document.body if is_solid(blocks[i]) and not blocks[i].chrome), start)
    for group in reversed(list(groups(blocks[:text], {}))):
        labels = [split_label(split_bullet(item.text)[1])[0] for item in group.items]
        named = sum(label is not None and folded(label) in rubrics for label in labels)
        is_headed = group.heading is not None and phrases.is_issue_heading(group.heading)
        if len(group.items) <= LONGEST and (is_headed or 2 * named >= len(labels)):
            yield group


def _groups_beside(
    blocks: Sequence[Block], ends_after: int, start: int, stop: int, beside: Sequence[Block]
) -> Iterator[Group]:
    """The groups in a window that stand beside any of some blocks, the last first."""
    window = blocks[start:stop]
    chrome = {i: "chrome" for i, block in enumerate(window) if block.chrome}
    for group in reversed(list(groups(window, chrome))):
        if (
            start + group.stop >= ends_after
            and len(group.items) <= LONGEST
            and any(_is_beside(group.items[0], other) for other in beside)
        ):
            group.start += start
            group.stop += start
            yield group


def _headlines(document: Document) -> list[int]:
    """Where the headline is printed above the body."""
    headline = document.metadata.headline
    wanted = folded(headline.value) if headline else ""
    above = range(document.body.start)
    blocks = document.blocks
    return [
        i
        for i in above
        if wanted and blocks[i].kind == "heading" and is_headline(blocks[i].text, wanted)
    ]


def _is_text(block: Block) -> bool:
    return not block.chrome and is_solid(block) and not is_item(block)


def _is_beside(item: Block, text: Block) -> bool:
    """Whether the element that holds an item's list also holds the text."""
    around = item.path[:-1]
    if item.kind == "list_item":
        around = tuple(takewhile(lambda step: step.split(" ")[0] not in ("ul", "ol"), item.path))
    elif item.kind == "paragraph" and text.path[: len(around)] != around:
        around = around[:-1]  # a box of paragraphs
    return len(around) > 1 and text.path[: len(around)] == around
