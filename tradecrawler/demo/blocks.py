"""The body of a content file: typed blocks, each with the editions it is printed in.

Strict: a mark that is not known is a ``ContentError`` with the line. HTML is made in ``markup``.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tradecrawler.demo.inline import unknown_mark


class ContentError(ValueError):
    """A content file says something the format does not know; the message names file and line."""

    def __init__(self, message: str, *, line: int = 0, path: str = "") -> None:
        """Point at ``line`` (from 1; 0 for the whole file) of ``path``."""
        super().__init__(f"{path}:{line}: {message}" if path else message)
        self.message = message
        self.line = line


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A run of editions."""

    first: int = 1
    """The first edition."""
    last: int | None = None
    """The last edition; None when it never ends."""

    def __contains__(self, edition: int) -> bool:
        """Whether ``edition`` is in the run."""
        return self.first <= edition and (self.last is None or edition <= self.last)


ALWAYS = Span()
"""Every edition."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Paragraph:
    """A paragraph; inline marks as written, here and in all blocks."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """A section heading."""

    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Items:
    """A list."""

    items: tuple[str, ...]
    ordered: bool = False
    """Whether it is numbered."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Quote:
    """A quotation set apart."""

    text: str
    attribution: str | None = None
    """Who said it, without the dash; None where the text says so itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Table:
    """A table; its first row is the header."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Promo:
    """A line between two paragraphs that promotes another article."""

    label: str
    headline: str
    key: str
    """The promoted article, of the same magazine and language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Caption:
    """A figure in the body, of which only the caption matters."""

    text: str


Block = Paragraph | Heading | Items | Quote | Table | Promo | Caption


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """A block and the editions it is printed in."""

    block: Block
    editions: Span = ALWAYS


_EDIT = re.compile(r"@(-?)(\d+) ")
_PROMO = re.compile(r"!promo (?P<label>[^:]+?)\s*: (?P<headline>.+) -> (?P<key>[a-z0-9-]+)")
_NUMBER = re.compile(r"\d+\. ")
_LOOKS_MARKED = re.compile(r"[#!>|@+~=]|[-*•] |\d+\. ")


def parse(lines: list[str], *, offset: int = 0) -> tuple[Part, ...]:
    """Read a body. ``offset`` is the number of lines of the file before the first of ``lines``."""
    return tuple(_part(chunk, line) for line, chunk in _chunks(lines, offset))


def texts(block: Block) -> tuple[str, ...]:
    """The pieces of text a block consists of, inline marks as written."""
    match block:
        case Items(items=items):
            return items
        case Quote(text=text, attribution=attribution):
            return (text,) if attribution is None else (text, attribution)
        case Table(rows=rows):
            return tuple(cell for row in rows for cell in row)
        case Promo(label=label, headline=headline):
            return (label, headline)
        case _:
            return (block.text,)


def _chunks(lines: list[str], offset: int) -> Iterator[tuple[int, list[str]]]:
    start = 0
    for number, line in enumerate([*lines, ""]):
        if line.strip():
            continue
        if number > start:
            yield offset + start + 1, [text.rstrip() for text in lines[start:number]]
        start = number + 1


def _part(chunk: list[str], line: int) -> Part:
    editions = ALWAYS
    if edit := _EDIT.match(chunk[0]):
        edition = int(edit[2])
        editions = Span(last=edition - 1) if edit[1] else Span(first=edition)
        chunk = [chunk[0][edit.end() :], *chunk[1:]]
        if edition < 2:
            raise ContentError("an edit belongs to edition 2 or later", line=line)
    block = _block(chunk, line)
    for text in texts(block):
        if mark := unknown_mark(text):
            raise ContentError(f"unknown inline mark {mark!r} in {text!r}", line=line)
    return Part(block=block, editions=editions)


def _block(chunk: list[str], line: int) -> Block:
    for start, read in _READERS:
        if re.match(start, chunk[0]):
            return read(chunk, line)
    if _LOOKS_MARKED.match(chunk[0]):
        raise ContentError(f"unknown block mark: {chunk[0]!r}", line=line)
    for number, text in enumerate(chunk[1:], 1):
        if _LOOKS_MARKED.match(text):
            raise ContentError(f"a blank line is missing above {text!r}", line=line + number)
    return Paragraph(text=" ".join(chunk))


def _heading(chunk: list[str], line: int) -> Heading:
    return Heading(text=_only(chunk, line).removeprefix("## "))


def _items(chunk: list[str], line: int) -> Items:
    ordered = _NUMBER.match(chunk[0]) is not None
    mark = _NUMBER if ordered else re.compile("- ")
    return Items(items=tuple(_cut(mark, chunk, line)), ordered=ordered)


def _quote(chunk: list[str], line: int) -> Quote:
    lines = list(_cut(re.compile("> "), chunk, line))
    attribution = lines.pop()[2:] if len(lines) > 1 and lines[-1].startswith("— ") else None
    return Quote(text=" ".join(lines), attribution=attribution)


def _table(chunk: list[str], line: int) -> Table:
    rows = []
    for number, text in enumerate(chunk):
        if not (text.startswith("| ") and text.endswith(" |")):
            raise ContentError(f"a table row starts and ends with a bar: {text!r}", line=line)
        rows.append(tuple(cell.strip() for cell in text[1:-1].split("|")))
        if len(rows[-1]) != len(rows[0]):
            raise ContentError(f"a row of {len(rows[-1])} cells", line=line + number)
    return Table(rows=tuple(rows))


def _promo(chunk: list[str], line: int) -> Promo:
    found = _PROMO.fullmatch(_only(chunk, line))
    if not found:
        raise ContentError("a promo is written '!promo Label : Headline -> key'", line=line)
    return Promo(label=found["label"], headline=found["headline"], key=found["key"])


def _caption(chunk: list[str], line: int) -> Caption:
    return Caption(text=_only(chunk, line).removeprefix("!caption "))


def _only(chunk: list[str], line: int) -> str:
    if len(chunk) > 1:
        raise ContentError(f"a blank line is missing below {chunk[0]!r}", line=line + 1)
    return chunk[0]


def _cut(mark: re.Pattern[str], chunk: list[str], line: int) -> Iterator[str]:
    for number, text in enumerate(chunk):
        found = mark.match(text)
        if not found:
            raise ContentError(f"{text!r} does not go on what is above it", line=line + number)
        yield text[found.end() :].strip()


_READERS: tuple[tuple[str, Callable[[list[str], int], Block]], ...] = (
    (r"## ", _heading),
    (r"- |\d+\. ", _items),
    (r"> ", _quote),
    (r"\| ", _table),
    (r"!promo ", _promo),
    (r"!caption ", _caption),
)
