"""The last word on which blocks are the article's: what the rules leave, judged by a learnt model.

The rules know the trade's habits: what they tell apart (teasers, promos, furniture, calls to
action, what a magazine declares) is settled. Of what they leave, the model (``block_model``), which
has seen two thousand pages, drops what looks like none of an article's text; and it takes in what
the rules missed outside the article's element. Lists are dropped only beyond doubt.
"""

from collections.abc import Mapping, Sequence

from tradecrawler.extract.block_model import Status, block_model
from tradecrawler.extract.body import CONSENT
from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.groups import TEASER_WORDS, is_entry, is_item
from tradecrawler.extract.text import count_words
from tradecrawler.items import Block, Document

LIMIT = 0.4
"""Probability from which a block is text; lower than a half, for a lost paragraph is worse than
a line too many, and on held-out pages as good."""
DOUBT = 0.2
"""The same for an article's lists, tables and quotes, and for headings right above its text. The
rules have looked at these twice, and to lose an article's own list is worse than to keep another's;
it costs 0.001 of the held-out F1."""
LEFT = 0.2
"""Share of the words that the rules leave below which the model is not believed: what it takes for
nothing at all may be a kind of page that it does not know."""
_OF_BODY, _BODY_STATED = COLUMNS.index("of articleBody"), COLUMNS.index("articleBody stated")
"""Where JSON-LD states the text, nothing is taken in that does not stand in it."""
_STATUSES: Mapping[str, Status] = {"headline": "apart", "teaser": "teaser", "chrome": "furniture"}


def statuses(document: Document, dropped: Mapping[int, str]) -> list[Status]:
    """What the rules made of every block; ``dropped`` says why some of the body's are not text."""
    found: list[Status] = ["outside"] * len(document.blocks)
    for i in document.body:
        why = dropped.get(i)
        if document.blocks[i].chrome:
            found[i] = "furniture"
        else:
            found[i] = "kept" if why is None else _STATUSES.get(why, "boilerplate")
    return found


def review(document: Document, dropped: Mapping[int, str]) -> list[int]:
    """Indexes of the blocks that are the article's text, in order.

    ``dropped`` has the index of every block that the rules do not take for text, and their reason:
    those of the body, and teasers right above it.
    """
    ruled = [i for i in document.body if i not in dropped]
    if document.measured is None:
        return ruled
    known = statuses(document, dropped)
    probabilities = block_model().probabilities(document.measured, known).tolist()
    kept = _prune(document.blocks, ruled, probabilities)
    if _words(document.blocks, kept) < LEFT * _words(document.blocks, ruled):
        return ruled
    figures = document.measured.figures
    missed = (
        i
        for i, probability in enumerate(probabilities)
        if known[i] == "outside"
        and i not in dropped
        and probability >= LIMIT
        and _may_be_missed(document.blocks[i])
        and (figures[i, _OF_BODY] > 0 or not figures[i, _BODY_STATED])
    )
    return sorted((*kept, *missed))


def _prune(
    blocks: Sequence[Block], ruled: Sequence[int], probabilities: Sequence[float]
) -> list[int]:
    """Those of ``ruled`` that are text, from the last to the first: a heading or a line that ends
    with a colon depends on what it stands above."""
    kept: list[int] = []
    items: list[int] = []  # of the list that is being read
    below = -1
    for i in reversed(ruled):
        block = blocks[i]
        if items and not (_is_listed(block) and _is_one_list(block, blocks[items[-1]])):
            kept += _whole(items, probabilities)
            items = []
        below = items[-1] if items else kept[-1] if kept else -1
        if _is_listed(block):
            items.append(i)
        elif probabilities[i] >= (DOUBT if _depends(block, i, blocks, below) else LIMIT):
            kept.append(i)
    kept += _whole(items, probabilities)
    return kept[::-1]


def _whole(items: Sequence[int], probabilities: Sequence[float]) -> Sequence[int]:
    """A list stays or goes as a whole."""
    return items if any(probabilities[i] >= DOUBT for i in items) else ()


def _is_listed(block: Block) -> bool:
    is_list = block.kind in ("list_item", "table", "code", "quote")
    return (
        is_list or is_item(block) or (is_entry(block) and count_words(block.text) <= TEASER_WORDS)
    )


def _is_one_list(one: Block, other: Block) -> bool:
    return one.kind == other.kind and one.group == other.group


def _depends(block: Block, index: int, blocks: Sequence[Block], below: int) -> bool:
    """Whether a block leads to the one that is kept below it, right after it."""
    if below != index + 1:
        return False
    return block.text.endswith(":") or (block.kind == "heading" and blocks[below].kind != "heading")


def _may_be_missed(block: Block) -> bool:
    return not block.chrome and not CONSENT.search(block.text)


def _words(blocks: Sequence[Block], indexes: Sequence[int]) -> int:
    return sum(count_words(blocks[i].text) for i in indexes)
