"""Text itself: folding white space, words. Knows nothing of HTML or of articles."""

import re
import unicodedata
from functools import lru_cache

_IDEOGRAPHS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Kana and Han: scripts that set no blanks between words."""
_IDEOGRAPH = re.compile(f"[{_IDEOGRAPHS}]")
_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese, Khmer: no blanks either, but letters."""
_MARKED = re.compile(f"[\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0900-\u0dff{_UNSPACED}]")
"""Scripts whose vowels are marks, at which ``\\w+`` would cut a word into pieces."""
_UNSPACED_RUN = re.compile(f"[{_UNSPACED}]+")
UNSPACED_CHARS = 5
"""Letters and marks of a usual word where no blanks stand."""
WORD = re.compile(rf"[{_IDEOGRAPHS}]|[^\W{_IDEOGRAPHS}]+")
_ALPHABETIC_WORD = re.compile(r"\w+")
_ASCII_WORDS = bytes(
    code if chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(128)
).ljust(256)
"""Blanks for all that is in no word: to split at those takes half as long as a pattern's search."""
REMEMBERED = 8192
"""Texts whose folding and count are kept, more than most pages have: every rule asks anew for those
of each block, and six of seven of its questions are repeated ones."""
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1f]|(?<![\u0590-\U0010ffff])[\u200c\u200d]"
)
"""The joiners stay where they are spelling: behind Persian and Indic letters, inside emoji."""
_SEPARATORS = re.compile("[\x1c-\x1f]")
_PRINTABLE_INVISIBLE = "\u034f"
"""The one of them that ``str.isprintable`` lets pass."""
_BULLET = re.compile(r"^\s*(?:[-–—‒•●▪■◦‣⁃∙·*»›>►▶→]|[-–—]>)\s+")
_LABEL = re.compile(
    r"""^(?P<label>[^\W\d_][^:.!?"“«|]{0,38}?)  # up to forty characters, no sentence, no quote
        (?:\s*[:|]\s+|\s*：\s*)                  # ' : ', '| ' or the wide colon
        (?P<text>\S.*)$""",
    re.VERBOSE,
)
LABEL_WORDS = 4
"""A label is a rubric's name, such as "Dossier" or "Cover story"; more words are a title's."""


def fold_space(text: str) -> str:
    """``text`` on one line, without invisible characters, runs of white space as one blank."""
    if text.isprintable() and "  " not in text and _PRINTABLE_INVISIBLE not in text:
        return text.strip(" ")  # no white space but single blanks is printable
    text = _SEPARATORS.sub("", text)  # which `split` takes for blanks
    text = " ".join(text.split())
    if text.isprintable() and _PRINTABLE_INVISIBLE not in text:
        return text
    return " ".join(_INVISIBLE.sub("", text).split())


def words(text: str) -> list[str]:
    """The words of ``text``, compatibility-normalised and case-folded; an ideograph is one."""
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS).lower().decode().split()
    return _find_words(unicodedata.normalize("NFKC", text).casefold())


@lru_cache(REMEMBERED)
def vocabulary(text: str) -> frozenset[str]:
    """The different words of ``text``, folded."""
    return frozenset(folded(text).split())  # of most texts both are asked for


def _find_words(text: str) -> list[str]:
    """As ``WORD.findall``, which takes twice as long over a text without ideographs."""
    if text.isascii():
        return text.encode().translate(_ASCII_WORDS).decode().split()
    return (WORD if _IDEOGRAPH.search(text) else _ALPHABETIC_WORD).findall(text)


@lru_cache(REMEMBERED)
def folded(text: str) -> str:
    """``text`` as its words joined by blanks: equal for texts that differ in typography alone."""
    if "\n" in text:  # of an article's lines, most are known
        return " ".join(filter(None, map(folded, text.split("\n"))))
    return " ".join(words(text))


