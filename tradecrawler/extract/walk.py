"""One walk over the parsed page: from markup to runs of text, in reading order."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from urllib.parse import urljoin, urlsplit

import lxml.etree

from tradecrawler.extract.chrome import HIDDEN
from tradecrawler.extract.text import fold_space
from tradecrawler.extract.tree import Element, Node, PageTree, Run
from tradecrawler.items import BlockKind, Link

SKIPPED = frozenset(
    "script style noscript template svg math head iframe object embed canvas audio video map "
    "select textarea button input option datalist progress meter dialog".split()
)
"""Elements without running text; what they hold is never shown as such."""


NEVER_TEXT = frozenset("script style noscript template head".split())
"""Of those, the ones whose content is no text even where it holds paragraphs; unclosed tags let
the others swallow the page."""


INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i img ins kbd label mark q rp rt "
    "ruby s samp small span strike strong sub sup time tt u var wbr picture source".split()
)


KEPT_INLINE = {
    "a": "a", "em": "em", "i": "em", "strong": "strong", "b": "strong", "code": "code",
    "sub": "sub", "sup": "sup", "q": "q",
}  # fmt: skip


HEADINGS = {f"h{n}": n for n in range(1, 7)}


CAPTION = re.compile(
    r"(?:^|[\s_-])(?:(?:wp-)?caption|caption-?text|figcaption|credits?|legende|bildunterschrift|"
    r"bildtext|bildzeile|fotobijschrift|(?:img|image|photo|foto|picture|pic)[_-]{0,2}"
    r"(?:caption|credits?|text|description|desc|info|legend))(?=$|[\s_-])"
)
CAPTION_CHARS = 500
"""The longest captions, with their credits; more is text."""
CELL_CHARS = 120
"""Average text of a data table's cell; a layout table's cells hold whole paragraphs."""


def read(root: Element, base_url: str) -> PageTree:
    """Walk ``root`` once; relative links are resolved against ``base_url``."""
    base = root.find(".//base[@href]")
    if base is not None:
        base_url = _absolute(base_url, base.get("href", "")) or base_url
    walk = _Walk(root, base_url)
    walk.run()
    return PageTree(root, walk.nodes, walk.runs)


@dataclass(slots=True)
class _Segment:
    """Text up to the next <br> or block boundary."""

    text: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    link_chars: int = 0
    is_blank: bool = True
    """Whether all of the text is white space."""


class _Walk:
    """State of the walk: where we are, and the segments of the run being read."""

    def __init__(self, root: Element, base_url: str) -> None:
        self.root = root
        self.base_url = base_url
        self.nodes: list[Node] = []
        self.runs: list[Run] = []
        self.open_nodes: list[tuple[int, bool]] = []  # (index, whether it set the kind)
        self.open_inline: list[tuple[str, str]] = []  # (element's tag, our start tag)
        self.links: list[tuple[str, list[str]]] = []  # open links: URL and text so far
        self.lists: list[tuple[bool, int]] = []  # (ordered, group)
        self.kinds: list[tuple[BlockKind, int]] = [("paragraph", 0)]
        self.segments: list[_Segment] = []
        self.segment = _Segment()
        self.groups = 0

    def run(self) -> None:
        walker = lxml.etree.iterwalk(self.root, events=("start", "end"))
        for event, element in walker:
            tag = element.tag
            if not isinstance(tag, str):  # entities, processing instructions
                continue
            if event == "start":
                if not is_skipped(tag, element):
                    if not self._start(tag, element):
                        walker.skip_subtree()
                    continue
                walker.skip_subtree()
                next(walker)  # its end
            else:
                self._end(tag)
            if element is not self.root:
                self._text(element.tail)
        self._flush()

    # -- elements
    def _start(self, tag: str, element: Element) -> bool:
        """Enter an element; False if its content has been read already."""
        if tag in INLINE:
            self._start_inline(tag, element)
            self._text(element.text)
            return True
        if tag == "br":
            self._end_segment()
            return True
        self._flush()
        self._open_node(tag, element)
        if tag == "pre":
            self._read_pre(element)
            return False
        if tag == "table" and is_data_table(element):
            self._read_table(element)
            return False
        if tag in ("ul", "ol"):
            if not self.lists:
                self.groups += 1
            self.lists.append((tag == "ol", self.groups))
        kind = self._kind(tag)
        if kind is not None:
            self.kinds.append(kind)
            self.open_nodes[-1] = (self.open_nodes[-1][0], True)
        self._text(element.text)
        return True

    def _end(self, tag: str) -> None:
        if tag in INLINE:
            self._end_inline(tag)
            return
        if tag == "br":
            return
        self._flush()
        _, set_kind = self.open_nodes.pop()
        if tag in ("ul", "ol"):
            self.lists.pop()
        if set_kind:
            self.kinds.pop()

    def _open_node(self, tag: str, element: Element) -> None:
        names = _names(tag, dict(element.items()))  # asking for them one by one takes twice as long
        index = len(self.nodes)
        parent = self.open_nodes[-1][0] if self.open_nodes else index
        self.nodes.append(Node(index, parent, tag, names, element))
        self.open_nodes.append((index, False))

    def _kind(self, tag: str) -> tuple[BlockKind, int] | None:
        if tag in HEADINGS:
            return "heading", HEADINGS[tag]
        if tag == "li":
            return "list_item", len(self.lists)
        if tag == "blockquote":
            return "quote", 0
        if tag == "figcaption" or _names_caption(self.nodes[-1].names):
            # an unclosed caption swallows the text below it
            is_short = len(self.nodes[-1].element.text_content()) <= CAPTION_CHARS
            return ("caption", 0) if is_short else None
        return None

    # -- inline
    def _start_inline(self, tag: str, element: Element) -> None:
        ours = KEPT_INLINE.get(tag)
        start = ""
        if tag == "a":
            href = (element.get("href") or "").strip()
            url = _absolute(self.base_url, href)
            self.links.append((url, []))
            start = f'<a href="{escape(url)}">' if url else ""
        elif ours and (tag, f"<{ours}>") not in self.open_inline:  # once is enough
            start = f"<{ours}>"
        self.open_inline.append((tag, start))
        if start:
            self.segment.html.append(start)

    def _end_inline(self, tag: str) -> None:
        _, start = self.open_inline.pop()
        if start:
            self.segment.html.append(f"</{KEPT_INLINE[tag]}>")
        if tag == "a":
            self._close_link(*self.links.pop())

    def _close_link(self, url: str, parts: list[str]) -> None:
        text = fold_space("".join(parts))
        if text:
            self.segment.link_chars += len(text)
            if url:
                self.segment.links.append(Link(url=url, text=text))

    def _text(self, text: str | None) -> None:
        if not text:
            return
        segment = self.segment
        if segment.is_blank:
            if not text.isspace():
                segment.is_blank = False
            elif not segment.html:  # at the very start, such as indentation
                return
        segment.text.append(text)
        segment.html.append(escape(text, quote=False))
        if self.links:
            self.links[-1][1].append(text)

    # -- boundaries
    def _end_segment(self) -> None:
        """Close the segment; inline elements that are still open go on in the next one."""
        for url, parts in self.links:
            self._close_link(url, parts)
            parts.clear()
        for tag, start in reversed(self.open_inline):
            if start:
                self.segment.html.append(f"</{KEPT_INLINE[tag]}>")
        self.segments.append(self.segment)
        self._start_segment()

    def _start_segment(self) -> None:
        self.segment = _Segment(html=[start for _, start in self.open_inline if start])

    def _flush(self) -> None:
        """End of a block: its segments become runs."""
        if not self.segments and self.segment.is_blank:  # between most blocks there is no text
            if self.segment.html:
                self._start_segment()
            return
        self._end_segment()
        segments, self.segments = self.segments, []
        kind, level = self.kinds[-1]
        for paragraph in _paragraphs(segments):
            if kind == "paragraph" and len(paragraph) > 1:
                self.groups += 1
                for segment in paragraph:
                    self._emit("line", [segment], group=self.groups)
            else:
                self._emit(kind, paragraph, level=level)

    def _emit(
        self, kind: BlockKind, segments: list[_Segment], *, level: int = 0, group: int = 0
    ) -> None:
        text = fold_space(" ".join(["".join(s.text) for s in segments]))
        if not text:
            return
        ordered = False
        if kind == "list_item" and self.lists:
            ordered, group = self.lists[-1]
        self.runs.append(
            Run(
                kind=kind,
                text=text,
                html=clean_inline(" ".join(["".join(s.html) for s in segments])),
                node=self.open_nodes[-1][0] if self.open_nodes else 0,
                level=level,
                group=group,
                ordered=ordered,
                links=[link for s in segments for link in s.links],
                link_chars=sum(s.link_chars for s in segments),
            )
        )

    # -- whole elements
    def _read_pre(self, element: Element) -> None:
        for br in element.iter("br"):
            br.tail = "\n" + (br.tail or "")
        text = "\n".join(line.rstrip() for line in element.text_content().strip("\n").splitlines())
        if text.strip():
            self.runs.append(Run("code", text, escape(text, quote=False), self.open_nodes[-1][0]))

    def _read_table(self, table: Element) -> None:
        self.groups += 1
        for row in table.iter("caption", "tr"):
            cells = [row] if row.tag == "caption" else [c for c in row if c.tag in ("td", "th")]
            texts = [fold_space(cell.text_content()) for cell in cells]
            if not any(texts):
                continue
            kind: BlockKind = "caption" if row.tag == "caption" else "table"
            tag = "th" if all(cell.tag == "th" for cell in cells) else "td"
            html = "".join(f"<{tag}>{escape(t, quote=False)}</{tag}>" for t in texts)
            links = [
                Link(url=url, text=fold_space(a.text_content()))
                for a in row.iter("a")
                if (url := _absolute(self.base_url, a.get("href") or ""))
            ]
            self.runs.append(
                Run(
                    kind=kind,
                    text=" | ".join(filter(None, texts)),
                    html=html if kind == "table" else escape(texts[0], quote=False),
                    node=self.open_nodes[-1][0],
                    group=self.groups if kind == "table" else 0,
                    links=links,
                    link_chars=sum(len(link.text) for link in links),
                )
            )


def is_skipped(tag: str, element: Element) -> bool:
    """Whether an element's content is left out: it is no text, and holds no paragraphs."""
    if tag not in SKIPPED:
        return False
    return tag in NEVER_TEXT or next(element.iterdescendants("p"), None) is None


