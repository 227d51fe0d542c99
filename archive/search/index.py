"""Full-text search over headline, lead and body of current versions: the index in the database.

What a word is, is decided in ``analysis`` and not by the databases: SQLite FTS5 and a
PostgreSQL ``tsvector`` are given the same words (``indexing``), and so find the same
articles. ``finding`` asks it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import BigInteger, Column, Connection, Date, Integer, MetaData, Table, Text, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.types import UserDefinedType

from archive.records import Article
from archive.rows import insert_columns
from archive.search.analysis import tag
from archive.search.indexing import Indexed, index_words, pairs_array, tsvector
from archive.search.signature import SIGNATURE

TABLE = "article_search"
"""The index, for who checks whether it is in step."""
LANGUAGES = "search_languages"
DAYS = "article_search_days"
MADE_BY = "search_signature"

WAITING_KB = 16_384
"""What may wait beside PostgreSQL's index until a writer has to put it in: some 1,500 articles. By
default it is a quarter, and whoever searches goes through it, so that ``tidy`` comes first."""

_Question = tuple[str, Indexed]

_ahead: dict[_Question, tuple[str, ...]] = {}
"""What was worked out ahead, until it is used or forgotten."""

_FIELDS = ("headline", "lead", "body", "parts", "facts")
_COLUMNS = {"postgresql": ("words", "pairs"), "sqlite": _FIELDS}


class _Pairs(UserDefinedType[str]):
    """Small integers, given as PostgreSQL writes an array of them."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        """The type's name."""
        return "smallint[]"


# as ``rows`` has to know them
_VECTORS = Table(
    TABLE,
    MetaData(),
    Column("article_id", BigInteger, primary_key=True),
    Column("published_on", Date),
    Column("words", TSVECTOR),
    Column("pairs", _Pairs),
)
_WORDS = Table(
    TABLE,
    MetaData(),
    Column("rowid", Integer, primary_key=True),
    *(Column(name, Text) for name in _FIELDS),
)
_DAYS = Table(
    DAYS,
    MetaData(),
    Column("article_id", Integer, primary_key=True),
    Column("published_on", Date),
)


def create(connection: Connection) -> None:
    """Create the index; its tables must not be there."""
    if connection.dialect.name == "postgresql":
        statements = [
            f"CREATE TABLE {TABLE} ("
            " article_id bigint PRIMARY KEY REFERENCES articles (id),"
            " published_on date,"
            " words tsvector NOT NULL,"
            " pairs smallint[] NOT NULL)"
            # both apart from the rows, short ones too: most searches read rows and no words
            " WITH (toast_tuple_target = 128)",
            f"CREATE INDEX {TABLE}_words ON {TABLE} USING gin (words, pairs)"
            f" WITH (gin_pending_list_limit = {WAITING_KB})",
        ]
    else:
        statements = [
            # the words are ours; ascii leaves all that is beyond ASCII as it is
            f"CREATE VIRTUAL TABLE {TABLE} USING fts5(headline, lead, body, parts, facts,"
            " tokenize = \"ascii tokenchars '_'\")",
            f"CREATE TABLE {DAYS} (article_id INTEGER PRIMARY KEY, published_on DATE)",
        ]
    statements.append(f"CREATE TABLE {LANGUAGES} (tag VARCHAR(2) PRIMARY KEY)")
    statements.append(f"CREATE TABLE {MADE_BY} (signature VARCHAR NOT NULL)")
    for statement in statements:
        connection.exec_driver_sql(statement)


def sign(connection: Connection) -> None:
    """Note that this program's analysis made all that is in the index; it is empty now."""
    connection.execute(text(f"DELETE FROM {MADE_BY}"))
    connection.execute(
        text(f"INSERT INTO {MADE_BY} (signature) VALUES (:signature)"), {"signature": SIGNATURE}
    )


def signature(connection: Connection) -> str | None:
    """By which analysis the index was begun (``signature.SIGNATURE``); None if nobody noted it."""
    found = connection.scalar(text(f"SELECT signature FROM {MADE_BY}"))
    return None if found is None else str(found)


def clear(connection: Connection) -> None:
    """Forget all that is in the index."""
    tables = [TABLE, LANGUAGES]
    if connection.dialect.name != "postgresql":
        tables.append(DAYS)
    for table in tables:
        connection.execute(text(f"DELETE FROM {table}"))


def put(connection: Connection, articles: Mapping[int, Article]) -> None:
    """Put current versions, by article id, in the place of what the index holds of them."""
    if not articles:
        return
    _learn_languages(connection, {tag(article.language) for article in articles.values()})
    days: dict[str, list[Any]] = {
        "article_id": list(articles),
        "published_on": [a.published_on for a in articles.values()],
    }
    dialect = connection.dialect.name
    values = zip(*(columns(dialect, article) for article in articles.values()), strict=True)
    found = {name: list(column) for name, column in zip(_COLUMNS[dialect], values, strict=True)}
    if dialect == "postgresql":
        insert_columns(connection, _VECTORS, {**days, **found}, known="replaced")
        return
    connection.execute(
        text(f"DELETE FROM {TABLE} WHERE rowid = :id"), [{"id": id_} for id_ in articles]
    )
    insert_columns(connection, _WORDS, {"rowid": list(articles), **found})
    insert_columns(connection, _DAYS, days, known="replaced")


def think_ahead(dialect: str, articles: Iterable[Article]) -> None:
    """Work out what the index will be told of articles that this thread stores next."""
    for question in (_question(dialect, article) for article in articles):
        _ahead[question] = _columns(*question)


def forget() -> None:
    """Forget what was worked out ahead and not used."""
    _ahead.clear()


def columns(dialect: str, article: Article) -> tuple[str, ...]:
    """What the index of this database is told of an article, but its id and day."""
    question = _question(dialect, article)
    return _ahead.pop(question, None) or _columns(*question)


def _question(dialect: str, article: Article) -> _Question:
    return dialect, Indexed(*map(article.__getattribute__, Indexed._fields))


def _columns(dialect: str, article: Indexed) -> tuple[str, ...]:
    words = index_words(article)
    if dialect == "postgresql":
        return tsvector(words), pairs_array(words)
    return tuple(" ".join(getattr(words, field)) for field in _FIELDS)


def tidy(connection: Connection) -> None:
    """Put what waits beside PostgreSQL's index into it; some day a writer would have to."""
    connection.execute(text(f"SELECT gin_clean_pending_list('{TABLE}_words')"))


def _learn_languages(connection: Connection, tags: set[str]) -> None:
    """Remember in which languages a query has to be read."""
    connection.execute(
        text(f"INSERT INTO {LANGUAGES} (tag) VALUES (:tag) ON CONFLICT DO NOTHING"),
        [{"tag": tag} for tag in sorted(tags)],  # sorted: writers must not wait in a circle
    )


def languages(connection: Connection) -> list[str]:
    """The languages of the archive, as ``analysis.tag`` gives them, in order."""
    return list(connection.scalars(text(f"SELECT tag FROM {LANGUAGES} ORDER BY tag")))


def iso(day: date | None) -> str | None:
    """A day as SQLite keeps it."""
    return day.isoformat() if day else None
