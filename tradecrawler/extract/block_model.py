"""The learnt weights that tell an article's text from all else on its page, run by run.

What names and words say, in log-odds, joins the figures of a run and of those around it; then a sum
over small decision trees. Odds and trees are data, made by ``python -m training.blocks``; nothing
is learnt here.

All trees are asked at once: in every tree, each question that a run answers with no crosses out the
leaves on its left, and of what is left the first leaf is the run's (the method of QuickScorer,
Lucchese et al. 2015).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.surroundings import Floats
from tradecrawler.items import Measured

DATA = "data/blocks.json"
LEAVES = 16
"""Leaves of a tree at most; one bit each."""
AT_ONCE = 1024
"""Runs that are judged in one go: some megabytes of answers, and more than most pages have."""
Status = Literal["outside", "apart", "boilerplate", "furniture", "kept", "teaser"]
STATUSES: tuple[Status, ...] = ("outside", "apart", "boilerplate", "furniture", "kept", "teaser")
"""What the rules made of a run: not in the text's element; its headline; and so on."""
NEIGHBOURS = (-2, -1, 1, 2)
"""Runs whose own figures are looked at beside a run's."""
WINDOWS = (3, 8, 20)
"""Runs above, and as many below, over which averages are taken."""
NAME_WINDOWS = (5, 15)
_NEIGHBOUR_COLUMNS = [
    COLUMNS.index(name)
    for name in (
        "heading", "paragraph", "list_item", "line", "words", "linked", "ends a sentence",
        "starts upper", "prose",
    )
]  # fmt: skip
_WINDOW_COLUMNS = [COLUMNS.index(name) for name in ("words", "linked", "prose")]


@dataclass(frozen=True, slots=True)
class Odds:
    """Log-odds that a run is text, by what its elements are named and by its outer words."""

    near: Mapping[str, float]
    far: Mapping[str, float]
    words: Mapping[str, float]

    def of(self, measured: Measured) -> Floats:
        """Nine columns: mean, least and most of the near names, of the far ones, of the words."""
        return np.concatenate(
            (
                _odds_of_rows(self.near, measured.near),
                _odds_of_rows(self.far, measured.far),
                _odds_of_rows(self.words, measured.words),
            ),
            axis=1,
        )


def _odds_of_rows(table: Mapping[str, float], rows: Sequence[tuple[str, ...]]) -> Floats:
    """Mean, least and most of what is known of each row's names; 0 where that is nothing."""
    known: dict[int, tuple[float, float, float]] = {}
    found = []
    for row in rows:
        figures = known.get(id(row))  # rows of one element are one object
        if figures is None:
            values = [value for value in map(table.get, row) if value is not None]
            figures = known[id(row)] = (
                (sum(values) / (len(values) + 1), min(values), max(values))
                if values
                else (0.0, 0.0, 0.0)
            )
        found.append(figures)
    return np.array(found, np.float32)


@dataclass(frozen=True, slots=True)
class BlockModel:
    """Odds of names and words, and decision trees."""

    odds: Odds
    features: npt.NDArray[np.intp]
    """Column of each question; LEAVES - 1 questions a tree, the last ones perhaps never false."""
    limits: Floats
    """The most a run may have for yes."""
    masks: npt.NDArray[np.uint16]
    """Leaves that are left where the answer is no."""
    leaves: Floats
    """A row a tree: what its leaves add to the log-odds."""

    def probabilities(
        self,
        measured: Measured,
        statuses: Sequence[Status],
        asked: Sequence[int] | slice = slice(None),
    ) -> Floats:
        """The probability, 0-1, that a run is the article's text: of every run, or of those whose
        indexes are ``asked``."""
        columns = inputs(measured, statuses, self.odds).T[:, asked]
        odds = [
            self._odds_of(columns[:, i : i + AT_ONCE]) for i in range(0, columns.shape[1], AT_ONCE)
        ]
        return (1 / (1 + np.exp(-np.concatenate((*odds, []))))).astype(np.float32)

    def _odds_of(self, columns: Floats) -> npt.NDArray[np.float64]:
        answers = columns[self.features] <= self.limits[:, None]
        # a byte of 1 for yes becomes sixteen bits of 1, all leaves; ``np.where`` takes much longer
        left = (-answers.view(np.int8)).astype(np.int16).view(np.uint16)
        left |= self.masks[:, None]
        trees, runs = len(self.leaves), columns.shape[1]
        alive = np.bitwise_and.reduce(left.reshape(trees, LEAVES - 1, runs), axis=1)
        places = _FIRST_BIT[alive] + np.arange(0, trees * LEAVES, LEAVES)[:, None]
        values = self.leaves.ravel()[places]
        odds: npt.NDArray[np.float64] = values.sum(axis=0, dtype=np.float64)
        return odds


