"""What stands inside a paragraph: its text, and the little markup that the article keeps.

The walk only collects pieces, and they are written down when somebody asks: most of a page's
paragraphs never get into the article.
"""

import re
from collections.abc import Sequence
from html import escape
from typing import NamedTuple


class Mark(NamedTuple):
    """A start or end tag among the pieces of a text."""

    tag: str
    """``em``, ``/em``…"""
    url: str = ""
    """Where a link leads to."""


Piece = str | Mark
STARTS = {
    tag: Mark(ours)
    for tag, ours in (
        ("a", "a"), ("em", "em"), ("i", "em"), ("strong", "strong"), ("b", "strong"),
        ("code", "code"), ("sub", "sub"), ("sup", "sup"), ("q", "q"),
    )
}  # fmt: skip
"""Inline elements that the article's own HTML keeps, and what they are called there."""
ENDS = {tag: Mark(f"/{start.tag}") for tag, start in STARTS.items()}
NO_MARK = Mark("")
"""For a link that leads nowhere."""


def text_of(pieces: Sequence[Piece]) -> str:
    """The pieces' text, its white space as it is."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return pieces[0]
    return "".join([piece for piece in pieces if isinstance(piece, str)])


def html_of(pieces: Sequence[Piece]) -> str:
    """The pieces as HTML, white space folded and empty elements dropped."""
    if len(pieces) == 1 and isinstance(pieces[0], str):
        return escape(" ".join(pieces[0].split()), quote=False)
    return clean_inline("".join(map(_written, pieces)))


def _written(piece: Piece) -> str:
    if isinstance(piece, str):
        return escape(piece, quote=False)
    return f'<{piece.tag} href="{escape(piece.url)}">' if piece.url else f"<{piece.tag}>"


_EMPTY = re.compile(r"<(a|em|strong|code|sub|sup|q)(?: [^>]*)?>\s*</\1>")


def clean_inline(html: str) -> str:
    """Inline markup with white space folded and empty elements dropped."""
    while "<" in html:
        fewer = _EMPTY.sub("", html)
        if fewer == html:
            break
        html = fewer
    return " ".join(html.split())
