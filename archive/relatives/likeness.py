"""Do two texts tell the same story? By their words, once their sketches have raised the question.

The texts are aligned: word pairs that occur equally often in both (most often once) and in the same
order are anchors, and what stands between two anchors in few words on both sides was *replaced*
there. Two measures come out of it:

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
import re
from bisect import bisect_left
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from archive.memory import Memory
from archive.relatives.sketch import MAX_CHARACTERS, MIN_WORDS, shingles
from archive.text import fold

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

MAX_GAP = 12
"""Words between two anchors, on either side, that are still an edit and no passage of its own:
where every fifth word is another, four gaps in five are shorter."""

REPLACED_SHARE = 0.5
"""Of its numbers, or of its names, a filled-in template replaces half and more by others of their
kind; an edit of every fifth word replaces at most every fifth of them."""

CHANCE = 0.001
"""How unlikely it must be that an editor who changes words of every kind alike hits so many numbers
or names."""

_SENTENCE_END = frozenset('.!?:;…«»“”"„|\n')

_TOKEN = re.compile(
    r"(?>\d{1,3}(?:[.,\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![^\W\d_])"
    rf"|[^\W_]+|[{''.join(sorted(_SENTENCE_END))}]"
)
"""A number with its separators is one word: 1,90 and 480 000; two years in a row are two. And what
ends a sentence."""

_SEPARATOR = re.compile(r"[.,\s]")


Parts = tuple[str, ...]
"""What a text is made of, as it is read elsewhere too: lead and body."""


class Word(NamedTuple):
    """A word of a text."""

    text: str
    """Folded."""
    kind: str
    """number, name or word."""


class Replaced(NamedTuple):
    """What became of one kind of words in the aligned stretches of the shorter text."""

    kept: int
    replaced: int

    @property
    def share(self) -> float:
        """Of those that stand there, how many were replaced; 0 where there are none."""
        total = self.kept + self.replaced
        return self.replaced / total if total else 0.0


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

    Some 0.1 ms for two texts of 4 KB, and 2 where they share so much that they have to be aligned.
    """
    parts = [(text,) if isinstance(text, str) else text for text in (one, other)]
    first, second = sorted(("\n".join(each)[:MAX_CHARACTERS] for each in parts), key=_by_length)
    mine, theirs = (shingles(*each) for each in parts)
    shared = len(np.intersect1d(mine, theirs, assume_unique=True))
    containment = shared / (min(len(mine), len(theirs)) or 1)
    is_close = containment >= MIN_CONTAINMENT
    left, right = (_read(first), _read(second)) if is_close else ((), ())
    fewer, more = sorted((len(left), len(right)))
    counts = _align(left, right) if fewer >= MIN_WORDS else _align((), ())
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


def _by_length(text: str) -> tuple[int, str]:
    """The shorter text comes first."""
    return len(text), text


def read(text: str) -> list[Word]:
    """The words of a text with their kinds."""
    found: list[Word] = []
    begins = True
    for token in _TOKEN.findall(text):
        if token in _SENTENCE_END:
            begins = True
        else:
            found.append(_FIRST_WORDS[token] if begins else _WORDS[token])
            begins = False
    return found


def _first_word(token: str) -> Word:
    """The word that begins a sentence: it has its capital for that."""
    if not token.isalpha() and any(map(str.isdigit, token)):
        return Word(fold(_SEPARATOR.sub("", token)), "number")
    return Word(fold(token), "word")


def _word(token: str) -> Word:
    """A word inside a sentence."""
    word = _first_word(token)
    is_name = word.kind == "word" and token[0].isupper()
    return word._replace(kind="name") if is_name else word


_FIRST_WORDS, _WORDS = Memory(_first_word, 10_000), Memory(_word, 20_000)  # some 8 MB

# one text is compared with several; 10 MB when full
_read = lru_cache(maxsize=64)(read)


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


# Alignment


def _align(left: Sequence[Word], right: Sequence[Word]) -> dict[str, Replaced]:
    """What was kept and replaced of the left text, by kind of word."""
    kept: Counter[str] = Counter()
    replaced: Counter[str] = Counter()
    a = b = 0  # the word after the last anchor, on both sides
    for i, j in _anchors(left, right):
        if a < i and b < j:
            _count_gap(left[a:i], right[b:j], kept, replaced)
        for word in left[max(a, i) : i + 2]:
            kept[word.kind] += 1
        a, b = i + 2, j + 2
    _count_gap(left[a:], right[b:], kept, replaced)
    return {kind: Replaced(kept[kind], replaced[kind]) for kind in ("number", "name", "word")}


def _count_gap(
    left: Sequence[Word], right: Sequence[Word], kept: Counter[str], replaced: Counter[str]
) -> None:
    """Between two anchors. Long passages, and what was only added or taken away, say nothing."""
    if not left or not right or max(len(left), len(right)) > MAX_GAP:
        return
    here, there = Counter(left), Counter(right)
    for word, count in (here & there).items():
        kept[word.kind] += count
    gone, come = Counter[str](), Counter[str]()
    for word, count in (here - there).items():
        gone[word.kind] += count
    for word, count in (there - here).items():
        come[word.kind] += count
    replaced.update(gone & come)


def _anchors(left: Sequence[Word], right: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Places of word pairs that both texts have equally often, as many as keep their order."""
    here, there = _pairs(left), _pairs(right)
    wanted = {pair for pair, _ in Counter(here).items() & Counter(there).items()}
    places: dict[tuple[str, str], deque[int]] = {pair: deque() for pair in wanted}
    for place, pair in enumerate(there):
        if pair in wanted:
            places[pair].append(place)
    pairs = [(place, places[pair].popleft()) for place, pair in enumerate(here) if pair in wanted]
    return _longest_rise(pairs)


def _pairs(text: Sequence[Word]) -> list[tuple[str, str]]:
    """Neighbours, in the order of the text."""
    return list(pairwise([word.text for word in text]))


def _longest_rise(pairs: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The longest run of pairs, their first numbers ascending, in which the second ascend too."""
    ends: list[int] = []  # the smallest second number in which a run of this length ends
    last: list[int] = []  # … and the index of that pair
    before: list[int] = []
    for index, (_, number) in enumerate(pairs):
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(number)
            last.append(index)
        else:
            ends[length], last[length] = number, index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return reversed(chain)
