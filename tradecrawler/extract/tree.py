"""A page as nodes and runs: block-level elements, and the text between their boundaries.

``walk`` fills it in from the markup; which runs are the article's is decided in ``body``, on what
is recorded here: the kind of each run, its links, and the elements it stands in.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

import lxml.etree
import lxml.html

from tradecrawler.extract.flatten import flatten, has_endless_tag
from tradecrawler.items import BlockKind, Link

Element = lxml.html.HtmlElement
_ONE_CLASS = lxml.etree.ElementDefaultClassLookup(element=lxml.html.HtmlElement)
"""Forms and their fields need no classes of their own; asking Python for the class of every element
takes as long as a third of the walk."""
PARSER_DEPTH = 256
"""Where libxml2 stops, and leaves out the rest of the page."""
_IS_CUT = lxml.etree.XPath("boolean(" + "/*" * (PARSER_DEPTH - 1) + ")")
"""Whether a page is so deep that the parser stopped, or nearly did."""


@dataclass(slots=True)
class Node:
    """A block-level element on the way to some run."""

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
    html: str
    node: int
    level: int = 0
    group: int = 0
    ordered: bool = False
    links: list[Link] = field(default_factory=list)
    link_chars: int = 0


@dataclass(slots=True)
class PageTree:
    """The page as nodes and runs, both in document order."""

    root: Element
    nodes: list[Node]
    runs: list[Run]

    def ancestors(self, node: int) -> Iterator[int]:
        """``node`` and all nodes around it, innermost first."""
        while True:
            yield node
            parent = self.nodes[node].parent
            if parent == node:
                return
            node = parent


def parse(markup: str) -> Element:
    """The root element of ``markup``; an empty <html> where there is nothing to parse.

    No element is deeper than the parser goes, whatever the markup says: see ``flatten``.
    """
    markup = markup.replace("\x00", "")
    if has_endless_tag(markup):
        markup = flatten(markup)
    root, has_errors = _parse(markup)
    if has_errors and _IS_CUT(root):
        root, _ = _parse(flatten(markup))
    return root


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
