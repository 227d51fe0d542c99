"""The query language: reads what a user typed. Pure; knows no language, no SQL.

    query  := all (OR all)*
    all    := part (AND? part)*
    part   := (NOT | -)* ( (query) | FIELD:(query) | FIELD:word | word | word* | "phrase" )

Operators are written in capitals; "and" and "or" are words. What is no word and no sign of the
language ("&", "–") is passed over, as in the texts.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from archive.errors import EmptyQuery, QueryError
from archive.search.analysis import composed, split
from archive.search.query import (
    DATE_FIELDS,
    FACT_FIELDS,
    FIELDS,
    And,
    Fact,
    Node,
    Not,
    Or,
    Query,
    Sort,
    Term,
    joined,
    looks_for,
)

MAX_TERMS = 100
"""Nobody types as many; each costs a look-up for every language of the archive."""

MAX_DEPTH = 8
"""Parentheses in parentheses; from 11 on, SQLite's parser of such expressions may overflow."""

MIN_BEGINNING = 2
"""Letters before a *: one letter begins a tenth of all words."""


def parse(query: str) -> Query:
    """Read what a user typed.

    Raises QueryError with the place of the mistake, EmptyQuery where nothing remains to look for.
    """
    return _Parser(query).query()


class _Sign(NamedTuple):
    """A piece of the query that the grammar knows."""

    kind: str
    """open, close, not, and, or, field, phrase, chunk."""
    text: str
    place: int


