"""Keeps what waits beside PostgreSQL's index of words small, behind the writer."""

from sqlalchemy import Engine

from archive import database
from archive.search import index

TIDY_AFTER = 300
"""Articles until putting in what waits is worth its time: it looks for each word and pair that
waits once, in however many articles it is."""


class Tidying:
    """Counts what goes into the index, and tidies it in time."""

    def __init__(self, engine: Engine) -> None:
        """On SQLite nothing waits, and nothing is done: a transaction takes the one lock."""
        self._engine = engine
        self._is_needed = engine.dialect.name == "postgresql"
        self._untidy = 0

    def add(self, articles: int) -> None:
        """So many more are in the index. Raises what ``database.write`` raises."""
        self._untidy += articles
        if self._is_needed and self._untidy >= TIDY_AFTER:
            database.write(self._engine, index.tidy)
            self._untidy = 0
