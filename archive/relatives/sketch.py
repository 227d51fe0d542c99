"""A text as a handful of numbers; two texts whose words are alike share some. Pure.

The text is cut into *shingles*, four words that follow each other, and each of these is hashed; the
24 smallest hashes are its sketch (a bottom-k sketch, Broder 1997). Two texts of which one was
edited, cut or wrapped in boilerplate share many. Whether they do say the same is not decided here:
``archive.relatives.likeness`` compares the words themselves.
"""

import struct
from functools import lru_cache
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from archive.memory import Memory
from archive.text import words

ALGORITHM = 1
"""Kept beside every sketch; raised with any change that gives a text other hashes."""

SHINGLE_WORDS = 4
"""Three words meet by chance ("la fin de"), of five too few survive 20 % of edited words."""

SKETCH_HASHES = 24
"""Measured: with 16 the recall falls to .97 where 20 % of the words are edited; 32 cost a third
more rows and gain nothing."""

MIN_SHARED = 3
"""Hashes that make a text worth comparing. Where 20 % of the words are edited .41 of the shingles
survive, some ten of a sketch; with 4 the recall on texts of 150 to 650 words is .987, with 3 .997.
What is raised in vain costs one comparison."""

MIN_WORDS = 40
"""Shorter texts get no sketch: a brief, a notice or a caption is like many others by its form."""

MAX_CHARACTERS = 200_000
"""Of what is longer, the beginning is read; it is thirty printed pages."""

_BASE = 0x9E3779B97F4A7C15
"""An odd number without pattern; a shingle's hash is a polynomial in it. For good, as sketches are
kept."""

_BASE_64 = np.uint64(_BASE)
_SHIFT = np.uint64(32)
_UNUSED = np.uint64(3)
"""Of the 64 bits; 61 fit a signed SQL integer with room."""


def shingles(text: str) -> frozenset[int]:
    """61-bit hashes of the text's shingles, each once; empty for a text of fewer than four words.

    Case, diacritics and punctuation do not matter. The same for ever and on every machine, as long
    as ``ALGORITHM`` is the same.
    """
    return frozenset(_hashes(text).tolist())


def sketch(text: str) -> tuple[int, ...]:
    """The text's 24 smallest shingle hashes, in ascending order, or all.

    Empty for a text of fewer than ``MIN_WORDS`` words. 4 KB of text take some 0.4 ms.
    """
    hashes = _hashes(text)
    if len(hashes) < MIN_WORDS - SHINGLE_WORDS + 1:
        return ()
    return tuple(np.unique(hashes)[:SKETCH_HASHES].tolist())


def pack(hashes: tuple[int, ...]) -> bytes:
    """A sketch as bytes, eight a hash."""
    return struct.pack(f"<{len(hashes)}q", *hashes)


def unpack(packed: bytes) -> tuple[int, ...]:
    """The sketch again."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


@lru_cache(maxsize=256)  # a batch's texts are sketched, and a moment later compared; 2 MB
def _hashes(text: str) -> npt.NDArray[np.uint64]:
    """One number for each shingle, in order; all arithmetic is modulo 2**64."""
    folded = words(text, characters=MAX_CHARACTERS)
    numbers = np.fromiter(map(_NUMBERS.__getitem__, folded), np.uint64, len(folded))
    count = max(0, len(folded) - SHINGLE_WORDS + 1)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = mixed * _BASE_64 + numbers[place : place + count]
    # multiplication carries upwards only, so the upper half is folded down, twice (splitmix64)
    mixed = (mixed ^ (mixed >> _SHIFT)) * _BASE_64
    return (mixed ^ (mixed >> _SHIFT)) >> _UNUSED


def _number(word: str) -> int:
    """64 bits that tell a word."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest())


_NUMBERS = Memory(_number, 100_000)  # the words of some languages; 20 MB when full
