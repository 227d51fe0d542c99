"""The words of a text as texts are compared: folded, and each a number, a name or an ordinary word.

Pure. Other than ``archive.text.words``, it takes "480 000" for one word and tells what begins with
a capital inside a sentence.
"""

import re
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from archive.memory import Memory
from archive.text import fold

SENTENCE_END = frozenset('.!?:;…«»“”"„|\n')

_TOKEN = re.compile(
    r"(?>\d{1,3}(?:[.,\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![^\W\d_])"
    rf"|[^\W_]+|[{''.join(sorted(SENTENCE_END))}]"
)
"""A number with its separators is one word: 1,90 and 480 000; two years in a row are two. And what
ends a sentence."""

_SEPARATOR = re.compile(r"[.,\s]")

_GROUPED = re.compile(r" (?<=\d )(?=\d{3}(?!\d))")
"""A blank that may stand inside a number."""

KINDS = ("word", "name", "number")
"""As ``codes`` numbers them, from 1."""


class Word(NamedTuple):
    """A word of a text."""

    text: str
    """Folded."""
    kind: str
    """number, name or word."""


def read(text: str) -> list[Word]:
    """The words of a text with their kinds."""
    found: list[Word] = []
    begins = True
    for token in _TOKEN.findall(text):
        if token in SENTENCE_END:
            begins = True
        else:
            found.append(_FIRST_WORDS[token] if begins else _WORDS[token])
            begins = False
    return found


def _first_word(token: str) -> Word:
    """The word that begins a sentence: it has its capital for that."""
    if not token.isalpha() and any(map(str.isdigit, token)):
        return Word(fold(_SEPARATOR.sub("", token)), "number")
    return Word(fold(token), "word")


def _word(token: str) -> Word:
    """A word inside a sentence."""
    word = _first_word(token)
    is_name = word.kind == "word" and token[0].isupper()
    return word._replace(kind="name") if is_name else word


_FIRST_WORDS, _WORDS = Memory(_first_word, 10_000), Memory(_word, 20_000)  # some 8 MB

# The same as numbers, which are compared many at once

Codes = npt.NDArray[np.uint64]
"""Of a text's words: 62 bits that tell a word, and its kind, from 1, in the lowest two."""

_KIND = np.uint64(3)
_WORD, _NAME = np.uint64(1), np.uint64(2)
_END = bytes(8)


def codes(text: str) -> Codes:
    """What ``read`` gives, a number for each word; in a third of the time."""
    pieces = _GROUPED.sub("\u00a0", text).split(" ")
    found = np.frombuffer(b"".join(map(_PIECES.__getitem__, pieces)), np.uint64)
    begins = np.ones(len(found), np.bool_)
    np.equal(found[:-1], 0, out=begins[1:])
    named = found.copy()
    named[begins & (found & _KIND == _NAME)] ^= _NAME | _WORD
    words: Codes = named[found != 0]
    return words


def _piece(piece: str) -> bytes:
    """What stands between two blanks, as if inside a sentence; a 0 for what ends one."""
    return b"".join(
        _END if token in SENTENCE_END else _code(_WORDS[token]) for token in _TOKEN.findall(piece)
    )


def _code(word: Word) -> bytes:
    """One word's; equal for words that are."""
    number = int.from_bytes(blake2b(word.text.encode(), digest_size=8).digest())
    return np.uint64(number & ~3 | KINDS.index(word.kind) + 1).tobytes()


_PIECES = Memory(_piece, 50_000)  # the frequent words of some languages with their commas; 10 MB
