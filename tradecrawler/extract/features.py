"""What is measured of every run of a page, for the model that tells text from the rest.

Figures about the run itself, its place on the page, and what the page states of its article; the
elements around it are ``surroundings``. Beside the figures stand the names of its elements and its
outer words. What all that means for a run is decided in ``block_model``, not here.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice

import numpy as np
import numpy.typing as npt

from tradecrawler.extract import surroundings
from tradecrawler.extract.surroundings import Figures, Floats, RunSums
from tradecrawler.extract.text import count_words, folded, vocabulary
from tradecrawler.extract.tree import Node, PageTree, Run
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
FAR_LEVELS = 6
"""Elements around a run's own and the one around that, whose names are looked at."""
_STOPS = frozenset(".!?…。！？।؟۔")
_CLOSERS = "\"'”»’)]›“ "
_NAME = re.compile(r"[^\W\d_]+")
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
    texts = [run.text for run in runs]
    signs = _Signs(texts)
    words, sizes = _word_numbers(texts, signs), signs.sizes
    linked = np.minimum(1.0, _floats([run.link_chars for run in runs]) / sizes)
    kinds = np.array([_KIND[run.kind] for run in runs])[None, :] == _EACH_KIND
    is_prose = (words >= PROSE_WORDS) & (linked < 0.5) & ~(kinds[_HEADING] | kinds[_CAPTION])
    prose = np.where(is_prose, words * (1 - linked), np.float32(0.0))
    sums = RunSums(words=words, linked=words * linked, prose=prose, items=_floats(kinds[_ITEM]))
    figures = np.empty((len(COLUMNS), len(runs)), np.float32)
    columns = [
        *kinds,
        np.log1p(words) / 3,
        np.log1p(sizes) / 5,
        sizes / words / 10,
        linked,
        *_shape(runs, texts, signs, words),
        *_compared(texts, stated),
        *_place(runs, stated.headline_place, prose),
        *surroundings.surroundings(tree, sums).T,
        prose / 100,
    ]
    for place, column in enumerate(columns):
        figures[place] = column
    near, far = _names(tree)
    return Measured(
        figures=figures.T,
        near=near,
        far=far,
        words=tuple([_outer_words(text) for text in texts]),
    )


WORD_LENGTH = 12
"""Characters a word, on average, from which a text is taken to set no blanks between its words."""


def _word_numbers(texts: Sequence[str], signs: "_Signs") -> Floats:
    """Words of every run, by its blanks; Chinese and Japanese are counted as their words are."""
    words = signs.number(" ") + 1
    for i in np.flatnonzero(signs.sizes > WORD_LENGTH * words).tolist():
        words[i] = max(words[i], count_words(texts[i]))
    return words


_KIND = {kind: number for number, kind in enumerate(KINDS)}
_EACH_KIND = np.arange(len(KINDS))[:, None]
_HEADING, _CAPTION, _ITEM = (_KIND[kind] for kind in ("heading", "caption", "list_item"))


def _floats(values: Sequence[float] | npt.NDArray[np.bool_]) -> Floats:
    return np.array(values, np.float32)


class _Signs:
    """The characters of all runs in one array, to count some of them in every run at once."""

    def __init__(self, texts: Sequence[str]) -> None:
        sizes = np.array(list(map(len, texts)), np.intp)
        self.sizes = sizes.astype(np.float32)
        self._starts = np.concatenate(([0], np.cumsum(sizes + 1)[:-1]))
        whole = "\n".join(texts).encode("latin-1", errors="replace")  # a byte a character
        self._signs = np.frombuffer(whole, np.uint8)

    def number(self, sign: str, before: str = "") -> Floats:
        """How often every run has ``sign``, of ASCII, or has it right before another one."""
        found = self._signs == ord(sign)
        if before:
            found[:-1] &= self._signs[1:] == ord(before)
            found[-1] = False
        return self._numbers(found)

    def digits(self) -> Floats:
        """How many ASCII digits every run has."""
        return self._numbers((self._signs - np.uint8(ord("0"))) < 10)  # others wrap round

    def _numbers(self, found: npt.NDArray[np.bool_]) -> Floats:
        numbers: Floats = np.add.reduceat(found, self._starts, dtype=np.float32)
        return numbers


def _shape(
    runs: Sequence[Run], texts: Sequence[str], signs: _Signs, words: Floats
) -> list[Figures]:
    """How a run is written."""
    seen = Counter(texts)
    return [
        _floats([_is_stopped(text) for text in texts]),
        _floats([text[0].isupper() for text in texts]),
        signs.digits() / signs.sizes,
        np.minimum(1.0, signs.number(",") / words * 5),
        np.log1p(signs.number(".", before=" ")) / 2,
        _floats([run.level / 6 if run.kind == "heading" else 0.0 for run in runs]),
        np.minimum(1.0, (_floats([seen[text] for text in texts]) - 1) / 3),
    ]


