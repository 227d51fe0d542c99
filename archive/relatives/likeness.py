"""Do two texts tell the same story? By their words, once their sketches have raised the question.

The texts are aligned (``archive.relatives.alignment``). Two measures come out of it:

- ``kept``, the share of a text's words that stand in both. Edited words, a cut, another intro and
  boilerplate leave most of them; two articles that share a company's portrait, a background or a
  quoted paragraph do not reach ``MIN_KEPT``.
- what was replaced: a number by a number, a name by a name, a word by a word. An editor who
  rewrites changes words of every kind alike. Who fills in a template (a market report, an opening,
  an appointment) changes its numbers or its names and keeps the words between: then it is another
  story, however much of the text is the same.

Pure. Knows nothing of dates, addresses and magazines.
"""

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from archive.relatives.alignment import Replaced, align
from archive.relatives.sketch import MAX_CHARACTERS, MIN_WORDS, shingles
from archive.relatives.tokens import codes

MIN_KEPT = 0.4
"""Of both texts' words on average. .8 remain where every fifth word was edited or a text was cut to
60 %, .5 where intro and outro are others on half of the length; a follow-up that repeats a quarter
of an article as its background has .25, and of an article that was cut .33."""

MIN_KEPT_LONGER = 0.2
"""Of the longer text's words: a digest of the week holds six articles whole and is none of them."""

MIN_CONTAINMENT = 0.15
"""Of the shorter text's shingles; below, texts are not aligned at all, which takes longer. Of a
text whose every fifth word was edited .41 are left, and .2 of an unlucky short one."""

MIN_KEPT_WORDS = 30
"""A passage shorter than that is a quotation, a call to action or a form of words."""

REPLACED_SHARE = 0.5
"""Of its numbers, or of its names, a filled-in template replaces half and more by others of their
kind; an edit of every fifth word replaces at most every fifth of them."""

CHANCE = 0.001
"""How unlikely it must be that an editor who changes words of every kind alike hits so many numbers
or names."""

Parts = tuple[str, ...]
"""What a text is made of, as it is read elsewhere too: lead and body."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Likeness:
    """How much two texts have in common, and what differs."""

    resemblance: float
    """Shared shingles by all shingles, from 0 to 1 (Jaccard)."""
    containment: float
    """Shared shingles by those of the text that has fewer."""
    kept: float
    """Share of the shorter text's words that stand in both, in the same order; 0, as all that
    follows, where the texts are short or share too few shingles."""
    kept_longer: float
    """The same, of the longer text's words."""
    kept_words: int
    numbers: Replaced
    """Words with a digit."""
    names: Replaced
    """Words with a capital inside a sentence; in German, nouns."""
    words: Replaced
    """All others."""

    @property
    def is_template(self) -> bool:
        """Whether numbers or names were filled in anew, and what surrounds them was not."""
        return _is_filled_in(self.numbers, self.words) or _is_filled_in(self.names, self.words)

    @property
    def is_same_story(self) -> bool:
        """Whether both texts tell the same."""
        return (
            (self.kept + self.kept_longer) / 2 >= MIN_KEPT
            and self.kept_longer >= MIN_KEPT_LONGER
            and self.kept_words >= MIN_KEPT_WORDS
            and not self.is_template
        )


def compare(one: str | Parts, other: str | Parts) -> Likeness:
    """The likeness of two texts, whichever comes first.

    Some 0.03 ms for two texts of 4 KB, and 0.4 where they share so much that they are aligned.
    """
    parts = [(text,) if isinstance(text, str) else text for text in (one, other)]
    first, second = sorted(("\n".join(each)[:MAX_CHARACTERS] for each in parts), key=_by_length)
    mine, theirs = (shingles(*each) for each in parts)
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    containment = shared / (min(len(mine), len(theirs)) or 1)
    is_close = containment >= MIN_CONTAINMENT
    left, right = (_codes(first), _codes(second)) if is_close else (_NONE, _NONE)
    fewer, more = sorted((len(left), len(right)))
    counts = align(left, right) if fewer >= MIN_WORDS else _NOTHING
    kept_words = sum(count.kept for count in counts.values())
    return Likeness(
        resemblance=shared / (len(mine) + len(theirs) - shared or 1),
        containment=containment,
        kept=kept_words / (fewer or 1),
        kept_longer=kept_words / (more or 1),
        kept_words=kept_words,
        numbers=counts["number"],
        names=counts["name"],
        words=counts["word"],
    )


_NONE = codes("")
_NOTHING = align(_NONE, _NONE)

# one text is compared with several, and a company's portrait with all that has it; 5 MB when full
_codes = lru_cache(maxsize=1_000)(codes)


def _by_length(text: str) -> tuple[int, str]:
    """The shorter text comes first."""
    return len(text), text


def _is_filled_in(facts: Replaced, ordinary: Replaced) -> bool:
    """Whether so many facts were replaced that ordinary editing does not explain it.

    One fact alone may be a correction.
    """
    if facts.replaced < 2 or facts.share < REPLACED_SHARE:
        return False
    rate = (ordinary.replaced + 1) / (ordinary.kept + ordinary.replaced + 2)  # Laplace's rule
    total = facts.kept + facts.replaced
    chance = sum(
        math.comb(total, hits) * rate**hits * (1 - rate) ** (total - hits)
        for hits in range(facts.replaced, total + 1)
    )
    return chance < CHANCE
