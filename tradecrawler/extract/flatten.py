"""Markup nested deeper than the parser goes, made flat enough for it without losing text.

Editors that never close a tag, and pages made to break parsers, nest elements thousands of levels
deep. Wrappers beyond a depth carry nothing, so their tags go; paragraphs, items and cells inside
them stay. Written for such pages alone: everything else goes to the real parser as it is. Every
step is taken once a tag, however many are open.
"""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

WRAPPERS_DEPTH = 150
"""Wrappers any deeper go; real pages stay below a hundred levels."""
MAX_DEPTH = 200
"""Where everything goes; leaves room below the parser's 256 for elements it adds itself."""
LOOK_BACK = 20
"""How far up an element is looked for that a start tag ends, such as the item before."""

LONG_TAG = 10_000
"""Characters of a tag whose attributes are counted."""
MAX_ATTRIBUTES = 500
"""Attributes of a tag that are kept: a parser compares each to all before it."""

VOID = frozenset(
    "area base basefont bgsound br col embed frame hr img input keygen link meta param source "
    "track wbr".split()
)
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q rp rt ruby "
    "s samp small span strike strong sub sup time tt u var".split()
)
"""What stands in a line; the tags of all else part one text from the next."""
_RAW = {
    name: re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE)
    for name in "script style textarea title xmp iframe noembed noframes".split()
}
"""Elements whose content is no markup, by what ends them."""
_LEAVES = frozenset("p h1 h2 h3 h4 h5 h6 li dt dd td th tr pre a figcaption".split())
"""What gives text its form; the last to go."""
_CELLS = frozenset("table td th caption button object".split())
_RANKS = {"td": 2, "th": 2, "caption": 2, "tr": 3, "thead": 4, "tbody": 4, "tfoot": 4, "table": 5,
          "body": 6, "html": 7}  # fmt: skip
"""An end tag ends no element of a higher rank; inline ones have none (0), other blocks 1."""
_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), frozenset(("ul", "ol", "menu", *_CELLS))),
    "dt": (frozenset(("dt", "dd")), frozenset(("dl", *_CELLS))),
    "dd": (frozenset(("dt", "dd")), frozenset(("dl", *_CELLS))),
    "tr": (frozenset(("tr",)), frozenset(("table",))),
    "td": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "th": (frozenset(("td", "th")), frozenset(("tr", "table"))),
    "option": (frozenset(("option",)), frozenset(("select",))),
}
"""By a start tag, what it ends, and what stands between so that it does not."""
_ENDS_PARAGRAPH = (frozenset(("p",)), _CELLS)
_MARKUP = re.compile(
    r"<(?:!--(?P<comment>)|[!?]|/(?![a-zA-Z])|(?P<slash>/?)(?P<name>[a-zA-Z][^ \t\n\f\r/>]*+))"
)
_ATTRIBUTE = re.compile(
    r"""[ \t\n\f\r/]*+[^ \t\n\f\r/>][^ \t\n\f\r/>=]*+     # a name, and perhaps a value
        (?:[ \t\n\f\r]*+=[ \t\n\f\r]*+
           (?:"[^"]*+"|'[^']*+'|[^ \t\n\f\r>"'][^ \t\n\f\r>]*+)?+)?+""",
    re.VERBOSE,
)
_ATTRIBUTES = re.compile(rf"(?:{_ATTRIBUTE.pattern})*+[ \t\n\f\r/]*+", re.VERBOSE)
"""Attributes as HTML's tokenizer reads them; possessive, so that nothing is tried twice."""


def flatten(markup: str) -> str:
    """``markup`` with its text, properly nested and at most ``MAX_DEPTH`` levels deep."""
    flat = _Flat()
    place, quotes_match = 0, True
    while (match := _MARKUP.search(markup, place)) is not None:
        flat.text(markup[place : match.start()])
        if match["name"] is None:
            end = "-->" if match["comment"] is not None else ">"
            found = markup.find(end, match.end())
            place = len(markup) if found < 0 else found + len(end)
            continue
        place = match.end()
        if quotes_match and (attributes := _ATTRIBUTES.match(markup, place)):
            place = attributes.end()
            quotes_match = place < len(markup)
        if not quotes_match:  # a quote is open to the end of the page: from here on, it is none
            place = markup.find(">", match.end())
            if place < 0:
                break
        place += 1
        name = match["name"].lower()
        if match["slash"]:
            flat.end(name)
        elif name in _RAW:
            closing = _RAW[name].search(markup, place)
            stop = closing.start() if closing else len(markup)
            flat.raw(name, markup[match.start() : stop])
            place = (markup.find(">", stop) + 1 or len(markup)) if closing else len(markup)
        else:
            flat.start(name, _cut(markup[match.start() : place]))
    else:
        flat.text(markup[place:])
    return "".join(flat.parts)


