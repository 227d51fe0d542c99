"""A page made readable: metadata, and its visible text as typed blocks in reading order."""

from dataclasses import replace

import lxml.cssselect

from tradecrawler.extract import body, bounds, evidence, features, metadata, walk
from tradecrawler.extract import tree as trees
from tradecrawler.extract.decode import decode
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.extract.lead import DECLARED_LEAD
from tradecrawler.extract.plain_text import read_plain_text
from tradecrawler.extract.text import fold_space
from tradecrawler.items import Block, Document, Metadata, Page, Value
from tradecrawler.magazine import Magazine


def clean(page: Page, magazine: Magazine) -> Document:
    """Decode, parse and order ``page``; HTML, or plain text if its Content-Type says so.

    Raises NotAnArticle: ``empty`` where there is no text at all, ``too_large`` where there is more
    than can be read in reasonable time.
    """
    bounds.check_bytes(page.body)
    text, _ = decode(page.body, page.content_type)
    if not text.strip():
        raise NotAnArticle("empty")
    if page.content_type.lower().startswith("text/plain"):
        blocks = read_plain_text(text)
        return Document(page=page, metadata=Metadata(), blocks=blocks, body=range(len(blocks)))
    markup = bounds.bound_markup(text)
    root = trees.parse(markup)
    bounds.check_elements(root, markup)
    for selector in magazine.selectors.remove:
        for element in _select(root, selector):
            element.drop_tree()
    if magazine.selectors.lead is not None:
        for element in _select(root, magazine.selectors.lead):
            element.set("class", f"{element.get('class', '')} {DECLARED_LEAD}")
    tree = walk.read(root, page.url)
    stated = evidence.gather(tree, page.url)
    fields = _with_selected(root, metadata.read(tree, stated, page.url, magazine), magazine)
    if not tree.runs:
        raise NotAnArticle("empty", canonical_url=_value(fields.canonical_url))
    told = features.Stated(
        headline=_value(fields.headline) or "",
        description=_value(fields.description) or "",
        article_text=evidence.article_text(stated),
        headline_place=stated.headline_place,
    )
    declared = _declared_body(root, tree, magazine)
    found = body.find_body(
        tree, article_text=told.article_text, headline=told.headline, declared=declared
    )
    return Document(
        page=page,
        metadata=fields,
        blocks=_blocks(tree, found),
        body=range(found.start, found.stop),
        measured=features.measure(tree, told) if declared is None else None,
    )


def _blocks(tree: trees.PageTree, found: body.Body) -> tuple[Block, ...]:
    """Every run as a block; of those that may be the article's, the markup is written down."""
    paths = _paths(tree)
    return tuple(
        [
            Block(
                run.kind,
                run.text,
                run.html if _may_be_text(i, run, found) else "",
                run.level,
                run.group,
                run.ordered,
                tuple(run.links),
                min(1.0, run.link_chars / len(run.text)) if run.link_chars else 0.0,
                paths[run.node],
                run.node,
                i in found.chrome,
            )
            for i, run in enumerate(tree.runs)
        ]
    )


LONG_CHARS = 80
"""Outside the article's element a shorter run is hardly ever its text, and then a heading."""


def _may_be_text(index: int, run: trees.Run, found: body.Body) -> bool:
    if found.start <= index < found.stop:
        return index not in found.chrome
    return len(run.text) >= LONG_CHARS


def _paths(tree: trees.PageTree) -> list[tuple[str, ...]]:
    """For every node the names of the elements it is in and its own, outermost first."""
    paths: list[tuple[str, ...]] = []
    for node in tree.nodes:  # parents come before their children
        above = paths[node.parent] if paths else ()
        paths.append((*above, f"{node.tag} {node.names}" if node.names else node.tag))
    return paths


def _select(root: trees.Element, selector: str) -> list[trees.Element]:
    return list(lxml.cssselect.CSSSelector(selector, translator="html")(root))


def _declared_body(root: trees.Element, tree: trees.PageTree, magazine: Magazine) -> int | None:
    """The node that the magazine's body selector names; None if undeclared or not on the page."""
    if magazine.selectors.body is None:
        return None
    found = _select(root, magazine.selectors.body)
    return tree.node_of(found[0]) if found else None


def _with_selected(root: trees.Element, fields: Metadata, magazine: Magazine) -> Metadata:
    """``fields`` with what the magazine's selectors find on the page; they win."""
    # filled in from ``Selectors``: one value, or several for authors and keywords
    changes: dict[str, object] = {}
    for name in ("headline", "date_published", "section"):
        values = _selected(root, getattr(magazine.selectors, name))
        if values:
            changes[name] = values[0]
    for name in ("authors", "keywords"):
        values = _selected(root, getattr(magazine.selectors, name))
        if values:
            changes[name] = tuple(values)
    return replace(fields, **changes) if changes else fields  # type: ignore[arg-type]


def _selected(root: trees.Element, selector: str | None) -> list[Value]:
    if selector is None:
        return []
    texts = (
        e.get("datetime") or e.get("content") or fold_space(e.text_content())
        for e in _select(root, selector)
    )
    return [Value(value=text, source=f"selector:{selector}") for text in texts if text]


def _value(value: Value | None) -> str | None:
    return value.value if value else None
