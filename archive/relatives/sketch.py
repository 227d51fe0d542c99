"""A text as a handful of numbers; two texts whose words are alike share some. Pure.

The text is cut into *shingles*, four words that follow each other, and each of these is hashed; the
24 smallest hashes are its sketch (a bottom-k sketch, Broder 1997). Two texts of which one was
edited, cut or wrapped in boilerplate share many. Whether they do say the same is not decided here:
``archive.relatives.likeness`` compares the words themselves.
"""

import struct
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from archive.relatives.letters import folded_words
from archive.text import MAX_WORD_CHARACTERS

ALGORITHM = 2
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
_LETTER_BASE = 0xD1342543DE82EF95
"""The same for a word's letters; another one, or letters that change places between two words would
leave their shingle as it was."""

_BASE_64 = np.uint64(_BASE)
_SHIFT = np.uint64(32)
_UNUSED = np.uint64(3)
"""Of the 64 bits; 61 fit a signed SQL integer with room."""


Hashes = npt.NDArray[np.uint64]
"""Of a text's shingles: each once, in ascending order."""


def shingles(*parts: str) -> Hashes:
    """61-bit hashes of the shingles of a text, given whole or in its parts.

    Empty for a text of fewer than four words. Case, diacritics and punctuation do not matter. The
    same for ever and on every machine, as long as ``ALGORITHM`` is the same.
    """
    return _read(parts)[1]


def sketch(*parts: str) -> tuple[int, ...]:
    """The 24 smallest shingle hashes of a text, in ascending order, or all.

    Empty for a text of fewer than ``MIN_WORDS`` words. 4 KB of text take some 0.05 ms.
    """
    number, hashes = _read(parts)
    return tuple(hashes[:SKETCH_HASHES].tolist()) if number >= MIN_WORDS else ()


def pack(hashes: tuple[int, ...]) -> bytes:
    """A sketch as bytes, eight a hash."""
    return struct.pack(f"<{len(hashes)}q", *hashes)


def unpack(packed: bytes) -> tuple[int, ...]:
    """The sketch again."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


@lru_cache(maxsize=4_000)  # sketched, and a moment later compared, some again and again; 16 MB
def _read(parts: tuple[str, ...]) -> tuple[int, Hashes]:
    """How many words a text has, and its shingles hashed; all arithmetic is modulo 2**64.

    A plain tuple, which the collector of cycles need not look through.
    """
    numbers = _numbers(folded_words("\n".join(parts), MAX_CHARACTERS))
    count = max(0, len(numbers) - SHINGLE_WORDS + 1)
    mixed = np.zeros(count, np.uint64)
    for place in range(SHINGLE_WORDS):
        mixed = mixed * _BASE_64 + numbers[place : place + count]
    # multiplication carries upwards only, so the upper half is folded down, twice (splitmix64)
    mixed = (mixed ^ (mixed >> _SHIFT)) * _BASE_64
    mixed = (mixed ^ (mixed >> _SHIFT)) >> _UNUSED
    mixed.sort()
    is_first = np.ones(count, np.bool_)
    np.not_equal(mixed[1:], mixed[:-1], out=is_first[1:])
    return len(numbers), mixed[is_first]


def _numbers(text: bytes) -> Hashes:
    """A number for each word between blanks: a polynomial of its bytes, modulo 2**64.

    That of a whole text is summed up once, and what was added between a word's ends is its own,
    once it is divided by the power at which it begins.
    """
    letters = np.frombuffer(text, np.uint8)
    is_letter = np.zeros(len(letters) + 2, np.bool_)
    np.not_equal(letters, ord(" "), out=is_letter[1:-1])
    borders = np.flatnonzero(is_letter[1:] != is_letter[:-1])
    starts, ends = borders[::2], borders[1::2]
    powers, inverse = _powers(1 << len(letters).bit_length())
    sums = np.zeros(len(letters) + 1, np.uint64)
    np.cumsum(letters * powers[: len(letters)], out=sums[1:])
    return (sums[np.minimum(ends, starts + MAX_WORD_CHARACTERS)] - sums[starts]) * inverse[starts]


@lru_cache(maxsize=24)  # one for each doubling of a text's length; 32 MB after the longest text
def _powers(size: int) -> tuple[Hashes, Hashes]:
    """Of ``_LETTER_BASE`` and of its inverse, from the zeroth on."""
    inverse = pow(_LETTER_BASE, -1, 1 << 64)
    powers = [np.full(size, base, np.uint64) for base in (_LETTER_BASE, inverse)]
    for each in powers:
        each[:1] = 1
        np.cumprod(each, out=each)
    return powers[0], powers[1]
