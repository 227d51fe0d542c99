"""The chain of revisions makes exactly what the models say."""

import re
from collections.abc import Iterator

import pytest
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, create_engine, make_url, text

from archive import views
from archive.migrations import FOLDER, REVISIONS, initial
from archive.migrations.compare import differences
from archive.models import Base
from archive.search import index
from archive.store import Archive
from tests.conftest import _SCHEMA_NUMBERS


def engine_of(url: str) -> Engine:
    return create_engine(url, isolation_level="AUTOCOMMIT")


def another(url: str) -> str:
    """An empty database of the same kind."""
    if url.startswith("sqlite"):
        return url.replace(".db", "-2.db")
    name = f"test_{next(_SCHEMA_NUMBERS)}"
    engine = engine_of(url)
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    options = {"options": f"-csearch_path={name}"}
    return make_url(url).update_query_dict(options).render_as_string(hide_password=False)


def described(connection: Connection) -> list[tuple[str, ...]]:
    """All that the database itself says of what is in it."""
    if connection.dialect.name == "sqlite":
        statement = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
        return sorted(_plain(row) for row in connection.execute(text(statement)))
    here = "current_schema()"
    statements = (
        "SELECT table_name, column_name, ordinal_position, data_type, is_nullable,"
        " coalesce(column_default, '') FROM information_schema.columns"
        f" WHERE table_schema = {here}",
        f"SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = {here}",
        f"SELECT viewname, definition FROM pg_views WHERE schemaname = {here}",
        "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint"
        f" WHERE connamespace = {here}::regnamespace",
        "SELECT c.relname, d.objsubid, d.description FROM pg_description AS d JOIN pg_class AS c"
        f" ON c.oid = d.objoid WHERE c.relnamespace = {here}::regnamespace",
    )
    return sorted(_plain(row) for each in statements for row in connection.execute(text(each)))


def _plain(row: object) -> tuple[str, ...]:
    """Without the schema's name, and without what SQL does not mind."""
    values = (re.sub(r"\btest_\d+\b", "here", str(value)) for value in row)  # type: ignore[attr-defined]
    return tuple(re.sub(r"\s+", " ", value).strip() for value in values)


@pytest.fixture
def migrated(archive_url: str) -> Iterator[Connection]:
    """A database that the revisions made."""
    Archive.open(archive_url).close()
    engine = engine_of(archive_url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()


def test_upgrade_from_nothing_equals_create_all(migrated: Connection, archive_url: str) -> None:
    engine = engine_of(another(archive_url))
    with engine.connect() as connection:
        Base.metadata.create_all(connection)
        index.create(connection)
        views.create(connection)
        expected = described(connection)
    engine.dispose()
    found = [row for row in described(migrated) if "archive_revision" not in " ".join(row)]
    assert found == expected
    assert len(found) > len(Base.metadata.tables)


def test_autogenerate_finds_no_difference(migrated: Connection) -> None:
    assert differences(migrated) == []


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        ("ALTER TABLE articles ADD pages int", "remove column.* articles pages"),
        ("DROP INDEX captures_run", "add index captures_run"),
        ("DROP TABLE alternates", "add table alternates"),
        ("CREATE TABLE invoices (id int)", None),
    ],
)
def test_differences_are_told(migrated: Connection, statement: str, expected: str | None) -> None:
    migrated.execute(text(statement))
    found = differences(migrated)
    if expected is None:
        assert found == []
    else:
        [difference] = found
        assert re.search(expected, difference), difference


@pytest.mark.parametrize("dialect", sorted(initial.DIALECTS))
def test_initial_revision_is_what_the_models_say(dialect: str) -> None:
    """Until the first release; then a difference is a revision of its own, and this test goes."""
    assert initial.file(dialect).read_text(encoding="utf-8") == initial.written(dialect), (
        "the models, a view or the search index changed: python -m archive.migrations.initial"
    )


def test_the_list_of_revisions_is_the_chain() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    chain = list(ScriptDirectory.from_config(config).walk_revisions())
    assert tuple(script.revision for script in reversed(chain)) == REVISIONS
