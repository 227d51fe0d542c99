"""Elements that are read as a whole: tables of data, row by row, and code with its lines."""

from collections.abc import Iterator

from tradecrawler.extract.inline import Mark, Piece
from tradecrawler.extract.links import absolute
from tradecrawler.extract.text import fold_space
from tradecrawler.extract.tree import Element, Run
from tradecrawler.items import BlockKind, Link

CELL_CHARS = 120
"""Average text of a data table's cell; a layout table's cells hold whole paragraphs."""


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


def table_runs(table: Element, base_url: str, node: int, group: int) -> Iterator[Run]:
    """The caption and the rows of a data table, cells separated by `` | ``."""
    for row in table.iter("caption", "tr"):
        cells = [row] if row.tag == "caption" else [c for c in row if c.tag in ("td", "th")]
        texts = [fold_space(cell.text_content()) for cell in cells]
        if not any(texts):
            continue
        kind: BlockKind = "caption" if row.tag == "caption" else "table"
        links = [
            Link(url=url, text=fold_space(a.text_content()))
            for a in row.iter("a")
            if (url := absolute(base_url, a.get("href") or ""))
        ]
        tag = "th" if all(cell.tag == "th" for cell in cells) else "td"
        yield Run(
            kind=kind,
            text=" | ".join(filter(None, texts)),
            pieces=list(_cells(tag, texts)) if kind == "table" else texts,
            node=node,
            group=group if kind == "table" else 0,
            links=links,
            link_chars=sum(len(link.text) for link in links),
        )


def _cells(tag: str, texts: list[str]) -> Iterator[Piece]:
    for text in texts:
        yield from (Mark(tag), text, Mark(f"/{tag}"))


def code_text(element: Element) -> str:
    """The text of <pre>, with its line breaks; empty where there is none."""
    for br in element.iter("br"):
        br.tail = "\n" + (br.tail or "")
    text = element.text_content().strip("\n")
    lines = "\n".join(line.rstrip() for line in text.splitlines())
    return lines if lines.strip() else ""
