"""What an SQL view for analysts is made of: documented columns, on both databases.

Every column is documented where it is defined; the texts travel into the database (comments in the
view's SQL on SQLite, ``COMMENT ON COLUMN`` on PostgreSQL).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from sqlalchemy import Connection


class Column(NamedTuple):
    """One column of a view."""

    name: str
    expression: str
    comment: str


@dataclass(frozen=True, kw_only=True, slots=True)
class View:
    """A view; its tables are named in ``source`` and its columns may differ between databases."""

    name: str
    comment: str
    columns: Callable[[str], tuple[Column, ...]]
    """Given the dialect, sqlite or postgresql: the columns in their order."""
    source: str
    """From FROM on."""

    def create(self, connection: Connection) -> None:
        """Create the view and its comments; the tables must be there, the view must not."""
        dialect = connection.dialect.name
        connection.exec_driver_sql(self.definition(dialect))
        if dialect == "postgresql":
            comments = [
                f"COMMENT ON COLUMN {self.name}.{column.name} IS {_literal(column.comment)}"
                for column in self.columns(dialect)
            ]
            comments.append(f"COMMENT ON VIEW {self.name} IS {_literal(self.comment)}")
            connection.exec_driver_sql("; ".join(comments))

    def definition(self, dialect: str) -> str:
        """The view's SQL, with a comment beside each column."""
        described = self.columns(dialect)
        lines = [
            f"  {column.expression} AS {column.name}{',' if column is not described[-1] else ''}"
            f"  -- {column.comment}"
            for column in described
        ]
        return "\n".join(
            [f"CREATE VIEW {self.name} AS  -- {self.comment}", "SELECT", *lines, self.source]
        )


def joined(dialect: str, table: str, column: str) -> str:
    """A version's children in one text, in their order; NULL where there are none."""
    if dialect == "postgresql":
        return (
            f"(SELECT string_agg({column}, '; ' ORDER BY position)"
            f" FROM {table} WHERE version_id = v.id)"
        )
    return (  # SQLite before 3.44 takes no ORDER BY inside group_concat
        f"(SELECT group_concat({column}, '; ') FROM"
        f" (SELECT {column} FROM {table} WHERE version_id = v.id ORDER BY position))"
    )


def count(table: str, condition: str) -> str:
    """Number of rows of another table that belong to this one."""
    return f"(SELECT count(*) FROM {table} WHERE {condition})"


def _literal(text: str) -> str:
    """An SQL string literal; the texts are this module's own."""
    return "'" + text.replace("'", "''") + "'"
