"""Who signed the article: from what the page states, else from the line "By …"."""

import re
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from tradecrawler.extract import jsonld
from tradecrawler.extract.authors import names_in
from tradecrawler.extract.evidence import Evidence, snippet_text, source_of
from tradecrawler.extract.text import fold_space
from tradecrawler.extract.tree import PageTree, Run
from tradecrawler.items import Value

AUTHOR_META = (
    "author", "article:author", "og:article:author", "parsely-author", "sailthru.author",
    "dc.creator", "dc:creator", "dcterms.creator", "dcterms:creator", "citation_author", "byl",
    "article:author_name", "authors", "article.author", "creator", "twitter:creator:name",
    "author_name", "cxenseparse:author",
)  # fmt: skip
LABELLED = re.compile(
    r"^(?:written by|verfasst von|geschrieben von|écrit par|geschreven door|escrito por|"
    r"scritto da|posted by|von|by|author|autor|auteur)$",
    re.I,
)
"""Labels under which the vendors' twitter:label and twitter:data elements state an author."""


class _Statement(NamedTuple):
    source: str
    texts: list[str]
    stated: bool
    """Whether the page says that this is the author's name, so that it need not look like one."""


def read_authors(tree: PageTree, evidence: Evidence, site_names: tuple[str, ...]) -> list[Value]:
    """The authors by the first kind of evidence that names any; empty if nobody signed.

    Where no person signed, the organisation that the page states as the author did.
    """
    statements = list(_statements(tree, evidence))
    for source, texts, stated in statements:
        names = names_in(texts, site_names, stated=stated)
        if names:
            return [Value(value=name, source=source) for name in names]
    for node in (evidence.article, evidence.page):
        names = list(_organisations(node.get("author"), evidence.things))
        if names:
            return [Value(value=name, source="json-ld") for name in names]
    for source, texts, stated in statements:
        names = names_in(texts, stated=True) if stated else []
        if names:
            return [Value(value=name, source=source) for name in names]
    return []


def _statements(tree: PageTree, evidence: Evidence) -> Iterator[_Statement]:
    for node in (evidence.article, evidence.page):
        for key in ("author", "creator"):
            yield _Statement("json-ld", list(_people(node.get(key), evidence.things)), True)
    yield _Statement("microdata", list(evidence.marked.authors), True)
    for name in AUTHOR_META:
        if name in evidence.meta:
            texts = [_name_first(text) for text in evidence.meta[name]]
            yield _Statement(source_of(name), texts, True)
    yield _Statement("meta:twitter:data", list(_labelled(evidence)), True)
    yield _Statement("rel=author", list(evidence.marked.signed), True)
    yield _Statement("byline", list(_signed(_near(tree, evidence))), False)
    yield _Statement("author's page", list(_linked(_near(tree, evidence))), False)
    for text in evidence.marked.bylines:
        yield _Statement("byline", [text], False)


def _people(value: Any, things: Any) -> Iterator[str]:
    """Names of an author as JSON-LD states it: a text, a person, a list, or the id of a person."""
    if isinstance(value, str):
        yield snippet_text(value)
    elif isinstance(value, dict):
        known = value if value.get("name") else things.get(str(value.get("@id")), value)
        if "Organization" not in jsonld.types_of(known):
            yield from _people(known.get("name"), {})
    elif isinstance(value, list):
        for item in value:
            yield from _people(item, things)


def _organisations(value: Any, things: Any) -> Iterator[str]:
    """Names of the organisations among authors as JSON-LD states them."""
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            known = item if item.get("name") else things.get(str(item.get("@id")), item)
            name = known.get("name")
            if isinstance(name, str) and "Organization" in jsonld.types_of(known):
                yield fold_space(snippet_text(name))


def _name_first(text: str) -> str:
    """``Varennes, Odile`` turned round, as libraries' meta elements write names."""
    match = re.fullmatch(r"([^\s,]+),\s*([^\s,]+(?:\s[A-Z]\.)?)", text)
    return f"{match[2]} {match[1]}" if match else text


def _labelled(evidence: Evidence) -> Iterator[str]:
    for number in ("1", "2"):
        labels = evidence.meta.get(f"twitter:label{number}", ())
        if labels and LABELLED.match(labels[0]):
            yield from evidence.meta.get(f"twitter:data{number}", ())[:1]


_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w.'’-]*"
_PARTICLE = r"de|van|der|den|von|du|le|la|di|da|of|and|et|en|und|&"
_NAME = rf"{_CAPITALISED}(?:\s+(?:{_PARTICLE}|{_CAPITALISED}),?){{0,8}}"
_CUE = (
    r"(?:(?:[Aa]rticle|[Ss]tory|[Tt]exte?|[Pp]osted|[Ww]ritten|[Gg]eschrieben|[Vv]erfasst|"
    r"[Ee]ingestellt|[Gg]eschreven|[ÉEé]crit|[Pp]ropos recueillis)\s+)?"
    r"(?:[Bb]y|BY|[Pp]ar|PAR|[Vv]on|VON|[Dd]oor|DOOR|[Pp]or|POR|"
    r"(?:[Tt]ekst|[Tt]exte?|[Aa]uthors?|[Aa]utor(?:in|en)?|[Aa]uteurs?|[Rr]edaktion)\s*:)"
)
_SIGNED = re.compile(rf"(?:^|[|·•–—-]\s*|\d\s+)(?:{_CUE})\s*:?\s+({_NAME})")
_LABEL = re.compile(rf"{_CUE}\s*:?|(?:[Aa]uthor|[Aa]utor(?:in)?|[Aa]uteur|AUTHOR)\s*:?")
BYLINE_CHARS = 120
NEAR_HEADLINE = 12
"""Runs around the headline among which a line "By …" is the article's byline."""


_AUTHORS_PAGE = re.compile(
    r"/(?:authors?|autor(?:en|in|es)?|auteurs?|writers?|contributors?|staff|people|person|newsteam|"
    r"journalist\w*|profil\w*|producers|our-team|team|redaktion|redactie|user|experts?)/[^/]+/?$",
    re.I,
)


def _near(tree: PageTree, evidence: Evidence) -> list[Run]:
    place = evidence.headline_place
    return tree.runs[max(0, place - 3) : place + NEAR_HEADLINE]


def _linked(near: list[Run]) -> Iterator[str]:
    """The texts of one short run's links to pages of persons."""
    for run in near:
        people = [link.text for link in run.links if _AUTHORS_PAGE.search(link.url)]
        if people and len(run.text) <= BYLINE_CHARS:
            yield from people
            return


def _signed(near: list[Run]) -> Iterator[str]:
    """What a line "By …" near the headline names, or the line below one that says only "By"."""
    for run, following in zip_longest(near, near[1:]):
        if len(run.text) > BYLINE_CHARS or run.kind == "heading":
            continue
        match = _SIGNED.search(run.text)
        if match and not run.text.rstrip().endswith("."):
            yield match[1]
            return
        if following is not None and _LABEL.fullmatch(run.text):
            yield following.text
            return
