"""From bytes to text: what encoding a page really is in.

Follows the order of the WHATWG HTML standard (byte order mark, transport header, meta element, the
page's language), but believes a declaration only as far as the bytes bear it out. Never fails:
bytes that fit no encoding become U+FFFD.
"""

import codecs
import re
from collections.abc import Iterator

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = re.compile(rb"[\x80-\xff]+")
FALLBACK = "cp1252"
"""What browsers in Western Europe assume, and what pages that lie about UTF-8 are in."""
BY_LANGUAGE = {
    language: encodings.split()
    for languages, encodings in (
        ("ar fa ur", "cp1256"),
        ("ba be bg kk ky mk ru sr tg tt uk", "cp1251"),
        ("cs hr hu pl ro sk sl", "cp1250"),
        ("et lt lv", "cp1257"),
        ("az ku tr", "cp1254"),
        ("el", "cp1253"),
        ("he", "cp1255"),
        ("ja", "cp932 euc_jp"),
        ("ko", "cp949"),
        ("th", "cp874"),
        ("vi", "cp1258"),
        ("zh", "gb18030 big5hkscs"),
        ("zh-tw zh-hk zh-mo zh-hant", "big5hkscs gb18030"),
    )
    for language in languages.split()
}
"""Browsers' defaults by language, after the HTML standard."""
_LATIN = re.compile(r"cp125[02478]|iso8859-(?:[1-49]|1[03-6])$|mac_roman")
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\blang\s*=\s*[\"']?([\w-]{2,12})", re.IGNORECASE)
_LATE_META = re.compile(
    rb"<meta\b[^>]{0,300}?charset\s*=\s*[\"']?\s*([\w.:-]{3,40})", re.IGNORECASE
)
LATE_BYTES = 100_000
"""How far a meta element is looked for; the standard stops at 1,024 and reads on when it must."""
TRUSTED_DAMAGE = 0.02
"""Share of bytes beyond ASCII that may be wrong in a declared encoding: some damage happens."""
LATIN_SHARE = 0.3
"""Share of bytes beyond ASCII in runs of four and more from which on a text is not in Latin script;
Big5, half of whose second bytes are ASCII, has the least of all others."""
_TAG = re.compile(rb"</?(?:html|head|meta|title|body|div|p|a|span)[\s>]", re.IGNORECASE)
_WIDE_TAG = re.compile(rb"<\x00(?:/\x00)?[a-zA-Z]\x00?")
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""The five bytes that windows-1252 leaves without a character."""
_CONTROLS = re.compile("[\x80-\x9f]")
_JAPANESE_ESCAPE = b"\x1b$"
"""Switches to double-byte characters; means nothing else in a page."""
_ENCODED_CONTROL = re.compile(rb"\xc2[\x80-\x9f]")
_TWICE = re.compile("[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
"""UTF-8's sequences, read as Latin-1."""
_NO_CONTROLS = {
    code: bytes((code,)).decode(FALLBACK)
    for code in range(0x80, 0xA0)
    if not _UNDEFINED.match(bytes((code,)))
}
"""Controls that no page means: they are characters of windows-1252, as references to them are."""


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """``(text, encoding)`` of a response's bytes and Content-Type header; never raises."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, errors="replace"), name
    wide = _utf_16(body)
    if wide is not None:
        return body.decode(wide, errors="replace"), wide
    try:
        # text that is valid UTF-8 beyond ASCII is UTF-8, whatever is declared
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        text, encoding = _decode_legacy(body, content_type)
        return _without_controls(text), encoding
    if body.isascii():
        if b"\x1b" not in body and b"~{" not in body:
            return text, "utf-8"  # whatever is declared, nothing switches to other characters
        declared = next(_declared(body, content_type), "")
        if _JAPANESE_ESCAPE in body:
            return _decode_as(body, "iso2022_jp")
        if declared.startswith(("iso2022", "hz")):
            return _decode_as(body, declared)  # seven-bit encodings of East Asia
    elif _ENCODED_CONTROL.search(body):
        text = _without_controls(text)
    return text, "utf-8"


def _without_controls(text: str) -> str:
    """``text`` with the characters that its C1 controls were meant to be; no page means those.

    They tell of UTF-8 that was taken for Latin-1 and encoded a second time, else of windows-1252
    that was taken for Latin-1. Without them, nothing is certain, and left alone.
    """
    if not _CONTROLS.search(text):
        return text
    if any(map(_CONTROLS.search, _TWICE.findall(text))):
        text = _TWICE.sub(_once, text)
    return text.translate(_NO_CONTROLS)


def _once(match: re.Match[str]) -> str:
    try:
        return match[0].encode("latin-1").decode("utf-8")
    except UnicodeDecodeError:
        return match[0]


def _utf_16(body: bytes) -> str | None:
    """UTF-16 without a byte order mark: every second byte of its markup is null."""
    if 0 not in body[:1024]:
        return None
    places = [match.start() % 2 for match in _WIDE_TAG.finditer(body, 0, LATE_BYTES)]
    if len(places) <= len(_TAG.findall(body, 0, LATE_BYTES)):
        return None  # stray ones
    return "utf-16-be" if sum(places) * 2 > len(places) else "utf-16-le"


def _decode_legacy(body: bytes, content_type: str) -> tuple[str, str]:
    runs = _HIGH.findall(body)
    high = sum(map(len, runs))
    declared = [name for name in _declared(body, content_type) if name != "utf-8"]
    bad = body.decode("utf-8", errors="replace").count("\ufffd")
    # a truncated or slightly damaged UTF-8 page keeps most of its multi-byte characters
    if bad * 10 < high or (not declared and _UNDEFINED.search(body) and bad * 3 < high):
        return _decode_damaged(body), "utf-8"
    # in languages of Latin script no more than two or three letters beyond ASCII stand together
    is_latin = sum(len(run) for run in runs if len(run) > 3) < LATIN_SHARE * high
    possible = [
        (name, text)
        for name in dict.fromkeys((*declared, *_usual(body), FALLBACK))
        for text, _ in (_decode_as(body, name),)
        if text.count("\ufffd") <= TRUSTED_DAMAGE * high
    ]
    for name, text in possible:
        if bool(_LATIN.match(name)) == is_latin:
            return text, name
    if possible:
        return possible[0][1], possible[0][0]
    return _decode_as(body, FALLBACK)


def _usual(body: bytes) -> list[str]:
    """What pages in the language that the page says it is in are usually encoded in."""
    match = _LANGUAGE.search(body, 0, LATE_BYTES)
    language = match[1].decode("latin-1").lower() if match else ""
    return BY_LANGUAGE.get(language) or BY_LANGUAGE.get(language[:2]) or []


_ESCAPED = re.compile("[\udc80-\udcff]+(?=(.?))", re.DOTALL)


def _decode_damaged(body: bytes) -> str:
    """UTF-8 with single bytes of windows-1252 in it, as where two sources were put together."""
    return _ESCAPED.sub(_mend, body.decode("utf-8", errors="surrogateescape"))


def _mend(match: re.Match[str]) -> str:
    """The letter or sign of windows-1252 that a stray byte is; U+FFFD for a cut UTF-8 sequence."""
    stray = match[0].encode("utf-8", errors="surrogateescape")
    is_letter = stray >= b"\xe0" and match[1].isascii() and match[1].isalpha()
    if len(stray) == 1 and (is_letter or stray < b"\xc0"):
        return stray.decode(FALLBACK, errors="replace")
    return "\ufffd"


def _declared(body: bytes, content_type: str) -> Iterator[str]:
    """The encodings that the header and the page name, where they are known ones."""
    late = _LATE_META.search(body, 0, LATE_BYTES)
    for name in (
        http_content_type_encoding(content_type) if content_type else None,
        html_body_declared_encoding(body[:4096]),
        late[1].decode("latin-1") if late else None,
    ):
        resolved = resolve_encoding(name) if name else None
        if resolved is not None and not resolved.startswith("utf-16"):
            yield resolved


def _decode_as(body: bytes, encoding: str) -> tuple[str, str]:
    try:
        return body.decode(encoding, errors="replace"), encoding
    except LookupError:  # a codec that is none of text, such as base64
        return body.decode(FALLBACK, errors="replace"), FALLBACK