def has_endless_tag(markup: str) -> bool:
    """Whether a tag has more attributes than are kept."""
    return any(
        len(tag) >= LONG_TAG and _cut(tag) != tag
        for piece in _long_pieces(markup)
        for tag in _LONG_TAG.findall(piece)
    )


def _long_pieces(markup: str) -> Iterator[str]:
    """What stands between two ">", where that may be as long as a long tag: it then has one of the
    stretches of half that length for itself, and those are quickly looked through."""
    half = LONG_TAG // 2
    done = 0
    for start in range(0, len(markup) - half + 1, half):
        if start >= done and markup.find(">", start, start + half) < 0:
            stop = markup.find(">", start + half)
            done = stop if stop >= 0 else len(markup)
            yield markup[markup.rfind(">", 0, start) + 1 : done]


_LONG_TAG = re.compile(rf"<[a-zA-Z][^<]{{{LONG_TAG},}}+")


def _cut(tag: str) -> str:
    """A start tag without the attributes beyond ``MAX_ATTRIBUTES``."""
    if len(tag) < LONG_TAG:
        return tag
    name = _MARKUP.match(tag)
    found = _ATTRIBUTE.finditer(tag, name.end() if name else 0)
    last = next(islice(found, MAX_ATTRIBUTES, None), None)
    return tag if last is None else tag[: last.start()] + ">"


class _Flat:
    """What has been written, and which elements are open."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self._open: list[str] = []
        self._number: Counter[str] = Counter()
        self._dropped: Counter[str] = Counter()
        self._parted = False  # whether the last thing written parts one text from the next

    def text(self, text: str) -> None:
        if text:
            self.parts.append(text)
            self._parted = self._parted and text.isspace()

    def raw(self, name: str, element: str) -> None:
        self.parts.append(f"{element}</{name}>")

    def start(self, name: str, tag: str) -> None:
        if name in VOID or tag.endswith("/>"):
            self._write(tag)
            return
        self._end_implied(name)
        depth = len(self._open)
        if depth >= MAX_DEPTH or (depth >= WRAPPERS_DEPTH and name not in _LEAVES):
            self._dropped[name] += 1
            self._part(name)
            return
        self._open.append(name)
        self._number[name] += 1
        self._write(tag)

    def end(self, name: str) -> None:
        if self._dropped[name]:
            self._dropped[name] -= 1
            self._part(name)
        elif self._number[name]:
            rank = _rank(name)
            for i in range(len(self._open) - 1, -1, -1):
                if self._open[i] == name:
                    self._close_from(i)
                    return
                if _rank(self._open[i]) > rank:
                    return
        else:
            self._part(name)

    def _end_implied(self, name: str) -> None:
        """End what a start tag ends by itself: the item before, and the paragraph above a block."""
        if name in _INLINE:
            return
        rules = (_ENDS_PARAGRAPH, _ENDS[name]) if name in _ENDS else (_ENDS_PARAGRAPH,)
        for ended, between in rules:
            if not any(map(self._number.__getitem__, ended)):
                continue
            lowest = max(0, len(self._open) - LOOK_BACK)
            for i in range(len(self._open) - 1, lowest - 1, -1):
                if self._open[i] in ended:
                    self._close_from(i)
                    break
                if self._open[i] in between:
                    break

    def _close_from(self, index: int) -> None:
        while len(self._open) > index:
            name = self._open.pop()
            self._number[name] -= 1
            self._write(f"</{name}>")
        if len(self._open) < WRAPPERS_DEPTH:
            self._dropped.clear()  # they stood in what is closed now

    def _part(self, name: str) -> None:
        """In place of a block's tag that is left out, so that texts do not run together."""
        if name not in _INLINE and not self._parted:
            self.parts.append("<hr>")
            self._parted = True

    def _write(self, tag: str) -> None:
        self.parts.append(tag)
        self._parted = False


def _rank(name: str) -> int:
    return 0 if name in _INLINE else _RANKS.get(name, 1)
