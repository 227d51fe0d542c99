"""A query's tree in the notation of FTS5 and of PostgreSQL's tsquery. Pure; no SQL.

Every term stands for its patterns in each language of the archive. Words of the index are letters,
digits and underscores, so nothing that was typed can leave its quotes.
"""

from collections.abc import Sequence

from archive.search.patterns import Pattern, patterns
from archive.search.query import WORD_FIELDS, And, Fact, Node, Not, Or, Term

EVERY = "_all"
"""A word of every article: from it is taken what a query only excludes."""

FACT_MARKS = {"magazine": "_m", "language": "_l"}

FIELD_MARKS = {"headline": "1", "lead": "2"}
"""Before a word of these fields in a second copy, on PostgreSQL: its index knows no fields."""


def fact_word(field: str, value: str) -> str:
    """A property as a word of the index; what is no letter or digit as its number."""
    safe = (c if c.isascii() and c.isalnum() else f"_{ord(c):x}_" for c in value.lower())
    return FACT_MARKS[field] + "".join(safe)


def fts5(node: Node, tags: Sequence[str]) -> str:
    """The tree as FTS5 reads it."""
    if isinstance(node, Fact):
        return f'"{fact_word(node.field, node.value)}"'
    if isinstance(node, Term):
        return _fts5_term(node, tags)
    if isinstance(node, Not):
        return f'("{EVERY}" NOT {fts5(node.node, tags)})'
    if isinstance(node, Or):
        return "(" + " OR ".join(fts5(part, tags) for part in node.nodes) + ")"
    wanted = [fts5(part, tags) for part in node.nodes if not isinstance(part, Not)]
    excluded = [fts5(part.node, tags) for part in node.nodes if isinstance(part, Not)]
    found = "(" + " AND ".join(wanted or [f'"{EVERY}"']) + ")"
    return f"({found} NOT ({' OR '.join(excluded)}))" if excluded else found


def _fts5_term(term: Term, tags: Sequence[str]) -> str:
    alternatives = " OR ".join(
        f'"{" ".join(pattern.words)}"' + (" *" if pattern.is_prefix else "")
        for pattern in _patterns(term, tags)
    )
    is_column = term.field is not None and term.field not in WORD_FIELDS
    return f"({term.field} : ({alternatives}))" if is_column else f"({alternatives})"


def tsquery(node: Node, tags: Sequence[str], *, loose: bool = False) -> str:
    """The tree as PostgreSQL reads it.

    Its index holds neither positions nor fields. The ``loose`` query is one that the index answers
    alone; it finds all that the tree does and may find more.
    """
    if isinstance(node, Fact):
        return f"'{fact_word(node.field, node.value)}'"
    if isinstance(node, Term):
        found = [_tsquery_pattern(pattern, term=node, loose=loose)
                 for pattern in _patterns(node, tags)]  # fmt: skip
        return "(" + " | ".join(found) + ")"
    if isinstance(node, Not):
        if loose and not is_exact(node.node, tags):
            return f"'{EVERY}'"
        return f"('{EVERY}' & !{tsquery(node.node, tags, loose=loose)})"
    sign = " & " if isinstance(node, And) else " | "
    return "(" + sign.join(tsquery(part, tags, loose=loose) for part in node.nodes) + ")"


def is_exact(node: Node, tags: Sequence[str]) -> bool:
    """Whether PostgreSQL's index alone can answer."""
    if isinstance(node, Term):
        return node.field != "body" and all(
            len(pattern.words) == 1 for pattern in _patterns(node, tags)
        )
    if isinstance(node, Not):
        return is_exact(node.node, tags)
    if isinstance(node, And | Or):
        return all(is_exact(part, tags) for part in node.nodes)
    return True


def _tsquery_pattern(pattern: Pattern, *, term: Term, loose: bool) -> str:
    mark = FIELD_MARKS.get(term.field or "", "")
    weight = "D" if term.field == "body" and not loose else ""
    *before, last = [f"'{mark}{word}'" for word in pattern.words]
    ends = f"{'*' if pattern.is_prefix else ''}{weight}"
    parts = [*(f"{word}:{weight}" if weight else word for word in before),
             f"{last}:{ends}" if ends else last]  # fmt: skip
    return "(" + (" & " if loose else " <-> ").join(parts) + ")"


def _patterns(term: Term, tags: Sequence[str]) -> list[Pattern]:
    """A term's patterns in all languages, each once."""
    return list(dict.fromkeys(p for tag in tags for p in patterns(term, tag)))
