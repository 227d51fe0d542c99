"""The words that search sees: folded, without elided articles, stemmed in their own language.

Both databases are given these words as they are and so find the same articles. A word is folded
*before* it is stemmed, so that one typed without its accents has the same stem. Pure; no SQL.
"""

import re
import threading
import unicodedata
from collections.abc import Mapping
from functools import lru_cache, partial
from typing import NamedTuple

import Stemmer

from archive.memory import Memory
from archive.search.compounds import is_last_part, last_part
from archive.text import MAX_WORD_CHARACTERS, fold, runs, words

SNOWBALL: Mapping[str, str] = {
    "ar": "arabic",
    "ca": "catalan",
    "cs": "czech",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
"""ISO 639-1 code to Snowball's name for the languages that are stemmed."""

UNSTEMMED = "xx"
"""The tag of words in all other languages, and in none: they are folded only."""

COMPOUNDING = frozenset({"da", "de", "nb", "nl", "nn", "no", "sv"})
"""Languages that write compounds as one word; see ``opens_compounds``."""

MIN_OPENING = 5
"""Letters of a stem that also finds the compounds it begins: shorter ones begin too much else
(Kas, Kassa; Ei, Eis)."""

_PIECE = re.compile(r"[^\W_]+")

_ELIDED = frozenset(
    "l d j m n s t c qu lorsqu puisqu quoiqu jusqu dell nell all dall sull coll quell".split()
)
"""What stands before an apostrophe without being looked for: French, Italian, Catalan."""

_FRENCH_ACCENTS = (
    (re.compile(r"e(es?)$"), r"é\1"),  # glacee(s)
    (re.compile(r"(?<=[a-z]{2}[lvrcns]it)e(s?)$"), r"é\1"),  # activite(s)
)
"""Endings that Snowball knows by their accent alone, which folding took away. On 5,400 French words
from web pages they raise the pairs of forms that share a stem, of those that unfolded words share,
from 0.857 to 0.977; 0.994 of the pairs are right. German, English and Dutch have 0.99 and more
without help, Spanish 0.95."""


class Token(NamedTuple):
    """One word of a run, where it stands and what search sees of it."""

    start: int
    end: int
    word: str
    """Language tag and stem."""
    part: str | None
    """Tag and stem of the last part, where it is a compound with a known one."""


def tag(language: str | None) -> str:
    """Two letters that mark the words of a language in the index: its own code, if it is stemmed.

    One form is a word of its own in each language ("kassen" is a till in German, a greenhouse in
    Dutch), and a query is read in the language of every article.
    """
    code = (language or "").lower().partition("-")[0]
    return code if code in SNOWBALL else UNSTEMMED


def stems(text: str, language_tag: str, characters: int) -> list[str]:
    """The words of a text in order; read up to ``characters``."""
    found = list(map(_STEMS[language_tag].__getitem__, runs(text[:characters])))
    joined = " ".join(found)
    has_others = joined.count(" ") != len(found) - 1  # runs of several words, or of none
    return joined.split() if has_others else found


def last_parts(text: str, language_tag: str, characters: int) -> list[str]:
    """The last parts of the compounds in a text, each once, in order; read as by ``stems``."""
    if language_tag not in COMPOUNDING:
        return []
    parts = dict.fromkeys(map(_PARTS[language_tag].__getitem__, runs(text[:characters])))
    return list(dict.fromkeys(" ".join(parts).split()))


def ends_compounds(token: str) -> bool:
    """Whether this word, tag and stem, is known as the last part of compounds."""
    return token[:2] in _STEM_OF and is_last_part(token[2:], token[:2], _STEM_OF[token[:2]])


def split(text: str) -> tuple[str, ...]:
    """The words of a query, as typed but without elided articles."""
    return tuple(piece.group() for run in runs(text) for piece in _pieces(run))


def word_stems(word: str, language_tag: str) -> list[str]:
    """What search sees of one of the words that ``split`` gave; one item, or more: "½"."""
    return [token.word for token in analysed(word, language_tag)]


def composed(text: str) -> str:
    """The text with one character for a letter and its accent; a loose accent would end a word."""
    return unicodedata.normalize("NFC", text)


def opens_compounds(token: str) -> bool:
    """Whether this word, tag and stem, is also looked for at the beginning of longer ones.

    German "Verpackung" so finds "Verpackungsmüll". The price is a word that only looks like a
    compound: "Preis" finds "Preiselbeere".
    """
    return token[:2] in COMPOUNDING and len(token) >= MIN_OPENING + 2


def _stems(language_tag: str, run: str) -> str:
    """The words of one run, mostly one: a text alone is found faster than a list of texts."""
    return " ".join(token.word for token in _tokens(run, language_tag)) or _NO_WORD


def _parts(language_tag: str, run: str) -> str:
    """The last parts of the compounds in one run, mostly none."""
    return " ".join(filter(None, (token.part for token in _tokens(run, language_tag))))


_NO_WORD = "  "
"""For a run that folds to nothing; blanks by which ``stems`` sees it."""

# the frequent words of each language, some 10 MB when full
_STEMS = {code: Memory(partial(_stems, code), 50_000) for code in (*SNOWBALL, UNSTEMMED)}
_PARTS = {code: Memory(partial(_parts, code), 50_000) for code in COMPOUNDING}


@lru_cache(maxsize=10_000)
def analysed(run: str, language_tag: str) -> tuple[Token, ...]:
    """The words of one ``RUN``, with offsets into it."""
    return tuple(_tokens(run, language_tag))


def _tokens(run: str, language_tag: str) -> list[Token]:
    folded = fold(run) if len(run) <= MAX_WORD_CHARACTERS else ""
    if folded.isascii() and folded.isalnum():  # nearly all, and no other way is as short
        return [_token(0, len(run), run, folded, language_tag)]
    return [
        _token(piece.start(), piece.end(), piece.group(), folded, language_tag)
        for piece in _pieces(run)
        for folded in words(piece.group())  # one, or several: "½"
    ]


def _token(start: int, end: int, raw: str, folded: str, language_tag: str) -> Token:
    """One word; ``raw`` is what folds to ``folded``."""
    stem, part = _stem(raw, folded, language_tag), None
    if language_tag in COMPOUNDING:
        part = last_part(folded, language_tag, _STEM_OF[language_tag])
    return Token(start, end, language_tag + stem, language_tag + part if part else None)


def _pieces(run: str) -> list[re.Match[str]]:
    """What stands between the apostrophes of a run, without elided articles and the s of "foto's".

    They go in every language alike, so that a phrase has as many words in all of them.
    """
    *before, last = _PIECE.finditer(run)
    kept = [piece for piece in before if piece.group().lower() not in _ELIDED]
    return kept if before and last.group().lower() == "s" else [*kept, last]


def _stem(raw: str, folded: str, language_tag: str) -> str:
    """The stem of a word; Snowball reads other alphabets than ours with their accents."""
    if language_tag not in SNOWBALL:
        return folded
    if folded.isascii():
        return _STEM_OF[language_tag](folded)
    return _plain(_snowball(SNOWBALL[language_tag], raw.lower()), folded)


def _stem_of_folded(language_tag: str, folded: str) -> str:
    """The stem of a folded word in plain letters."""
    word = folded
    if language_tag == "fr":
        for ending, accented in _FRENCH_ACCENTS:
            word = ending.sub(accented, word)
    stem = _snowball(SNOWBALL[language_tag], word)
    if language_tag == "nl" and not _begins_alike(folded, stem):
        stem = _snowball("dutch_porter", word)
    return _plain(stem, folded)


def _begins_alike(word: str, stem: str) -> bool:
    """Whether a Dutch stem begins as its word, or the word is a participle.

    The algorithm (Kraaij and Pohlmann) takes ge from any place and has some odd exceptions: "agent"
    became "ant", "open" became "loop". The other one for Dutch misses "prijzen", "huizen".
    """
    return word[:2] in (stem[:2], "ge") or (word[:1] == stem[:1] == stem[1:2])


_STEM_OF = {code: partial(_stem_of_folded, code) for code in SNOWBALL}


def _plain(stem: str, folded: str) -> str:
    """The stem without accents, or the word itself should nothing be left of it."""
    plain = stem if stem.isascii() else fold(stem)
    return plain if plain.isalnum() else folded


_local = threading.local()


def _snowball(name: str, word: str) -> str:
    """Snowball's stem; a stemmer must not be used by two threads at once, so each has its own."""
    stemmers: dict[str, Stemmer.Stemmer] = _local.__dict__
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name, 0)  # without a cache: ours is in front of it
    return str(stemmers[name].stemWord(word[:MAX_WORD_CHARACTERS]))
