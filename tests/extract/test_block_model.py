"""All trees at once against a walk down each of them, and the inputs against their definition."""

import json
import math
import os
import subprocess
import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.extract.samples import LANGUAGES, STORIES, cleaned, document, items
from tests.extract.test_fuzz import fuzz
from tradecrawler.extract import block_model as module
from tradecrawler.extract.block_model import (
    DATA,
    LEAVES,
    NAME_WINDOWS,
    NEIGHBOURS,
    STATUSES,
    WINDOWS,
    Odds,
    Status,
    block_model,
    inputs,
    read,
)
from tradecrawler.extract.features import COLUMNS
from tradecrawler.extract.surroundings import Floats
from tradecrawler.items import Measured

NO_ODDS: dict[str, dict[str, float]] = {"near": {}, "far": {}, "words": {}}
NO_NAMES = Odds(near={}, far={}, words={})
ALL = (1 << LEAVES) - 1
LOOKED_AT = (
    "heading", "paragraph", "list_item", "line", "words", "linked", "ends a sentence",
    "starts upper", "prose",
)  # fmt: skip
AVERAGED = ("words", "linked", "prose")


def page_of(number: int, seed: int = 1) -> tuple[Measured, list[Status]]:
    """So many runs, of which anything was measured."""
    random = np.random.default_rng(seed)
    names = (("<p>", "x1"), ("<div>",), (), ("related", "box", "<p>"))
    rows = tuple(names[i] for i in random.integers(0, 4, number))
    measured = Measured(
        figures=random.uniform(-1, 2, (number, len(COLUMNS))).astype(np.float32),
        near=rows,
        far=rows[::-1],
        words=rows,
    )
    return measured, [STATUSES[i] for i in random.integers(0, len(STATUSES), number)]


WIDTH = inputs(*page_of(1), NO_NAMES).shape[1]


# -- trees


def naive_leaf(tree: dict[str, Any], row: Sequence[float]) -> float:
    """The leaf that one comes to by answering a question after the other, from the root on.

    The root of the tree over some leaves is the question whose "no" crosses out most of the first
    of them, but not all.
    """
    first, stop = 0, len(tree["leaves"])
    crossed_out = {(*_bounds(mask), feature, limit) for feature, limit, mask in tree["questions"]}
    while stop - first > 1:
        _, half, feature, limit = max(q for q in crossed_out if q[0] == first and q[1] < stop)
        first, stop = (first, half) if row[feature] <= np.float32(limit) else (half, stop)
    return float(np.float32(tree["leaves"][first]))


def _bounds(mask: int) -> tuple[int, int]:
    """The first leaf that is crossed out, and the one behind the last."""
    out = [leaf for leaf in range(LEAVES) if not mask >> leaf & 1]
    assert out == list(range(out[0], out[-1] + 1))
    return out[0], out[-1] + 1


def naive_probability(data: dict[str, Any], row: Sequence[float]) -> float:
    odds = sum(naive_leaf(tree, row) for tree in data["trees"])
    return 1 / (1 + math.exp(-odds))


@st.composite
def trees(draw: st.DrawFn) -> dict[str, Any]:
    """A tree of one to sixteen leaves, in the data file's format."""
    leaves: list[float] = []
    questions: list[list[float]] = []

    def grow(number: int) -> None:
        if number == 1:
            leaves.append(draw(st.integers(-100, 100)) / 64)
            return
        left = draw(st.integers(1, number - 1))
        first = len(leaves)
        grow(left)
        crossed_out = sum(1 << leaf for leaf in range(first, len(leaves)))
        limit = draw(st.sampled_from((-1.0, -0.5, 0.0, 1e-35, 0.25, 1.0, 1.75, 3.0)))
        questions.append([draw(st.integers(0, WIDTH - 1)), limit, ALL - crossed_out])
        grow(number - left)

    grow(draw(st.integers(1, LEAVES)))
    return {"leaves": leaves, "questions": draw(st.permutations(questions))}


@fuzz(80)
@given(st.lists(trees(), min_size=1, max_size=8), st.integers(1, 12), st.integers(0, 99))
def test_all_trees_at_once_are_as_one_by_one(
    forest: list[dict[str, Any]], number: int, seed: int
) -> None:
    data = {"odds": NO_ODDS, "trees": forest}
    measured, statuses = page_of(number, seed)
    found = read(data).probabilities(measured, statuses)
    rows = inputs(measured, statuses, NO_NAMES).tolist()
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, [naive_probability(data, row) for row in rows], rtol=1e-6)