_FIRST_BIT = np.array(
    [LEAVES - 1, *((value & -value).bit_length() - 1 for value in range(1, 1 << LEAVES))], np.uint8
)
"""The lowest bit that is set in each number."""


def inputs(measured: Measured, statuses: Sequence[Status], odds: Odds) -> Floats:
    """What the trees ask for: a row a run. Each column is one piece of memory."""
    own = measured.figures.T
    status = np.array([_STATUS[status] for status in statuses])[None, :] == _EACH_STATUS
    status = status.astype(np.float32)
    named = odds.of(measured).T
    looked_at = np.concatenate((own[_NEIGHBOUR_COLUMNS], status[1:5], named[[0, 6]]))
    averaged = np.concatenate((own[_WINDOW_COLUMNS], status[[4, 3]]))
    columns = np.concatenate(
        (
            own,
            status,
            named,
            *(_shifted(looked_at, by) for by in NEIGHBOURS),
            *_averages(averaged, WINDOWS),
            *_averages(named[[0, 3]], NAME_WINDOWS),
        ),
        dtype=np.float32,
    )
    return columns.T


_STATUS = {status: number for number, status in enumerate(STATUSES)}
_EACH_STATUS = np.arange(len(STATUSES))[:, None]


def _shifted(columns: Floats, by: int) -> Floats:
    """The figures of the runs ``by`` further down; -1 beyond the ends."""
    found = np.full_like(columns, -1.0)
    if abs(by) < columns.shape[1]:
        if by > 0:
            found[:, :-by] = columns[:, by:]
        else:
            found[:, -by:] = columns[:, :by]
    return found


def _averages(columns: Floats, windows: Sequence[int]) -> list[Floats]:
    """Averages over the runs above and below; what is beyond the ends counts as nothing."""
    number = columns.shape[1]
    totals = np.zeros((len(columns), number + 1))
    np.cumsum(columns, 1, np.float64, out=totals[:, 1:])
    here = np.arange(number)
    found = []
    for window in windows:
        above = (totals[:, :-1] - totals[:, np.maximum(0, here - window)]) / window
        below = (totals[:, np.minimum(number, here + 1 + window)] - totals[:, 1:]) / window
        found += [above.astype(np.float32), below.astype(np.float32)]
    return found


def read(data: Mapping[str, Any]) -> BlockModel:
    """The model in ``data``, as the training writes it."""
    trees = data["trees"]
    questions = [question for tree in trees for question in _padded(tree["questions"])]
    return BlockModel(
        odds=Odds(**data["odds"]),
        features=np.array([q[0] for q in questions], np.intp),
        limits=np.array([q[1] for q in questions], np.float32),
        masks=np.array([q[2] for q in questions], np.uint16),
        leaves=np.array(
            [tree["leaves"] + [0.0] * (LEAVES - len(tree["leaves"])) for tree in trees], np.float32
        ),
    )


def _padded(questions: list[list[float]]) -> list[list[float]]:
    always_yes: list[list[float]] = [[0, float("inf"), 0]]
    return questions + always_yes * (LEAVES - 1 - len(questions))


@cache
def block_model() -> BlockModel:
    """The model that comes with the package, read once."""
    text = files("tradecrawler.extract").joinpath(DATA).read_text(encoding="utf-8")
    return read(json.loads(text))
