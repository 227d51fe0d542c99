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
from typing import Any, TypeAlias

DATA = "data/verdict.json"

Tree: TypeAlias = "tuple[int, float, Tree, Tree] | float"
"""A question (index of the feature, the limit up to which one goes left, left, right) or a leaf."""


@dataclass(frozen=True, slots=True)
class PageModel:
    """Decision trees and the sum from which a page is no article."""

    features: tuple[str, ...]
    """Names of the numbers that the trees ask for, by index."""
    trees: tuple[Tree, ...]
    threshold: float
    """Pages with a higher score list others; why this limit is said in the data file."""

    def score(self, numbers: Mapping[str, float]) -> float:
        """How much a page with these numbers looks like a list, in log-odds; 0 is even."""
        values = [numbers[name] for name in self.features]
        return sum(_leaf(tree, values) for tree in self.trees)

    def is_listing(self, numbers: Mapping[str, float], prior: float = 0.0) -> bool:
        """Whether a page with these numbers lists other pages or things for sale.

        ``prior`` is, in log-odds, what speaks for it besides its numbers.
        """
        return self.score(numbers) + prior > self.threshold


def _leaf(tree: Tree, values: list[float]) -> float:
    while isinstance(tree, tuple):
        index, limit, left, right = tree
        tree = left if values[index] <= limit else right
    return tree


def read(data: Mapping[str, Any]) -> PageModel:
    """The model in ``data``, as the training writes it."""
    return PageModel(
        features=tuple(data["features"]),
        trees=tuple(_tree(tree) for tree in data["trees"]),
        threshold=float(data["threshold"]),
    )


def _tree(node: Any) -> Tree:
    if not isinstance(node, list):
        return float(node)
    index, limit, left, right = node
    return int(index), float(limit), _tree(left), _tree(right)


@cache
def page_model() -> PageModel:
    """The model that comes with the package, read once."""
    text = files("tradecrawler.extract").joinpath(DATA).read_text(encoding="utf-8")
    return read(json.loads(text))
