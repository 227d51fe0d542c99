"""Is the archive what it should be? One statement for each thing that must hold; reads only.

Unique and foreign keys are the database's to keep, and it keeps them; these checks look at what no
constraint can say, and at databases that somebody repaired by hand or copied while they were open.
"""

from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, inspect, text

from archive import views
from archive.models import Base
from archive.results import Check
from archive.search import index
from archive.search.index import TABLE as SEARCH
from archive.search.signature import SIGNATURE

EXAMPLES = 5
"""Of what fails; enough to find it."""


class _Rule(NamedTuple):
    """What must hold of rows: those that ``failing`` gives are at fault."""

    name: str
    meaning: str
    table: str
    failing: str
    """SQL whose first column tells the row; ``{key}`` is the search index's key."""


_RULES = (
    _Rule(
        "one_current_version",
        "every article has exactly one current version",
        "articles",
        "SELECT a.id FROM articles AS a LEFT JOIN versions AS v"
        " ON v.article_id = a.id AND v.valid_to IS NULL GROUP BY a.id HAVING count(v.id) <> 1",
    ),
    _Rule(
        "versions_follow",
        "versions are numbered from 1, and each ends when the next begins",
        "versions",
        "SELECT v.id FROM versions AS v"
        " LEFT JOIN versions AS n ON n.article_id = v.article_id AND n.number = v.number + 1"
        " LEFT JOIN versions AS p ON p.article_id = v.article_id AND p.number = v.number - 1"
        " WHERE v.valid_from > v.last_seen OR v.valid_to <= v.valid_from"
        " OR (n.id IS NULL) <> (v.valid_to IS NULL) OR v.valid_to <> n.valid_from"
        " OR (p.id IS NULL) <> (v.number = 1)",
    ),
    _Rule(
        "versions_have_captures",
        "every version names the fetched page it was read from, and that of no other article",
        "versions",
        "SELECT v.id FROM versions AS v LEFT JOIN captures AS c ON c.id = v.capture_id"
        " WHERE c.id IS NULL OR c.article_id <> v.article_id",
    ),
    _Rule(
        "canonical_addresses",
        "every article is known under its canonical address",
        "articles",
        "SELECT a.id FROM articles AS a LEFT JOIN urls AS u"
        " ON u.url = a.canonical_url AND u.magazine = a.magazine"
        " WHERE u.article_id IS NULL OR u.article_id <> a.id OR u.kind <> 'canonical'",
    ),
    _Rule(
        "one_promoted_extraction",
        "of several readings of a version one is promoted, and it is the one the version names",
        "extractions",
        "SELECT v.id FROM versions AS v JOIN extractions AS e ON e.version_id = v.id"
        " GROUP BY v.id, v.extraction HAVING"
        " sum(CASE WHEN e.is_promoted THEN 1 ELSE 0 END) <> 1"
        " OR max(CASE WHEN e.is_promoted THEN e.number END) <> v.extraction",
    ),
    _Rule(
        "search_has_all",
        "every article is in the search index",
        "articles",
        f"SELECT a.id FROM articles AS a LEFT JOIN {SEARCH} AS s ON s.{{key}} = a.id"
        " WHERE s.{key} IS NULL",
    ),
    _Rule(
        "search_has_no_more",
        "the search index holds nothing but articles",
        "articles",
        f"SELECT s.{{key}} FROM {SEARCH} AS s LEFT JOIN articles AS a ON a.id = s.{{key}}"
        " WHERE a.id IS NULL",
    ),
)


def check(connection: Connection) -> list[Check]:
    """Everything; where the schema is not right, nothing else is asked."""
    schema = _schema(connection)
    if not schema.holds:
        return [schema]
    own = _of_postgresql if connection.dialect.name == "postgresql" else _of_sqlite
    rules = (_apply(connection, rule) for rule in _RULES)
    return [schema, *own(connection), *rules, _search_words(connection)]


def _schema(connection: Connection) -> Check:
    """Tables, columns and indexes as the models have them; views with their columns."""
    from archive.migrations.compare import differences  # here: it imports Alembic

    found = differences(connection)
    inspector = inspect(connection)
    dialect = connection.dialect.name
    for view in views.VIEWS:
        if not inspector.has_table(view.name):
            found.append(f"no view {view.name}")
            continue
        columns = [column["name"] for column in inspector.get_columns(view.name)]
        if columns != [column.name for column in view.columns(dialect)]:
            found.append(f"other columns in view {view.name}")
    if not inspector.has_table(SEARCH):
        found.append(f"no search index {SEARCH}")
    return Check(
        name="schema",
        meaning="tables, indexes and views are those that this program makes",
        checked=len(inspector.get_table_names()),
        failures=len(found),
        examples=tuple(found),
    )


def _of_sqlite(connection: Connection) -> list[Check]:
    """The file itself, and foreign keys, which any program may switch off."""
    damage = [row[0] for row in connection.execute(text("PRAGMA quick_check")) if row[0] != "ok"]
    pages = connection.execute(text("PRAGMA page_count")).scalar_one()
    broken = connection.execute(text("PRAGMA foreign_key_check")).all()
    return [
        _check("file", "SQLite finds no damage in its pages", pages, damage),
        _foreign_keys([f"{row[0]} {row[1]}" for row in broken]),
    ]


def _of_postgresql(connection: Connection) -> list[Check]:
    """Foreign keys that were made without looking at the rows."""
    statement = "SELECT conname FROM pg_constraint WHERE contype = 'f' AND NOT convalidated"
    names = connection.scalars(text(statement)).all()
    return [_foreign_keys(names)]


def _foreign_keys(found: Sequence[str]) -> Check:
    tables = Base.metadata.tables.values()
    keys = sum(len(table.foreign_key_constraints) for table in tables)
    return _check("foreign_keys", "what a row refers to is there", keys, found)


def _search_words(connection: Connection) -> Check:
    """The index was made by the analysis that will read it."""
    found = index.signature(connection)
    others = [] if found == SIGNATURE else [f"made by {found or 'nobody knows what'}"]
    return _check("search_words", f"the search index was made by {SIGNATURE}", 1, others)


def _apply(connection: Connection, rule: _Rule) -> Check:
    """How many rows break a rule."""
    key = "article_id" if connection.dialect.name == "postgresql" else "rowid"
    failing = rule.failing.format(key=key)
    failures = connection.execute(text(f"SELECT count(*) FROM ({failing}) AS f")).scalar_one()
    examples: Sequence[int] = ()
    if failures:
        examples = connection.scalars(text(f"{failing} LIMIT {EXAMPLES}")).all()
    rows = connection.execute(text(f"SELECT count(*) FROM {rule.table}")).scalar_one()
    return Check(
        name=rule.name,
        meaning=rule.meaning,
        checked=rows,
        failures=failures,
        examples=tuple(str(example) for example in examples),
    )


def _check(name: str, meaning: str, checked: int, found: Sequence[str]) -> Check:
    return Check(
        name=name,
        meaning=meaning,
        checked=checked,
        failures=len(found),
        examples=tuple(found[:EXAMPLES]),
    )
