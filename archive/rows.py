"""Writes many rows of one table at once, as fast as the drivers can; knows nothing of articles.

SQLite takes rows one by one in one call of its driver. PostgreSQL takes each column as one array in
one statement: one by one, parsing and answering would take longer than writing. SQLAlchemy compiles
a statement once and is asked only for what each type needs on its way in.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any, Literal

from sqlalchemy import Column, Connection, Dialect, String, Table
from sqlalchemy.types import TypeEngine

from archive.memory import Memory
from archive.models import Base
from archive.models.base import UtcDateTime

Row = Mapping[str, Any]
"""Column to value; all rows of a call have the same columns."""

Known = Literal["refused", "left", "replaced"]
"""What becomes of a row whose primary key is there already: an error, nothing, or the new row takes
its place."""

_Processor = Callable[[Any], Any]

MOMENTS = 1_000
"""Kept of each column: those of some batches."""

MAX_ROWS = 5_000
"""In one statement of PostgreSQL, which takes an array of up to 1 GB."""


def insert(
    connection: Connection,
    table: type[Base] | Table,
    rows: Sequence[Row],
    *,
    known: Known = "refused",
) -> None:
    """Insert rows, which name every column that has a default in Python.

    Where several writers may meet, give rows in the order of their key, so that two of them cannot
    wait for each other.
    """
    if rows:
        columns = {name: [row[name] for row in rows] for name in rows[0]}
        insert_columns(connection, table, columns, known=known)


def insert_columns(
    connection: Connection,
    table: type[Base] | Table,
    columns: Mapping[str, Sequence[Any]],
    *,
    known: Known = "refused",
) -> None:
    """As ``insert``, given the values of each column, as many for all."""
    target = table if isinstance(table, Table) else table.__table__
    assert isinstance(target, Table)  # a model is mapped to a table
    names = tuple(columns)
    values = [
        columns[name] if process is None else list(map(process, columns[name]))
        for name, process in zip(names, _processors(connection.dialect, target, names), strict=True)
    ]
    if not values[0]:
        return
    if connection.dialect.name == "postgresql":
        statement = _of_arrays(connection.dialect, target, names, known)
        for start in range(0, len(values[0]), MAX_ROWS):
            part = tuple(list(column[start : start + MAX_ROWS]) for column in values)
            connection.exec_driver_sql(statement, part)
    else:
        statement = _of_values(target, names, known)
        connection.exec_driver_sql(statement, list(zip(*values, strict=True)))


def insert_new(connection: Connection, table: type[Base], rows: Sequence[Row]) -> list[int]:
    """Insert rows whose ``id`` the database is to give; returns their ids, in the same order.

    In a transaction that writes.
    """
    ids = _next_ids(connection, table.__tablename__, len(rows)) if rows else []
    insert(connection, table, [{"id": id_, **row} for id_, row in zip(ids, rows, strict=True)])
    return ids


def _next_ids(connection: Connection, name: str, count: int) -> list[int]:
    """So many ids of a table that no one has, and no one will get."""
    if connection.dialect.name == "postgresql":
        found = connection.exec_driver_sql(
            # its sequence is looked up once: OFFSET keeps the server from doing so for each row
            "SELECT nextval(name) FROM generate_series(1, %s),"
            " (SELECT pg_get_serial_sequence(%s, 'id')::regclass AS name OFFSET 0) AS sequence",
            (count, name),
        )
        return sorted(found.scalars())
    # SQLite has one writer at a time, and this is what it would do itself
    last = connection.exec_driver_sql(f"SELECT max(id) FROM {name}").scalar() or 0
    return list(range(last + 1, last + 1 + count))


def known_id(id_: int | None) -> int:
    """An id that the database has given."""
    if id_ is None:
        raise RuntimeError("asked for an id before the row was written")
    return id_


@lru_cache(maxsize=500)
def _processors(
    dialect: Dialect, table: Table, names: tuple[str, ...]
) -> tuple[_Processor | None, ...]:
    """What each column's type does to a value on its way in."""
    return tuple(_processor(dialect, table.columns[name].type) for name in names)


@lru_cache(maxsize=500)
def _processor(dialect: Dialect, kind: TypeEngine[Any]) -> _Processor | None:
    """The same for one type. A fetch's moment goes into some twenty rows, and is converted once."""
    process = kind.dialect_impl(dialect).bind_processor(dialect)
    if process is not None and isinstance(kind, UtcDateTime):
        return Memory(process, MOMENTS).__getitem__
    return process


@lru_cache(maxsize=500)
def _of_values(table: Table, names: tuple[str, ...], known: Known) -> str:
    """SQLite's statement."""
    marks = ", ".join("?" * len(names))
    return f"{_into(table, names)} VALUES ({marks}){_where_known(table, names, known)}"


@lru_cache(maxsize=500)
def _of_arrays(dialect: Dialect, table: Table, names: tuple[str, ...], known: Known) -> str:
    """PostgreSQL's statement; ``%b`` has arrays sent in binary, which takes a fifth of the time.

    A column that is an array itself is given as text: an array of arrays would come apart.
    """
    types = [_type_of(dialect, table.columns[name]) for name in names]
    arrays = ", ".join(f"%b::{'text' if _is_array(type_) else type_}[]" for type_ in types)
    given = [f"given_{number}" for number in range(len(names))]
    selected = ", ".join(
        f"{name}::{type_}" if _is_array(type_) else name
        for name, type_ in zip(given, types, strict=True)
    )
    return (
        f"{_into(table, names)} SELECT {selected} FROM unnest({arrays}) AS given"
        f" ({', '.join(given)}){_where_known(table, names, known)}"
    )


def _is_array(type_: str) -> bool:
    return type_.endswith("[]")


def _into(table: Table, names: tuple[str, ...]) -> str:
    return f"INSERT INTO {table.name} ({', '.join(table.columns[name].name for name in names)})"


def _type_of(dialect: Dialect, column: Column[Any]) -> str:
    """A column's type, as an element is given; too long a text must not be cut but refused."""
    return "text" if isinstance(column.type, String) else column.type.compile(dialect)


def _where_known(table: Table, names: tuple[str, ...], known: Known) -> str:
    if known == "refused":
        return ""
    keys = [column.name for column in table.primary_key]
    others = [c for c in (table.columns[name].name for name in names) if c not in keys]
    if known == "left" or not others:
        return " ON CONFLICT DO NOTHING"
    changes = ", ".join(f"{name} = excluded.{name}" for name in others)
    return f" ON CONFLICT ({', '.join(keys)}) DO UPDATE SET {changes}"