def _is_stopped(text: str) -> bool:
    """Whether a text ends a sentence, quotation marks and brackets aside."""
    last = text[-1]
    return last in _STOPS or (last in _CLOSERS and text.rstrip(_CLOSERS)[-1:] in _STOPS)


def _compared(texts: Sequence[str], stated: Stated) -> list[Floats]:
    """How much of a run is what the page states of its article."""
    title, title_words = folded(stated.headline), vocabulary(stated.headline)
    description, article = stated.description[:STATED_CHARS], stated.article_text[:STATED_CHARS]
    is_title, of_title = [0.0] * len(texts), [0.0] * len(texts)
    if title:
        for i, text in enumerate(texts):
            if len(text) <= TITLE_CHARS:
                own = vocabulary(text)
                of_title[i] = len(own & title_words) / (len(title_words) + 3)
                is_title[i] = float(own == title_words and folded(text) == title)
    return [
        _floats(is_title),
        _floats(of_title),
        _are_from(description, texts),
        _are_from(article, texts),
        np.full(len(texts), float(bool(article)), np.float32),
    ]


def _are_from(whole: str, texts: Sequence[str]) -> Floats:
    """Whether each text (1) or its opening alone (0.5) stands in a ``whole``."""
    if not whole:
        return np.zeros(len(texts), np.float32)
    return _floats([_is_from(whole, text) for text in texts])


def _is_from(whole: str, text: str) -> float:
    if len(text) < 4 or text[:OPENING] not in whole:
        return 0.0
    return 1.0 if text in whole else 0.5


def _place(runs: Sequence[Run], headline: int, prose: Floats) -> list[Figures]:
    """Where a run stands on the page and among the runs of its group."""
    number = len(runs)
    index = np.arange(number, dtype=np.float32)
    away = index - headline
    groups = [run.group for run in runs]
    sizes = Counter(groups)
    sizes[0] = 0  # of those in no group
    above = np.cumsum(prose) - prose
    return [
        index / number,
        np.sign(away + 0.5) * np.log1p(np.abs(away)) / 3,
        above / (prose.sum() + 1),
        np.log1p(_floats([sizes[group] for group in groups])) / 2,
    ]


Names = tuple[str, ...]


def _names(tree: PageTree) -> tuple[tuple[Names, ...], tuple[Names, ...]]:
    """For every run the names of the elements near it, and of those further out.

    What is further out is the same for all that stands in one element, and gathered once.
    """
    nodes = tree.nodes
    near_of: dict[int, Names] = {}
    far_of: dict[int, Names] = {}
    near: list[Names] = []
    far: list[Names] = []
    for run in tree.runs:
        own = near_of.get(run.node)
        parent = nodes[run.node].parent
        if own is None:
            around = (run.node, parent) if parent != run.node else (parent,)
            own = near_of[run.node] = _together(nodes, around)
        near.append(own)
        outer = nodes[parent].parent
        names = far_of.get(outer) if outer != parent else ()
        if names is None:
            names = far_of[outer] = _together(nodes, islice(tree.ancestors(outer), FAR_LEVELS))
        far.append(names)
    return tuple(near), tuple(far)


def _together(nodes: Sequence[Node], indexes: Iterable[int]) -> Names:
    return _union(tuple([_names_of(nodes[i].tag, nodes[i].names) for i in indexes]))


@lru_cache(maxsize=8192)  # an element's neighbours are often named as it is
def _union(several: tuple[Names, ...]) -> Names:
    return tuple(dict.fromkeys(chain.from_iterable(several)))


@lru_cache(maxsize=8192)
def _names_of(tag: str, names: str) -> tuple[str, ...]:
    """An element's tag, its whole names, and the words they are made of."""
    found = [f"<{tag}>"]
    for name in names.split()[:8]:
        found += _parts_of(name)
    return tuple(found)


@lru_cache(maxsize=8192)  # elements of one page and of others have the same names beside others
def _parts_of(name: str) -> tuple[str, ...]:
    return (name[:40], *(() if name.isalpha() else _NAME.findall(name)[:5]))


def _outer_words(text: str) -> tuple[str, ...]:
    if len(text) > WORD_CHARS:
        return ()
    found = folded(text).split()
    outer = [*found[:3], " ".join(found[:2])]
    if len(found) > 3:
        outer.append(f"-{found[-1]}")
    return tuple(dict.fromkeys(outer))
