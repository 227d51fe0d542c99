"""A page as nodes and runs: block-level elements, and the text between their boundaries.

``walk`` fills it in from the markup; which runs are the article's is decided in ``body``, on what
is recorded here: the kind of each run, its links, and the elements it stands in.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

import lxml.etree
import lxml.html

from tradecrawler.extract.flatten import flatten, has_endless_tag
from tradecrawler.extract.inline import Piece, html_of
from tradecrawler.items import BlockKind, Link

Element = lxml.html.HtmlElement
Attributes = Sequence[tuple[str, str]]
"""Names and values of an element's attributes; asked for all at once, which takes no longer than
for one."""
_ONE_CLASS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""Forms and their fields need no classes of their own; asking Python for the class of every element
takes as long as a third of the walk."""
PARSER_DEPTH = 256
"""Where libxml2 stops, and leaves out the rest of the page."""
_IS_CUT = lxml.etree.XPath("boolean(" + "/*" * (PARSER_DEPTH - 1) + ")")
"""Whether a page is so deep that the parser stopped, or nearly did."""


@dataclass(slots=True)
class Node:
    """A block-level element on the way to some run; a figure even without any text."""

    index: int
    parent: int
    """Index of the enclosing node; the root is its own parent."""
    tag: str
    names: str
    """id, class, role and itemprop, lower case, joined by blanks."""
    element: Element


@dataclass(slots=True)
class Run:
    """A run of text between two block boundaries."""

    kind: BlockKind
    text: str
    pieces: Sequence[Piece]
    """What it was read from: text as it stands in the page, and inline markup."""
    node: int
    level: int = 0
    group: int = 0
    ordered: bool = False
    links: Sequence[Link] = ()
    link_chars: int = 0

    @property
    def html(self) -> str:
        """Inline markup of the text, cleaned."""
        if self.kind == "code":
            return escape(self.text, quote=False)
        return html_of(self.pieces)


class Place(NamedTuple):
    """An element whose markup may name it as headline, author or date, and where it stands."""

    element: Element
    run: int
    """Index of the run that it is in, or of the first one in or below it."""


HEAD_TAGS = ("base", "link", "meta", "script", "title")
"""Elements in which a page states what it is."""


@dataclass(slots=True)
class PageTree:
    """The page as nodes and runs, both in document order."""

    root: Element
    nodes: list[Node]
    runs: list[Run]
    marked: list[Place] = field(default_factory=list)
    """In document order; see ``marked``."""
    _of_head: dict[str, list[Element]] | None = field(default=None, init=False, repr=False)

    def of_head(self, tag: str) -> list[Element]:
        """The elements of a tag among ``HEAD_TAGS``, wherever they stand, in document order; all
        found in one pass."""
        if self._of_head is None:
            self._of_head = {name: [] for name in HEAD_TAGS}
            for element in self.root.iter(*HEAD_TAGS):
                self._of_head[str(element.tag)].append(element)
        return self._of_head[tag]

    def ancestors(self, node: int) -> Iterator[int]:
        """``node`` and all nodes around it, innermost first."""
        while True:
            yield node
            parent = self.nodes[node].parent
            if parent == node:
                return
            node = parent

    def node_of(self, element: Element) -> int | None:
        """The node that is ``element``, made anew where it holds no text; None for others."""
        for node in self.nodes:
            if node.element is element:
                return node.index
        if element.text_content().strip():
            return None  # stands inside a paragraph, or in what is not read
        self.nodes.append(Node(len(self.nodes), 0, str(element.tag), "", element))
        return len(self.nodes) - 1


def parse(markup: str) -> Element:
    """The root element of ``markup``; an empty <html> where there is nothing to parse.

    No element is deeper than the parser goes, whatever the markup says: see ``flatten``.
    """
    if "\x00" in markup:  # quicker to find than to replace
        markup = markup.replace("\x00", "")
    markup = _PAGE_END.sub("", _with_closed_title(markup))
    if has_endless_tag(markup):
        markup = flatten(markup)
    root, has_errors = _parse(markup)
    if has_errors and _IS_CUT(root):
        root, _ = _parse(flatten(markup))
    return root


_PAGE_END = re.compile(r"</(?:body|html)\s*>", re.IGNORECASE)
"""Nothing ends there: browsers show what stands behind it, libxml2 leaves parts of it out."""
_TITLE = re.compile(r"<title[^<>]*>", re.IGNORECASE)
_TITLE_END = re.compile(r"</title|</head|<body|<title", re.IGNORECASE)
"""What a title ends at. One that reaches the end of the head or another title, such as an icon's,
was never closed."""


def _with_closed_title(markup: str) -> str:
    """``markup`` with its title closed at the next tag where nothing closes it, so that the rest of
    the page is not its text."""
    start = _TITLE.search(markup)
    if start is None:
        return markup
    end_tag = _TITLE_END.search(markup, start.end())
    if end_tag is not None and end_tag[0].lower() == "</title":
        return markup
    end = markup.find("<", start.end())
    return markup if end < 0 else f"{markup[:end]}</title>{markup[end:]}"


def _parse(markup: str) -> tuple[Element, bool]:
    # no huge_tree: the parser then stops at 256 levels instead of 2048, and says so; all that
    # looks at what is around an element can count on it
    parser = lxml.html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False
    )
    parser.set_element_class_lookup(_ONE_CLASS)
    data = markup.encode("utf-8", errors="replace")
    try:
        root = lxml.html.document_fromstring(data, parser=parser)
    except (lxml.etree.ParserError, lxml.etree.XMLSyntaxError):  # nothing but white space
        return lxml.html.document_fromstring("<html></html>"), False
    return root, bool(parser.error_log)
