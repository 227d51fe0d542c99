"""A text as a handful of numbers; two texts whose words are alike share some. Pure.

The text is cut into *shingles*, four words that follow each other, and each of these is hashed; the
24 smallest hashes are its sketch (a bottom-k sketch, Broder 1997). Two texts of which one was
edited, cut or wrapped in boilerplate share many. Whether they do say the same is not decided here:
``archive.likeness`` compares the words themselves.
"""

import struct
from functools import lru_cache
from hashlib import blake2b

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

_MODULUS = (1 << 61) - 1
"""A Mersenne prime: polynomials over it hash different shingles independently, pair by pair."""

_BASE = 1_370_531_998_041_227_113
"""Any number below the modulus; for good, as sketches are kept."""


def shingles(text: str) -> frozenset[int]:
    """61-bit hashes of the text's shingles, each once; empty for a text of fewer than four words.

    Case, diacritics and punctuation do not matter. The same for ever and on every machine, as long
    as ``ALGORITHM`` is the same.
    """
    return frozenset(_hashes(words(text, characters=MAX_CHARACTERS)))


def sketch(text: str) -> tuple[int, ...]:
    """The text's 24 smallest shingle hashes, in ascending order, or all.

    Empty for a text of fewer than ``MIN_WORDS`` words. 4 KB of text take some 0.4 ms.
    """
    found = words(text, characters=MAX_CHARACTERS)
    if len(found) < MIN_WORDS:
        return ()
    return tuple(sorted(set(_hashes(found)))[:SKETCH_HASHES])


def pack(hashes: tuple[int, ...]) -> bytes:
    """A sketch as bytes, eight a hash."""
    return struct.pack(f"<{len(hashes)}q", *hashes)


def unpack(packed: bytes) -> tuple[int, ...]:
    """The sketch again."""
    return struct.unpack(f"<{len(packed) // 8}q", packed)


def _hashes(folded: list[str]) -> list[int]:
    """One number for each shingle, in order: a polynomial of its words' numbers."""
    numbers = [_number(word) for word in folded]
    base, modulus = _BASE, _MODULUS  # local names are looked up faster
    return [
        (((a * base + b) % modulus * base + c) % modulus * base + d) % modulus
        for a, b, c, d in zip(numbers, numbers[1:], numbers[2:], numbers[3:], strict=False)
    ]


@lru_cache(maxsize=100_000)  # the words of a language; some 20 MB when full
def _number(word: str) -> int:
    """61 bits that tell a word."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest()) % _MODULUS
