"""Alembic's way in: run by its commands, never imported.

``archive.schema`` hands over a connection whose transaction it begins and ends itself. Developers
who call ``alembic`` name the database in ``ARCHIVE_URL``.
"""

import os

from alembic import context
from sqlalchemy import Connection

from archive import database
from archive.migrations import VERSION_TABLE
from archive.migrations.compare import options
from archive.models import Base


def _run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=Base.metadata,
        version_table=VERSION_TABLE,
        render_as_batch=True,  # SQLite alters few things in place
        **options(connection.dialect.name),
    )
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    engine = database.connect(os.environ["ARCHIVE_URL"])
    with engine.execution_options(writes=True).begin() as begun:
        _run(begun)
    engine.dispose()
