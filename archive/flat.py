"""``articles_flat`` read back whole, article by article, in pages. Writes nothing."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, Date, Engine, Integer, Text, column, select, table
from sqlalchemy.types import TypeEngine

from archive.database import CHUNK, reading
from archive.exports import Columns
from archive.models.base import UtcDateTime
from archive.results import Filters
from archive.views import articles_flat

_SQL_TYPES: dict[str, TypeEngine[Any]] = {
    **dict.fromkeys(("id", "word_count", "teasers", "versions", "version_id"), Integer()),
    **dict.fromkeys(("valid_from", "first_seen", "last_seen", "gone_at"), UtcDateTime()),
    "is_accessible_for_free": Boolean(),
    "published_on": Date(),
}
"""Of the columns that are no text."""

_NAMES = [found.name for found in articles_flat.VIEW.columns("sqlite")]
_PYTHON: dict[type[TypeEngine[Any]], type] = {
    Integer: int, UtcDateTime: datetime, Boolean: bool, Date: date
}  # fmt: skip
COLUMNS: Columns = {
    name: _PYTHON[type(_SQL_TYPES[name])] if name in _SQL_TYPES else str for name in _NAMES
}
"""Name to Python type, in the view's order."""

_FLAT = table(
    articles_flat.VIEW.name, *(column(name, _SQL_TYPES.get(name, Text())) for name in _NAMES)
)


def rows(engine: Engine, filters: Filters) -> Iterator[dict[str, Any]]:
    """Articles by id, one dictionary each.

    In pages, each in a transaction of its own: who takes hours over them keeps no writer waiting,
    and sees what is written meanwhile.
    """
    conditions: list[ColumnElement[bool]] = []
    if filters.magazine is not None:
        conditions.append(_FLAT.c.magazine == filters.magazine)
    if filters.language is not None:
        conditions.append(_FLAT.c.language == filters.language)
    if filters.since is not None:
        conditions.append(_FLAT.c.published_on >= filters.since)
    if filters.until is not None:
        conditions.append(_FLAT.c.published_on <= filters.until)
    last = 0
    while True:
        page = select(_FLAT).where(_FLAT.c.id > last, *conditions).order_by(_FLAT.c.id).limit(CHUNK)
        with reading(engine) as connection:
            found = connection.execute(page).mappings().all()
        yield from map(dict, found)
        if len(found) < CHUNK:
            return
        last = found[-1]["id"]