def is_data_table(table: Element) -> bool:
    """Whether a table holds data, in rows and columns of short cells, and no layout."""
    if next(table.iterdescendants("table", "form", "h1", "h2", "article", "nav"), None) is not None:
        return False
    rows = [[c for c in row if c.tag in ("td", "th")] for row in table.iter("tr")]
    rows = [cells for cells in rows if cells]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return False
    cells = sum(map(len, rows))
    return len(fold_space(table.text_content())) <= cells * CELL_CHARS


def _paragraphs(segments: list[_Segment]) -> Iterator[list[_Segment]]:
    """Segments between blank ones: two <br> in a row end a paragraph."""
    current: list[_Segment] = []
    for segment in segments:
        if not segment.is_blank:
            current.append(segment)
        elif current:
            yield current
            current = []
    if current:
        yield current


_EMPTY = re.compile(r"<(a|em|strong|code|sub|sup|q)(?: [^>]*)?>\s*</\1>")


def clean_inline(html: str) -> str:
    """Inline markup with white space folded and empty elements dropped."""
    while "<" in html:
        fewer = _EMPTY.sub("", html)
        if fewer == html:
            break
        html = fewer
    return " ".join(html.split())


_IN_FULL = re.compile(r"https?://[\w.:-]+/[\w/.~%+,=&@!:-]*(?:\?[!-\"$-~]+)?", re.ASCII)
_FROM_ROOT = re.compile(r"(?:/[\w~%+,=&@!-][\w.~%+,=&@!:-]*)+/?(?:\?[!-\"$-~]+)?", re.ASCII)
"""Ordinary addresses, in full and from the site's root, in which there is nothing to resolve: nine
links of ten, for which ``urljoin`` would take longer than all else that is done for a link."""


