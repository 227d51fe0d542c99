"""The processor time of this process and of the database servers that work for it."""

import time
from pathlib import Path

from sqlalchemy import Engine, text


class Processor:
    """The time that the processor spends on searches."""

    def __init__(self, engine: Engine) -> None:
        """``engine`` is another one than the searches use: its own server process is left out."""
        self._engine = engine
        self._servers: list[Path] = []

    def find_servers(self) -> None:
        """Look for the processes that a PostgreSQL server has for us; there are none for SQLite."""
        if self._engine.dialect.name != "postgresql":
            return
        statement = (
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend'"  # others come and go: autovacuum
        )
        with self._engine.connect() as connection:
            own = connection.scalar(text("SELECT pg_backend_pid()"))
            pids = set(connection.scalars(text(statement))) - {own}
        files = [Path(f"/proc/{pid}/schedstat") for pid in sorted(pids)]
        self._servers = [file for file in files if file.exists()]

    def seconds(self) -> float:
        """So far."""
        nanoseconds = sum(int(file.read_text().split()[0]) for file in self._servers)
        return time.process_time() + nanoseconds / 1e9
