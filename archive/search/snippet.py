"""The passage of a text that shows why an article was found. Pure; does not search."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from archive.search.analysis import Token, analysed, composed
from archive.search.lookalikes import lookalikes
from archive.search.patterns import PART, Pattern, patterns
from archive.search.query import Term
from archive.text import RUN

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
    """Number of its first run of letters (``archive.text.RUN``) in the passage."""
    last: int
    term: int
    """Number of the term."""
    start: int
    """Offset into the passage."""
    end: int


class _Wanted(NamedTuple):
    """A pattern and the term it stands for."""

    term: int
    field: str | None
    pattern: Pattern


class Sought:
    """What a query looks for in texts of one language; to be kept for all hits of a search."""

    def __init__(self, terms: Sequence[Term], tag: str) -> None:
        """``terms`` as ``Query.terms`` gives them, ``tag`` as ``analysis.tag`` does."""
        self._tag = tag
        self._by_word: dict[str, list[_Wanted]] = {}
        self._by_beginning: list[_Wanted] = []
        self._may_begin: dict[str, bool] = {}
        for number, term in enumerate(terms):
            for pattern in patterns(term, tag):
                wanted = _Wanted(number, term.field, pattern)
                if pattern.is_prefix and len(pattern.words) == 1:
                    self._by_beginning.append(wanted)
                else:
                    self._by_word.setdefault(pattern.words[0], []).append(wanted)
        firsts = {wanted.pattern.words[0] for wanted in self._by_beginning} | set(self._by_word)
        self._looks_alike = lookalikes(firsts, tag)

    def hits(self, text: str, runs: Sequence[re.Match[str]], field: str) -> list[_Hit]:
        """Where the terms occur in the runs of a field, in order."""
        if self._looks_alike is None:
            places: Iterable[int] = range(len(runs))
        else:  # stemming every word of a text takes far longer than looking for a few letters
            found = [match.start() for match in self._looks_alike.finditer(text)]
            starts = [run.start() for run in runs] if found else []
            places = dict.fromkeys(bisect_right(starts, start) - 1 for start in found)
        hits: list[_Hit] = []
        for place in places:
            run = runs[place].group()
            if run not in self._may_begin:
                self._may_begin[run] = any(any(self._begun(token)) for token in self._tokens(run))
            if self._may_begin[run]:
                hits += self._hits_at(runs, place, field)
        return hits

    def _tokens(self, run: str) -> tuple[Token, ...]:
        return analysed(run, self._tag)

    def _begun(self, token: Token) -> Iterator[_Wanted]:
        """What may begin with this word."""
        yield from self._by_word.get(token.word, ())
        if token.part is not None:
            yield from self._by_word.get(PART + token.part, ())
        for wanted in self._by_beginning:
            if token.word.startswith(wanted.pattern.words[0]):
                yield wanted

    def _hits_at(self, runs: Sequence[re.Match[str]], place: int, field: str) -> Iterator[_Hit]:
        """Hits that begin in one run."""
        for number, token in enumerate(self._tokens(runs[place].group())):
            for wanted in self._begun(token):
                if wanted.field not in (None, field):
                    continue
                end = self._end(runs, place, number, wanted.pattern)
                if end is not None:
                    last, offset = end
                    start = runs[place].start() + token.start
                    yield _Hit(place, last, wanted.term, start, runs[last].start() + offset)

    def _end(
        self, runs: Sequence[re.Match[str]], place: int, number: int, pattern: Pattern
    ) -> tuple[int, int] | None:
        """The last run of an occurrence and the offset in it at which that ends; None without."""
        found = [(place, token) for token in self._tokens(runs[place].group())[number:]]
        while len(found) < len(pattern.words) and place + 1 < len(runs):
            place += 1
            found += [(place, token) for token in self._tokens(runs[place].group())]
        stretch = found[: len(pattern.words)]
        if len(stretch) < len(pattern.words):
            return None
        for count, (_, token) in enumerate(stretch[1:], 2):
            word = pattern.words[count - 1]
            is_last = pattern.is_prefix and count == len(stretch)
            if not (token.word.startswith(word) if is_last else token.word == word):
                return None
        return stretch[-1][0], stretch[-1][1].end


def snippet(passages: Sequence[Passage], sought: Sought) -> Snippet:
    """About ``WORDS`` words of the passage where most terms occur.

    Where none occurs, the beginning of the first passage that is not empty.
    """
    best, best_score = Snippet(text="", highlights=()), -1
    for field, text in passages:
        flat = composed(" ".join(text[:MAX_CHARACTERS].split()))
        runs = list(RUN.finditer(flat))
        if not runs:
            continue
        hits = sought.hits(flat, runs, field)
        start, score = _best_start(hits)
        if score > best_score:
            best, best_score = _cut(flat, runs, hits, start), score
    return best


def highlights(text: str, field: str, sought: Sought) -> tuple[tuple[int, int], ...]:
    """Start and end of each of the terms' occurrences in a text; none if it is not composed."""
    return (
        _places(sought.hits(text, list(RUN.finditer(text)), field))
        if composed(text) == text
        else ()
    )


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


def _cut(text: str, runs: Sequence[re.Match[str]], hits: Sequence[_Hit], first_hit: int) -> Snippet:
    """The stretch around ``first_hit``, with an ellipsis where it leaves something out."""
    first = max(0, first_hit - LEADING_WORDS)
    last = min(len(runs), first + WORDS) - 1
    start = runs[first].start() if first > 0 else 0
    end = runs[last].end() if last < len(runs) - 1 else len(text)
    before = "… " if first > 0 else ""
    after = " …" if last < len(runs) - 1 else ""
    shift = len(before) - start
    within = [hit for hit in hits if first <= hit.first and hit.last <= last]
    return Snippet(
        text=before + text[start:end] + after,
        highlights=tuple((a + shift, b + shift) for a, b in _places(within)),
    )


def _places(hits: Sequence[_Hit]) -> tuple[tuple[int, int], ...]:
    """Start and end of the hits, in order, those that overlap as one."""
    places: list[tuple[int, int]] = []
    for start, end in sorted((hit.start, hit.end) for hit in hits):
        if places and start < places[-1][1]:
            places[-1] = places[-1][0], max(end, places[-1][1])
        else:
            places.append((start, end))
    return tuple(places)