def _absolute(base_url: str, href: str) -> str:
    """``href`` as an absolute http(s) URL; empty for anchors, scripts and other schemes."""
    if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "data:")):
        return ""
    if _IN_FULL.fullmatch(href):
        return href
    if _FROM_ROOT.fullmatch(href) and (origin := _origin(base_url)):
        return origin + href
    try:
        url = urljoin(base_url, href)
    except ValueError:  # such as an unclosed IPv6 bracket
        return ""
    return url if url.startswith(("http://", "https://")) else ""


def _names(tag: str, attributes: dict[str, str]) -> str:
    """An element's names, and whether it says that it is not shown."""
    if not attributes:
        return ""
    get = attributes.get
    # a heading's id is most often made of its own words, and names nothing
    own_id = None if tag in HEADINGS else get("id")
    stated = (own_id, get("class"), get("role"), get("itemprop"))
    names = " ".join([name for name in stated if name]).lower()
    if "hidden" in attributes or get("aria-hidden") == "true" or _is_hidden(get("style")):
        names += f" {HIDDEN}"
    return names


@lru_cache(maxsize=64)
def _origin(url: str) -> str:
    """``https://host`` of an http(s) URL; empty for anything else."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    is_web = parts.scheme in ("http", "https") and parts.netloc
    return f"{parts.scheme}://{parts.netloc}" if is_web else ""


@lru_cache(maxsize=4096)
def _names_caption(names: str) -> bool:
    """Whether an element's names say that it is a caption; most names come again and again."""
    return CAPTION.search(names) is not None


def _is_hidden(style: str | None) -> bool:
    return style is not None and "display:none" in style.replace(" ", "").lower()
