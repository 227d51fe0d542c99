"""Which runs of a page are its article's text, by a corpus' truth.

Where the whole text is known, runs are aligned with it in order, so that a sentence that a teaser
repeats counts once. Where only segments are known, runs that hold one are labelled, the others not.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from tradecrawler.extract.text import fold_space

TEXT, OTHER, UNKNOWN = 1, 0, -1
SIZE = 4
"""Words of a shingle."""
LOOK_BACK = 600
"""Candidates before one that may precede it in the chain; further ones add nothing."""
_WORD = re.compile(r"\w+")
Candidate = tuple[int, int, float, int]
"""Run, place in the text, weight, words."""


def by_text(runs: Sequence[str], text: str) -> list[int]:
    """TEXT or OTHER for every run, where ``text`` is the whole article, a line a paragraph."""
    found = [OTHER] * len(runs)
    words = _words(text)
    for run in _chain(list(_candidates(runs, text, words))):
        found[run] = TEXT
    _fill_gaps(found, runs, words)
    return found


def by_segments(runs: Sequence[str], inside: Iterable[str], outside: Iterable[str]) -> list[int]:
    """TEXT, OTHER or UNKNOWN for every run, where some segments of the page are known."""
    found = [UNKNOWN] * len(runs)
    for segment in map(fold_space, inside):
        places = [i for i, run in enumerate(runs) if segment in run]
        if len(places) == 1:  # of several, any may be the article's
            found[places[0]] = TEXT
    for segment in map(fold_space, outside):
        for i, run in enumerate(runs):
            if segment in run or (len(run) >= 12 and run in segment):
                found[i] = OTHER
    return found


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _candidates(runs: Sequence[str], text: str, words: list[str]) -> Iterable[Candidate]:
    shingles: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for i in range(max(1, len(words) - SIZE + 1)):
        shingles[tuple(words[i : i + SIZE])].append(i)
    lines: dict[tuple[str, ...], list[int]] = defaultdict(list)
    place = 0
    for line in text.split("\n"):
        own = tuple(_words(line))
        if own:
            lines[own].append(place)
        place += len(own)
    for number, run in enumerate(runs):
        own = tuple(_words(run))
        if len(own) >= SIZE:
            yield from _by_shingles(number, own, shingles)
        elif own:  # too short to be found within a line
            yield from ((number, at, 0.6 * len(own), len(own)) for at in lines.get(own, ())[:6])


def _by_shingles(
    number: int, own: tuple[str, ...], shingles: dict[tuple[str, ...], list[int]]
) -> Iterable[Candidate]:
    wanted = [own[i : i + SIZE] for i in range(len(own) - SIZE + 1)]
    if sum(shingle in shingles for shingle in wanted) * 2 < len(wanted):
        return
    starts: Counter[int] = Counter()
    for offset, shingle in enumerate(wanted):
        for at in shingles.get(shingle, ())[:6]:
            starts[max(0, at - offset) // SIZE] += 1
    for start, count in starts.most_common(4):
        share = count / len(wanted)
        if share * 3 >= 1:
            yield number, start * SIZE, len(own) * min(1.0, 1.5 * share) + 0.5, len(own)


def _chain(candidates: list[Candidate]) -> Iterable[int]:
    """Runs of the heaviest sequence in which runs and places both go forward."""
    best = [weight for _, _, weight, _ in candidates]
    before = [-1] * len(candidates)
    for j, (run, at, weight, _) in enumerate(candidates):
        for i in range(max(0, j - LOOK_BACK), j):
            earlier, place, _, length = candidates[i]
            if earlier < run and place <= at and place + length * 0.5 <= at + 3:
                total = best[i] + weight - 0.02 * min(run - earlier - 1, 20)
                if total > best[j]:
                    best[j], before[j] = total, i
    at = max(range(len(candidates)), key=best.__getitem__, default=-1)
    while at >= 0:
        yield candidates[at][0]
        at = before[at]


def _fill_gaps(found: list[int], runs: Sequence[str], words: list[str]) -> None:
    """Label runs of a few words between labelled ones, where the text goes on through them."""
    pairs = set(pairwise(words))
    for i, run in enumerate(runs):
        own = _words(run)
        if found[i] == TEXT or not own or len(own) >= SIZE:
            continue
        above = next((k for k in range(i - 1, max(-1, i - 9), -1) if found[k] == TEXT), None)
        below = next((k for k in range(i + 1, min(len(runs), i + 9)) if found[k] == TEXT), None)
        if above is None or below is None or below - above > 8:
            continue
        around = [*_words(runs[above])[-1:], *own, *_words(runs[below])[:1]]
        if all(pair in pairs for pair in pairwise(around)):
            found[i] = TEXT
