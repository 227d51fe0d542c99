"""Full-text search over headline, lead and body of current versions: query and index.

What a word is, is decided here (``archive.text``) and not by the databases: SQLite FTS5 and a
PostgreSQL ``tsvector`` are both given folded words, and so find the same articles. Their ranks are
their own: bm25 on one, ts_rank on the other. No stemming yet.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import (
    ColumnElement,
    Connection,
    Float,
    Select,
    and_,
    bindparam,
    cast,
    delete,
    func,
    literal_column,
    select,
    text,
)
from sqlalchemy import column as sql_column
from sqlalchemy import table as sql_table
from sqlalchemy.dialects.postgresql import TSQUERY, TSVECTOR

from archive.errors import EmptyQuery
from archive.models import Article, Version
from archive.text import words

Phrase = tuple[str, ...]
"""Folded words that follow each other; a single word is a phrase of one."""

MAX_CHARACTERS = {"headline": 2_000, "lead": 18_000, "body": 180_000}
MAX_WORDS = 16_000
"""An article is searched up to here: PostgreSQL counts positions to 16,383 and takes 1 MB of words.
That is thirty printed pages."""

_TABLE = "article_search"
TABLE = _TABLE
"""The index, for who checks whether it is in step."""
_INDEX = sql_table(_TABLE, sql_column("rowid"), sql_column("article_id"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Query:
    """What the user looks for."""

    required: tuple[Phrase, ...]
    """All of these must occur."""
    excluded: tuple[Phrase, ...]
    """None of these may."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SearchText:
    """What is searched of one article."""

    article_id: int
    headline: str
    lead: str
    body: str


_QUERY_PART = re.compile(r'(?P<minus>-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"]+))')


def parse(query: str) -> Query:
    """Read what a user typed: words, "quoted phrases", and a leading - that excludes.

    Nothing else has a meaning, so nothing can be a mistake of syntax: a word with signs inside
    ("e-commerce", "l'enseigne") is looked for as a phrase of its parts. Raises EmptyQuery where
    nothing remains to look for.
    """
    required: list[Phrase] = []
    excluded: list[Phrase] = []
    for part in _QUERY_PART.finditer(query):
        phrase = tuple(words(part["quoted"] or part["plain"] or ""))
        if phrase:
            (excluded if part["minus"] else required).append(phrase)
    if not required:
        raise EmptyQuery(f"no word to look for in {query!r}")
    return Query(required=tuple(dict.fromkeys(required)), excluded=tuple(dict.fromkeys(excluded)))


def create(connection: Connection) -> None:
    """Create the index; its table must not be there."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(
            f"CREATE TABLE {_TABLE} ("
            " article_id bigint PRIMARY KEY REFERENCES articles (id),"
            " words tsvector NOT NULL)"
        )
        connection.exec_driver_sql(f"CREATE INDEX {_TABLE}_words ON {_TABLE} USING gin (words)")
    else:
        connection.exec_driver_sql(
            f"CREATE VIRTUAL TABLE {_TABLE} USING fts5("
            "headline, lead, body, tokenize = 'unicode61 remove_diacritics 2')"
        )


def index(connection: Connection, texts: Sequence[SearchText]) -> None:
    """Put these texts in the place of what the index holds of their articles."""
    if not texts:
        return
    is_postgresql = connection.dialect.name == "postgresql"
    key = _INDEX.c.article_id if is_postgresql else _INDEX.c.rowid
    connection.execute(
        delete(_INDEX).where(key == bindparam("key")), [{"key": t.article_id} for t in texts]
    )
    if is_postgresql:
        statement = (
            f"INSERT INTO {_TABLE} (article_id, words) VALUES (:id, CAST(:words AS tsvector))"
        )
        rows = [{"id": t.article_id, "words": _tsvector(_words_by_field(t))} for t in texts]
    else:
        statement = (
            f"INSERT INTO {_TABLE} (rowid, headline, lead, body)"
            " VALUES (:id, :headline, :lead, :body)"
        )
        rows = [
            {"id": t.article_id, **{k: " ".join(w) for k, w in _words_by_field(t).items()}}
            for t in texts
        ]
    connection.execute(text(statement), rows)


def find(
    connection: Connection, query: Query, conditions: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, float]]:
    """Articles that match, best first: (article id, rank), a higher rank being better.

    ``conditions`` may speak of ``models.Article`` and of its current ``models.Version``. Ranks can
    be compared within one answer only.
    """
    found = _matches(connection.dialect.name, query).cte("found")
    # SQLite would otherwise read the articles first and ask the index about each of them
    found = found.prefix_with("MATERIALIZED", dialect="sqlite")
    statement = select(found.c.article_id, found.c.rank)
    if conditions:
        statement = (
            statement.join(Article, Article.id == found.c.article_id)
            .join(Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None)))
            .where(*conditions)
        )
    best_first = statement.order_by(found.c.rank.desc(), found.c.article_id.desc()).limit(limit)
    return [(row[0], float(row[1])) for row in connection.execute(best_first)]


def _matches(dialect: str, query: Query) -> Select[int, float]:
    """All articles that match, with their rank."""
    condition: ColumnElement[bool]
    rank: ColumnElement[float]
    if dialect == "postgresql":
        wanted = cast(_tsquery(query), TSQUERY)
        indexed = literal_column(f"{_TABLE}.words", TSVECTOR)
        condition, rank, key = indexed.op("@@")(wanted), func.ts_rank(indexed, wanted), "article_id"
    else:
        condition = literal_column(_TABLE).op("MATCH")(_fts5(query))
        rank = literal_column(f"-bm25({_TABLE}, 8.0, 3.0, 1.0)", Float)
        key = "rowid"
    found = select(_INDEX.c[key].label("article_id"), rank.label("rank"))
    return found.where(condition)


def _words_by_field(article: SearchText) -> dict[str, list[str]]:
    """The words of headline, lead and body, no more than the index can take."""
    room = MAX_WORDS
    found = {}
    for field, characters in MAX_CHARACTERS.items():
        found[field] = words(getattr(article, field), characters=characters)[:room]
        room -= len(found[field])
    return found


def _tsvector(fields: dict[str, list[str]]) -> str:
    """The words with positions and weights in PostgreSQL's notation: ``'enseigne':3A,17``.

    A step between the fields keeps phrases from reaching over their border.
    """
    places: dict[str, list[str]] = {}
    start = 1
    for field, weight in (("headline", "A"), ("lead", "B"), ("body", "")):
        for position, word in enumerate(fields[field], start):
            places.setdefault(word, []).append(f"{position}{weight}")
        start += len(fields[field]) + 1
    return " ".join(f"'{word}':{','.join(numbers)}" for word, numbers in places.items())


def _tsquery(query: Query) -> str:
    """The query in PostgreSQL's notation; words are letters and digits, so quotes are safe."""
    required = [_tsquery_phrase(phrase) for phrase in query.required]
    excluded = [f"!{_tsquery_phrase(phrase)}" for phrase in query.excluded]
    return " & ".join(required + excluded)


def _tsquery_phrase(phrase: Phrase) -> str:
    """Words that follow each other."""
    return "(" + " <-> ".join(f"'{word}'" for word in phrase) + ")"


def _fts5(query: Query) -> str:
    """The query in FTS5's notation; words are letters and digits, so quotes are safe."""
    required = " AND ".join(f'"{" ".join(phrase)}"' for phrase in query.required)
    if not query.excluded:
        return required
    excluded = " OR ".join(f'"{" ".join(phrase)}"' for phrase in query.excluded)
    return f"({required}) NOT ({excluded})"
