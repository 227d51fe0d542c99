"""Where in a text a word may have a given stem: by its first letters, without stemming it. Pure."""

import itertools
import re
from collections.abc import Iterable
from functools import cache

from archive.search.compounds import MIN_FIRST
from archive.search.patterns import PART
from archive.text import fold

CHANGED_LETTERS = {
    "da": 3, "de": 3, "en": 3, "es": 3, "fr": 3, "it": 3, "nb": 3, "nl": 4, "nn": 3, "no": 3,
    "pt": 3, "sv": 3, "xx": 0,
}  # fmt: skip
"""Tags of languages whose stems begin as their words do, and how many letters at the end of a stem
may be others than the word's ("frequent" of "fréquence"; Dutch "coopereer" of "coöperatie")."""

MIN_LETTERS = {"nl": 1}
"""So many are the word's in any case, else 2 (Dutch "uur" of "uren") ..."""

_EXCEPTIONS = {"nl": ("ge",), "en": ("dy", "ly", "ty")}
"""... but in Dutch participles, and in dying, lying, tying."""


_LATIN = (range(0x250), range(0x1E00, 0x1F00), range(0xFB00, 0xFB07))
"""Letters that texts use: Latin with its extensions and ligatures. Full-width and mathematical
letters are found by search and not highlighted: looking for them too takes three times as long."""


def lookalikes(words: Iterable[str], tag: str) -> re.Pattern[str] | None:
    """Finds all places where one of these words of the index may begin, and others besides.

    None where stems may begin otherwise than words: in other languages and alphabets.
    """
    words = list(words)
    if tag not in CHANGED_LETTERS or not all(map(str.isascii, words)):
        return None
    if not words:
        return re.compile("(?!)")  # nowhere
    whole: set[str] = set(_EXCEPTIONS.get(tag, ()))
    parts: set[str] = set()
    for word in words:
        is_part = word.startswith(PART)
        stem = word.removeprefix(PART)[len(tag) :]
        letters = stem[: max(MIN_LETTERS.get(tag, 2), len(stem) - CHANGED_LETTERS[tag])]
        (parts if is_part else whole).add(letters)
    begun = [option for letters in sorted(whole) for option in _unfolded(letters, tag)]
    ended = [option for letters in sorted(parts) for option in _unfolded(letters, tag)]
    # first one class of characters, which is what the engine skips through a text by
    pattern = f"[{''.join(firsts for firsts, _ in begun + ended)}](?:(?<![^\\W_].){_choice(begun)}"
    if ended:
        pattern += f"|(?<=[^\\W_]{{{MIN_FIRST}}}.){_choice(ended)}"
    return re.compile(pattern + ")", re.DOTALL)


def _choice(options: Iterable[tuple[str, str]]) -> str:
    """Any of the options, the first character of which has just been read."""
    return "(?:" + "|".join(f"(?<=[{firsts}]){rest}" for firsts, rest in options) + ")"


def _unfolded(letters: str, tag: str) -> list[tuple[str, str]]:
    """All that folds to these letters: e, é, É; œ for "oe"; German ue for u.

    In one or two ways, each as the characters that may come first and a pattern for the rest.
    """
    by_letter, by_pair = _unfolding()
    options = [(letters[0] + by_letter.get(letters[0], ""), _rest(letters, 0, tag))]
    if letters[:2] in by_pair:
        options.append((by_pair[letters[:2]], _rest(letters, 1, tag)))
    return options


def _rest(letters: str, place: int, tag: str) -> str:
    """A pattern for what follows the letter at ``place``."""
    by_letter, by_pair = _unfolding()
    pattern = "[eE]?" if tag == "de" and letters[place] in "aou" else ""
    place += 1
    while place < len(letters):
        if tag == "nl":
            pattern += "(?:ge)?"  # a participle's, inside of the word: "opgeslagen"
        letter, pair = letters[place], letters[place : place + 2]
        one = f"[{letter}{by_letter.get(letter, '')}]"
        if pair in by_pair:
            second = f"[{pair[1]}{by_letter.get(pair[1], '')}]"
            one = f"(?:{one}{second}|[{by_pair[pair]}])"
            place += 1
        elif tag == "de" and letter in "aou":
            one += "[eE]?"
        pattern += one
        place += 1
    return pattern


@cache
def _unfolding() -> tuple[dict[str, str], dict[str, str]]:
    """Folded letter to the characters that begin so; two letters to the ligatures that do."""
    by_letter: dict[str, str] = {}
    by_pair: dict[str, str] = {}
    for character in map(chr, itertools.chain(*_LATIN)):
        if not character.isalnum():
            continue
        folded = fold(character)
        if folded[:1] and folded != character:
            by_letter[folded[0]] = by_letter.get(folded[0], "") + character
            if len(folded) > 1:
                by_pair[folded[:2]] = by_pair.get(folded[:2], "") + character
    return by_letter, by_pair
