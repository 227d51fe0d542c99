"""From bytes to text: what encoding a page really is in.

Follows the order of the WHATWG HTML standard (byte order mark, transport header, meta element),
but believes a declaration only as far as the bytes bear it out. Never fails: bytes that fit no
encoding become U+FFFD.
"""

import codecs
import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HIGH = bytes(range(0x80, 0x100))
FALLBACK = "cp1252"
"""What browsers in Western Europe assume, and what pages that lie about UTF-8 are in."""
_UNDEFINED = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
"""The five bytes that windows-1252 leaves without a character."""


def decode(body: bytes, content_type: str = "") -> tuple[str, str]:
    """``(text, encoding)`` of a response's bytes and Content-Type header; never raises."""
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body[len(bom) :].decode(name, errors="replace"), name
    try:
        # text that is valid UTF-8 beyond ASCII is UTF-8, whatever is declared
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(body, content_type)
    declared = _declared(body, content_type)
    if declared is not None and body.isascii() and declared.startswith(("iso2022", "utf-7", "hz")):
        return _decode_as(body, declared)  # seven-bit encodings of East Asia
    return text, "utf-8"


def _decode_legacy(body: bytes, content_type: str) -> tuple[str, str]:
    declared = _declared(body, content_type)
    if declared is not None and declared != "utf-8":
        return _decode_as(body, declared)
    bad = body.decode("utf-8", errors="replace").count("\ufffd")
    high = len(body) - len(body.translate(None, _HIGH))
    # a truncated or slightly damaged UTF-8 page keeps most of its multi-byte characters
    if bad * 10 < high or (_UNDEFINED.search(body) and bad * 3 < high):
        return body.decode("utf-8", errors="replace"), "utf-8"
    return _decode_as(body, FALLBACK)


def _declared(body: bytes, content_type: str) -> str | None:
    """The encoding the header, else the page, names; None if neither or unknown."""
    header = http_content_type_encoding(content_type) if content_type else None
    for name in (header, html_body_declared_encoding(body[:4096])):
        resolved = resolve_encoding(name) if name else None
        if resolved is not None and not resolved.startswith("utf-16"):
            return resolved
    return None


def _decode_as(body: bytes, encoding: str) -> tuple[str, str]:
    try:
        return body.decode(encoding, errors="replace"), encoding
    except LookupError:
        return body.decode(FALLBACK, errors="replace"), FALLBACK
