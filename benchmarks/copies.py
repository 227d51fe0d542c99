"""Search among very many articles on PostgreSQL: what an archive holds, several times over.

To invent, analyse and send a million texts takes an hour; the server copies them in some minutes.
A copy has its article's words and days, and other ids and addresses: words stand in as many more
articles as there are, as those of a growing archive do, only that no new ones come up.
"""

from collections.abc import Mapping

from sqlalchemy import Engine, inspect, text

from benchmarks import bulk

_CHANGES: Mapping[str, Mapping[str, str]] = {
    "articles": {"id": "id + :shift", "canonical_url": "canonical_url || '?' || :shift"},
    "versions": {"id": "id + :shift", "article_id": "article_id + :shift"},
    "article_search": {"article_id": "article_id + :shift"},
}
"""Table to its columns that are others in a copy, and how."""


def multiply(engine: Engine, known: int, size: int) -> None:
    """Let an archive of ``known`` articles, numbered from 1, have ``size``, a multiple of it."""
    with bulk.loading(engine, size):
        for table, changes in _CHANGES.items():
            columns = [str(column["name"]) for column in inspect(engine).get_columns(table)]
            values = ", ".join(changes.get(column, column) for column in columns)
            statement = text(
                f"INSERT INTO {table} ({', '.join(columns)})"
                f" SELECT {values} FROM {table} WHERE {_NUMBER[table]} <= :known"
            )
            for shift in range(known, size, known):
                with engine.begin() as connection:
                    connection.execute(statement, {"shift": shift, "known": known})
    plain = engine.execution_options(isolation_level="AUTOCOMMIT")
    with plain.connect() as connection:
        connection.exec_driver_sql("VACUUM (ANALYZE)")  # as the server does by itself, later


_NUMBER = {"articles": "id", "versions": "article_id", "article_search": "article_id"}
