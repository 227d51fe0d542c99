"""What a user looks for, as a tree; ``archive.search.parsing`` makes it of what was typed. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

TEXT_FIELDS = ("headline", "lead", "body")
WORD_FIELDS = ("author", "section")
FACT_FIELDS = ("magazine", "language")
DATE_FIELDS = ("after", "before")
FIELDS = (*TEXT_FIELDS, *WORD_FIELDS, *FACT_FIELDS, *DATE_FIELDS)

Sort = Literal["plain", "phrase", "prefix"]


@dataclass(frozen=True, slots=True)
class Term:
    """Words that follow each other; most often one."""

    words: tuple[str, ...]
    """As typed, without elided articles; neither folded nor stemmed."""
    sort: Sort = "plain"
    """plain: also compounds of the word; phrase: as it stands; prefix: whatever begins so."""
    field: str | None = None
    """headline, lead, body, author or section; None for any of the first three."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A property that an article has or has not."""

    field: str
    """magazine or language."""
    value: str
    """In lower case."""


@dataclass(frozen=True, slots=True)
class Not:
    """What must not match."""

    node: "Node"


@dataclass(frozen=True, slots=True)
class And:
    """Nodes that must all match; two at least."""

    nodes: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Nodes of which one must match; two at least."""

    nodes: tuple["Node", ...]


Node = Term | Fact | Not | And | Or


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What the user looks for."""

    root: Node
    since: date | None = None
    """First day of publication."""
    until: date | None = None
    """Last day of publication, included."""

    def narrowed(
        self,
        *,
        magazine: str | None = None,
        language: str | None = None,
        since: date | None = None,
        until: date | None = None,
    ) -> "Query":
        """The query with filters that came by another way than its text."""
        given = {"magazine": magazine, "language": language}
        facts = [Fact(field, value.lower()) for field, value in given.items() if value is not None]
        return Query(
            root=joined(And, [self.root, *facts]),
            since=max((day for day in (self.since, since) if day), default=None),
            until=min((day for day in (self.until, until) if day), default=None),
        )

    def terms(self) -> list[Term]:
        """What is looked for in texts and not excluded, each once."""
        return list(dict.fromkeys(_positive(self.root)))


def _positive(node: Node, *, excluded: bool = False) -> Iterator[Term]:
    """The terms of text fields under an even number of exclusions."""
    if isinstance(node, Term):
        if not excluded and node.field not in WORD_FIELDS:
            yield node
    elif isinstance(node, Not):
        yield from _positive(node.node, excluded=not excluded)
    elif isinstance(node, And | Or):
        for part in node.nodes:
            yield from _positive(part, excluded=excluded)


def looks_for(node: Node, *, excluded: bool = False) -> bool:
    """Whether anything in the tree is looked for rather than excluded."""
    if isinstance(node, Not):
        return looks_for(node.node, excluded=not excluded)
    if isinstance(node, And | Or):
        return any(looks_for(part, excluded=excluded) for part in node.nodes)
    return not excluded


def joined(kind: type[And] | type[Or], nodes: list[Node]) -> Node:
    """Nodes under one operator, each once; nested ones of the same kind become one."""
    flat: list[Node] = []
    for node in nodes:
        flat.extend(node.nodes if isinstance(node, kind) else [node])
    unique = tuple(dict.fromkeys(flat))
    return unique[0] if len(unique) == 1 else kind(unique)
