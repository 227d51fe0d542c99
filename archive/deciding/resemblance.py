"""Do two texts belong to one article? Of two texts at hand; nothing is looked up.

Near-duplicates among all that is kept are another module's work: this one answers when an address
already says that a page shows a certain article, and that claim is to be tested.
"""

from archive.text import words

SHINGLE = 3
"""Words in a row. An editor who changes every fifth word leaves half of them; two articles of one
magazine share names of companies and turns of phrase, a few in a hundred."""

ENOUGH = 0.2
"""Share of the shorter text's shingles that are in the longer one too. Above what two articles
share with a printed notice in both, below what heavy editing leaves (0.8 ** 3 = 0.51)."""

CHARACTERS = 20_000
"""Of a text are read: three thousand words tell enough."""


def resemble(first: str, second: str) -> bool:
    """Whether one text may be another state of the other one; symmetrical.

    Texts too short for a shingle resemble each other when their words are the same.
    """
    one, other = _shingles(first), _shingles(second)
    shorter = min(len(one), len(other))
    if not shorter:
        return words(first, characters=CHARACTERS) == words(second, characters=CHARACTERS)
    return len(one & other) >= ENOUGH * shorter


def _shingles(text: str) -> set[tuple[str, ...]]:
    """All runs of words, each once."""
    found = words(text, characters=CHARACTERS)
    return set(zip(*(found[start:] for start in range(SHINGLE)), strict=False))
