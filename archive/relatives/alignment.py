"""What of one text stands in another one, in the same order, and what was replaced in between.

Word pairs that occur equally often in both texts (most often once) and in the same order are
anchors; what stands between two anchors in few words on both sides was *replaced* there. Pure; of
words it knows their codes (``archive.relatives.tokens``).
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.relatives.tokens import KINDS, Codes

MAX_GAP = 12
"""Words between two anchors, on either side, that are still an edit and no passage of its own:
where every fifth word is another, four gaps in five are shorter."""

Places = npt.NDArray[np.int64]

_KIND_BITS = 2
_KIND = np.uint64(3)
_ODD = np.uint64(0x9E3779B97F4A7C15)
"""Makes a pair another one than its words the other way round."""


class Replaced(NamedTuple):
    """What became of one kind of words in the aligned stretches of the shorter text."""

    kept: int
    replaced: int

    @property
    def share(self) -> float:
        """Of those that stand there, how many were replaced; 0 where there are none."""
        total = self.kept + self.replaced
        return self.replaced / total if total else 0.0


def align(left: Codes, right: Codes) -> dict[str, Replaced]:
    """What was kept and replaced of the left text, by kind of word."""
    mine, theirs = _rising(*_anchors(left, right))
    is_kept = np.zeros(len(left), np.bool_)
    is_kept[mine] = True
    is_kept[mine + 1] = True
    counts = np.bincount((left[is_kept] & _KIND).astype(np.int64), minlength=len(KINDS) + 1)
    kept = Counter(dict(enumerate(counts.tolist())))
    replaced = Counter[int]()
    here, there = _gaps(mine, len(left)), _gaps(theirs, len(right))
    sizes = np.stack((here[1] - here[0], there[1] - there[0]))
    is_edit = (sizes.min(axis=0) > 0) & (sizes.max(axis=0) <= MAX_GAP)
    for start, end, from_, to in np.stack((*here, *there))[:, is_edit].T.tolist():
        _count_gap(left[start:end].tolist(), right[from_:to].tolist(), kept, replaced)
    return {name: Replaced(kept[kind], replaced[kind]) for kind, name in enumerate(KINDS, 1)}


def _gaps(anchors: Places, length: int) -> tuple[Places, Places]:
    """Where gaps begin, behind each anchor, and end; with those at the text's two ends."""
    return np.concatenate(([0], anchors + 2)), np.concatenate((anchors, [length]))


def _count_gap(
    left: Sequence[int], right: Sequence[int], kept: Counter[int], replaced: Counter[int]
) -> None:
    """Between two anchors. What was only added or taken away says nothing."""
    gone, come = Counter[int](), list(right)
    for word in left:
        if word in come:
            come.remove(word)
            kept[word & 3] += 1
        else:
            gone[word & 3] += 1
    replaced.update(gone & Counter(word & 3 for word in come))


def _anchors(left: Codes, right: Codes) -> tuple[Places, Places]:
    """Places of word pairs that both texts have equally often; in the left text's order."""
    by_pair, pairs, counts = _sorted(_pairs(left))
    by_other, others, other_counts = _sorted(_pairs(right))
    _, at, at_other = np.intersect1d(pairs, others, assume_unique=True, return_indices=True)
    is_equal = counts[at] == other_counts[at_other]
    mine = by_pair[_selected(at[is_equal], counts)]
    theirs = by_other[_selected(at_other[is_equal], other_counts)]
    order = np.argsort(mine)
    return mine[order], theirs[order]


def _sorted(pairs: Codes) -> tuple[Places, Codes, Places]:
    """Places in the order of what stands there, and each that stands there with how often."""
    order = np.argsort(pairs, kind="stable")
    in_order = pairs[order]
    is_first = np.ones(len(pairs), np.bool_)
    np.not_equal(in_order[1:], in_order[:-1], out=is_first[1:])
    starts = np.flatnonzero(is_first)
    return order, in_order[starts], np.diff(starts, append=len(pairs))


def _pairs(text: Codes) -> Codes:
    """A number for each two neighbours, in the order of the text, whatever their kind."""
    words = text >> np.uint64(_KIND_BITS)
    return words[:-1] * _ODD + words[1:]


def _selected(wanted: Places, counts: Places) -> npt.NDArray[np.bool_]:
    """Of values in order, each so often as is counted, which are wanted."""
    is_wanted = np.zeros(len(counts), np.bool_)
    is_wanted[wanted] = True
    return np.repeat(is_wanted, counts)


def _rising(mine: Places, theirs: Places) -> tuple[Places, Places]:
    """The longest run of anchors, ascending on the left, that ascend on the right too."""
    if bool((theirs[1:] > theirs[:-1]).all()):
        return mine, theirs
    chain = _longest_rise(theirs.tolist())
    return mine[chain], theirs[chain]


def _longest_rise(numbers: Sequence[int]) -> list[int]:
    """Where the longest ascending run of these numbers, of which no two are equal, stands."""
    ends: list[int] = []  # the smallest number in which a run of this length ends
    last: list[int] = []  # … and its place
    before: list[int] = []
    for place, number in enumerate(numbers):
        if not ends or number > ends[-1]:  # most are
            before.append(last[-1] if last else -1)
            ends.append(number)
            last.append(place)
            continue
        length = bisect_left(ends, number)
        before.append(last[length - 1] if length else -1)
        ends[length], last[length] = number, place
    chain = []
    place = last[-1] if last else -1
    while place >= 0:
        chain.append(place)
        place = before[place]
    return chain[::-1]
