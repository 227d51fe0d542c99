"""Where on the page its headline is: what stands near it is the article's.

Which title is the headline's wording is decided in ``headline``.
"""

import re
from collections.abc import Iterable
from itertools import islice

from tradecrawler.extract.headings import links_home
from tradecrawler.extract.text import count_words, vocabulary
from tradecrawler.extract.tree import PageTree

HEADLINE_CHARS = 400
"""No headline is longer."""
ALIKE = 0.5
"""Words that a run and a title must have in common, as a share of those in either."""
_BONUS = (0.3, 0.15, 0.15, 0.0, 0.0, 0.0)
"""What the level of a heading weighs beside saying the same; a rubric may repeat the title."""
WORD_BONUS, BONUS_WORDS = 0.1, 4
"""For each of so many words: of two parts of the title that are printed the longer is no name."""
TOP_WORDS = 4
"""A lone <h1> of so many words is hardly a logo or a rubric."""
PROSE_WORDS, PROSE_RUNS = 20, 2
"""So many runs of so many words are the article's text; a single one may be a lead or a teaser."""
LINKED = 0.3
"""More of a run in links is a list or a teaser."""
PLAIN_WORDS = 4
"""A title of fewer words, printed as no heading, may as well be a menu's entry."""
_HIDDEN = re.compile(r"visually-?hidden|sr-only|screen-?reader")
"""Names of what only screen readers read; a headline that all others see stands further down."""
_PARTS = re.compile(r"\s+[|·•»›–—-]+\s+|\s*\|\s*|:\s+")


def headline_place(tree: PageTree, titles: Iterable[str] = ()) -> int:
    """The index of the run that is the headline.

    The heading that says the same as one of the page's ``titles`` or a part of one; else the first
    <h1>, which may be a logo; else a line that says the same, though it is no heading; else 0.
    """
    known = [vocabulary(part) for title in titles for part in (title, *_PARTS.split(title))]
    known = [part for part in dict.fromkeys(known) if part]
    headings = [i for i, r in enumerate(tree.runs) if r.kind == "heading"]
    best, place = 0.0, -1
    for index in headings:
        run = tree.runs[index]
        weight = _alike(vocabulary(run.text), known) if len(run.text) <= HEADLINE_CHARS else 0
        is_hidden = _HIDDEN.search(tree.nodes[run.node].names) is not None
        bonus = 0 if links_home(run) or is_hidden else _BONUS[run.level - 1]
        if weight and weight + bonus > best:
            best, place = weight + bonus, index
    tops = [i for i in headings if tree.runs[i].level == 1]
    if len(tops) == 1 and _is_above_text(tree, tops[0], place):
        return tops[0]
    if place >= 0 or tops:
        return place if place >= 0 else tops[0]
    known = [part for part in known if len(part) >= PLAIN_WORDS]
    for index, run in enumerate(tree.runs):
        weight = _alike(vocabulary(run.text), known) if len(run.text) <= HEADLINE_CHARS else 0
        if weight > best:
            best, place = weight, index
    return max(place, 0)


def _is_above_text(tree: PageTree, top: int, place: int) -> bool:
    """Whether the article's text begins between ``top``, a heading of several words, and ``place``.

    There stand headings of sections that say the title once more, in other words.
    """
    if not top < place or count_words(tree.runs[top].text) < TOP_WORDS:
        return False
    texts = (
        run.text
        for run in tree.runs[top + 1 : place]
        if run.kind != "heading" and run.link_chars < LINKED * len(run.text)
    )
    prose = (text for text in texts if count_words(text) >= PROSE_WORDS)
    return next(islice(prose, PROSE_RUNS - 1, None), None) is not None


def _alike(own: frozenset[str], titles: list[frozenset[str]]) -> float:
    """How much of what either says is in both, over all titles; 0 where that is little."""
    best = 0.0
    for title in titles:
        common = len(own & title)
        share = common / (len(own) + len(title) - common)
        best = max(best, share + WORD_BONUS * min(common, BONUS_WORDS) if share >= ALIKE else 0)
    return best
