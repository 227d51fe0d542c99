"""Whether the items of a list speak of one subject, or each of one of its own, as headlines do."""

import re
from collections import Counter
from collections.abc import Sequence

from tradecrawler.extract.groups import STOP, Group
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.text import count_words, split_bullet, split_label, words
from tradecrawler.items import Block

ITEMS = 3
TITLE_WORDS = 4
"""A list of fewer items, or of fewer words each on average, may have none of the article's words by
chance: names, ingredients, what to pack."""
FOREIGN_SHARE = 0.25
"""Of 3,000 plain lists that articles have among their paragraphs, six in the shape of headlines
share fewer of their words with the text, and four of these stand below a heading or share words
with each other; of 193 lists of headlines put there, 170 do."""
MUTUAL = 0.35
"""The share of items that have a word of another one: those of one subject do."""


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about: no short ones."""
    return [word for word in words(text) if len(word) >= 5 or word.isdigit()]


def is_foreign(group: Group, rest: Remaining, above: Block | None) -> bool:
    """Whether a list among the paragraphs, which nothing announces, is made of headlines on other
    subjects than the article's, each on one of its own."""
    if len(group.items) < ITEMS or (above is not None and _announces(above)):
        return False
    texts = [split_bullet(item.text)[1] for item in group.items]
    if sum(map(count_words, texts)) < TITLE_WORDS * len(texts):
        return False
    if any(STOP.search(text) or text[:1].islower() for text in texts):
        return False
    if sum(split_label(text)[0] is not None for text in texts) > len(texts) / 2:
        return False  # facts
    content = [content_words(text) for text in texts]
    if any(not found for found in content):
        return False
    shares = [sum(word in rest for word in found) / len(found) for found in content]
    if sum(shares) / len(shares) >= FOREIGN_SHARE:
        return False
    return _are_diverse(content)


def are_headlines(items: Sequence[Block], texts: Sequence[str], elsewhere: bool) -> bool:
    """Whether several items look like headlines, each on a subject of its own.

    Of the own lists of 2,309 pages none that does lacked just this much of ``THRESHOLD``; of 14
    lists of headlines that lacked it, above texts that share half of their words, ten do.
    """
    return (
        len(items) >= ITEMS
        and (elsewhere or not any(item.links for item in items))
        and sum(bool(STOP.search(text)) for text in texts) <= 1  # that trails off…
        and not any(text[:1].islower() for text in texts)
        and _are_diverse([content_words(text) for text in texts])
    )


def _are_diverse(content: Sequence[Sequence[str]]) -> bool:
    """Whether hardly any item shares a word with another one."""
    times = Counter(word for found in content for word in set(found))
    mutual = sum(any(times[word] > 1 for word in found) for found in content)
    return mutual <= MUTUAL * len(content)


def _announces(above: Block) -> bool:
    """Whether a list may well be what a line speaks of: a heading, be it set as a short paragraph,
    or a line that ends with a colon."""
    text = above.text.rstrip()
    if above.kind == "heading" or text.endswith((":", "：")):
        return True
    return count_words(text) <= HEADING_WORDS and not SENTENCE.search(text)


HEADING_WORDS = 6
"""A line without stop that is longer is no heading."""
SENTENCE = re.compile(r"[.!?…。！？।۔؟][\"”»’)\]]*$")
"""How a sentence ends."""
