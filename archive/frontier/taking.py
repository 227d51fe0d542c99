"""Which addresses are fetched next, batch by batch. Reads only: what is taken stays due until it is
settled, so a crawl that dies loses nothing.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, or_, select

from archive.frontier.records import Cursor, Due
from archive.models import Address

_Row = Row[*tuple[Any, ...]]

_COLUMNS = (
    Address.id,
    Address.url,
    Address.why,
    Address.hints,
    Address.steps,
    Address.found_at,
    Address.due_at,
    Address.etag,
    Address.last_modified,
)


def take(
    connection: Connection, magazine: str, moment: datetime, cursor: Cursor, limit: int
) -> tuple[list[Due], Cursor]:
    """The next addresses, at most ``limit``, and the cursor behind them.

    First what this run has found (it began at ``moment``), in the order in which it was found; then
    what earlier runs have left, the latest finds first; then what is to be looked at again, the
    longest overdue first.
    """
    rows = _never_fetched(connection, magazine, limit, _of_this_run(moment, cursor))
    if rows:
        cursor = replace(cursor, latest=rows[-1].id)
    for part in _of_earlier_runs(moment, cursor):
        older = _never_fetched(connection, magazine, limit - len(rows), part)
        if older:
            cursor = replace(cursor, older=(older[-1].found_at, older[-1].id))
        rows += older
    if len(rows) < limit:
        again = _due_again(connection, magazine, moment, cursor, limit - len(rows))
        if again:
            cursor = replace(cursor, due=(again[-1].due_at, again[-1].id))
        rows += again
    return [_due(row) for row in rows], cursor


def _never_fetched(
    connection: Connection, magazine: str, limit: int, part: ColumnElement[bool]
) -> list[_Row]:
    if limit <= 0:
        return []
    statement = (
        select(*_COLUMNS)
        .where(Address.magazine == magazine, Address.visited_at.is_(None), part)
        .order_by(Address.found_at.desc(), Address.id)
        .limit(limit)
    )
    return list(connection.execute(statement))


def _of_this_run(moment: datetime, cursor: Cursor) -> ColumnElement[bool]:
    return and_(Address.found_at == moment, Address.id > cursor.latest)


def _of_earlier_runs(moment: datetime, cursor: Cursor) -> Sequence[ColumnElement[bool]]:
    """What lies behind the cursor, in stretches that the index gives in their order."""
    if cursor.older is None:
        return [Address.found_at < moment]
    found_at, id_ = cursor.older
    return [and_(Address.found_at == found_at, Address.id > id_), Address.found_at < found_at]


def _due_again(
    connection: Connection, magazine: str, moment: datetime, cursor: Cursor, limit: int
) -> list[_Row]:
    statement = (
        select(*_COLUMNS)
        .where(
            Address.magazine == magazine,
            Address.visited_at.is_not(None),
            Address.due_at <= moment,
        )
        .order_by(Address.due_at, Address.id)
        .limit(limit)
    )
    if cursor.due is not None:
        due_at, id_ = cursor.due
        statement = statement.where(
            Address.due_at >= due_at,
            or_(Address.due_at > due_at, Address.id > id_),
        )
    return list(connection.execute(statement))


def _due(row: _Row) -> Due:
    return Due(
        url=row.url,
        why=row.why,
        hints=row.hints or {},
        steps=row.steps,
        etag=row.etag,
        last_modified=row.last_modified,
    )
