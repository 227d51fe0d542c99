"""Text on its way into the database: what may be stored, and the words that search sees.

Does not judge or clean prose; that is the extractor's work.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any, TypeVar

from archive.memory import Memory

Record = TypeVar("Record")

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
"""NUL, which PostgreSQL refuses, and lone surrogates, which cannot be written as UTF-8."""

_WORD = re.compile(r"[^\W_]+")

MAX_WORD_CHARACTERS = 200
"""PostgreSQL takes words of up to 2,046 bytes; encoded data in a text may well be longer."""

_ACCENTS = re.compile("[\u0300-\u034e\u0350-\u036f]")
"""Most combining characters that Latin letters have, and nothing else."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")

_NO_WORD_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\w]")

_ASCII_WORDS = "".join(chr(code) if chr(code).isalnum() else " " for code in range(128))

_LETTERS = {"œ": "oe", "æ": "ae", "ø": "o", "đ": "d", "ł": "l", "ı": "i"}
"""Letters that Unicode does not decompose; ß becomes ss by case folding."""


def storable(record: Record) -> Record:
    """The record with U+FFFD for every character that a database cannot hold.

    Takes a frozen dataclass and looks into its texts, tuples, mappings and nested records. Returns
    the same object where there is nothing to change.
    """
    return record if _is_storable("".join(_texts(record))) else _cleaned(record)


def _texts(record: Any) -> list[str]:
    """All texts in a record, in no order: looked at together, which is what nearly all need."""
    found: list[str] = []
    inside: list[Iterable[Any]] = [(record,)]
    while inside:
        for value in inside.pop():
            kind = type(value)
            if kind is str:
                found.append(value)
            elif look := _INSIDE[kind]:
                inside.append(look(value))
    return found


def _inside(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """What gives the values inside one of this type; None where there are none."""
    if issubclass(kind, str):
        return lambda text: (str(text),)
    if issubclass(kind, tuple):
        return iter
    if issubclass(kind, Mapping):
        return lambda mapping: (*mapping, *mapping.values())
    if is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        return attrgetter(*names) if len(names) > 1 else lambda one: (getattr(one, *names),)
    return None


_INSIDE = Memory(_inside, 100)


def _cleaned(record: Record) -> Record:
    changes: dict[str, Any] = {}
    kind: Any = type(record)
    for name in _names(kind):
        value = getattr(record, name)
        clean = _storable_value(value)
        if clean is not value:
            changes[name] = clean
    return replace(record, **changes) if changes else record  # type: ignore[type-var]


@cache
def _names(kind: Any) -> tuple[str, ...]:
    """The fields of a dataclass."""
    return tuple(field.name for field in fields(kind))


def _is_storable(text: str) -> bool:
    """Whether there is nothing ``_UNSTORABLE`` in it; finding that out by it takes longer."""
    if "\x00" in text:
        return False
    try:
        return text.isascii() or bool(text.encode())
    except UnicodeEncodeError:
        return False


def _storable_value(value: Any) -> Any:
    """As ``storable``, for one field's value; the same object where nothing changes."""
    if isinstance(value, str):
        return value if _is_storable(value) else _UNSTORABLE.sub("\ufffd", value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, tuple):
        cleaned = [_storable_value(item) for item in value]
        same = all(new is old for new, old in zip(cleaned, value, strict=True))
        return value if same else getattr(value, "_make", tuple)(cleaned)  # a NamedTuple stays one
    if isinstance(value, Mapping):
        items = {_storable_value(key): _storable_value(item) for key, item in value.items()}
        return value if items == value else items
    if is_dataclass(value):
        return _cleaned(value)
    return value


def fold(text: str) -> str:
    """Lower case without diacritics or ligatures: "Crème BRÛLÉE" becomes "creme brulee"."""
    if text.isascii():
        return text.lower()
    apart = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return _BEYOND_ASCII.sub(_base_letter, apart)


def _base_letter(match: re.Match[str]) -> str:
    """Nothing for an accent that was split off, one or two plain letters for a ligature."""
    character = match.group()
    if unicodedata.combining(character):
        return ""
    return _LETTERS.get(character, character)


def words(text: str, *, characters: int | None = None) -> list[str]:
    """The folded words of a text, in order: runs of letters and digits, nothing else.

    ``characters`` limits how much of the text is read, before folding and after. Of words that are
    longer than any word, the beginning is given.
    """
    folded = fold(text[:characters])[:characters]
    found = _runs(folded)
    if len(max(found, key=len, default="")) > MAX_WORD_CHARACTERS:
        return [word[:MAX_WORD_CHARACTERS] for word in found]
    return found


def _runs(folded: str) -> list[str]:
    """Runs of letters and digits; in ASCII, blanks are put for all else, which is twice as fast."""
    if not folded.isascii():
        folded = _NO_WORD_BEYOND_ASCII.sub(" ", folded)
    if not folded.isascii():
        return _WORD.findall(folded)
    return folded.translate(_ASCII_WORDS).split()


RUN = re.compile(r"[^\W_]+(?:['’ʼ＇][^\W_]+)*")
"""Letters and digits, over apostrophes: "l'enseigne", "aujourd'hui", "foto's"."""


@lru_cache(maxsize=8)  # an article's texts, read for their stems and for parts of compounds
def runs(text: str) -> tuple[str, ...]:
    """Each ``RUN`` of a text, in order, composed: a loose accent would end a word.

    Any apostrophe is given as ``'``. A tuple, for the collector of cycles forgets tuples of words,
    and looks through lists of them in each of its rounds.
    """
    composed = unicodedata.normalize("NFC", text)
    for coding, blanks in _BLANKS.items():
        try:
            encoded = composed.encode(coding).translate(blanks)
        except UnicodeEncodeError:
            continue
        return tuple(_apart(encoded).decode(coding).split())
    return tuple(_APOSTROPHE.sub("'", run) for run in RUN.findall(composed))


def _apart(encoded: bytes) -> bytes:
    """With blanks for apostrophes that do not stand between two letters or digits."""
    if b"'" not in encoded:
        return encoded
    padded = b" %b " % encoded
    return padded.replace(b"''", b" ").replace(b" '", b" ").replace(b"' ", b" ")


_APOSTROPHE = re.compile("[’ʼ＇]")


def _blanks(coding: str) -> bytes:
    """A table that puts blanks for all but letters, digits and apostrophes."""
    signs = [bytes((code,)).decode(coding, "replace") for code in range(256)]
    return b"".join(
        sign.encode(coding) if sign.isalnum() else b"'" if sign in "'’" else b" " for sign in signs
    )


_BLANKS = {coding: _blanks(coding) for coding in ("latin-1", "cp1252")}
"""By coding with one byte a character, which western Europe's texts have: bytes are translated four
times as fast as ``RUN`` finds what is between the blanks."""


def word_spans(text: str) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where the words stand in a text: (start, end, folded words) with offsets into ``text``.

    A run that folds to several words ("½" becomes "1" and "2") gives them all for its one span.
    The text must be composed (NFC): a combining accent would end a word.
    """
    return [(m.start(), m.end(), _folded(m.group())) for m in _WORD.finditer(text)]


@lru_cache(maxsize=20_000)  # a language's common words, met in every snippet
def _folded(word: str) -> tuple[str, ...]:
    """What one run of letters and digits folds to."""
    return tuple(words(word))
