"""The bare driver: writes the rows of some stored articles again, under other numbers.

What the archive wrote for a sample is read back from all its tables, the search index and the
sketches included. ``Rows.copy`` makes of it the rows of as many other articles: other ids,
addresses, digests and hashes, spread over their range as the archive's are; hashes that many
articles share (boilerplate) stay what they are. ``write`` puts such rows into the database with
sqlite3's ``executemany`` or psycopg's ``COPY``, in one transaction on a connection of the archive's
own engine, so with its very settings.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Column, Engine, Integer, Table, inspect
from sqlalchemy.dialects.postgresql import TSVECTOR

from archive.models import Base
from benchmarks.articles import EDITION

Row = tuple[Any, ...]

SHARED = 10
"""Articles of the sample from which on a hash counts as boilerplate's."""
_HASH_BITS, _SKETCH_BITS = 62, 55
"""Of what is put over a hash: numbers must not become negative, and sketches stay as small as the
smallest hashes of a text are."""
_LEFT_OUT = frozenset(
    {"runs", "pending_lookups", "alembic_version", "language_counts", "layouts", "layout_places"}
)
"""One row for all, or gone when an article is stored."""
_ADDRESSES = frozenset({"url", "canonical_url", "target_url", "file"})
_DIGESTS = frozenset({"content_hash", "digest"})
_HASHES = frozenset({"key", "fingerprint", "headline_fingerprint"})


class _Shift(NamedTuple):
    """What tells one copy from all others."""

    edition: str
    mask: int
    ids: Mapping[str, int]
    """Table to what is added to its ids."""
    shared: frozenset[int]


Change = Callable[[Any, _Shift], Any]


@dataclass(frozen=True, kw_only=True)
class Part:
    """The sample's rows of one table."""

    table: str
    columns: tuple[str, ...]
    changes: tuple[tuple[int, Change], ...]
    """Which columns are another article's in a copy, and how."""
    rows: Sequence[Row]


@dataclass(frozen=True, kw_only=True)
class Rows:
    """All rows of some articles; ``first`` is the lowest id of each table."""

    parts: Sequence[Part]
    first: Mapping[str, int]
    shared: frozenset[int]

    def ids_after(self, start: Mapping[str, int]) -> dict[str, int]:
        """The first free id of each table, when a copy that began at ``start`` is written."""
        return {
            part.table: start[part.table] + 1 + last - self.first[part.table]
            for part in self.parts
            if part.table in self.first
            for last in [max(row[part.columns.index("id")] for row in part.rows)]
        }

    def copy(self, number: int, start: Mapping[str, int]) -> list[Part]:
        """The rows of copy ``number``, from 1; ids begin with ``start``, by table."""
        shift = _Shift(
            edition=f"/{number:05}/",
            mask=random.Random(f"copy {number}").getrandbits(64),
            ids={table: start[table] - first for table, first in self.first.items()},
            shared=self.shared,
        )
        return [
            Part(
                table=part.table,
                columns=part.columns,
                changes=(),
                rows=_ordered(
                    part.table, (_changed(row, part.changes, shift) for row in part.rows)
                ),
            )
            for part in self.parts
        ]


def _changed(row: Row, changes: Iterable[tuple[int, Change]], shift: _Shift) -> Row:
    values = list(row)
    for place, change in changes:
        if values[place] is not None:
            values[place] = change(values[place], shift)
    return tuple(values)


def _ordered(table: str, rows: Iterable[Row]) -> list[Row]:
    """In the order in which a database takes them best."""
    return sorted(rows) if table == "sketch_hashes" else list(rows)


# How a value becomes another article's


def _address(value: str, shift: _Shift) -> str:
    return value.replace(EDITION, shift.edition)


def _file(value: str, shift: _Shift) -> str:
    return value + shift.edition.strip("/")


def _digest(value: str, shift: _Shift) -> str:
    """Its first hexadecimal digits changed, so that copies stand all over an index."""
    start = value.find(":") + 1  # behind "sha256:"
    number = int(value[start : start + 16], 16) ^ shift.mask
    return f"{value[:start]}{number:016x}{value[start + 16 :]}"


def _hash(value: int, shift: _Shift) -> int:
    return value ^ shift.mask >> 64 - _HASH_BITS


def _sketch(value: int, shift: _Shift) -> int:
    return value if value in shift.shared else value ^ shift.mask >> 64 - _SKETCH_BITS


def _id_of(table: str) -> Change:
    return lambda value, shift: value + shift.ids[table]


