"""Which of a page's titles is the article's headline."""

import re
from collections.abc import Iterable

from tradecrawler.extract.text import count_words, folded, words
from tradecrawler.items import Value

_SEPARATORS = re.compile(r"\s+(?:[|·•»›«‹]|::|[-–—])\s+|\s*[|]\s*")
_BAR = re.compile(r"\s*[|]\s*|\s+[«»]\s+|\s+::\s+")
"""What sets the site's name or a section apart in titles, and stands in no headline."""
AGREEMENT = 0.6
"""Share of words two titles must have in common to be of the same article: editors shorten titles
for social networks, but keep most words."""
ALONE_WORDS = range(5, 36)
"""An only <h1> of so many words is the headline, though the titles for search engines say it in
other words; a shorter one may be a logo or a rubric, a longer one a paragraph."""


def choose_headline(
    candidates: Iterable[Value], title: str, site_names: tuple[str, ...]
) -> tuple[Value | None, Value | None]:
    """``(headline, alternative)`` from what the page offers and its <title>.

    The printed headline (<h1>, else another heading) wins where any other title agrees with it; a
    page's logo or rubric is often an <h1> too. The alternative is a title that says the same in
    other words; one that only adds the site's or a section's name to the headline is none.
    """
    offered = [*candidates]
    if title:
        offered.append(Value(value=title, source="title"))
    shown = {folded(c.value) for c in offered if c.source in PRINTED}
    cut = [
        Value(value=text, source=c.source)
        for c in offered
        if (text := _cut_bar(cut_site_name(c.value, site_names), shown))
    ]
    cut = [_without_kicker(c, cut) for c in cut]
    stated = [c for c in cut if c.source not in (*PRINTED, "logo")]
    printed = [c for c in cut if c.source == "h1"]
    headings = [c for c in cut if c.source == "heading"]
    headline = next((h for h in printed if any(agree(h.value, s.value) for s in stated)), None)
    if headline is None and len({folded(h.value) for h in printed}) == 1:
        headline = printed[0] if count_words(printed[0].value) in ALONE_WORDS else None
    if headline is None:
        headline = next(
            (h for h in headings if any(_is_like(h.value, s.value) for s in stated)), None
        )
    headline = headline or next(iter((*stated, *printed, *headings, *offered)), None)
    if headline is None:
        return None, None
    known = folded(headline.value)
    others = (c for c in stated if known not in folded(c.value) and agree(c.value, headline.value))
    return headline, next(others, None)


PRINTED = ("h1", "heading")
"""Sources of what readers see as the headline."""


def _cut_bar(title: str, shown: set[str]) -> str:
    """The part of ``title`` between bars that is a headline: one that is printed, or the first."""
    parts = [part.strip() for part in _BAR.split(title)]
    if len(parts) == 1:
        return title
    printed = [part for part in parts if folded(part) in shown]
    if printed:
        return max(printed, key=len)
    return parts[0] if count_words(parts[0]) >= 2 else max(parts, key=len)


KICKER_SHARE = 0.6
"""A kicker is no longer than this share of the headline that it stands above."""


def _without_kicker(printed: Value, stated: list[Value]) -> Value:
    """An <h1> without the kicker that stands in it, where the page states the headline alone."""
    if printed.source not in PRINTED:
        return printed
    whole = folded(printed.value)
    for other in stated:
        text = folded(other.value)
        before = whole.removesuffix(text)
        is_end = before != whole and before.endswith(" ")
        if other.source not in PRINTED and is_end and len(before) <= KICKER_SHARE * len(text):
            return Value(value=other.value, source=printed.source)
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


def _is_like(first: str, second: str) -> bool:
    """Whether a heading says nearly the same as a title, or is its beginning or end."""
    one, other = folded(first), folded(second)
    if " " in one and (other.startswith(f"{one} ") or other.endswith(f" {one}")):
        return True
    a, b = set(one.split()), set(other.split())
    return bool(a and b) and len(a & b) >= AGREEMENT * max(len(a), len(b))
