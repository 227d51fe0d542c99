"""The learnt weights that tell pages which list others from pages which tell one story.

A sum over small decision trees, each of which asks up to three questions about a page's numbers
(``page_features``). The trees are data, made by ``python -m training.verdict``; nothing is learnt
here.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import numpy.typing as npt

DATA = "data/verdict.json"


@dataclass(frozen=True, slots=True)
class PageModel:
    """Decision trees and the sum from which a page is no article.

    All trees are asked at once. Each is written down as a full one: its questions level by level,
    so that those behind question ``n`` are ``2 n + 1`` (yes) and ``2 n + 2``.
    """

    features: tuple[str, ...]
    """Names of the numbers that the trees ask for, by index."""
    asked: npt.NDArray[np.intp]
    """A row a tree: the index of each question's number."""
    limits: npt.NDArray[np.float64]
    """The most a page may have for yes."""
    leaves: npt.NDArray[np.float64]
    """A row a tree: what its leaves add, from left to right."""
    threshold: float
    """Pages with a higher score list others; why this limit is said in the data file."""

    def score(self, numbers: Mapping[str, float]) -> float:
        """How much a page with these numbers looks like a list, in log-odds; 0 is even."""
        values = np.array([numbers[name] for name in self.features], np.float64)
        trees, questions = self.asked.shape
        is_no = values[self.asked] > self.limits
        place = np.zeros(trees, np.intp)
        every = np.arange(trees)
        while questions:  # once a level
            place = 2 * place + 1 + is_no[every, place]
            questions //= 2
        return float(self.leaves[every, place - self.asked.shape[1]].sum())

    def is_listing(self, numbers: Mapping[str, float], prior: float = 0.0) -> bool:
        """Whether a page with these numbers lists other pages or things for sale.

        ``prior`` is, in log-odds, what speaks for it besides its numbers.
        """
        return self.score(numbers) + prior > self.threshold


def read(data: Mapping[str, Any]) -> PageModel:
    """The model in ``data``, as the training writes it."""
    depth = max(map(_depth, data["trees"]))
    trees = [_full(tree, depth) for tree in data["trees"]]
    return PageModel(
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


@cache
def page_model() -> PageModel:
    """The model that comes with the package, read once."""
    text = files("tradecrawler.extract").joinpath(DATA).read_text(encoding="utf-8")
    return read(json.loads(text))
