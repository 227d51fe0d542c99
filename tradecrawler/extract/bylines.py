"""Who signed the article: from what the page states, else from the line "By …"."""

import re
from collections.abc import Iterator
from typing import Any

from tradecrawler.extract import jsonld
from tradecrawler.extract.authors import names_in
from tradecrawler.extract.evidence import Evidence, source_of
from tradecrawler.extract.tree import PageTree
from tradecrawler.items import Value

AUTHOR_META = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "dc.creator", "dcterms.creator", "citation_author", "byl", "article:author_name",
    "authors", "article.author", "creator", "twitter:creator:name",
)  # fmt: skip


def read_authors(tree: PageTree, evidence: Evidence, site_names: tuple[str, ...]) -> list[Value]:
    """The authors by the first kind of evidence that names any; empty if nobody signed."""
    for source, texts in _author_texts(tree, evidence):
        names = names_in(texts, site_names)
        if names:
            return [Value(value=name, source=source) for name in names]
    return []


def _author_texts(tree: PageTree, evidence: Evidence) -> Iterator[tuple[str, list[str]]]:
    yield "json-ld", list(_people(evidence.article.get("author")))
    yield "microdata", list(evidence.itemprops.get("author", ()))
    for name in AUTHOR_META:
        if name in evidence.meta:
            yield source_of(name), list(evidence.meta[name])
    root = tree.root
    yield "rel=author", [a.text_content() for a in root.xpath("//a[contains(@rel,'author')]")][:4]
    yield "byline", list(_bylines(tree))


def _people(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        if "Organization" not in jsonld.types_of(value):
            yield from _people(value.get("name"))
    elif isinstance(value, list):
        for item in value:
            yield from _people(item)


_BYLINE_NAMES = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author(?:-?name)?s?|auteurs?|autoren?)(?:$|[\s_-])"
)


_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PARTICLE = r"de|van|der|den|von|du|le|la|di|da|of|and|et|en|und|&"
_NAME = rf"{_CAPITALISED}(?:\s+(?:{_PARTICLE}|{_CAPITALISED}),?){{0,8}}"


_SIGNED = re.compile(
    rf"(?:^|[|·•–—-]\s*|\s)(?:[Bb]y|BY|[Pp]ar|[Vv]on|[Dd]oor|DOOR|[Tt]ekst|[Tt]exte?)\s*:?\s+({_NAME})"
)


BYLINE_CHARS = 120


NEAR_HEADLINE = 12
"""Runs around the headline among which a line "By …" is the article's byline."""


def _bylines(tree: PageTree) -> Iterator[str]:
    """What a line "By …" near the headline names, else the first element called byline."""
    place = next((i for i, r in enumerate(tree.runs) if r.kind == "heading" and r.level == 1), 0)
    near = tree.runs[max(0, place - 3) : place + NEAR_HEADLINE]
    for run in near:
        match = _SIGNED.search(run.text) if len(run.text) <= BYLINE_CHARS else None
        if match and not run.text.rstrip().endswith("."):
            yield match[1]
            return
    for run in tree.runs:
        if len(run.text) <= BYLINE_CHARS and _BYLINE_NAMES.search(tree.nodes[run.node].names):
            yield run.text
            return
