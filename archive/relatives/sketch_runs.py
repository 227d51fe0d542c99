"""Hashes that wait, sorted, until there are enough of them to be put into their table at once.

A sketch's hashes lie all over ``sketch_hashes``. At 100,000 articles a transaction that stores two
thousand changes most of that table's 10,000 pages, each for a few rows, and SQLite writes a changed
page twice. So what a large transaction brings is kept as one row, a sorted *run*, and goes into the
table with that of some others: a log-structured merge tree of two levels (O'Neil 1996). Who looks
for a hash looks into the runs as well (``find``), by bisection.

What a crawl stores, some articles at a time, goes into the table directly. PostgreSQL has no runs:
all its connections share the pages that wait to be written.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from sqlalchemy import Connection, delete, func, select

from archive.models import SketchRun
from archive.relatives.sketch import ALGORITHM, SKETCH_HASHES
from archive.rows import insert

Numbers = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]

WORTH = 250 * SKETCH_HASHES
"""Hashes in one transaction that make a run: more than a crawl ever stores together."""

ENOUGH = 10_000 * SKETCH_HASHES
"""Hashes that are put into the table together: twenty for each page that it has at 100,000
articles. They are read at every look-up, 4 MB."""

_KEPT = np.dtype("<i8")
_SIZE = _KEPT.itemsize


class Entries(NamedTuple):
    """Hashes of sketches, each with the version that has it."""

    versions: Numbers
    hashes: Numbers


class Pairs(NamedTuple):
    """Two versions that have a hash in common; again for each run in which the other one is."""

    asking: Numbers
    found: Numbers
    hashes: Numbers


def is_worth(connection: Connection, count: int) -> bool:
    """Whether so many hashes of one transaction are to be a run."""
    return _has_runs(connection) and count >= WORTH


def keep(connection: Connection, entries: Entries) -> None:
    """Keep hashes of versions as a run; they are sorted by hash, then version."""
    row = {
        "algorithm": ALGORITHM,
        "hashes": entries.hashes.astype(_KEPT).tobytes(),
        "versions": entries.versions.astype(_KEPT).tobytes(),
    }
    insert(connection, SketchRun, [row])


def count(connection: Connection) -> int:
    """Hashes in all runs."""
    if not _has_runs(connection):
        return 0
    return (connection.scalar(select(func.sum(func.length(SketchRun.hashes)))) or 0) // _SIZE


def take(connection: Connection) -> Entries:
    """What all runs hold, sorted by hash, then version; the runs are gone.

    Another algorithm's go with them: who asks for those asks in vain, and sketches anew.
    """
    runs = _runs(connection)
    connection.execute(delete(SketchRun))
    versions, hashes = (_joined([run[column] for run in runs]) for column in range(2))
    return in_order(Entries(versions, hashes))


def in_order(entries: Entries) -> Entries:
    """By hash, then version: neighbours in the index come one after another."""
    order = np.lexsort(entries)
    return Entries(*(column[order] for column in entries))


def find(
    connection: Connection, asked: Entries, newest: int
) -> tuple[Pairs, npt.NDArray[np.bool_]]:
    """What versions in the runs have of these hashes, and of which ``newest`` were found.

    Of each hash at most so many are given, those that were stored last.
    """
    order = np.argsort(asked.hashes)  # neighbours are found in one place: bisecting takes half
    versions_asked, hashes_asked = asked.versions[order], asked.hashes[order]
    room = np.full(len(order), newest)
    asking, found, shared = [], [], []
    for versions, hashes in _runs(connection) if _has_runs(connection) else ():
        first = np.searchsorted(hashes, hashes_asked, "left")
        behind = np.searchsorted(hashes, hashes_asked, "right")
        counts = np.minimum(behind - first, room)
        room -= counts
        asking.append(np.repeat(versions_asked, counts))
        found.append(versions[_ranges(behind - counts, counts)])
        shared.append(np.repeat(hashes_asked, counts))
    is_answered = np.empty(len(order), np.bool_)
    is_answered[order] = room == 0
    return Pairs(*map(_joined, (asking, found, shared))), is_answered


def _has_runs(connection: Connection) -> bool:
    """Whether this database has runs at all."""
    return connection.dialect.name == "sqlite"


def _runs(connection: Connection) -> Sequence[Entries]:
    """All of this algorithm, the newest first."""
    rows = connection.execute(
        select(SketchRun.versions, SketchRun.hashes)
        .where(SketchRun.algorithm == ALGORITHM)
        .order_by(SketchRun.id.desc())
    )
    return [Entries(*map(_numbers, row)) for row in rows]


def _numbers(kept: bytes) -> Numbers:
    return np.frombuffer(kept, _KEPT).astype(np.int64, copy=False)


def _joined(parts: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.int64), *parts])


def _ranges(starts: Places, counts: Places) -> Places:
    """The numbers from each start on, so many of each, one range behind another."""
    before = np.cumsum(counts) - counts
    places: Places = np.arange(counts.sum()) + np.repeat(starts - before, counts)
    return places
