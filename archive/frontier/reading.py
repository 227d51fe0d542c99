"""Sources in SQL: how they were when they were asked last, and what they led to."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from sqlalchemy import Connection, select

from archive import database
from archive.frontier.records import SourceState
from archive.models import Source

_NAMES = tuple(field.name for field in fields(SourceState))
_COLUMNS = tuple(getattr(Source, name) for name in _NAMES)


def states(connection: Connection, magazine: str, urls: Sequence[str]) -> dict[str, SourceState]:
    """Those of these sources that are on record, by URL."""
    found: dict[str, SourceState] = {}
    for chunk in database.chunks(sorted(set(urls))):
        statement = select(*_COLUMNS).where(Source.magazine == magazine, Source.url.in_(chunk))
        found.update(
            (row.url, SourceState(**row._mapping)) for row in connection.execute(statement)
        )
    return found


def children(connection: Connection, magazine: str, url: str) -> list[SourceState]:
    """What a source led to when it was read last, and ever before."""
    statement = (
        select(*_COLUMNS)
        .where(Source.magazine == magazine, Source.parent == url)
        .order_by(Source.page, Source.url)
    )
    return [SourceState(**row._mapping) for row in connection.execute(statement)]


def write(connection: Connection, magazine: str, sources: Iterable[SourceState]) -> None:
    """Keep these states, in the place of what was known of the same sources."""
    rows = {source.url: {"magazine": magazine, **asdict(source)} for source in sources}
    database.upsert(connection, Source, [rows[url] for url in sorted(rows)])
