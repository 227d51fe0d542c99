"""Does a database have the tables that the models describe? Asked by checks and by Alembic."""

from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

from archive.models import Base


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether Alembic looks at something it found: an archive may share its database."""
    return kind != "table" or name in Base.metadata.tables


def options(dialect: str) -> dict[str, Any]:
    """How Alembic is to compare a database of this kind with the models."""

    def is_wanted(thing: Any, _name: str, kind: str, *_: object) -> bool:
        return kind != "index" or thing.info.get("dialect", dialect) == dialect

    return {"include_name": _is_ours, "include_object": is_wanted, "compare_type": True}


def differences(connection: Connection) -> list[str]:
    """What the database lacks, has otherwise or has besides; nothing where it is as it should."""
    context = MigrationContext.configure(connection, opts=options(connection.dialect.name))
    return [_described(difference) for difference in compare_metadata(context, Base.metadata)]


def _described(difference: Any) -> str:
    """One of Alembic's findings in a line."""
    if isinstance(difference, list):  # changes of one column come together
        return "; ".join(_described(each) for each in difference)
    verb, *what = difference
    return " ".join([verb.replace("_", " "), *(_name(each) for each in what if each is not None)])


def _name(thing: Any) -> str:
    """What a table, column or index is called."""
    return str(getattr(thing, "name", None) or thing)