def _change(table: str, column: Column[Any]) -> Change | None:
    """How a column's values differ from copy to copy; None where they do not."""
    for key in column.foreign_keys:
        if key.column.table.name not in _LEFT_OUT:
            return _id_of(key.column.table.name)
    if (table, column.name) == ("sketch_hashes", "version_id"):
        return _id_of("versions")
    if column.name == "id" and isinstance(column.type, Integer):
        return _id_of(table)
    if column.name == "file":
        return _file
    if column.name in _ADDRESSES:
        return _address
    if column.name in _DIGESTS:
        return _digest
    if (table, column.name) == ("sketch_hashes", "hash"):
        return _sketch
    return _hash if column.name in _HASHES else None


# Reading and writing


def read(engine: Engine) -> Rows:
    """The rows of all articles in an archive, ready to be copied."""
    parts = [
        _read(engine, table) for table in Base.metadata.sorted_tables if table.name not in _LEFT_OUT
    ]
    of_article = ((0, _id_of("articles")),)
    for table, columns in _search_tables(engine).items():
        rows = _select(engine, table, columns)
        names = tuple(column.partition("::")[0] for column in columns)
        parts.append(Part(table=table, columns=names, changes=of_article, rows=rows))
    counts = Counter(row[1] for part in parts if part.table == "sketch_hashes" for row in part.rows)
    return Rows(
        parts=[part for part in parts if part.rows],
        first={
            part.table: min(row[part.columns.index("id")] for row in part.rows)
            for part in parts
            if part.rows and "id" in part.columns
        },
        shared=frozenset(number for number, count in counts.items() if count > SHARED),
    )


def _read(engine: Engine, table: Table) -> Part:
    names = tuple(column.name for column in table.columns)
    changes = [(place, _change(table.name, column)) for place, column in enumerate(table.columns)]
    asked = [
        f"{column.name}::text" if _is_json(column) and _is_postgresql(engine) else column.name
        for column in table.columns
    ]
    return Part(
        table=table.name,
        columns=names,
        changes=tuple((place, change) for place, change in changes if change is not None),
        rows=_select(engine, table.name, asked),
    )


def _is_json(column: Column[Any]) -> bool:
    return type(column.type).__name__ == "JSON"


def _is_postgresql(engine: Engine) -> bool:
    return engine.dialect.name == "postgresql"


def _search_tables(engine: Engine) -> Mapping[str, Sequence[str]]:
    """The search index's tables and columns, the article's id first."""
    if _is_postgresql(engine):
        columns = inspect(engine).get_columns("article_search")
        return {
            "article_search": [
                f"{column['name']}::text"
                if isinstance(column["type"], TSVECTOR)
                else column["name"]
                for column in columns
            ]
        }
    return {
        "article_search": ("rowid", "headline", "lead", "body", "parts", "facts"),
        "article_search_days": ("article_id", "published_on"),
    }


def _select(engine: Engine, table: str, columns: Sequence[str]) -> list[Row]:
    with engine.connect() as connection:
        found = connection.exec_driver_sql(f"SELECT {', '.join(columns)} FROM {table}")
        return [tuple(row) for row in found]


def next_ids(engine: Engine, tables: Iterable[str]) -> dict[str, int]:
    """The first free id of each table."""
    with engine.connect() as connection:
        return {
            table: (connection.exec_driver_sql(f"SELECT max(id) FROM {table}").scalar() or 0) + 1
            for table in tables
        }


def write(engine: Engine, parts: Sequence[Part]) -> None:
    """Write rows in one transaction."""
    pooled = engine.raw_connection()
    try:
        connection: Any = pooled.driver_connection
        if _is_postgresql(engine):
            _copy(connection, parts)
        else:
            _insert(connection, parts)
    finally:
        pooled.close()


def _insert(connection: Any, parts: Sequence[Part]) -> None:
    connection.execute("BEGIN IMMEDIATE")
    for part in parts:
        marks = ", ".join("?" * len(part.columns))
        connection.executemany(
            f"INSERT INTO {part.table} ({', '.join(part.columns)}) VALUES ({marks})", part.rows
        )
    connection.execute("COMMIT")


def _copy(connection: Any, parts: Sequence[Part]) -> None:
    cursor = connection.cursor()
    for part in parts:
        with cursor.copy(f"COPY {part.table} ({', '.join(part.columns)}) FROM STDIN") as copy:
            for row in part.rows:
                copy.write_row(row)
    connection.commit()


def settle(engine: Engine, tables: Iterable[str], *, analyze: bool) -> None:
    """Let PostgreSQL count on after the ids that were written, and know what is in its tables."""
    if not _is_postgresql(engine):
        return
    with engine.execution_options(isolation_level="AUTOCOMMIT").connect() as connection:
        for table in tables:
            connection.exec_driver_sql(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), max(id)) FROM {table}"
            )
        if analyze:
            connection.exec_driver_sql("VACUUM ANALYZE")
