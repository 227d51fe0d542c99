"""What of an article's words a term of the query stands for. Pure; no SQL.

The index and the snippet look for the same patterns, and so agree on what was found.
"""

from functools import lru_cache
from typing import NamedTuple

from archive.search.analysis import UNSTEMMED, ends_compounds, opens_compounds, word_stems
from archive.search.query import WORD_FIELDS, Term
from archive.text import words

PART = "_p"
"""Before the stem of a compound's last part in the index; no word begins with an underscore."""

WORD_MARKS = {"author": "_a", "section": "_s"}
"""Before the words of these fields, which are folded but not stemmed."""


class Pattern(NamedTuple):
    """Words of the index that follow each other."""

    words: tuple[str, ...]
    is_prefix: bool = False
    """Whether the last of them may go on."""
    is_part: bool = False
    """Whether the last part of a compound is meant; then it is one word."""


@lru_cache(maxsize=2_000)  # one search asks again for each snippet
def patterns(term: Term, tag: str) -> tuple[Pattern, ...]:
    """The patterns of a term in one language (``analysis.tag``), of which one must occur."""
    if term.field in WORD_FIELDS:
        return _unstemmed(term, WORD_MARKS[term.field or ""])
    stems = [stem for word in term.words for stem in word_stems(word, tag)]
    *before, last = stems
    if term.sort == "prefix":
        begun = [tag + folded for folded in words(term.words[-1])]
        found = [Pattern((*stems[: -len(begun)], *begun), is_prefix=True)]
        if not last.startswith(begun[-1]):
            found.append(Pattern(tuple(stems)))
        return tuple(found)
    if term.sort == "phrase" or before:
        return (Pattern(tuple(stems)),)
    whole = Pattern((last,), is_prefix=opens_compounds(last))
    if term.field is None and ends_compounds(last):
        return (whole, Pattern((PART + last,), is_part=True))
    return (whole,)


def _unstemmed(term: Term, mark: str) -> tuple[Pattern, ...]:
    """A term of a field that is not in an article's language."""
    stems = [stem for word in term.words for stem in word_stems(word, UNSTEMMED)]
    marked = tuple(mark + stem.removeprefix(UNSTEMMED) for stem in stems)
    return (Pattern(marked, is_prefix=term.sort == "prefix"),)
