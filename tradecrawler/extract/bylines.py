"""Who signed the article: from what the page states, else from the line "By …"."""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from tradecrawler.extract import jsonld, signatures
from tradecrawler.extract.authors import is_organisation, joined, names_in
from tradecrawler.extract.evidence import Evidence, snippet_text, source_of
from tradecrawler.extract.text import folded, words
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
    shown: bool
    """Whether it is a byline that readers see, and says so."""


_Named = tuple[_Statement, list[str]]
"""A statement and the names in it."""


def read_authors(
    tree: PageTree, evidence: Evidence, site_names: tuple[str, ...], url: str = ""
) -> list[Value]:
    """The authors by the first kind of evidence that names any; empty if nobody signed.

    What the page states unseen gives way to another name that it prints at the headline: content
    systems state who typed the article in. Where no person signed, the desk, or the site itself,
    did if a byline says so.
    """
    near = signatures.near_headline(tree, evidence.headline_place)
    statements = list(_statements(tree, evidence, near, url))
    readers = signatures.readers(near)
    around = folded(" ".join(run.text for run in near))
    named = []
    for statement in statements:
        names = names_in(statement.texts, site_names, stated=statement.stated)
        names = [name for name in names if folded(name) not in readers]
        if names:
            named.append((statement, names))
    seen = [
        (statement, names)
        for statement, names in named
        if statement.shown and _is_in(names, around)
    ]
    signed = {folded(name) for _, names in seen for name in names}
    named = [
        (statement, names)
        for statement, names in named
        if statement.shown
        or not any(map(is_organisation, names))
        or _is_in(names, " ".join(signed))
    ]
    if named:
        statement, names = _choose(named, seen, near, around)
        return [Value(value=name, source=statement.source) for name in names]
    return _by_the_house(statements, site_names)


def _is_in(names: list[str], text: str) -> bool:
    return all(folded(name) in text for name in names)


def _by_the_house(statements: list[_Statement], site_names: tuple[str, ...]) -> list[Value]:
    """The desk or the site itself, where a byline or JSON-LD names it, or it is a person's name."""
    sites = joined(site_names)
    found = [
        (statement, names[0])
        for statement in statements
        if (statement.shown or statement.stated)
        and (
            names := [text for text in statement.texts if "".join(words(text)) in sites]
            or names_in(statement.texts, stated=True, desks=True)
        )
    ]
    shown = {folded(name) for statement, name in found if statement.shown}
    for statement, name in found:
        if (
            folded(name) in shown
            or (statement.source == "json-ld" and not is_organisation(name))
            or (signatures.is_person(name) and not is_organisation(name))
        ):
            return [Value(value=name, source=statement.source)]
    return []


def _choose(named: list[_Named], seen: list[_Named], near: list[Run], text: str) -> _Named:
    """The statement that is believed, ``text`` being the folded one of the lines ``near``."""
    first, names = named[0]
    if not first.shown and not any(folded(name) in text for name in names):
        is_meta = first.source.startswith("meta:")
        full = [
            (s, n)
            for s, n in seen
            if all(signatures.is_person(x) or (is_meta and signatures.may_sign(x)) for x in n)
        ]
        if full:
            first, names = full[0]
    more = next(
        (n for s, n in seen if set(names) < set(n) and all(map(signatures.is_person, n))), names
    )
    if more is not names:
        return first, more
    if first.shown and _INITIALS.fullmatch(names[0]):
        others = (n for s, n in named if s.shown and len(n) == 1 and signatures.is_person(n[0]))
        return first, next((n for n in others if _is_in(n, text)), names)
    return first, [_as_printed(name, seen, near) for name in names]


_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,3}")
"""An editor's or the house's initials, where the author's name stands beside them."""


def _as_printed(name: str, seen: list[_Named], near: list[Run]) -> str:
    """``name`` without a role that runs into it, or with the surname, as another byline or a line
    of its own has it."""
    alone = [n[0] for _, n in seen if len(n) == 1 and " " in n[0]]
    if " " not in name:
        start = f"{folded(name)} "
        lines = (run.text for run in near if len(run.text) <= signatures.LINE_CHARS)
        full = (n for n in (*alone, *lines) if folded(n).startswith(start))
        return next(filter(signatures.is_person, full), name)
    shorter = (n for n in alone if name.startswith(n) and signatures.is_person(n))
    return min(shorter, key=len, default=name)


def _statements(
    tree: PageTree, evidence: Evidence, near: list[Run], url: str
) -> Iterator[_Statement]:
    for node in (evidence.article, evidence.page):
        for key in ("author", "creator"):
            yield _Statement("json-ld", list(_people(node.get(key), evidence.things)), True, False)
    yield _Statement("microdata", list(evidence.marked.authors), True, False)
    for name in AUTHOR_META:
        if name in evidence.meta:
            texts = [_name_first(text) for text in evidence.meta[name]]
            yield _Statement(source_of(name), texts, True, False)
    yield _Statement("meta:twitter:data", list(_labelled(evidence)), True, False)
    yield _Statement("rel=author", list(evidence.marked.signed), True, True)
    signed = _Statement("byline", list(signatures.signed(near)), True, True)
    linked = _Statement("author's page", list(signatures.linked(near, url)), False, True)
    yield from (linked, signed) if _is_first(linked, signed, near) else (signed, linked)
    for text in evidence.marked.bylines:
        yield _Statement("byline", [text], False, True)
    place = evidence.headline_place
    rubrics = frozenset(
        text.casefold()
        for name in ("article:section", "article:tag", "keywords", "news_keywords")
        for content in evidence.meta.get(name, ())
        for text in content.split(",")
    )
    beside = list(signatures.beside_date(tree, place, rubrics))
    yield _Statement("signature", list(signatures.closing(tree, place)), False, False)
    yield _Statement("beside the date", beside, False, False)


def _is_first(linked: _Statement, signed: _Statement, near: list[Run]) -> bool:
    """Whether a person's name that is linked stands above a line "By …"."""
    if not linked.texts or not signed.texts or not signatures.is_person(linked.texts[0]):
        return False
    for run in near:
        if signed.texts[0] in run.text:
            return False
        if run.text == linked.texts[0]:
            return True
    return False


def _people(value: Any, things: Any) -> Iterator[str]:
    """Names of an author as JSON-LD states it: a text, a person, a list, or the id of a person."""
    if isinstance(value, str):
        yield snippet_text(value)
    elif isinstance(value, dict):
        known = value if value.get("name") else things.get(str(value.get("@id")), value)
        if not jsonld.is_organisation(known):
            full = " ".join(str(known.get(k) or "") for k in ("givenName", "familyName")).strip()
            yield from _people(known.get("name") or full, {})
    elif isinstance(value, list):
        for item in value:
            yield from _people(item, things)


def _name_first(text: str) -> str:
    """``Varennes, Odile`` turned round, as libraries' meta elements write names."""
    match = re.fullmatch(r"([^\s,]+),\s*([^\s,]+(?:\s[A-Z]\.)?)", text)
    return f"{match[2]} {match[1]}" if match else text


def _labelled(evidence: Evidence) -> Iterator[str]:
    for number in ("1", "2"):
        labels = evidence.meta.get(f"twitter:label{number}", ())
        if labels and LABELLED.match(labels[0]):
            yield from evidence.meta.get(f"twitter:data{number}", ())[:1]
