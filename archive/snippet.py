"""The passage of a text that shows why an article was found. Pure; does not search."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.text import word_spans

WORDS = 32
"""Length of a snippet: two lines of a terminal, three of a narrow column."""

LEADING_WORDS = WORDS // 4
"""How many words stand before the first hit."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A passage, and what in it was looked for."""

    text: str
    highlights: tuple[tuple[int, int], ...]
    """Start and end of each hit, as offsets into ``text``."""


class _Hit(NamedTuple):
    """A phrase found in a passage."""

    first: int
    """Number of its first word in the passage."""
    last: int
    phrase: tuple[str, ...]


def snippet(passages: Sequence[str], phrases: Sequence[tuple[str, ...]]) -> Snippet:
    """About ``WORDS`` words of the passage (headline, lead, body, …) where most phrases occur.

    ``phrases`` are folded words (``archive.text.words``). Where none occurs, the beginning of the
    first passage that is not empty.
    """
    best, best_score = Snippet(text="", highlights=()), -1
    for passage in passages:
        composed = unicodedata.normalize("NFC", " ".join(passage.split()))
        spans = word_spans(composed)
        if not spans:
            continue
        hits = _hits(spans, phrases)
        start, score = _best_start(hits)
        if score > best_score:
            best, best_score = _cut(composed, spans, hits, start), score
    return best


def highlights(text: str, phrases: Sequence[tuple[str, ...]]) -> tuple[tuple[int, int], ...]:
    """Start and end of each of the phrases' occurrences in a text."""
    spans = word_spans(text)
    return tuple((spans[hit.first][0], spans[hit.last][1]) for hit in _hits(spans, phrases))


def _hits(
    spans: Sequence[tuple[int, int, tuple[str, ...]]], phrases: Sequence[tuple[str, ...]]
) -> list[_Hit]:
    """Where the phrases occur, in order."""
    words = [(word, number) for number, span in enumerate(spans) for word in span[2]]
    by_first_word: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        by_first_word.setdefault(phrase[0], []).append(phrase)
    hits = []
    for place, (word, number) in enumerate(words):
        for phrase in by_first_word.get(word, ()):
            stretch = words[place : place + len(phrase)]
            if tuple(word for word, _ in stretch) == phrase:
                hits.append(_Hit(number, stretch[-1][1], phrase))
    return hits


def _best_start(hits: Sequence[_Hit]) -> tuple[int, int]:
    """The word with which a stretch with the most different phrases begins; how many they are."""
    best, best_score = 0, 0
    for place, hit in enumerate(hits):
        within = hits[place : place + WORDS]
        reach = hit.first + WORDS - LEADING_WORDS
        score = len({other.phrase for other in within if other.last < reach})
        if score > best_score:
            best, best_score = hit.first, score
    return best, best_score


def _cut(
    text: str,
    spans: Sequence[tuple[int, int, tuple[str, ...]]],
    hits: Sequence[_Hit],
    first_hit: int,
) -> Snippet:
    """The stretch around ``first_hit``, with an ellipsis where it leaves something out."""
    first = max(0, first_hit - LEADING_WORDS)
    last = min(len(spans), first + WORDS) - 1
    start = spans[first][0] if first > 0 else 0
    end = spans[last][1] if last < len(spans) - 1 else len(text)
    before = "… " if first > 0 else ""
    after = " …" if last < len(spans) - 1 else ""
    shift = len(before) - start
    highlights = tuple(
        (spans[hit.first][0] + shift, spans[hit.last][1] + shift)
        for hit in hits
        if first <= hit.first and hit.last <= last
    )
    return Snippet(text=before + text[start:end] + after, highlights=highlights)