LEFT_IS_DEEP = {  # column 0 <= 0 ? (column 1 <= 0.5 ? a : b) : c
    "leaves": [1.0, -2.0, 3.0],
    "questions": [[1, 0.5, ALL - 0b1], [0, 0.0, ALL - 0b11]],
}
RIGHT_IS_DEEP = {  # column 0 <= 0 ? a : (column 1 <= 0.5 ? b : c)
    "leaves": [1.0, -2.0, 3.0],
    "questions": [[0, 0.0, ALL - 0b1], [1, 0.5, ALL - 0b10]],
}


@pytest.mark.parametrize(
    ("tree", "row", "leaf"),
    [
        (LEFT_IS_DEEP, (0.0, 0.5), 1.0),
        (LEFT_IS_DEEP, (0.0, 0.6), -2.0),
        (LEFT_IS_DEEP, (0.1, 0.0), 3.0),
        (LEFT_IS_DEEP, (0.1, 0.6), 3.0),
        (RIGHT_IS_DEEP, (-1.0, 0.0), 1.0),
        (RIGHT_IS_DEEP, (-1.0, 0.6), 1.0),
        (RIGHT_IS_DEEP, (0.1, 0.5), -2.0),
        (RIGHT_IS_DEEP, (0.1, 0.6), 3.0),
        ({"leaves": [0.5], "questions": []}, (0.0, 0.0), 0.5),
    ],
)
def test_a_tree_by_hand(tree: dict[str, Any], row: tuple[float, float], leaf: float) -> None:
    assert naive_leaf(tree, row) == leaf
    figures = np.zeros((1, len(COLUMNS)), np.float32)
    figures[0, :2] = row
    measured = Measured(figures=figures, near=((),), far=((),), words=((),))
    model = read({"odds": NO_ODDS, "trees": [tree]})
    assert model.probabilities(measured, ["kept"]) == pytest.approx([1 / (1 + math.exp(-leaf))])


