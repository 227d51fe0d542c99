"""What stands in the elements around a run: figures for the model that tells text from the rest.

The elements of a page nest, and runs follow each other in document order: so what an element holds
is one stretch of runs, and every sum over it a difference of two running totals.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt

from tradecrawler.extract.chrome import COMMENTS, chrome_name, is_body
from tradecrawler.extract.tree import PageTree

Floats = npt.NDArray[np.float32]
Figures = npt.NDArray[np.floating[Any]]
Indexes = npt.NDArray[np.intp]

LEVELS = 4
"""Elements around a run of which all figures are taken."""
CLIMB = 14
"""Levels that are climbed to find most of the page's prose; pages seldom nest deeper there."""
SHARES = (0.25, 0.5, 0.8)
"""Of the page's prose: how far must one climb to be among so much of it?"""
FAR = 30
"""Levels from which on an element around is as good as none."""
NAMES = (
    "is furniture", "furniture near", "comments near", "body near", "body nearer", "depth",
    *(
        f"{name}, {level} up"
        for level in range(LEVELS)
        for name in ("prose", "share of prose", "linked", "runs", "words a run", "list items")
    ),
    *(
        f"{name} at {share} of prose"
        for share in SHARES
        for name in ("levels", "linked", "share of words")
    ),
)  # fmt: skip
"""The columns of ``surroundings``."""


@dataclass(frozen=True, slots=True)
class RunSums:
    """What is summed over the runs of an element; one value a run."""

    words: Floats
    linked: Floats
    """Words in links."""
    prose: Floats
    """Words of running text."""
    items: Floats
    """1 for a list's item."""


def surroundings(tree: PageTree, sums: RunSums) -> Floats:
    """One row a run: the columns are ``NAMES``, about 0 to 2 each."""
    node_of = np.fromiter((run.node for run in tree.runs), np.intp, len(tree.runs))
    parent = np.fromiter((node.parent for node in tree.nodes), np.intp, len(tree.nodes))
    first, last = _stretches(node_of, parent)
    words, linked, prose, items = (
        _sum_over(first, last, values)
        for values in (sums.words, sums.linked, sums.prose, sums.items)
    )
    runs = (last - first).astype(np.float32)
    columns: list[Figures] = [column[node_of] for column in _marks(tree)]
    link_share = linked / (words + 1)
    word_share = words / (words[:1] + 1)
    of_node = (
        np.log1p(prose) / 5,
        prose / (prose[:1] + 1),
        link_share,
        np.log1p(runs) / 4,
        np.log1p(words / np.maximum(1, runs)) / 4,
        items / np.maximum(1, runs),
    )
    around = node_of
    for _ in range(LEVELS):
        columns.extend(values[around] for values in of_node)
        around = parent[around]
    for share in SHARES:
        levels, place = _climb(node_of, parent, prose, share)
        columns += [levels / 7, link_share[place], word_share[place]]
    return np.stack(columns, axis=1).astype(np.float32)


def _stretches(node_of: Indexes, parent: Indexes) -> tuple[Indexes, Indexes]:
    """For every node its first run, and the one behind its last."""
    first = np.full(len(parent), len(node_of), np.intp)
    last = np.zeros(len(parent), np.intp)
    places = np.arange(len(node_of))
    np.minimum.at(first, node_of, places)
    np.maximum.at(last, node_of, places + 1)
    starts, stops = first.tolist(), last.tolist()
    above = parent.tolist()
    for index in range(len(above) - 1, 0, -1):  # children come after their parents
        outer = above[index]
        if starts[index] < starts[outer]:
            starts[outer] = starts[index]
        if stops[index] > stops[outer]:
            stops[outer] = stops[index]
    return np.minimum(starts, stops), np.array(stops)


def _sum_over(first: Indexes, last: Indexes, values: Floats) -> Floats:
    totals = np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
    found: Floats = (totals[last] - totals[first]).astype(np.float32)
    return found


def _climb(
    node_of: Indexes, parent: Indexes, prose: Floats, share: float
) -> tuple[Floats, Indexes]:
    """For every run the levels up to an element with ``share`` of the prose, and that element."""
    enough = prose >= share * prose[0]
    place = node_of
    levels = np.zeros(len(node_of), np.float32)
    for _ in range(CLIMB):
        missing = ~enough[place]
        if not missing.any():
            break
        levels += missing
        place = np.where(missing, parent[place], place)
    return levels, place


def _marks(tree: PageTree) -> list[Floats]:
    """For every node: how near furniture, comments and an element named as the text are."""
    # the number of levels up to each; of what is not there, FAR and more
    chrome, comments, body, depth = [FAR], [FAR], [FAR], [-1]  # of what is around the root
    for node in tree.nodes:  # parents come before their children
        is_chrome, is_comments, is_text = _flags(node.tag, node.names)
        above = 0 if node.parent == node.index else node.parent + 1
        chrome.append(0 if is_chrome else chrome[above] + 1)
        comments.append(0 if is_comments else comments[above] + 1)
        body.append(0 if is_text else body[above] + 1)
        depth.append(depth[above] + 1)
    values = np.array((chrome, comments, body, depth), np.float32)[:, 1:]
    np.minimum(values, FAR, out=values)
    near = np.where(values[:3] < FAR, 1 / (1 + values[:3]), np.float32(0.0))
    return [
        (values[0] == 0).astype(np.float32),
        *near,
        (values[2] < values[0]).astype(np.float32),
        values[3] / 15,
    ]


@lru_cache(maxsize=8192)
def _flags(tag: str, names: str) -> tuple[bool, bool, bool]:
    name = chrome_name(tag, names)
    return name is not None, name is not None and bool(COMMENTS.search(name)), is_body(tag, names)
