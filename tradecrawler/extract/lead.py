"""The lead: what a magazine sets above the text as its chapeau or standfirst."""

import re
from collections.abc import Collection, Iterator, Sequence

from tradecrawler.extract.dates import find_in_words
from tradecrawler.extract.paywall import is_paywall_notice
from tradecrawler.extract.text import count_words, folded
from tradecrawler.items import Block, Document, Value
from tradecrawler.magazine import Magazine

LEAD_NAMES = re.compile(
    r"(?:^|[\s_-])(?:chapo|chapeau|chap[oô]|lead|lede|leadtext|lead-?paragraph|standfirst|"
    r"sub-?titles?|subtitel|sous-?titre|sub-?head(?:line|ing)?|dek|deck|excerpt|summary|intro|"
    r"introduction|introtext|inleiding|vorspann|einleitung|anrei(?:ß|ss)er|perex|sapo|entradilla|bajada|"
    r"sommario|occhiello|article__?-?(?:description|summary|intro|lead))(?=$|[\s_-])"
)
DECLARED_LEAD = "lead"
"""The name that ``clean`` gives to what a magazine's selector finds; one of ``LEAD_NAMES``."""
NAMED = "class"
"""Provenance of a lead whose element is named as one."""
TEXT_SHARE = 0.5
"""Below a lead stands at least so much of its length, else it is the text itself."""
MIN_WORDS, MAX_WORDS = 6, 120
"""Shorter is a rubric or a kicker; longer is the text itself."""
_BOLD = re.compile(r"^<strong>((?:(?!</strong>).)*)</strong>[.\s]*$", re.DOTALL)
FLATTENED_LEAD_WORDS = 60
OPENING_WORDS = 12
"""A paragraph of so many words is where the text begins."""
ABOVE = 12
"""How many blocks above it the lead may stand: headline, names, date and picture are between."""
DESCRIBED_WORDS = 8
"""So many words that the description begins with are not there by chance."""


def find_lead(
    blocks: Sequence[Block], document: Document, magazine: Magazine
) -> tuple[Value | None, frozenset[int]]:
    """The lead, what tells that it is one, and the indexes among ``blocks`` that it was taken from.

    ``blocks`` are the article's, in order. A lead is named as one, or set in bold as a whole above
    the text, or stands apart from it and is what the page gives as its description. In flattened
    text, where no markup is left, it is a short first paragraph before others.
    """
    if not blocks:
        return None, frozenset()
    first = next((i for i, b in enumerate(blocks) if b.kind != "heading" or is_named(b)), None)
    if first is None or not _fits(blocks[first]):
        return None, frozenset()
    block = blocks[first]
    flattened = not block.path
    source = _sign_of_flattened(block, blocks) if flattened else _sign(block, blocks, document)
    alone = len(blocks) == first + 1
    if source is None or (alone and not (is_named(block) and _is_walled(document))):
        return None, frozenset()
    if source == NAMED and magazine.selectors.lead is not None and _is_declared(block):
        source = f"selector:{magazine.selectors.lead}"
    used = {first}
    texts = [block.text]
    if not flattened and is_named(block):  # a lead of several lines or points
        for i in range(first + 1, len(blocks)):
            if blocks[i].container != block.container and blocks[i].path != block.path:
                break
            if not is_named(blocks[i]) or not _fits(blocks[i]):
                break
            used.add(i)
            texts.append(blocks[i].text)
        length = sum(map(count_words, texts))
        left = sum(count_words(b.text) for i, b in enumerate(blocks) if i > first and i not in used)
        if source == NAMED and (length > MAX_WORDS or (not alone and left < TEXT_SHARE * length)):
            return None, frozenset()  # what is so named is the text
    return Value(value="\n".join(texts), source=source), frozenset(used)


def _sign(block: Block, blocks: Sequence[Block], document: Document) -> str | None:
    """What tells that ``block``, the first of ``blocks``, is a lead; None if nothing does."""
    if is_named(block):
        return NAMED
    if _is_set_in_bold(block, blocks):
        return "bold"
    return "description" if _is_described(block, blocks, document) else None


def _sign_of_flattened(block: Block, blocks: Sequence[Block]) -> str | None:
    is_short = block.kind == "paragraph" and count_words(block.text) <= FLATTENED_LEAD_WORDS
    is_first_of_several = sum(b.kind == "paragraph" for b in blocks) >= 3
    return "first paragraph" if is_short and is_first_of_several else None


def _is_declared(block: Block) -> bool:
    return any(step.split()[-1] == DECLARED_LEAD for step in block.path[-2:])


def _is_walled(document: Document) -> bool:
    """Whether the page shows a paywall, so that its lead may be all there is to read."""
    return any(is_paywall_notice(document.blocks[i]) for i in document.body)


def _fits(block: Block) -> bool:
    return block.kind in ("paragraph", "line", "heading", "list_item") and (
        MIN_WORDS <= count_words(block.text) <= MAX_WORDS
    )


def is_named(block: Block) -> bool:
    """Whether the element of a block is named as a lead."""
    return any(LEAD_NAMES.search(step.partition(" ")[2]) for step in block.path[-2:])


def _is_set_in_bold(block: Block, blocks: Sequence[Block]) -> bool:
    """Whether a paragraph is bold as a whole, and the text is not."""
    if not _is_bold(block) or all(_is_bold(b) for b in blocks if b.kind == "paragraph"):
        return False
    is_question = block.text.endswith("?")  # in an interview the others are bold, too
    return not is_question or sum(_is_bold(b) and b.text.endswith("?") for b in blocks) == 1


def _is_bold(block: Block) -> bool:
    return block.kind == "paragraph" and bool(_BOLD.match(block.html))


def _is_described(block: Block, blocks: Sequence[Block], document: Document) -> bool:
    described = document.metadata.description
    apart = len(blocks) > 1 and blocks[1].path[:-1] != block.path[:-1]
    return apart and described is not None and folded(described.value) == folded(block.text)


def standfirsts(document: Document, own: Collection[int], free: Collection[int]) -> Iterator[int]:
    """Indexes of what stands among ``free`` a little above the text and is its standfirst: what the
    page gives as its description, or stands beside the headline and apart from the text.

    ``own`` are the indexes of the text's blocks.
    """
    blocks = document.blocks
    first = next((i for i in sorted(own) if _opens(blocks[i])), None)
    if first is None:
        return
    near = range(max(0, first - ABOVE), first)
    headline = folded(document.metadata.headline.value) if document.metadata.headline else ""
    title = next((i for i in near if headline and folded(blocks[i].text) == headline), None)
    for i in near:
        block = blocks[i]
        if i in own or i not in free or block.link_density > 0.3 or not _fits(block):
            continue
        is_below = title is not None and title < i
        if _tells_what_is_described(block, document) or (
            is_below and _is_between(block, blocks[title or 0], blocks[first])
        ):
            yield i


def _opens(block: Block) -> bool:
    return block.kind != "heading" and count_words(block.text) >= OPENING_WORDS


def _tells_what_is_described(block: Block, document: Document) -> bool:
    if document.metadata.description is None:
        return False
    described, told = folded(document.metadata.description.value), folded(block.text)
    return told == described or (
        count_words(block.text) >= DESCRIBED_WORDS and described.startswith(told)
    )


def _is_between(block: Block, title: Block, text: Block) -> bool:
    """Whether a block of some length, and no dateline, is in the headline's element, and the text
    is in another."""
    return (
        block.path[:-1] == title.path[:-1] != text.path[:-1]
        and count_words(block.text) >= OPENING_WORDS
        and find_in_words(block.text) is None
    )