@pytest.mark.parametrize("at_once", [1, 7, 64, 1024, 5000])
def test_it_does_not_matter_how_many_runs_are_judged_in_one_go(
    at_once: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured, statuses = page_of(2049)
    expected = block_model().probabilities(measured, statuses)
    monkeypatch.setattr(module, "AT_ONCE", at_once)
    found = block_model().probabilities(measured, statuses)
    assert found.shape == (2049,)
    assert found.tobytes() == expected.tobytes()


# -- inputs


def naive_inputs(measured: Measured, statuses: Sequence[Status], odds: Odds) -> Floats:
    """The row of every run, run by run."""
    own = measured.figures.tolist()
    status = [[float(name == s) for name in STATUSES] for s in statuses]
    named = [
        [
            *naive_odds(odds.near, measured.near[i]),
            *naive_odds(odds.far, measured.far[i]),
            *naive_odds(odds.words, measured.words[i]),
        ]
        for i in range(len(own))
    ]
    looked_at = [
        [own[i][COLUMNS.index(name)] for name in LOOKED_AT]
        + [
            status[i][STATUSES.index(name)]
            for name in ("apart", "boilerplate", "furniture", "kept")
        ]
        + [named[i][0], named[i][6]]
        for i in range(len(own))
    ]
    averaged = [
        [own[i][COLUMNS.index(name)] for name in AVERAGED]
        + [status[i][STATUSES.index(name)] for name in ("kept", "furniture")]
        for i in range(len(own))
    ]
    near_and_far = [[row[0], row[3]] for row in named]
    rows = []
    for i in range(len(own)):
        row = [*own[i], *status[i], *named[i]]
        for by in NEIGHBOURS:
            row += looked_at[i + by] if 0 <= i + by < len(own) else [-1.0] * len(looked_at[i])
        for values, windows in ((averaged, WINDOWS), (near_and_far, NAME_WINDOWS)):
            for window in windows:
                for part in (values[max(0, i - window) : i], values[i + 1 : i + 1 + window]):
                    row += [sum(v[c] for v in part) / window for c in range(len(values[i]))]
        rows.append(row)
    return np.array(rows, np.float32)


def naive_odds(table: Any, names: Sequence[str]) -> list[float]:
    values = [table[name] for name in names if name in table]
    return [sum(values) / (len(values) + 1), min(values), max(values)] if values else [0, 0, 0]


@pytest.mark.parametrize("number", [1, 2, 3, 5, 60])
def test_inputs_are_figures_of_a_run_and_of_its_neighbours(number: int) -> None:
    odds = Odds(near={"<p>": 1.5, "x1": -0.5}, far={"box": -2.0}, words={"related": 0.25})
    measured, statuses = page_of(number)
    found = inputs(measured, statuses, odds)
    assert found.dtype == np.float32
    expected = naive_inputs(measured, statuses, odds)
    np.testing.assert_allclose(found, expected, rtol=1e-5, atol=1e-6)


def test_odds_of_names() -> None:
    odds = Odds(near={"a": 1.0, "b": -3.0}, far={"a": 2.0}, words={})
    measured = Measured(
        figures=np.zeros((2, len(COLUMNS)), np.float32),
        near=(("a", "b", "unknown"), ("unknown",)),
        far=(("b",), ("a",)),
        words=(("a",), ()),
    )
    assert odds.of(measured).tolist() == [
        [pytest.approx(-2 / 3), -3, 1, 0, 0, 0, 0, 0, 0],
        [0, 0, 0, 1, 2, 2, 0, 0, 0],
    ]


# -- the packaged data


def packaged() -> dict[str, Any]:
    text = files("tradecrawler.extract").joinpath(DATA).read_text(encoding="utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


def test_the_packaged_data_is_small() -> None:
    path = Path(str(files("tradecrawler.extract").joinpath(DATA)))
    assert path.stat().st_size < 400 * 1024


def test_the_packaged_trees_ask_for_what_there_is() -> None:
    for tree in packaged()["trees"]:
        assert 1 <= len(tree["leaves"]) == len(tree["questions"]) + 1 <= LEAVES
        assert all(0 <= feature < WIDTH for feature, _, _ in tree["questions"])
        assert all(math.isfinite(limit) for _, limit, _ in tree["questions"])
        assert all(0 < mask <= ALL for _, _, mask in tree["questions"])
    model = block_model()
    assert 0 <= model.features.min() <= model.features.max() < WIDTH
    assert np.isfinite(model.leaves).all()
    odds = (*model.odds.near.values(), *model.odds.far.values(), *model.odds.words.values())
    assert all(math.isfinite(value) for value in odds)


def test_the_packaged_trees_at_once_are_as_one_by_one() -> None:
    data, model = packaged(), block_model()
    measured, statuses = page_of(12)
    rows = inputs(measured, statuses, model.odds).tolist()
    expected = [naive_probability(data, row) for row in rows]
    np.testing.assert_allclose(model.probabilities(measured, statuses), expected, rtol=1e-5)


@pytest.mark.parametrize("language", LANGUAGES)
def test_probabilities_are_between_none_and_certain(language: str) -> None:
    measured = story_page(language)
    number = len(measured.near)
    own, box = STATUSES.index("kept"), STATUSES.index("furniture")
    statuses = [STATUSES[own]] * (number - 3) + [STATUSES[box]] * 3
    found = block_model().probabilities(measured, statuses)
    assert ((found >= 0) & (found <= 1)).all()
    assert found.max() > 0.9
    assert found.min() < 0.1


def test_probabilities_of_figures_that_no_page_has() -> None:
    for value in (-1e30, 0.0, 1e30):
        measured = Measured(
            figures=np.full((2, len(COLUMNS)), value, np.float32),
            near=((), ()),
            far=((), ()),
            words=((), ()),
        )
        found = block_model().probabilities(measured, ["outside", "teaser"])
        assert ((found >= 0) & (found <= 1)).all()


def story_page(language: str) -> Measured:
    story = STORIES[language]
    box = f'<div class="related"><h4>Rayons</h4>{items(("Un", "Deux"))}</div>'
    measured = cleaned(document(story.html + box, lang=language)).measured
    assert measured is not None
    return measured


def judged(languages: Sequence[str]) -> dict[str, str]:
    """The very bits of the probabilities of some pages' runs, read in this order."""
    found = {}
    for language in languages:
        measured = story_page(language)
        statuses: list[Status] = ["kept"] * len(measured.near)
        found[language] = block_model().probabilities(measured, statuses).tobytes().hex()
    return found


def test_a_page_is_judged_alike_whatever_was_judged_before() -> None:
    assert judged(LANGUAGES) == judged(LANGUAGES[::-1]) == judged(LANGUAGES)


def test_a_page_is_judged_alike_in_every_process() -> None:
    code = f"import json; from {__name__} import judged; print(json.dumps(judged({LANGUAGES})))"
    answer = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[2],
        env={**os.environ, "PYTHONHASHSEED": "1", "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        check=True,
        text=True,
    )
    assert json.loads(answer.stdout) == judged(LANGUAGES)
