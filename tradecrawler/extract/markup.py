"""The article's own HTML: a small semantic subset, written anew from its blocks."""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from tradecrawler.items import Block


def body_html(blocks: Iterable[Block]) -> str:
    """p, h2-h4, ul, ol, li, blockquote, pre, table, tr, th, td, br and inline a, em, strong…"""
    return "\n".join(_elements(blocks))


def body_text(blocks: Iterable[Block]) -> str:
    """One line a paragraph, list item, table row or section heading; code keeps its lines."""
    return "\n".join(block.text for block in blocks)


def _elements(blocks: Iterable[Block]) -> Iterator[str]:
    for (kind, group), members in groupby(blocks, key=lambda b: (b.kind, b.group)):
        if kind == "list_item" and group:
            yield _list(list(members))
        elif kind == "line":
            yield "<p>" + "<br>".join(map(_inline, members)) + "</p>"
        elif kind == "table":
            yield "<table>" + "".join(f"<tr>{_inline(b)}</tr>" for b in members) + "</table>"
        else:
            yield from map(_single, members)


def _list(items: list[Block]) -> str:
    """Nested lists by their depth; an item opens a list inside the one before it."""
    tag = "ol" if items[0].ordered else "ul"
    parts: list[str] = []
    depth = 0
    base = min(item.level for item in items)
    for item in items:
        level = min(item.level - base + 1, depth + 1)
        if level > depth:
            parts.append(f"<{tag}>")
        else:
            parts.append("</li>" + f"</{tag}></li>" * (depth - level))
        parts.append(f"<li>{_inline(item)}")
        depth = level
    return "".join(parts) + f"</li></{tag}>" * depth


def _single(block: Block) -> str:
    inner = _inline(block)
    if block.kind == "heading":
        level = min(4, max(2, block.level))  # the article's title alone is an h1
        return f"<h{level}>{inner}</h{level}>"
    if block.kind == "quote":
        return f"<blockquote><p>{inner}</p></blockquote>"
    if block.kind == "code":
        return f"<pre>{inner}</pre>"
    if block.kind == "list_item":
        return f"<ul><li>{inner}</li></ul>"
    return f"<p>{inner}</p>"


def _inline(block: Block) -> str:
    return block.html or escape(block.text, quote=False)
