"""What the index is told of an article, the same on both databases. Pure; no SQL.

Headline, lead and body as words (``analysis``), the last parts of compounds, and what can
be asked for beside the text: magazine, language, authors, section.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, repeat
from typing import NamedTuple

from archive.records import Article
from archive.search.analysis import UNSTEMMED, last_parts, stems, tag
from archive.search.expressions import EVERY, FIELD_MARKS, fact_word
from archive.search.pairs import pair_numbers
from archive.search.patterns import PART, WORD_MARKS

MAX_CHARACTERS = {"headline": 2_000, "lead": 18_000, "body": 180_000}
MAX_WORDS = 16_000
"""An article is searched up to here: PostgreSQL counts positions to 16,383 and takes 1 MB of words.
That is thirty printed pages."""

MAX_PLACES = 250
"""A phrase finds a word up to here in one article: PostgreSQL keeps 255 places of a word."""

MAX_AUTHOR_WORDS = 300
"""Of all names together; a byline that is longer is a text that went astray."""

BORDER = "_"
"""Stands where a phrase must not pass, and for a word that has no place left."""

WEIGHTS = {"headline": "A", "lead": "B", "parts": "C", "body": ""}
"""PostgreSQL's labels of the fields."""


_PARTS = 8
"""In which it is looked for repetitions."""


class Indexed(NamedTuple):
    """Of an article what the index is made from."""

    magazine: str
    language: str | None
    authors: tuple[str, ...]
    section: str | None
    headline: str
    lead: str | None
    body_text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class IndexWords:
    """An article as the index sees it."""

    headline: list[str]
    lead: list[str]
    body: list[str]
    parts: list[str]
    """Last parts of compounds, anywhere in the text, each once."""
    facts: list[str]
    """Magazine, language, authors and section, with borders between names."""


def index_words(article: Article | Indexed) -> IndexWords:
    """The words of an article, no more than the index can take."""
    language, room = tag(article.language), MAX_WORDS
    fields: dict[str, list[str]] = {}
    parts: dict[str, None] = {}
    texts = {"headline": article.headline, "lead": article.lead or "", "body": article.body_text}
    for field, characters in MAX_CHARACTERS.items():
        fields[field] = stems(texts[field], language, characters)[:room]
        parts.update(dict.fromkeys(last_parts(texts[field], language, characters)))
        room -= len(fields[field])
    _limit_places(list(fields.values()))
    return IndexWords(**fields, parts=[PART + part for part in parts], facts=_facts(article))


def _limit_places(fields: Sequence[list[str]]) -> None:
    """Put a border for each word that is there more often than the index can say where."""
    found = list(chain.from_iterable(fields))
    if not _may_exceed(found):
        return
    counts = Counter(found)
    if max(counts.values()) <= MAX_PLACES:
        return
    often = {word: 0 for word, count in counts.items() if count > MAX_PLACES}
    for words in fields:
        for place, word in enumerate(words):
            if word in often:
                often[word] += 1
                if often[word] > MAX_PLACES:
                    words[place] = BORDER


def _may_exceed(words: Sequence[str]) -> bool:
    """Whether a word may be there too often: then it is repeated much in one part at least.

    Counting takes three times as long, and repetitions in a whole text are many.
    """
    size = len(words) // _PARTS + 1
    parts = (words[start : start + size] for start in range(0, len(words), size))
    return any(len(part) - len(set(part)) >= MAX_PLACES // _PARTS for part in parts)


def _facts(article: Article | Indexed) -> list[str]:
    """Marked words for what is not in the text."""
    found = [EVERY, fact_word("magazine", article.magazine)]
    if article.language:
        found.append(fact_word("language", article.language))
    room = MAX_AUTHOR_WORDS
    for field, values in (("author", article.authors), ("section", (article.section or "",))):
        for value in values:
            names = _marked(field, value)[:room]
            room -= len(names)
            found.append(BORDER)
            found += names
    return found


@lru_cache(maxsize=10_000)  # a magazine's authors and sections are the same for long
def _marked(field: str, value: str) -> tuple[str, ...]:
    """The words of a name, with the mark of their field."""
    names = stems(value, UNSTEMMED, MAX_CHARACTERS["headline"])
    return tuple(WORD_MARKS[field] + word.removeprefix(UNSTEMMED) for word in names)


def tsvector(words: IndexWords) -> str:
    """The words with places and weights in PostgreSQL's notation: ``'enseign':3A,17``.

    A step between the fields keeps phrases from reaching over their border.
    """
    places: defaultdict[str, list[str]] = defaultdict(list)
    for found, at in _places(words):
        for word, place in zip(found, at, strict=False):
            places[word].append(place)
    places.pop(BORDER, None)
    return " ".join([f"'{word}':{','.join(numbers)}" for word, numbers in places.items()])


def pairs_array(words: IndexWords) -> str:
    """The pairs of words that follow each other in a field, as PostgreSQL writes an array."""
    found = pair_numbers((words.headline, words.lead, words.body))
    return f"{{{','.join(map(str, found))}}}"


def _places(words: IndexWords) -> Iterator[tuple[Iterable[str], Iterable[str]]]:
    """Words, and their places with labels, of all that PostgreSQL is told."""
    start = 1
    for field in ("headline", "lead", "body"):
        found, mark = getattr(words, field), FIELD_MARKS.get(field)
        places = _PLACES[field][start : start + len(found)]
        yield found, places
        if mark is not None:
            yield [word if word == BORDER else mark + word for word in found], places
        start += len(found) + 1
    yield words.parts, repeat(_PLACES["parts"][start])  # never in a phrase: all at one place
    yield words.facts, _PLACES["body"][1:]


_PLACES = {
    field: [f"{place}{label}" for place in range(MAX_WORDS + 5)] for field, label in WEIGHTS.items()
}
"""As PostgreSQL is told them; the fields' borders have a place each."""
