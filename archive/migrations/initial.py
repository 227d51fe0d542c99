"""``python -m archive.migrations.initial`` writes the initial revision anew, from the models.

Allowed until the first release, and needed after every change of a model, a view or the search
index: tests fail until it is done. From then on a change is a revision of its own
(docs/archive.md). The schema is kept as SQL, one file a database, for all to read.
"""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, create_mock_engine
from sqlalchemy.engine import Dialect
from sqlalchemy.schema import ExecutableDDLElement

from archive import views
from archive.migrations import FOLDER
from archive.models import Base
from archive.search import index

DIALECTS = {"sqlite": "sqlite://", "postgresql": "postgresql+psycopg://"}

_END = ";\n\n"


class _Recorder:
    """Takes what would be executed for a connection."""

    def __init__(self, dialect: Dialect) -> None:
        self.dialect = dialect
        self.statements: list[str] = []

    def exec_driver_sql(self, statement: str) -> None:
        self.statements.append(statement)

    def execute(self, statement: Any) -> None:
        self.statements.append(str(statement.compile(dialect=self.dialect)))


def statements(dialect: str) -> list[str]:
    """All that makes an archive in an empty database: tables, indexes, search index, views."""

    def take(ddl: ExecutableDDLElement, *_: Any, **__: Any) -> None:
        recorder.execute(ddl)

    engine = create_mock_engine(DIALECTS[dialect], take)
    recorder = _Recorder(engine.dialect)
    Base.metadata.create_all(engine, checkfirst=False)
    for create in (index.create, views.create):
        create(recorder)  # type: ignore[arg-type]  # as much of a connection as they need
    ordered: list[str] = []
    for is_index, group in groupby(recorder.statements, _makes_index):
        batch = [statement.strip() for statement in group]
        ordered += sorted(batch) if is_index else batch  # a table's indexes come in no order
    return ordered


def _makes_index(statement: str) -> bool:
    return statement.strip().startswith(("CREATE INDEX", "CREATE UNIQUE INDEX"))


def file(dialect: str) -> Path:
    """Where the initial revision's SQL for a database is kept."""
    return FOLDER / "versions" / f"r0001_initial.{dialect}.sql"


def written(dialect: str) -> str:
    """What that file holds, as the models are now."""
    text = "".join(statement + _END for statement in statements(dialect))
    return "\n".join(line.rstrip() for line in text.split("\n")).rstrip() + "\n"


def read(dialect: str) -> Iterator[str]:
    """The statements of that file."""
    text = file(dialect).read_text(encoding="utf-8")
    for statement in f"{text}\n".split(_END):
        if statement.strip():
            yield statement


def create(connection: Connection) -> None:
    """Run them; the database holds nothing of the kind."""
    for statement in read(connection.dialect.name):
        connection.exec_driver_sql(statement)


if __name__ == "__main__":
    for name in DIALECTS:
        file(name).write_text(written(name), encoding="utf-8")
