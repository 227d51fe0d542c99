"""Whether the items of a list speak of one subject, or each of one of its own, as headlines do."""

from collections import Counter
from collections.abc import Sequence

from tradecrawler.extract.groups import STOP
from tradecrawler.extract.text import words
from tradecrawler.items import Block

ITEMS = 3
"""Two lines may share no word by chance."""
MUTUAL = 0.35
"""So many items of a list on many subjects may have a word of another one: one of three."""


def content_words(text: str) -> list[str]:
    """The words of a text that say what it is about: no short ones."""
    return [word for word in words(text) if len(word) >= 5 or word.isdigit()]


def are_headlines(items: Sequence[Block], texts: Sequence[str], elsewhere: bool) -> bool:
    """Whether several items look like headlines, each on a subject of its own.

    ``texts`` are the items without bullets, ``elsewhere`` says whether they lead to other pages of
    the site. Of the own lists of 2,309 pages none that does lacked just this much of
    ``likelihood.THRESHOLD``; of 14 lists of headlines that lacked it, above texts that share half
    of their words, ten do.
    """
    return (
        len(items) >= ITEMS
        and (elsewhere or not any(item.links for item in items))
        and sum(bool(STOP.search(text)) for text in texts) <= 1  # that trails off…
        and not any(text[:1].islower() for text in texts)
        and mutual_share([content_words(text) for text in texts]) <= MUTUAL
    )


def mutual_share(content: Sequence[Sequence[str]]) -> float:
    """The share of items, each given by its words, that share one with another item."""
    times = Counter(word for found in content for word in set(found))
    return sum(any(times[word] > 1 for word in found) for found in content) / max(1, len(content))
