"""What is measured of every run of a page, for the model that tells text from the rest.

Figures about the run itself, its place on the page, and what the page states of its article; the
elements around it are ``surroundings``. Beside the figures stand the names of its elements and its
outer words. What all that means for a run is decided in ``block_model``, not here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tradecrawler.extract import surroundings
from tradecrawler.extract.surroundings import Figures, Floats, RunSums
from tradecrawler.extract.text import folded, vocabulary
from tradecrawler.extract.tree import PageTree, Run
from tradecrawler.items import Measured

KINDS = ("heading", "paragraph", "list_item", "quote", "code", "table", "caption", "line")
COLUMNS = (
    *KINDS,
    "words", "characters", "word length", "linked", "ends a sentence", "starts upper", "digits",
    "commas", "sentences", "heading level", "repeated", "is headline", "of headline",
    "of description", "of articleBody", "articleBody stated", "place", "from headline",
    "prose above", "group size",
    *surroundings.NAMES,
    "prose",
)  # fmt: skip
PROSE_WORDS = 15
"""From so many unlinked words on, a run counts as prose."""
TITLE_CHARS = 300
"""Longer runs are compared with no headline."""
OPENING = 40
"""Characters of a run that must stand in what the page states, for the run to be from there."""
STATED_CHARS = 100_000
"""So much of what a page states is compared: every run is looked for in it, and a page may have a
quarter of a million. The longest articleBody on 2,309 pages has 40,000 characters."""
NAME_LEVELS = 8
"""Elements around a run whose names are looked at; two of them are near."""
_STOPS = frozenset(".!?…。！？।؟۔")
_CLOSERS = "\"'”»’)]›“ "
_NO_DIGITS = dict.fromkeys(map(ord, "0123456789"))
_NAME = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"\w+")
WORD_CHARS = 90
"""Of a longer run no words are looked at: it says by its length what it is."""


@dataclass(frozen=True, slots=True)
class Stated:
    """What the page says of its article, for comparison with its runs."""

    headline: str = ""
    description: str = ""
    article_text: str = ""
    headline_place: int = 0
    """Index of the run that is the headline."""


def measure(tree: PageTree, stated: Stated) -> Measured:
    """The features of every run of ``tree``, which has at least one."""
    runs = tree.runs
    words = _floats(run.text.count(" ") + 1 for run in runs)
    sizes = _floats(len(run.text) for run in runs)
    linked = np.minimum(1.0, _floats(run.link_chars for run in runs) / sizes)
    is_text = _floats(run.kind not in ("heading", "caption") for run in runs)
    prose = np.where((words >= PROSE_WORDS) & (linked < 0.5), words * (1 - linked) * is_text, 0.0)
    prose = prose.astype(np.float32)
    sums = RunSums(
        words=words,
        linked=words * linked,
        prose=prose,
        items=_floats(run.kind == "list_item" for run in runs),
    )
    columns = [
        *(_floats(run.kind == kind for run in runs) for kind in KINDS),
        np.log1p(words) / 3,
        np.log1p(sizes) / 5,
        sizes / words / 10,
        linked,
        *_shape(runs, sizes, words),
        *_compared(runs, stated),
        *_place(runs, stated.headline_place, prose),
    ]
    figures = np.concatenate(
        (np.stack(columns, axis=1), surroundings.surroundings(tree, sums), prose[:, None] / 100),
        axis=1,
        dtype=np.float32,
    )
    names = [_names_around(tree, node.index) for node in tree.nodes]
    return Measured(
        figures=figures,
        near=tuple(names[run.node][0] for run in runs),
        far=tuple(names[run.node][1] for run in runs),
        words=tuple(_outer_words(run.text) for run in runs),
    )


def _floats(values: Iterator[float]) -> Floats:
    return np.fromiter(values, np.float32)


def _shape(runs: Sequence[Run], sizes: Floats, words: Floats) -> list[Figures]:
    """How a run is written."""
    texts = [run.text for run in runs]
    digits = _floats(len(text) - len(text.translate(_NO_DIGITS)) for text in texts)
    seen: dict[str, int] = {}
    for text in texts:
        seen[text] = seen.get(text, 0) + 1
    return [
        _floats(text.rstrip(_CLOSERS)[-1:] in _STOPS for text in texts),
        _floats(text[0].isupper() for text in texts),
        digits / sizes,
        np.minimum(1.0, _floats(text.count(",") for text in texts) / words * 5),
        np.log1p(_floats(text.count(". ") for text in texts)) / 2,
        _floats(run.level / 6 if run.kind == "heading" else 0.0 for run in runs),
        np.minimum(1.0, (_floats(seen[text] for text in texts) - 1) / 3),
    ]


def _compared(runs: Sequence[Run], stated: Stated) -> list[Floats]:
    """How much of a run is what the page states of its article."""
    headline, title_words = folded(stated.headline), vocabulary(stated.headline)
    description, article = stated.description[:STATED_CHARS], stated.article_text[:STATED_CHARS]
    short = [run.text if len(run.text) <= TITLE_CHARS else "" for run in runs]
    return [
        _floats(bool(headline) and folded(text) == headline for text in short),
        _floats(len(vocabulary(text) & title_words) / (len(title_words) + 3) for text in short),
        _floats(_is_from(description, run.text) for run in runs),
        _floats(_is_from(article, run.text) for run in runs),
        np.full(len(runs), float(bool(article)), np.float32),
    ]


def _is_from(whole: str, text: str) -> float:
    """Whether a text (1) or its opening alone (0.5) stands in a ``whole``."""
    if not whole or len(text) < 4 or text[:OPENING] not in whole:
        return 0.0
    return 1.0 if text in whole else 0.5


def _place(runs: Sequence[Run], headline: int, prose: Floats) -> list[Figures]:
    """Where a run stands on the page and among the runs of its group."""
    number = len(runs)
    index = np.arange(number, dtype=np.float32)
    away = index - headline
    sizes: dict[int, int] = {}
    for run in runs:
        sizes[run.group] = sizes.get(run.group, 0) + 1
    above = np.cumsum(prose) - prose
    return [
        index / number,
        np.sign(away + 0.5) * np.log1p(np.abs(away)) / 3,
        above / (prose.sum() + 1),
        np.log1p(_floats(sizes[run.group] if run.group else 0 for run in runs)) / 2,
    ]


def _names_around(tree: PageTree, index: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    path = []
    for level, node in enumerate(tree.ancestors(index)):
        if level == NAME_LEVELS:
            break
        path.append((tree.nodes[node].tag, tree.nodes[node].names))
    return _names_in(tuple(path))


@lru_cache(maxsize=8192)
def _names_in(path: tuple[tuple[str, str], ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    near = dict.fromkeys(name for here in path[:2] for name in _names_of(*here))
    far = dict.fromkeys(name for here in path[2:] for name in _names_of(*here))
    return tuple(near), tuple(far)


@lru_cache(maxsize=8192)
def _names_of(tag: str, names: str) -> tuple[str, ...]:
    """An element's tag, its whole names, and the words they are made of."""
    found = [f"<{tag}>"]
    for name in names.split()[:8]:
        found.append(name[:40])
        parts = _NAME.findall(name)
        if parts != [name]:
            found.extend(parts[:5])
    return tuple(found)


def _outer_words(text: str) -> tuple[str, ...]:
    if len(text) > WORD_CHARS:
        return ()
    found = _WORD.findall(text.casefold())
    outer = [*found[:3], " ".join(found[:2])]
    if len(found) > 3:
        outer.append(f"-{found[-1]}")
    return tuple(dict.fromkeys(outer))
