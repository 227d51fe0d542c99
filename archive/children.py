"""The lists that belong to a version: authors, keywords, alternates; written and read in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Row, delete, select

from archive.database import chunks
from archive.models import Alternate, Author, Base, Keyword
from archive.records import Article
from archive.rows import insert


@dataclass(frozen=True, kw_only=True, slots=True)
class Children:
    """The children of some versions, by version id, in their order."""

    authors: dict[int, list[str]]
    keywords: dict[int, list[str]]
    alternates: dict[int, dict[str, str]]


def load(connection: Connection, version_ids: Sequence[int]) -> Children:
    """Three statements, however many versions there are."""
    found = Children(authors={}, keywords={}, alternates={})
    for chunk in chunks(version_ids):
        for row in _rows(connection, Author, chunk):
            found.authors.setdefault(row.version_id, []).append(row.name)
        for row in _rows(connection, Keyword, chunk):
            found.keywords.setdefault(row.version_id, []).append(row.keyword)
        for row in _rows(connection, Alternate, chunk):
            found.alternates.setdefault(row.version_id, {})[row.language] = row.url
    return found


def write(connection: Connection, records: Mapping[int, Article]) -> None:
    """The children of versions that have none, by version id."""
    rows: dict[type[Base], list[dict[str, Any]]] = {Author: [], Keyword: [], Alternate: []}
    for key, record in records.items():
        for place, name in enumerate(record.authors):
            rows[Author].append({"version_id": key, "position": place, "name": name})
        for place, keyword in enumerate(record.keywords):
            rows[Keyword].append({"version_id": key, "position": place, "keyword": keyword})
        for place, (language, url) in enumerate(record.alternates.items()):
            rows[Alternate].append(
                {"version_id": key, "position": place, "language": language, "url": url}
            )
    for table, values in rows.items():
        insert(connection, table, values)


def replace(connection: Connection, version_id: int, record: Article) -> None:
    """Other children in the place of a version's own."""
    for table in (Author, Keyword, Alternate):
        connection.execute(delete(table).where(table.version_id == version_id))
    write(connection, {version_id: record})


def _rows(
    connection: Connection, table: type[Author | Keyword | Alternate], version_ids: Sequence[int]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a child table that belong to these versions, in their order."""
    statement = (
        select(table)
        .where(table.version_id.in_(version_ids))
        .order_by(table.version_id, table.position)
    )
    return connection.execute(statement).all()
