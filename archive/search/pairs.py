"""Neighbours as keys of an index of their own: PostgreSQL's index of words knows no places.

Which articles have all words of a phrase, the index tells; which have them in a row, only their
places do, and these are stored apart and read one article after the other: 0.025 ms each, and two
frequent words stand in a tenth of all articles. So each two words that follow each other in a field
are a key too, a number that they share with others. What is found by it may be wrong, what is not
found is not there. Pure; no SQL.
"""

import zlib
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

from archive.memory import Memory
from archive.search.patterns import patterns
from archive.search.query import WORD_FIELDS, And, Node, Or, Term

BUCKETS = 1 << 14
"""Of articles with 560 pairs that have the words of a phrase apart, one in thirty is looked at in
vain. With twice as many, one in sixty is, and PostgreSQL takes half as long again to write them."""

_MANY = 31
"""Makes a pair another one than its words the other way round."""


def pair_numbers(texts: Iterable[Sequence[str]]) -> list[int]:
    """The pairs of some fields, each once; a border in a field makes some that nobody asks for."""
    is_there = np.zeros(BUCKETS, np.bool_)
    for words in texts:
        numbers = np.frombuffer(b"".join(map(_NUMBERS.__getitem__, words)), np.uint32)
        is_there[(_MANY * numbers[:-1] + numbers[1:]) % BUCKETS] = True
    found: list[int] = np.flatnonzero(is_there).tolist()
    return found


def pair_clauses(node: Node, tags: Sequence[str]) -> list[list[int]]:
    """What holds of the pairs of all that the tree finds: of each list, one at least is there.

    Nothing where pairs say nothing of it.
    """
    if isinstance(node, Term):
        return _of_term(node, tags)
    if isinstance(node, And):
        return [clause for part in node.nodes for clause in pair_clauses(part, tags)]
    if isinstance(node, Or):
        parts = [pair_clauses(part, tags) for part in node.nodes]
        return [_union(clauses[0] for clauses in parts)] if all(parts) else []
    return []


def _of_term(term: Term, tags: Sequence[str]) -> list[list[int]]:
    """Of each two neighbours, that they follow each other in one of the languages."""
    if term.field in WORD_FIELDS:
        return []
    found = []
    for pattern in dict.fromkeys(p for tag in tags for p in patterns(term, tag)):
        words = pattern.words[:-1] if pattern.is_prefix else pattern.words
        found.append([pair_numbers([pair]) for pair in pairwise(words)])
    return [_union(pairs) for pairs in zip(*found, strict=False)]  # some may have fewer words


def _union(numbers: Iterable[Iterable[int]]) -> list[int]:
    return sorted({number for some in numbers for number in some})


def _number(word: str) -> bytes:
    """A word's number, of 32 bits."""
    return np.uint32(zlib.crc32(word.encode())).tobytes()


_NUMBERS = Memory(_number, 100_000)  # some 15 MB: the frequent words of several languages
