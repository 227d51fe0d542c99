"""Sums over small decision trees, each of which asks a few questions about a thing's numbers.

The trees are data, made by the modules of ``training``; nothing is learnt here, and what the
numbers mean is for others to say (``page_model``, ``list_model``).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True, slots=True)
class SmallTrees:
    """Decision trees and the sum above which the answer is yes.

    All trees are asked at once. Each is written down as a full one: its questions level by level,
    so that those behind question ``n`` are ``2 n + 1`` (yes) and ``2 n + 2``.
    """

    features: tuple[str, ...]
    """Names of the numbers that the trees ask for, by index."""
    asked: npt.NDArray[np.intp]
    """A row a tree: the index of each question's number."""
    limits: npt.NDArray[np.float64]
    """The most a thing may have for yes."""
    leaves: npt.NDArray[np.float64]
    """A row a tree: what its leaves add, from left to right."""
    threshold: float
    """Why this limit is said in the data file."""

    def score(self, numbers: Mapping[str, float]) -> float:
        """How much speaks for yes with these numbers, in log-odds; 0 is even."""
        values = np.array([numbers[name] for name in self.features], np.float64)
        trees, questions = self.asked.shape
        is_no = values[self.asked] > self.limits
        place = np.zeros(trees, np.intp)
        every = np.arange(trees)
        while questions:  # once a level
            place = 2 * place + 1 + is_no[every, place]
            questions //= 2
        return float(self.leaves[every, place - self.asked.shape[1]].sum())

    def is_above(self, numbers: Mapping[str, float], prior: float = 0.0) -> bool:
        """Whether these numbers score above the threshold.

        ``prior`` is, in log-odds, what speaks for it besides the numbers.
        """
        return self.score(numbers) + prior > self.threshold


def read(data: Mapping[str, Any]) -> SmallTrees:
    """The trees in ``data``, as the training writes it."""
    depth = max(map(_depth, data["trees"]))
    trees = [_full(tree, depth) for tree in data["trees"]]
    return SmallTrees(
        features=tuple(data["features"]),
        asked=np.array([[index for index, _ in questions] for questions, _ in trees], np.intp),
        limits=np.array([[limit for _, limit in questions] for questions, _ in trees], np.float64),
        leaves=np.array([leaves for _, leaves in trees], np.float64),
        threshold=float(data["threshold"]),
    )


def _depth(node: Any) -> int:
    return 1 + max(_depth(node[2]), _depth(node[3])) if isinstance(node, list) else 0


def _full(tree: Any, depth: int) -> tuple[list[tuple[int, float]], list[float]]:
    """Questions, level by level, and leaves of a tree, written as one of that ``depth``; a leaf
    further up becomes questions that are always answered with yes."""
    questions: list[tuple[int, float]] = []
    level = [tree]
    for _ in range(depth):
        below: list[Any] = []
        for node in level:
            index, limit, left, right = node if isinstance(node, list) else (0, np.inf, node, node)
            questions.append((int(index), float(limit)))
            below += (left, right)
        level = below
    return questions, [float(leaf) for leaf in level]


def packaged(data: str) -> SmallTrees:
    """The trees in a data file that comes with the package."""
    text = files("tradecrawler.extract").joinpath(data).read_text(encoding="utf-8")
    return read(json.loads(text))