@lru_cache(REMEMBERED)
def count_words(text: str) -> int:
    """Number of words in ``text``; hyphens and apostrophes separate, as in ``\\w+``.

    Where words are not set apart (Chinese, Japanese), two characters count as one, which is their
    usual length, and five in Thai and its neighbours. Marks of Indian and other scripts are parts
    of their words.
    """
    is_ascii = text.isascii()
    ideographs = 0 if is_ascii else len(_IDEOGRAPH.findall(text))
    if "\n" in text and not ideographs:  # of an article's lines, most are known
        return sum(map(count_words, text.split("\n")))
    if is_ascii:
        return len(text.encode().translate(_ASCII_WORDS).split())
    if not ideographs and _MARKED.search(text):
        return _count_marked(text)
    return len(_find_words(text)) - ideographs // 2


def _count_marked(text: str) -> int:
    number = 0
    for part in text.split():
        run = _UNSPACED_RUN.search(part)
        if run is not None:
            number += max(1, len(run[0]) // UNSPACED_CHARS)
        elif _ALPHABETIC_WORD.search(part):
            number += 1
    return number


def is_beyond_letters(text: str) -> bool:
    """Whether words in ``text`` are not told by runs of letters: marks are among these, or no
    blanks between them."""
    return not text.isascii() and bool(_IDEOGRAPH.search(text) or _MARKED.search(text))


@lru_cache(REMEMBERED)
def split_bullet(text: str) -> tuple[bool, str]:
    """Whether ``text`` starts with a bullet or dash, and the text without it."""
    stripped = _BULLET.sub("", text, count=1)
    return stripped != text, stripped.strip()


@lru_cache(REMEMBERED)
def split_label(text: str) -> tuple[str | None, str]:
    """``("Dossier", "Les sauces")`` of "Dossier : Les sauces"; ``(None, text)`` without a label."""
    match = _LABEL.match(text)
    if match is None or count_words(match["label"]) > LABEL_WORDS:
        return None, text
    return match["label"].strip(), match["text"].strip()


class Stems:
    """Parts of words that are looked for in a text, case-folded."""

    __slots__ = ("all", "ascii")

    def __init__(self, *stems: str) -> None:
        """``stems`` in any order."""
        self.all = stems
        self.ascii = tuple(stem for stem in stems if stem.isascii())
        """All that a text of ASCII can have; for every other one half of them."""


def mentions(text: str, stems: Stems) -> bool:
    """Whether any of ``stems`` (case-folded) occurs in ``text``, be it inside a word.

    Asked before a pattern of many alternatives, none of which can match without one of the stems:
    this takes a thirtieth of its time.
    """
    text = text.casefold()
    for stem in stems.ascii if text.isascii() else stems.all:  # noqa: SIM110  # ``any`` takes twice as long
        if stem in text:
            return True
    return False


_SCRIPT = re.compile(
    r"\bdocument\.(?:write|all|getElementById|createElement)\b|\bnew Array\(|\bgoogletag\b|"
    r"\badsbygoogle\b|\bwindow\.\w+ ?=|^\{ ?\"\w+\" ?:",
)
_SCRIPT_CHARS = '{}()[];=<>|":'
SCRIPT_SHARE = 0.08
"""Share of these characters in what is a script and not a sentence about one."""


def is_script(text: str) -> bool:
    """Whether ``text`` is a page's own script or data, which a misplaced tag has made text.

    An article's code stands in elements for code, and does not write into the page around it.
    """
    if "=" not in text and "{" not in text and "document" not in text:
        return False
    if _SCRIPT.search(text) is None:
        return False
    return sum(map(text.count, _SCRIPT_CHARS)) >= SCRIPT_SHARE * len(text)


def shingles(text: str, size: int = 4) -> set[str]:
    """The runs of ``size`` folded words in ``text``; one shorter run if it has fewer."""
    found = folded(text).split()
    if not found:
        return set()
    return {" ".join(found[i : i + size]) for i in range(max(1, len(found) - size + 1))}


def contains(haystack: set[str], text: str, share: float = 0.5) -> bool:
    """Whether at least ``share`` of the shingles of ``text`` are among ``haystack``."""
    wanted = shingles(text)
    return bool(wanted) and len(wanted & haystack) >= share * len(wanted)
