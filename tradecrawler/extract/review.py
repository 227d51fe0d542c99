"""The last word on which blocks are the article's: what the rules leave, judged by a learnt model.

The rules know the trade's habits: what they tell apart (teasers, promos, furniture, calls to
action, what a magazine declares) is settled. Of what they leave, the model (``block_model``), which
has seen two thousand pages, drops what looks like none of an article's text; and it takes in what
the rules missed outside the article's element, or dropped in it for an element's name alone. Lists
are dropped only beyond doubt.
"""

from collections.abc import Mapping, Sequence

from tradecrawler.extract.block_model import Status, block_model
from tradecrawler.extract.body import CONSENT
from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.groups import TEASER_WORDS, is_entry, is_item, is_solid
from tradecrawler.extract.lead import MIN_WORDS, is_named, standfirsts
from tradecrawler.extract.text import count_words
from tradecrawler.items import Block, Document
from tradecrawler.magazine import host_of

LIMIT = 0.4
"""Probability from which a block is text; lower than a half, for a lost paragraph is worse than
a line too many, and on held-out pages as good."""
DOUBT = 0.2
"""The same for an article's lists, tables and quotes, for what is named as its lead, and for the
headings right above its text. The rules have looked at these twice, and to lose an article's own
list is worse than to keep another's; it costs 0.001 of the held-out F1."""
SURE, SURE_WORDS = 0.6, 20
"""From what probability a paragraph in the text's element is text though its own element is named
as furniture, and how long it is at least: hidden answers to questions, texts in a ``widget``."""
LEFT = 0.1
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
    figures = document.measured.figures
    is_beyond = ((figures[:, _OF_BODY] == 0) & (figures[:, _BODY_STATED] != 0)).tolist()
    outside = [
        i
        for i, status in enumerate(known)
        if status == "outside"
        and i not in dropped
        and not is_beyond[i]
        and not document.blocks[i].chrome
    ]
    furniture = [
        i
        for i in document.body
        if dropped.get(i) == "chrome"
        and not is_beyond[i]
        and count_words(document.blocks[i].text) >= SURE_WORDS
    ]
    asked = sorted((*ruled, *outside, *furniture))
    answers = block_model().probabilities(document.measured, known, asked).tolist()
    probabilities = dict(zip(asked, answers, strict=True))
    kept = _prune(document, ruled, probabilities)
    if _words(document.blocks, kept) < LEFT * _words(document.blocks, ruled):
        return ruled
    missed = [
        i
        for found, limit in ((outside, LIMIT), (furniture, SURE))
        for i in found
        if probabilities[i] >= limit and not CONSENT.search(document.blocks[i].text)
    ]
    own = {*kept, *missed}
    return sorted({*own, *standfirsts(document, own, {*ruled, *outside})})


def _prune(
    document: Document, ruled: Sequence[int], probabilities: Mapping[int, float]
) -> list[int]:
    """Those of ``ruled`` that are text, from the last to the first: a heading or a line that ends
    with a colon depends on what it stands above."""
    blocks = document.blocks
    opening = next(
        (i for i in ruled if probabilities[i] >= LIMIT and blocks[i].kind == "paragraph"), -1
    )
    closing = _closing(blocks, ruled, probabilities)
    kept: list[int] = []
    items: list[int] = []  # of the list that is being read
    for i in reversed(ruled):
        block = blocks[i]
        if items and not (_is_listed(block) and _is_one_list(block, blocks[items[-1]])):
            kept += _whole(items, document, probabilities)
            items = []
        if _is_listed(block):
            items.append(i)
            continue
        below = kept[-1] if kept else -1
        is_lead = i < opening and is_named(block) and count_words(block.text) >= MIN_WORDS
        is_told = is_lead or i == closing or _leads_on(block, i, blocks, below)
        if probabilities[i] >= (DOUBT if is_told else LIMIT):
            kept.append(i)
    kept += _whole(items, document, probabilities)
    return kept[::-1]


def _closing(
    blocks: Sequence[Block], ruled: Sequence[int], probabilities: Mapping[int, float]
) -> int:
    """The last paragraph that the rules leave, if it is running text and stands where the others
    do; -1 else. What speaks against it is often no more than what stands below, and is no text."""
    paragraphs = [i for i in ruled if blocks[i].kind == "paragraph"]
    if len(paragraphs) < 2:
        return -1
    above, last = paragraphs[-2:]
    is_one_of_them = probabilities[above] >= LIMIT and blocks[above].path == blocks[last].path
    return last if is_one_of_them and is_solid(blocks[last]) else -1


def _whole(
    items: Sequence[int], document: Document, probabilities: Mapping[int, float]
) -> Sequence[int]:
    """A list stays or goes as a whole, by what its items have on average: one item that reads like
    text is in most lists of headlines. Of code one line is enough, for lines of code are short; and
    a list of links to the same site has no benefit of doubt.
    """
    site = host_of(document.page.url)
    linked = [
        i
        for i in items
        if document.blocks[i].link_density >= 0.5
        and (not site or any(host_of(link.url) == site for link in document.blocks[i].links))
    ]
    limit = LIMIT if len(items) > 1 and len(linked) * 2 > len(items) else DOUBT
    answers = [probabilities[i] for i in items]
    best = max(answers, default=0.0)
    if items and document.blocks[items[0]].kind != "code" and sum(answers) < DOUBT * len(items):
        return ()
    return items if best >= limit else ()


def _is_listed(block: Block) -> bool:
    is_list = block.kind in ("list_item", "table", "code", "quote")
    return (
        is_list or is_item(block) or (is_entry(block) and count_words(block.text) <= TEASER_WORDS)
    )


def _is_one_list(one: Block, other: Block) -> bool:
    return one.kind == other.kind and one.group == other.group


def _leads_on(block: Block, index: int, blocks: Sequence[Block], below: int) -> bool:
    """Whether a block leads to the one that is kept right below it."""
    if below != index + 1:
        return False
    return block.text.endswith(":") or (block.kind == "heading" and blocks[below].kind != "heading")


def _words(blocks: Sequence[Block], indexes: Sequence[int]) -> int:
    return sum(count_words(blocks[i].text) for i in indexes)
