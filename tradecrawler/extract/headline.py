"""Which of a page's titles is the article's headline."""

import re
from collections.abc import Iterable

from tradecrawler.extract.text import folded, words
from tradecrawler.items import Value

_SEPARATORS = re.compile(r"\s+(?:[|·•»›]|::|[-–—])\s+|\s*[|]\s*")
AGREEMENT = 0.6
"""Share of words two titles must have in common to be of the same article: editors shorten titles
for social networks, but keep most words."""


def choose_headline(
    candidates: Iterable[Value], title: str, site_names: tuple[str, ...]
) -> tuple[Value | None, Value | None]:
    """``(headline, alternative)`` from what the page offers and its <title>.

    The printed <h1> wins where any other title agrees with it; a page's logo or rubric is often an
    <h1> too. The alternative is a title that says the same in other words; one that only adds the
    site's or a section's name to the headline is none.
    """
    cut = [
        Value(value=text, source=c.source)
        for c in candidates
        if (text := cut_site_name(c.value, site_names))
    ]
    titled = cut_site_name(title, site_names)
    cut = [_without_kicker(c, cut) for c in cut]
    stated = [c for c in cut if c.source != "h1"]
    printed = [c for c in cut if c.source == "h1"]
    if titled:
        stated.append(Value(value=titled, source="title"))
    headline = next(
        (h for h in printed if any(agree(h.value, s.value) for s in stated)), None
    ) or next(iter((*stated, *printed)), None)
    if headline is None:
        return None, None
    known = folded(headline.value)
    others = (c for c in stated if known not in folded(c.value) and agree(c.value, headline.value))
    return headline, next(others, None)


KICKER_SHARE = 0.6
"""A kicker is no longer than this share of the headline that it stands above."""


def _without_kicker(printed: Value, stated: list[Value]) -> Value:
    """An <h1> without the kicker that stands in it, where the page states the headline alone."""
    if printed.source != "h1":
        return printed
    whole = folded(printed.value)
    for other in stated:
        text = folded(other.value)
        before = whole.removesuffix(text)
        is_end = before != whole and before.endswith(" ")
        if other.source != "h1" and is_end and len(before) <= KICKER_SHARE * len(text):
            return Value(value=other.value, source="h1")
    return printed


def cut_site_name(title: str, site_names: tuple[str, ...]) -> str:
    """``title`` without the site's name before or behind it; empty if it is nothing else."""
    sites = {"".join(words(name)) for name in site_names}
    title = title.strip()
    while True:
        parts = list(_SEPARATORS.finditer(title))
        if not parts:
            return "" if "".join(words(title)) in sites else title
        first, last = title[: parts[0].start()], title[parts[-1].end() :]
        if "".join(words(last)) in sites:
            title = title[: parts[-1].start()].strip()
        elif "".join(words(first)) in sites:
            title = title[parts[0].end() :].strip()
        else:
            return title


def agree(first: str, second: str) -> bool:
    """Whether two titles are of the same article: most words of the shorter are in the other."""
    a, b = set(words(first)), set(words(second))
    return bool(a and b) and len(a & b) >= AGREEMENT * min(len(a), len(b))
