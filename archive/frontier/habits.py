"""A magazine's habits in SQL: how often looking again found an edit. What follows: ``policy``."""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from archive import database
from archive.frontier.policy import Habit
from archive.models import Revisit


def load(connection: Connection, magazine: str) -> dict[str, Habit]:
    """Occasion to what looks on it brought."""
    statement = select(Revisit).where(Revisit.magazine == magazine)
    rows = connection.execute(statement)
    return {row.occasion: Habit(row.looks, row.edits) for row in rows}


def write(connection: Connection, magazine: str, habits: Mapping[str, Habit]) -> None:
    """Keep what is known now of these occasions."""
    rows = [
        {"magazine": magazine, "occasion": why, "looks": habit.looks, "edits": habit.edits}
        for why, habit in sorted(habits.items())
    ]
    database.upsert(connection, Revisit, rows)
