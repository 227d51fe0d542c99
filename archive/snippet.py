"""The passage of a text that shows why an article was found. Pure; does not search."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.analysis import Token, composed, tokens
from archive.patterns import PART, Pattern, patterns
from archive.query import Term

WORDS = 32
"""Length of a snippet: two lines of a terminal, three of a narrow column."""

LEADING_WORDS = WORDS // 4
"""How many words stand before the first hit."""

MAX_CHARACTERS = 40_000
"""How much of a passage is looked at, so that a book does not hold up the other hits."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Snippet:
    """A passage, and what in it was looked for."""

    text: str
    highlights: tuple[tuple[int, int], ...]
    """Start and end of each hit, as offsets into ``text``."""


class Passage(NamedTuple):
    """A text of an article."""

    field: str
    """headline, lead or body."""
    text: str


class _Hit(NamedTuple):
    """A term found in a passage."""

    first: int
    """Number of its first word in the passage."""
    last: int
    term: int
    """Number of the term."""


class Sought:
    """What a query looks for in texts of one language."""

    def __init__(self, terms: Sequence[Term], tag: str) -> None:
        """``terms`` as ``Query.terms`` gives them, ``tag`` as ``analysis.tag`` does."""
        self.tag = tag
        self._by_word: dict[str, list[tuple[int, Term, Pattern]]] = {}
        self._by_beginning: list[tuple[str, int, Term, Pattern]] = []
        for number, term in enumerate(terms):
            for pattern in patterns(term, tag):
                first = pattern.words[0]
                if pattern.is_prefix and len(pattern.words) == 1:
                    self._by_beginning.append((first, number, term, pattern))
                else:
                    self._by_word.setdefault(first, []).append((number, term, pattern))

    def hits(self, found: Sequence[Token], field: str) -> list[_Hit]:
        """Where the terms occur in the words of a field, in order."""
        hits = []
        for place, token in enumerate(found):
            patterns_here = self._by_word.get(token.word, ())
            if token.part is not None:
                patterns_here = (*patterns_here, *self._by_word.get(PART + token.part, ()))
            for number, term, pattern in patterns_here:
                if term.field in (None, field) and _goes_on(found, place, pattern):
                    hits.append(_Hit(place, place + len(pattern.words) - 1, number))
            for beginning, number, term, _ in self._by_beginning:
                if token.word.startswith(beginning) and term.field in (None, field):
                    hits.append(_Hit(place, place, number))
        return hits


def _goes_on(found: Sequence[Token], place: int, pattern: Pattern) -> bool:
    """Whether the words after the first are those of the pattern."""
    rest = pattern.words[1:]
    stretch = [token.word for token in found[place + 1 : place + len(pattern.words)]]
    if pattern.is_prefix and rest and len(stretch) == len(rest):
        return tuple(stretch[:-1]) == rest[:-1] and stretch[-1].startswith(rest[-1])
    return tuple(stretch) == rest


def snippet(passages: Sequence[Passage], sought: Sought) -> Snippet:
    """About ``WORDS`` words of the passage where most terms occur.

    Where none occurs, the beginning of the first passage that is not empty.
    """
    best, best_score = Snippet(text="", highlights=()), -1
    for field, text in passages:
        flat = composed(" ".join(text[:MAX_CHARACTERS].split()))
        found = tokens(flat, sought.tag)
        if not found:
            continue
        hits = sought.hits(found, field)
        start, score = _best_start(hits)
        if score > best_score:
            best, best_score = _cut(flat, found, hits, start), score
    return best


def highlights(text: str, field: str, sought: Sought) -> tuple[tuple[int, int], ...]:
    """Start and end of each of the terms' occurrences in a text; none if it is not composed."""
    if composed(text) != text:
        return ()
    found = tokens(text, sought.tag)
    return _places(found, sought.hits(found, field))


def _best_start(hits: Sequence[_Hit]) -> tuple[int, int]:
    """The word with which a stretch with the most different terms begins; how many they are."""
    best, best_score = 0, 0
    for place, hit in enumerate(hits):
        within = hits[place : place + WORDS]
        reach = hit.first + WORDS - LEADING_WORDS
        score = len({other.term for other in within if other.last < reach})
        if score > best_score:
            best, best_score = hit.first, score
    return best, best_score


def _cut(text: str, found: Sequence[Token], hits: Sequence[_Hit], first_hit: int) -> Snippet:
    """The stretch around ``first_hit``, with an ellipsis where it leaves something out."""
    first = max(0, first_hit - LEADING_WORDS)
    last = min(len(found), first + WORDS) - 1
    start = found[first].start if first > 0 else 0
    end = found[last].end if last < len(found) - 1 else len(text)
    before = "… " if first > 0 else ""
    after = " …" if last < len(found) - 1 else ""
    shift = len(before) - start
    within = [hit for hit in hits if first <= hit.first and hit.last <= last]
    return Snippet(
        text=before + text[start:end] + after,
        highlights=tuple((a + shift, b + shift) for a, b in _places(found, within)),
    )


def _places(found: Sequence[Token], hits: Sequence[_Hit]) -> tuple[tuple[int, int], ...]:
    """Start and end of the hits, in order, those that overlap as one."""
    places: list[tuple[int, int]] = []
    for start, end in sorted((found[hit.first].start, found[hit.last].end) for hit in hits):
        if places and start < places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return tuple(places)
