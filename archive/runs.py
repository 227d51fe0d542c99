"""Runs in SQL: begun, ended, judged, found to be killed, and read back.

Who may run is decided by ``archive.locks``; what a run counts, by who runs.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Select, Text, cast, func, insert, select, update

from archive.errors import RunExists, UnknownRun
from archive.models import Capture, Run
from archive.results import RunRow

KILLED = "killed"
"""Finish reason, and failure, of a run whose process died before it could say how it ended."""


def start(connection: Connection, run_id: str, values: Mapping[str, Any]) -> None:
    """Record that a run begins; raises RunExists."""
    if connection.scalar(select(Run.id).where(Run.id == run_id)) is not None:
        raise RunExists(f"there is a run with the id {run_id!r} already")
    connection.execute(insert(Run).values(id=run_id, counts={}, **values))


def change(connection: Connection, run_id: str, values: Mapping[str, Any]) -> None:
    """Record more of a run; raises UnknownRun."""
    if connection.execute(update(Run).where(Run.id == run_id).values(**values)).rowcount == 0:
        raise UnknownRun(f"no run has the id {run_id!r}")


def mark_killed(connection: Connection, magazine: str) -> int:
    """Record that no run of a magazine goes on any more; returns how many had not ended.

    Each gets the counts that its captures tell. Call it under the magazine's lock.
    """
    unfinished = select(Run.id).where(Run.magazine == magazine, Run.finish_reason.is_(None))
    dead = list(connection.scalars(unfinished))
    for run_id in dead:
        counts = _counts_of_captures(connection, run_id)
        change(connection, run_id, {"finish_reason": KILLED, "failure": KILLED, "counts": counts})
    return len(dead)


def _counts_of_captures(connection: Connection, run_id: str) -> dict[str, int]:
    """What became of the pages of a run, as it would have counted them itself."""
    rows = connection.execute(
        select(Capture.outcome, Capture.reason, func.count())
        .where(Capture.run_id == run_id, Capture.outcome != "other")
        .group_by(Capture.outcome, Capture.reason)
    )
    counts: dict[str, int] = {}
    for outcome, reason, number in rows:
        key = f"refused/{reason}" if outcome == "refused" else f"articles/{outcome}"
        counts[key] = counts.get(key, 0) + number
    return counts


def listed(connection: Connection, magazine: str | None, limit: int) -> list[RunRow]:
    """The latest runs, of one magazine or of all, latest first."""
    statement = _rows().order_by(Run.started_at.desc(), Run.id).limit(limit)
    if magazine is not None:
        statement = statement.where(Run.magazine == magazine)
    return _read(connection, statement)


def one(connection: Connection, run_id: str) -> RunRow:
    """The run of this id, or of the only id that begins so; raises UnknownRun."""
    # as text from the left, so that % and _ mean themselves
    begins = func.substr(Run.id, 1, len(run_id)) == run_id
    found = _read(connection, _rows().where(begins).order_by(Run.id != run_id).limit(2))
    if not run_id or not found:
        raise UnknownRun(f"no run has the id {run_id!r}")
    if len(found) > 1 and found[0].id != run_id:
        raise UnknownRun(f"several runs have an id that begins with {run_id!r}: give more of it")
    return found[0]


def last(connection: Connection, magazine: str) -> RunRow | None:
    """A magazine's latest ordinary run, the one that was given no arguments; None without one."""
    is_ordinary = cast(Run.arguments, Text) == "{}"
    latest = _rows().where(Run.magazine == magazine, is_ordinary)
    found = _read(connection, latest.order_by(Run.started_at.desc()).limit(1))
    return found[0] if found else None


def _rows() -> Select[Any]:
    return select(*(getattr(Run, name) for name in RunRow.__dataclass_fields__))


def _read(connection: Connection, statement: Select[Any]) -> list[RunRow]:
    rows: Sequence[Any] = connection.execute(statement).all()
    return [RunRow(**row._asdict()) for row in rows]
