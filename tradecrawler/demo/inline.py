"""Inline marks of the content files: ``**strong**``, ``*em*`` and ``[text](url)``, nothing else.

Marks do not nest. Blocks are the business of ``blocks``.
"""

import re
from html import escape

_MARK = re.compile(
    r"\*\*(?P<strong>[^*]+)\*\*"
    r"|\*(?P<em>[^*]+)\*"
    r"|\[(?P<text>[^\]\[]+)\]\((?P<url>[^()\s]+)\)"
)
_LEFTOVER = re.compile(r"\*|`|\]\(|</?[A-Za-z!]|&[a-z]+;|&#")


def unknown_mark(text: str) -> str | None:
    """The first mark in ``text`` that is not one of the three; None if all are known."""
    leftover = _LEFTOVER.search(_MARK.sub(" ", text))
    return leftover.group() if leftover else None


def to_plain(text: str) -> str:
    """The text as read: marks undone, white space folded."""
    return fold(_MARK.sub(_words, text))


def fold(text: str) -> str:
    """The text with every run of white space, no-break spaces included, as one space."""
    return " ".join(text.split())


def to_html(text: str) -> str:
    """The text as HTML, everything outside the marks escaped."""
    pieces: list[str] = []
    end = 0
    for mark in _MARK.finditer(text):
        pieces += escape(text[end : mark.start()], quote=False), _element(mark)
        end = mark.end()
    return "".join([*pieces, escape(text[end:], quote=False)])


def links(text: str) -> list[str]:
    """URLs of the links in ``text``, as written."""
    return [mark["url"] for mark in _MARK.finditer(text) if mark["url"]]


def _words(mark: re.Match[str]) -> str:
    return mark["strong"] or mark["em"] or mark["text"]


def _element(mark: re.Match[str]) -> str:
    words = escape(_words(mark), quote=False)
    if mark["strong"]:
        return f"<strong>{words}</strong>"
    if mark["em"]:
        return f"<em>{words}</em>"
    return f'<a href="{escape(mark["url"])}">{words}</a>'
