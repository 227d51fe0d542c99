"""Filling a large PostgreSQL database: without indexes and keys, which are made when all is there.

A row at a time, the indexes of a million articles take an hour; made at once, some minutes. What is
measured afterwards is measured with all of them.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine

WORTH = 100_000
"""Articles from which on making the indexes anew takes less time than keeping them."""

_CONSTRAINTS = """
    SELECT conrelid::regclass::text, conname, pg_get_constraintdef(oid)
    FROM pg_constraint
    WHERE connamespace = current_schema()::regnamespace AND contype IN ('p', 'u', 'f')
    ORDER BY contype = 'f', conname
"""
"""Keys that others refer to come before those that refer to them."""
_INDEXES = """
    SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid
    WHERE relnamespace = current_schema()::regnamespace
    AND NOT EXISTS (SELECT 1 FROM pg_constraint WHERE conindid = indexrelid)
    ORDER BY 1
"""


@contextmanager
def loading(engine: Engine, number: int) -> Iterator[None]:
    """So many articles are written inside the block."""
    if engine.dialect.name != "postgresql" or number < WORTH:
        yield
        return
    plain = engine.execution_options(isolation_level="AUTOCOMMIT")
    with plain.connect() as connection:
        constraints = connection.exec_driver_sql(_CONSTRAINTS).all()
        indexes = connection.exec_driver_sql(_INDEXES).all()
        for table, name, _ in reversed(constraints):
            connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
        for name, _ in indexes:
            connection.exec_driver_sql(f"DROP INDEX {name}")
    yield
    with plain.connect() as connection:
        connection.exec_driver_sql("SET maintenance_work_mem = '1GB'")
        for table, name, definition in constraints:
            connection.exec_driver_sql(f"ALTER TABLE {table} ADD CONSTRAINT {name} {definition}")
        for _, definition in indexes:
            connection.exec_driver_sql(definition)
