"""Tells a text by one number that stays the same wherever and however often it is printed.

Case, punctuation and white space do not matter, letters and their accents do. Near matches are not
looked for: one word more is another text. ``fingerprint`` tells blocks of a page, and fits an
index; ``content_hash`` tells what an article says, and decides whether it was edited.
"""

import re
import unicodedata
from functools import lru_cache
from hashlib import blake2b, sha256

_NO_WORD_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\w]")

_ASCII_WORDS = bytes(
    code if code >= 128 or chr(code).isalnum() or chr(code) == "_" else ord(" ")
    for code in range(256)
)
"""Blanks for all that stands between words; bytes are translated three times as fast as a pattern
finds them, and a page has some sixty texts."""

_BYTES = 8
"""64 bits, of which the lowest is dropped: 63 fit a signed SQL integer, and leave room for a flag.
Two of the ten million texts that a magazine may ever print share one in 1 of 180,000 archives."""


def fingerprint(text: str) -> int:
    """63 bits over the folded words of a text; never 0. Texts without any word share one number."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    if not folded.isascii():
        folded = _NO_WORD_BEYOND_ASCII.sub(" ", folded)
    words = b" ".join(folded.encode("utf-8", "replace").translate(_ASCII_WORDS).split())
    return int.from_bytes(blake2b(words, digest_size=_BYTES).digest()) >> 1 or 1


WORDLESS = fingerprint("")
"""Of every text without a word; it tells nothing."""


def in_language(number: int, language: str | None) -> int:
    """The fingerprint of a text as a page in this language prints it; None is a language too.

    A list of names and versions stands in every translation of an article word for word. What
    recurs there does not recur: languages are counted apart.
    """
    return number ^ _language(language or "")


def fingerprint_in(language: str | None, text: str) -> int:
    """The fingerprint of a text as a page in this language prints it."""
    return fingerprint(text) ^ _language(language or "")


@lru_cache
def _language(code: str) -> int:
    """63 bits that tell a language."""
    return fingerprint(f"language {code}")


_UNSEEN = re.compile(
    "[\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff™®©℠]"
)
"""What editing systems put into words and take out again: soft hyphens, joiners, marks of a trade
name. Gone without leaving a gap."""

_GROUPS = re.compile(r"(\d)[\s.,'’](?=\d{3}(?!\d))")
"""Between the thousands of a number, which a site prints as 12 000, 12.000 or 12'000."""

_GROUPED = b"0,000"
"""Its shape, as ``_shape`` tells it; no digit follows."""

_CONTENT = re.compile(r"[^\W_]+|(?<![^\s(])[-\u2212–](?=\d)|[$\u00a2-\u00a5\u20a0-\u20c0]")
"""Words; and of the signs those that say something: a minus before a number, currencies."""

_SIGN = re.compile(r"[-\u2212–$\u00a2-\u00a5\u20a0-\u20c0](?:\d|(?<![-\u2212–]))")
"""Perhaps one of these signs; most texts have none."""

_DASH = re.compile("[-\u2212–]")

_ASCII_CONTENT = _ASCII_WORDS.replace(b"_", b" ")
"""As ``_ASCII_WORDS``, of what ``_CONTENT`` calls a word."""


def content_hash(*texts: str | None) -> str:
    """sha256 (hexadecimal) over what ``texts`` say, one after the other; None counts as empty.

    Of an article they are headline, lead and body. The same for texts that differ in case, quotes,
    dashes, apostrophes, white space, soft hyphens and the grouping of digits alone; another for a
    word, an accent, a digit, a currency or the sign of a number.
    """
    digest = sha256()
    for text in texts:
        digest.update(_said(text or ""))
        digest.update(b"\n")
    return digest.hexdigest()


def _said(text: str) -> bytes:
    """The words of a text and the signs that say something, joined by blanks."""
    for coding, (shapes, words) in _TABLES.items():
        try:
            encoded = text.encode(coding)
        except UnicodeEncodeError:
            continue
        shape = encoded.translate(shapes)
        if b"!" in shape or b"-0" in shape:
            break
        said = _without_blanks(_without_groups(encoded, shape).translate(words))
        return said.decode(coding).encode()
    return _said_of_any(text)


def _without_groups(encoded: bytes, shape: bytes) -> bytes:
    """What ``_GROUPS`` makes of a text, which looks at each of its characters."""
    pieces, start, at = [], 0, shape.find(_GROUPED)
    while at >= 0:
        if not shape.startswith(b"0", at + len(_GROUPED)):
            pieces.append(encoded[start : at + 1])
            start = at + 2
        at = shape.find(_GROUPED, at + 2)
    return b"".join((*pieces, encoded[start:]))


def _without_blanks(said: bytes) -> bytes:
    """One blank where there were several; in two thirds of the time that splitting takes."""
    while b"  " in said:
        said = said.replace(b"  ", b" ")
    return said.strip(b" ")


def _shape(sign: str) -> str:
    """What there is to know of a character before each is read by itself."""
    if _DASH.match(sign):
        return "-"
    if _GROUPS.match(f"1{sign}000"):
        return ","
    folded = unicodedata.normalize("NFKC", sign).casefold()
    if folded != sign.lower() or _UNSEEN.match(sign) or _SIGN.match(sign):
        return "!"
    return "0" if sign.isdecimal() else "x"


def _tables(coding: str) -> tuple[bytes, bytes]:
    """For each byte its shape, and its letter or digit or else a blank."""
    signs = [bytes((code,)).decode(coding, "replace") for code in range(256)]
    words = [sign.lower() if sign.isalnum() else " " for sign in signs]
    return "".join(map(_shape, signs)).encode(), "".join(words).encode(coding)


_TABLES = {coding: _tables(coding) for coding in ("latin-1", "cp1252")}
"""By coding with one byte a character. A text without signs that say something and letters
that fold to others is read byte by byte, in less than half of the time."""


def _said_of_any(text: str) -> bytes:
    """The same, whatever the text."""
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).casefold()
    folded = _GROUPS.sub(r"\1", folded)
    if _SIGN.search(folded):
        found = _CONTENT.findall(folded)
        return " ".join("-" if word in "\u2212–" else word for word in found).encode()
    if not folded.isascii():
        folded = _NO_WORD_BEYOND_ASCII.sub(" ", folded)
    return b" ".join(folded.encode().translate(_ASCII_CONTENT).split())
