"""One walk over the parsed page: from markup to runs of text, in reading order.

Pages have a thousand elements and more, most of them without any text of their own. So the loop
does next to nothing for an element: text is collected in ``_Walk.pieces``, and only where a block
ends that holds some, its run is made and the elements around it become nodes.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import lxml.etree

from tradecrawler.extract.elements import (
    INLINE,
    LISTS,
    QUOTES,
    SETTING,
    SKIPPED,
    Setting,
    is_apart,
    is_skipped,
    kind_of,
    leads_elsewhere,
    names_caption,
    names_of,
)
from tradecrawler.extract.inline import ENDS, NO_MARK, STARTS, Mark, Piece, text_of
from tradecrawler.extract.links import absolute
from tradecrawler.extract.marked import is_marked
from tradecrawler.extract.text import fold_space
from tradecrawler.extract.tree import Attributes, Element, Node, PageTree, Place, Run
from tradecrawler.extract.whole import code_text, is_data_table, table_runs
from tradecrawler.items import Link


def read(root: Element, base_url: str) -> PageTree:
    """Walk ``root`` once; relative links are resolved against ``base_url``.

    Menus, share bars and the page's foot are left out where nothing in them can be of an article,
    as long as anything else is left: they are more than a third of a page's runs.
    """
    tree = PageTree(root, [], [])
    base = next((href for b in tree.of_head("base") if (href := b.get("href")) is not None), "")
    walk = _Walk(absolute(base_url, base) or base_url)
    walk.run(root)
    if not walk.runs:
        walk = _Walk(walk.base_url, reads_all=True)
        walk.run(root)
    tree.nodes, tree.runs, tree.marked = walk.nodes, walk.runs, walk.marked
    return tree


class _Segment(NamedTuple):
    """Text up to a <br> or the end of its block."""

    pieces: list[Piece]
    links: Sequence[Link]
    link_chars: int
    is_blank: bool


class _Walk:
    """State of the walk: where we are, and the text that is being read."""

    def __init__(self, base_url: str, *, reads_all: bool = False) -> None:
        self.base_url = base_url
        self.reads_all = reads_all  # what leads elsewhere as well
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self.marked: list[Place] = []
        self.groups = 0
        # where we are
        self.open_blocks: list[tuple[str, Element, str]] = []  # with their names
        # of those, the outer ones that have become nodes, and what they say of the text in them
        self.entered: list[tuple[int, Setting]] = []
        self.open_marks: list[Mark] = []  # of inline elements that are kept
        self.open_links: list[tuple[str, list[str]]] = []  # URL, and the text so far
        # the text since the last <br> or boundary, and the segments before it
        self.pieces: list[Piece] = []
        self.is_blank = True
        self.links: list[Link] = []
        self.link_chars = 0
        self.segments: list[_Segment] = []

    def run(self, root: Element) -> None:
        """The loop; see ``lxml.etree.iterwalk`` for its events."""
        walker = lxml.etree.iterwalk(root, events=("start", "end"))
        open_blocks, entered = self.open_blocks, self.entered
        open_links, runs = self.open_links, self.runs
        for event, element in walker:
            tag: str = element.tag  # type: ignore[assignment]  # nothing but elements is left
            if event == "end":
                if tag not in INLINE:
                    if tag != "br":
                        if self.pieces or self.segments:
                            self._flush()
                        open_blocks.pop()
                        if len(entered) > len(open_blocks):
                            entered.pop()
                elif tag in STARTS:
                    self._end_inline(tag)
                text = element.tail
            elif tag in INLINE:
                attributes = element.items()
                if tag in STARTS:
                    self._start_inline(tag, attributes)
                if (attributes or tag == "time") and is_marked(tag, attributes):
                    self.marked.append(Place(element, len(runs)))
                text = element.text
            elif tag == "br":
                self.segments.append(self._take_segment())
                text = None
            elif tag in SKIPPED and is_skipped(tag, element):
                self._skip(tag, element)
                walker.skip_subtree()
                next(walker)  # its end
                text = element.tail
            else:
                if self.pieces or self.segments:
                    self._flush()
                attributes = element.items()
                names = names_of(tag, attributes) if attributes else ""
                if is_apart(tag, names) and self._leads_elsewhere(tag, element):
                    walker.skip_subtree()
                    next(walker)  # its end
                    text = element.tail
                else:
                    open_blocks.append((tag, element, names))
                    if attributes and is_marked(tag, attributes):
                        self.marked.append(Place(element, len(runs)))
                    text = element.text
                    if tag in ("pre", "table", "figure") and self._read_whole(tag, element):
                        walker.skip_subtree()
                        text = None
            if text:
                if self.is_blank:
                    if not text.isspace():
                        self.is_blank = False
                    elif not self.pieces:  # at the very start, such as indentation
                        continue
                self.pieces.append(text)
                if open_links:
                    open_links[-1][1].append(text)
        self._flush()

    # -- inline elements
    def _start_inline(self, tag: str, attributes: Attributes) -> None:
        mark = STARTS[tag]
        if tag == "a":
            href = next((value for name, value in attributes if name == "href"), "")
            url = absolute(self.base_url, href.strip())
            self.open_links.append((url, []))
            mark = Mark("a", url) if url else NO_MARK
        elif mark in self.open_marks:  # once is enough
            mark = NO_MARK
        self.open_marks.append(mark)
        if mark is not NO_MARK:
            self.pieces.append(mark)

    def _end_inline(self, tag: str) -> None:
        if self.open_marks.pop() is not NO_MARK:
            self.pieces.append(ENDS[tag])
        if tag == "a":
            self._end_link(*self.open_links.pop())

    def _end_link(self, url: str, parts: list[str]) -> None:
        text = fold_space("".join(parts))
        if text:
            self.link_chars += len(text)
            if url:
                self.links.append(Link(url, text))

    # -- boundaries
    def _take_segment(self) -> _Segment:
        """The text so far; inline elements that are still open go on in the next segment."""
        pieces, is_blank = self.pieces, self.is_blank
        self.pieces, self.is_blank = [], True
        if self.open_marks:
            for url, parts in self.open_links:
                self._end_link(url, parts)
                parts.clear()
            open_marks = [mark for mark in self.open_marks if mark is not NO_MARK]
            self.pieces = [*open_marks]
            pieces += [Mark(f"/{mark.tag}") for mark in reversed(open_marks)]
        if not self.link_chars:
            return _Segment(pieces, (), 0, is_blank)
        segment = _Segment(pieces, self.links, self.link_chars, is_blank)
        self.links, self.link_chars = [], 0
        return segment

    def _flush(self) -> None:
        """End of a block: its segments become runs."""
        if self.segments:
            self.segments.append(self._take_segment())
            segments, self.segments = self.segments, []
            for paragraph in _paragraphs(segments):
                self._emit_paragraph(paragraph)
        elif self.is_blank:  # nothing but tags, which may have ended since
            self.pieces = [mark for mark in self.open_marks if mark is not NO_MARK]
        else:
            node, setting = self._enter()
            self._emit(node, setting, self._take_segment())

    def _emit_paragraph(self, segments: list[_Segment]) -> None:
        """Several lines of a paragraph, or one segment of anything."""
        node, setting = self._enter()
        if setting.kind == "paragraph" and len(segments) > 1:
            self.groups += 1
            setting = Setting(kind="line", group=self.groups)
            for segment in segments:
                self._emit(node, setting, segment)
        else:
            self._emit(node, setting, _joined(segments))

    def _emit(self, node: int, setting: Setting, segment: _Segment) -> None:
        pieces, links, link_chars, _ = segment
        text = fold_space(text_of(pieces))
        if text:
            kind, level, _, group, ordered = setting
            if kind not in ("list_item", "line"):
                group, ordered = 0, False
            self.runs.append(
                Run(kind, text, pieces, node, level, group, ordered, links, link_chars)
            )

    # -- nodes
    def _enter(self) -> tuple[int, Setting]:
        """The node of the innermost open block; it and those around it become nodes."""
        entered, nodes = self.entered, self.nodes
        if len(entered) == len(self.open_blocks):
            return entered[-1]
        parent, setting = entered[-1] if entered else (0, Setting())
        for tag, element, names in self.open_blocks[len(entered) :]:
            index = len(nodes)
            nodes.append(Node(index, parent, tag, names, element))
            if tag in SETTING or (names and names_caption(names)):
                setting = self._setting(setting, nodes[-1])
            parent = index
            entered.append((index, setting))
        return entered[-1]

    def _setting(self, around: Setting, node: Node) -> Setting:
        """What a node says of the text in it, where that differs from what is ``around`` it."""
        kind, level, list_depth, group, ordered = around
        if node.tag in LISTS:
            if not list_depth:
                self.groups += 1
                group = self.groups
            list_depth, ordered = list_depth + 1, node.tag == "ol"
        own = kind_of(node.tag, node.names, node.element, list_depth)
        if own is not None:
            kind, level = own
        return Setting(kind, level, list_depth, group, ordered)

    # -- elements that are not walked through
    def _leads_elsewhere(self, tag: str, element: Element) -> bool:
        """Whether what is called navigation or the like is: no text, nor who is quoted."""
        if self.reads_all or (
            tag == "footer" and self.open_blocks and self.open_blocks[-1][0] in QUOTES
        ):
            return False
        return leads_elsewhere(tag, element)

    def _mark(self, elements: Iterable[Element]) -> None:
        place = len(self.runs)
        self.marked += [Place(e, place) for e in elements if is_marked(str(e.tag), e.items())]

    def _skip(self, tag: str, element: Element) -> None:
        """Leave an element out; what a page's head states of its article is no text."""
        if tag == "head":
            self._mark(element.iter("meta", "title"))

    def _read_whole(self, tag: str, element: Element) -> bool:
        """Read code or a table of data, if it is one. A figure becomes a node, if only for its
        image."""
        if tag == "figure":
            self._enter()
            return False
        if tag == "table" and not is_data_table(element):
            return False
        node, _ = self._enter()
        self._mark(element.iterdescendants())
        if tag == "table":
            self.groups += 1
            self.runs += table_runs(element, self.base_url, node, self.groups)
        elif text := code_text(element):
            self.runs.append(Run("code", text, [text], node))
        return True


def _joined(segments: list[_Segment]) -> _Segment:
    """Segments of one run as one."""
    if len(segments) == 1:
        return segments[0]
    pieces = [piece for segment in segments for piece in (*segment.pieces, " ")]
    links = [link for segment in segments for link in segment.links]
    return _Segment(pieces, links, sum(segment.link_chars for segment in segments), False)


def _paragraphs(segments: list[_Segment]) -> list[list[_Segment]]:
    """Segments between blank ones: two <br> in a row end a paragraph."""
    paragraphs: list[list[_Segment]] = [[]]
    for segment in segments:
        if not segment.is_blank:
            paragraphs[-1].append(segment)
        elif paragraphs[-1]:
            paragraphs.append([])
    if not paragraphs[-1]:
        paragraphs.pop()
    return paragraphs
