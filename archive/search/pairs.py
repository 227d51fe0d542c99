"""Neighbours as words of an index of their own: PostgreSQL's index knows no places.

Which articles have all words of a phrase, the index tells; which have them in a row, only their
places do, and these are stored apart and read one article after the other: 0.025 ms each, and two
frequent words stand in a tenth of all articles. So each two words that follow each other in a field
are a word too. Not their text but a number that others share: three characters, and short lists.
What is found by it may be wrong, what is not found is not there. Pure; no SQL.
"""

import zlib
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from itertools import pairwise, product
from string import ascii_uppercase, digits

from archive.search.patterns import patterns
from archive.search.query import WORD_FIELDS, And, Node, Or, Term

_MANY = 31
"""Makes a pair another one than its words the other way round."""


def pair_words(texts: Iterable[Sequence[str]], *, border: str) -> set[str]:
    """The pairs of some fields; none with a ``border`` in it."""
    names = _names()
    return {
        names[(_MANY * _number(first) + _number(second)) % len(names)]
        for words in texts
        for first, second in pairwise(words)
        if first != border and second != border
    }


def pairs_query(node: Node, tags: Sequence[str]) -> str | None:
    """A tsquery that holds of the pairs of all that the tree finds; None where they say nothing."""
    if isinstance(node, Term):
        return _of_term(node, tags)
    if isinstance(node, And):
        found = [query for part in node.nodes if (query := pairs_query(part, tags))]
        return _joined(" & ", found) if found else None
    if isinstance(node, Or):
        all_of_them = [pairs_query(part, tags) for part in node.nodes]
        found = [query for query in all_of_them if query]
        return _joined(" | ", found) if len(found) == len(all_of_them) else None
    return None


def _of_term(term: Term, tags: Sequence[str]) -> str | None:
    if term.field in WORD_FIELDS:
        return None
    found = []
    for pattern in dict.fromkeys(p for tag in tags for p in patterns(term, tag)):
        words = pattern.words[:-1] if pattern.is_prefix else pattern.words
        if len(words) < 2:
            return None
        found.append(
            _joined(" & ", [f"'{pair}'" for pair in sorted(pair_words([words], border=""))])
        )
    return _joined(" | ", found)


def _joined(sign: str, parts: Iterable[str]) -> str:
    return f"({sign.join(dict.fromkeys(parts))})"


@lru_cache(maxsize=100_000)  # some 15 MB: the frequent words of several languages
def _number(word: str) -> int:
    return zlib.crc32(word.encode())


@cache
def _names() -> list[str]:
    """33,696 words of three characters: a bucket has a sixtieth of all articles of 600 words."""
    others = digits + ascii_uppercase
    return ["".join(characters) for characters in product(ascii_uppercase, others, others)]
