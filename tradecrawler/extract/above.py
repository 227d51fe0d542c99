"""The list right above the article's element, where magazines print their teasers too."""

from itertools import takewhile

from tradecrawler.extract.groups import Group, groups, is_item, is_solid
from tradecrawler.extract.text import folded
from tradecrawler.items import Block, Document

REACH = 12
"""How many blocks above the text the list may end: headline, date, byline, picture are between."""
BETWEEN = 1
"""So many paragraphs may stand between: the lead."""
LONGEST = 12
"""More items are the site's navigation or a newspaper's front page."""


def nearest_list(document: Document) -> Group | None:
    """The nearest group of items above the body, by the document's indexes, that stands beside an
    element around the text and not in a part of the page of its own; None where there is none.
    """
    blocks = document.blocks
    start = document.body.start
    text = next((i for i in document.body if is_solid(blocks[i])), None)
    if text is None:
        return None
    first = start
    texts = 0
    while first > 0 and start - first < REACH + LONGEST:
        texts += _is_text(blocks[first - 1])
        if texts > BETWEEN:
            break
        first -= 1
    window = blocks[first:start]
    beside = [blocks[text], blocks[start]]
    wanted = folded(document.metadata.headline.value) if document.metadata.headline else ""
    beside += [b for b in window if b.kind == "heading" and wanted and folded(b.text) == wanted]
    chrome = {i: "chrome" for i, block in enumerate(window) if block.chrome}
    found = [
        group
        for group in groups(window, chrome)
        if len(group.items) <= LONGEST
        and any(_is_beside(group.items[0], other) for other in beside)
    ]
    if not found:
        return None
    group = found[-1]
    if len(window) - group.stop > REACH:
        return None
    group.start += first
    group.stop += first
    return group


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
