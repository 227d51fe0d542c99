"""Bytes to a tree or to text: what the parsers of this package share.

Nothing here knows feeds, sitemaps or listings.
"""

import codecs
import json
import re
import zlib
from collections.abc import Iterator
from typing import Any

import lxml.html
from lxml.etree import ParserError
from w3lib.encoding import html_to_unicode

from tradecrawler.discovery.errors import TooLarge

INFLATED_MAX = 64 * 1024 * 1024
"""Bytes that a gzipped body may become; the sitemap protocol allows 50 MB."""
CHUNK = 64 * 1024
"""Bytes that are inflated, decoded and parsed at a time."""

_GZIP = b"\x1f\x8b"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16's, which it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_TEXT_CODECS = ("iso8859", "cp", "koi8", "mac", "big5", "gb", "shift_jis", "euc", "iso2022")
"""Beginnings of the names of codecs that text may be in, where it is not in Unicode."""
_DECLARED = re.compile(
    rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']", re.IGNORECASE
)


def inflate(body: bytes, limit: int = INFLATED_MAX) -> bytes:
    """Undo gzip where ``body`` is gzipped, whatever its name and content type say.

    A file that is cut off is read as far as it goes. Raises TooLarge beyond ``limit`` bytes.
    """
    return b"".join(inflated(body, limit)) if body.startswith(_GZIP) else body


def inflated(body: bytes, limit: int = INFLATED_MAX) -> Iterator[bytes]:
    """Yield ``body`` in chunks, gzip undone as ``inflate`` does it."""
    if not body.startswith(_GZIP):
        for start in range(0, len(body), CHUNK):
            yield body[start : start + CHUNK]
        return
    total = 0
    rest = body
    while rest.startswith(_GZIP):  # files may be joined to one
        gunzip = zlib.decompressobj(wbits=31)
        while not gunzip.eof:
            try:
                chunk = gunzip.decompress(rest, CHUNK)
            except zlib.error:
                return
            rest = gunzip.unconsumed_tail
            total += len(chunk)
            if total > limit:
                raise TooLarge(f"a gzipped body of {len(body)} bytes becomes more than {limit}")
            if chunk:
                yield chunk
            elif not rest:  # cut off
                return
        rest = gunzip.unused_data


def decoded(chunks: Iterator[bytes], charset: str = "") -> Iterator[str]:
    """Yield the text of XML or plain text in chunks; what cannot be decoded becomes U+FFFD.

    A byte order mark decides; then UTF-8, if the beginning is; then what the file declares, then
    ``charset``, which the server does.
    """
    first = next(chunks, b"")
    encoding, start = _encoding_of(first, charset)
    decoder = codecs.getincrementaldecoder(encoding)(errors="replace")
    yield decoder.decode(first[start:])
    for chunk in chunks:
        yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


def _encoding_of(beginning: bytes, charset: str) -> tuple[str, int]:
    """Return the encoding of a text, and the length of its byte order mark."""
    for mark, encoding in _BOMS:
        if beginning.startswith(mark):
            return encoding, len(mark)
    try:
        codecs.getincrementaldecoder("utf-8")().decode(beginning)  # may be cut inside a character
    except UnicodeDecodeError:
        declared = _DECLARED.search(beginning[:400])
        return _text_encoding(declared.group(1).decode("ascii") if declared else charset), 0
    return "utf-8", 0


def _text_encoding(name: str) -> str:
    """Return the codec that browsers take for ``name``; Windows' Latin 1 where there is none."""
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return "cp1252"
    return codec if codec.startswith(_TEXT_CODECS) and codec != "iso8859-1" else "cp1252"


def html_tree(body: bytes, content_type: str = "") -> lxml.html.HtmlElement | None:
    """Parse an HTML page; None where there is nothing to parse."""
    _, text = html_to_unicode(content_type or None, body)
    return tree_of(text)


def tree_of(text: str) -> lxml.html.HtmlElement | None:
    """Parse HTML that is decoded already; None where there is nothing to parse."""
    try:
        tree = lxml.html.document_fromstring(
            text.replace("\x00", "").encode("utf-8", "replace"),
            parser=lxml.html.HTMLParser(encoding="utf-8"),
        )
    except ParserError:  # empty, or comments alone
        return None
    return tree


def text_of(element: lxml.html.HtmlElement) -> str:
    """Return the text inside an element, white space folded."""
    return " ".join(str(element.text_content()).split())


def json_of(body: bytes) -> Any:
    """Return what JSON says, in any Unicode encoding. Raises ValueError where it is none."""
    body = inflate(body)
    text = body.decode(json.detect_encoding(body), "replace")
    try:
        return json.loads(text.removeprefix("\ufeff"))
    except RecursionError as error:
        raise ValueError("JSON nested beyond all measure") from error
