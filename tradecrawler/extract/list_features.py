"""A list in numbers, from which learnt weights tell whether it promotes other contents.

All of them are of shape, place and which words occur where, none of what the words are, rubrics and
facts aside; so they mean the same in every language that sets blanks between words. What they
weigh is learnt (``list_model``).
"""

from collections.abc import Mapping
from itertools import takewhile

from tradecrawler.extract.facts import is_fact
from tradecrawler.extract.groups import STOP, Group, is_solid
from tradecrawler.extract.promos import promotes_page
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.rubrics import is_rubric, known_rubrics
from tradecrawler.extract.subjects import content_words, mutual_share
from tradecrawler.extract.text import count_words, split_bullet, split_label, words
from tradecrawler.extract.zones import Standing
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine

TOPIC_CHARS = 6
"""Shorter words may stand in any text by chance."""
MOST_ABOVE = 10
"""More paragraphs above a list say nothing more."""
APART = -6.0
"""From where nothing stands above, or it stands in quite another element."""
UNKNOWN = -0.1
"""A share of nothing."""
_ZONES = {"header": 0.0, "body": 1.0, "after": 2.0}


def list_features(
    group: Group, rest: Remaining, standing: Standing, own_url: str, magazine: Magazine
) -> Mapping[str, float]:
    """The numbers of a group of items, shares of its items unless said otherwise.

    ``rest`` is the article without the group.
    """
    items, number = group.items, len(group.items)
    texts = [split_bullet(item.text)[1] for item in items]
    labels, titles = zip(*map(split_label, texts), strict=True)
    lengths = [count_words(text) for text in texts]
    rubrics = known_rubrics(magazine)

    def share(*told: bool) -> float:
        return sum(told) / number

    return {
        "items": number,
        "words": sum(lengths) / number,
        "longest": max(lengths),
        "shortest": min(lengths),
        "stops": share(*(STOP.search(text) is not None for text in texts)),
        "asks": share(*(text.endswith(("?", "!")) for text in texts)),
        "labels": share(*(label is not None for label in labels)),
        "rubrics": share(*(is_rubric(label, rubrics) for label in labels)),
        "facts": share(*map(is_fact, items, labels, titles)),
        "digits": share(*(any(map(str.isdigit, text)) for text in texts)),
        "digit first": share(*(text[:1].isdigit() for text in texts)),
        "commas": share(*("," in title for title in titles)),
        "colons": share(*(":" in title for title in titles)),
        "capitals": sum(map(_capitals, titles)) / number,
        "typed": share(*(split_bullet(item.text)[0] for item in items)),
        "list_item": float(items[0].kind == "list_item"),
        "elsewhere": share(*(promotes_page(item, own_url, magazine) for item in items)),
        "linked": share(*(bool(item.links) for item in items)),
        **_vocabulary(texts, rest),
        **_place(items[0], standing),
    }


def _capitals(title: str) -> float:
    """The share of a title's words, without the first, that begin with a capital."""
    others = title.split()[1:]
    return sum(word[:1].isupper() for word in others) / max(1, len(others))


def _vocabulary(texts: list[str], rest: Remaining) -> dict[str, float]:
    """Which of the items' words the article has as well, and which the items share."""
    content = [list(dict.fromkeys(content_words(text))) for text in texts]
    foreign = [sum(word not in rest for word in found) for found in content]
    shares = [
        1 - missing / len(found) for missing, found in zip(foreign, content, strict=True) if found
    ]
    topics = [any(len(w) >= TOPIC_CHARS and w in rest for w in words(text)) for text in texts]
    return {
        "shared": sum(shares) / len(shares) if shares else UNKNOWN,
        "shared at most": max(shares, default=UNKNOWN),
        "shared at least": min(shares, default=UNKNOWN),
        "topics": sum(topics) / len(texts),
        "foreign words": sum(foreign) / len(texts),
        "content words": sum(map(len, content)) / len(texts),
        "mutual": mutual_share(content),
    }


def _place(item: Block, standing: Standing) -> dict[str, float]:
    """Where the list stands."""
    above = standing.above
    return {
        "zone": _ZONES[standing.zone],
        "paragraphs above": min(MOST_ABOVE, standing.paragraphs),
        "colon above": float(above is not None and above.text.endswith((":", "："))),
        "text below": float(standing.below is not None and is_solid(standing.below)),
        "beside": APART if above is None else max(APART, _common(item, above) - len(item.path)),
    }


def _common(one: Block, other: Block) -> int:
    """How many elements two blocks stand in, from the outermost on."""
    pairs = zip(one.path, other.path, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