_SIGN = re.compile(
    r"""\s+
    | (?P<open>\()
    | (?P<close>\))
    | "(?P<phrase>[^"]*)"
    | (?P<unclosed>")
    | (?P<not>(?<![^\s(])-+(?=[^\s)-]))
    | (?P<field>(?<![^\s(-])[A-Za-z]+):(?=[^\s:/])
    | (?P<chunk>[^\s()"]+)""",
    re.VERBOSE,
)
_OPERATORS = {"AND": "and", "OR": "or", "NOT": "not"}
_DAY = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class _Parser:
    """Reads one query from left to right."""

    def __init__(self, query: str) -> None:
        self._query = query
        self._signs = list(self._read_signs())
        self._next = 0
        self._terms = 0
        self._depth = 0
        self._since: date | None = None
        self._until: date | None = None

    def query(self) -> Query:
        """The whole query."""
        root = self._or(None, is_top=True)
        sign = self._peek()
        if sign is not None:  # only a parenthesis can be left over
            raise self._error("this parenthesis closes nothing", sign.place)
        if root is None or not looks_for(root):
            raise EmptyQuery(f"no word to look for in {self._query!r}")
        return Query(root=root, since=self._since, until=self._until)

    # Signs

    def _read_signs(self) -> Iterator[_Sign]:
        for match in _SIGN.finditer(self._query):
            kind, place = match.lastgroup, match.start()
            if kind == "unclosed":
                raise self._error("this quotation mark is not closed", place)
            if kind == "chunk":
                kind = _OPERATORS.get(match.group(), "chunk")
            if kind is not None:
                yield _Sign(kind, match.group(match.lastgroup or 0), place)

    def _peek(self) -> _Sign | None:
        return self._signs[self._next] if self._next < len(self._signs) else None

    def _take(self, *kinds: str) -> _Sign | None:
        """The next sign if it is of one of these kinds."""
        sign = self._peek()
        if sign is None or sign.kind not in kinds:
            return None
        self._next += 1
        return sign

    def _error(self, message: str, place: int) -> QueryError:
        return QueryError(message, self._query, place)

    # Grammar; None stands for what holds no word

    def _or(self, field: str | None, *, is_top: bool) -> Node | None:
        """Alternatives."""
        is_only = is_top and not self._has_or()
        nodes = [self._and(field, is_top=is_only)]
        while (sign := self._take("or")) is not None:
            self._operand_must_follow(sign)
            nodes.append(self._and(field, is_top=False))
        found = [node for node in nodes if node is not None]
        return joined(Or, found) if found else None

    def _has_or(self) -> bool:
        """Whether an OR follows on this level."""
        depth = 0
        for sign in self._signs[self._next :]:
            depth += {"open": 1, "close": -1}.get(sign.kind, 0)
            if depth < 0:
                return False
            if depth == 0 and sign.kind == "or":
                return True
        return False

    def _and(self, field: str | None, *, is_top: bool) -> Node | None:
        """What must be there together."""
        first = self._peek()
        if first is not None and first.kind in ("and", "or"):
            raise self._error(f"{first.text} has nothing before it", first.place)
        nodes = []
        while (sign := self._peek()) is not None and sign.kind not in ("or", "close"):
            if sign.kind == "and":
                self._next += 1
                self._operand_must_follow(sign)
                continue
            nodes.append(self._part(field, is_top=is_top))
        found = [node for node in nodes if node is not None]
        return joined(And, found) if found else None

    def _operand_must_follow(self, operator: _Sign) -> None:
        sign = self._peek()
        if sign is None or sign.kind in ("and", "or", "close"):
            raise self._error(f"{operator.text} has nothing after it", operator.place)

    def _part(self, field: str | None, *, is_top: bool) -> Node | None:
        """One word, phrase, field or parenthesis, with what excludes it."""
        is_excluded = False
        while (sign := self._take("not")) is not None:
            self._operand_must_follow(sign)
            is_excluded = not is_excluded
            is_top = False
        node = self._operand(field, is_top=is_top)
        if node is None or not is_excluded:
            return node
        return node.node if isinstance(node, Not) else Not(node)

    def _operand(self, field: str | None, *, is_top: bool) -> Node | None:
        sign = self._signs[self._next]
        self._next += 1
        if sign.kind == "open":
            return self._group(sign, field, is_top=is_top and field is None)
        if sign.kind == "field":
            return self._field(sign, field, is_top=is_top)
        if field in FACT_FIELDS:
            return self._fact(field, sign)
        return self._term(field, sign)

    def _group(self, opened: _Sign, field: str | None, *, is_top: bool) -> Node | None:
        """What stands between parentheses."""
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise self._error(f"more than {MAX_DEPTH} parentheses in each other", opened.place)
        node = self._or(field, is_top=is_top)
        if self._take("close") is None:
            raise self._error("this parenthesis is not closed", opened.place)
        self._depth -= 1
        return node

    def _field(self, sign: _Sign, outer: str | None, *, is_top: bool) -> Node | None:
        """``field:`` and what it holds for."""
        name = sign.text.lower()
        if name not in FIELDS:
            raise self._error(f"no field {name!r}; there are {', '.join(FIELDS)}", sign.place)
        if outer is not None:
            raise self._error(f"{name}: inside of {outer}:", sign.place)
        if name in DATE_FIELDS:
            self._date(name, sign, is_top=is_top)
            return None
        value = self._peek()
        if value is None or value.kind not in ("open", "phrase", "chunk"):
            raise self._error(f"{name}: has no value", sign.place)
        if value.kind == "chunk" and value.text.startswith("-"):
            raise self._error(f"write -{name}: to exclude what follows", sign.place)
        return self._operand(name, is_top=False)

    def _date(self, name: str, sign: _Sign, *, is_top: bool) -> None:
        """A day from which on, or before which; they hold for the whole query."""
        value = self._take("chunk", "phrase")
        day = _day(value.text) if value else None
        if day is None:
            raise self._error(f"{name}: wants a day, 2026-11-03, or 2026-11 or 2026", sign.place)
        if not is_top:
            raise self._error(
                f"{name}: holds for the whole query and cannot stand in OR or NOT", sign.place
            )
        if name == "after":
            self._since = max(self._since or day, day)
        elif day == date.min:
            raise self._error("there is no day before the first", sign.place)
        else:
            day = date.fromordinal(day.toordinal() - 1)
            self._until = min(self._until or day, day)

    def _fact(self, field: str, sign: _Sign) -> Fact:
        value = sign.text.strip().lower()
        if field == "language" and not re.fullmatch(r"[a-z]{2,3}", value):
            raise self._error("language: wants an ISO 639 code, such as fr or nl", sign.place)
        if not value or "*" in value:
            raise self._error(f"{field}: wants a whole value", sign.place)
        self._count(sign)
        return Fact(field, value)

    def _term(self, field: str | None, sign: _Sign) -> Term | None:
        if sign.kind == "phrase":
            words = split(sign.text)
            return self._counted(Term(words, "phrase", field), sign) if words else None
        text, star, rest = sign.text.partition("*")
        words = split(text)
        if star and (split(rest) or rest.strip("*")):
            raise self._error("a * can only stand at the end of a word", sign.place + len(text))
        if star and (not words or not composed(text).endswith(words[-1])):
            raise self._error("a * needs the beginning of a word before it", sign.place + len(text))
        if star and len(words[-1]) < MIN_BEGINNING:
            raise self._error(
                f"a * needs {MIN_BEGINNING} letters before it", sign.place + len(text)
            )
        if not words:
            return None
        sort: Sort = "prefix" if star else "plain"
        return self._counted(Term(words, sort, field), sign)

    def _counted(self, term: Term, sign: _Sign) -> Term:
        self._count(sign, len(term.words))
        return term

    def _count(self, sign: _Sign, words: int = 1) -> None:
        self._terms += words
        if self._terms > MAX_TERMS:
            raise self._error(f"more than {MAX_TERMS} words", sign.place)


def _day(text: str) -> date | None:
    """The first day of a day, month or year; None for anything else."""
    match = _DAY.fullmatch(text)
    try:
        return date(*(int(part or 1) for part in match.groups())) if match else None
    except ValueError:
        return None
