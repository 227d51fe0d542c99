"""Bytes to a tree: what the parsers of this package share.

Nothing here knows feeds, sitemaps or listings.
"""

import zlib

import lxml.html
from lxml.etree import ParserError
from w3lib.encoding import html_to_unicode

INFLATED_MAX = 64 * 1024 * 1024
"""Bytes that a gzipped body may become; the sitemap protocol allows 50 MB."""


class TooLarge(ValueError):
    """A gzipped body inflates beyond all measure: leave it alone."""


def inflate(body: bytes, limit: int = INFLATED_MAX) -> bytes:
    """Undo gzip where ``body`` is gzipped, whatever its name and content type say.

    A file that is cut off is read as far as it goes.
    """
    if not body.startswith(b"\x1f\x8b"):
        return body
    gunzip = zlib.decompressobj(wbits=31)
    try:
        inflated = gunzip.decompress(body, limit)
    except zlib.error:
        return b""
    if gunzip.unconsumed_tail:
        raise TooLarge(f"a gzipped body of {len(body)} bytes inflates to more than {limit}")
    return inflated


def html_tree(body: bytes, content_type: str = "") -> lxml.html.HtmlElement | None:
    """Parse an HTML page; None where there is nothing to parse."""
    _, text = html_to_unicode(content_type or None, body)
    try:
        tree = lxml.html.document_fromstring(
            text.replace("\x00", "").encode(), parser=lxml.html.HTMLParser(encoding="utf-8")
        )
    except ParserError:  # empty, or comments alone
        return None
    return tree


def text_of(element: lxml.html.HtmlElement) -> str:
    """Return the text inside an element, white space folded."""
    return " ".join(str(element.text_content()).split())
