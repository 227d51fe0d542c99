"""Which versions have a sketch like this one's? By shared hashes, in SQL, whatever the size.

Each hash is looked up among its newest versions only: what stands in thousands of articles (a
company's portrait, a disclaimer) tells nothing, and would have to be read whole. Whether two texts
that are found do say the same is for ``archive.relatives.likeness``.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

import numpy as np
from sqlalchemy import Connection, text

from archive.models import SketchHash
from archive.relatives import sketch_runs
from archive.relatives.sketch import ALGORITHM, MIN_SHARED
from archive.relatives.sketch_runs import Entries
from archive.rows import insert_columns

NEWEST = 100
"""Versions asked of each hash. At a million articles a look-up has a 95th percentile of 1 ms so,
and of 161 ms without (field notes)."""

_ASKED = 12_000
"""Hashes asked for in one statement: 500 sketches."""


class Near(NamedTuple):
    """A version with a similar sketch."""

    version_id: int
    shared: int
    """Hashes that both sketches have."""


_FIND_JSON = text("""
WITH asked AS MATERIALIZED (
    SELECT json_extract(value, '$[0]') AS version_id, json_extract(value, '$[1]') AS hash
    FROM json_each(:pairs))
SELECT asked.version_id, s.version_id, count(*)
FROM asked CROSS JOIN sketch_hashes AS s
WHERE s.algorithm = :algorithm AND s.hash = asked.hash AND s.version_id >= coalesce(
    (SELECT n.version_id FROM sketch_hashes AS n
     WHERE n.algorithm = :algorithm AND n.hash = asked.hash
     ORDER BY n.version_id DESC LIMIT 1 OFFSET :newest - 1), 0)
  AND s.version_id <> asked.version_id
GROUP BY 1, 2 HAVING count(*) >= :least
""")

_FIND_LATERAL = text("""
SELECT asked.version_id, s.version_id, count(*)
FROM unnest(CAST(:versions AS bigint[]), CAST(:hashes AS bigint[])) AS asked (version_id, hash)
CROSS JOIN LATERAL (
    SELECT n.version_id FROM sketch_hashes AS n
    WHERE n.algorithm = :algorithm AND n.hash = asked.hash
    ORDER BY n.version_id DESC LIMIT :newest) AS s
WHERE s.version_id <> asked.version_id
GROUP BY 1, 2 HAVING count(*) >= :least
""")


def write(connection: Connection, sketches: Mapping[int, Sequence[int]]) -> None:
    """Keep the sketches of versions, by version id; hashes that are there already are left out."""
    entries = sketch_runs.in_order(_entries(sketches))
    if not sketch_runs.is_worth(connection, len(entries.hashes)):
        insert(connection, entries)
        return
    sketch_runs.keep(connection, entries)
    if sketch_runs.count(connection) >= sketch_runs.ENOUGH:
        merge(connection)


def merge(connection: Connection) -> None:
    """Put the hashes that wait (``sketch_runs``) where all others are."""
    insert(connection, sketch_runs.take(connection))


def insert(connection: Connection, entries: Entries) -> None:
    """Keep hashes, each of its version; those that are there already are left out.

    In order (``sketch_runs.in_order``) they are written faster.
    """
    columns = {
        "algorithm": [ALGORITHM] * len(entries.hashes),
        "hash": entries.hashes.tolist(),
        "version_id": entries.versions.tolist(),
    }
    insert_columns(connection, SketchHash, columns, known="left")


def find(connection: Connection, sketches: Mapping[int, Sequence[int]]) -> dict[int, list[Near]]:
    """Version id to the versions with a similar sketch, the most similar and then newest first.

    Versions without any are left out; the version itself is not among them.
    """
    asked = _entries(sketches)
    waiting, is_answered = sketch_runs.find(connection, asked, NEWEST)
    others = Entries(*(column[~is_answered] for column in asked))
    shared = dict[tuple[int, int], int]()
    for stretch in _stretches(list(zip(*map(np.ndarray.tolist, others), strict=True))):
        shared.update(_ask(connection, stretch))
    for pair, count in _counted(waiting):
        shared[pair] = max(count, shared.get(pair, 0))  # kept again, it is in both places
    found: defaultdict[int, list[Near]] = defaultdict(list)
    for (version_id, other), count in shared.items():
        found[version_id].append(Near(other, count))
    return {
        version_id: sorted(near, key=lambda n: (-n.shared, -n.version_id))
        for version_id, near in found.items()
    }


def _entries(sketches: Mapping[int, Sequence[int]]) -> Entries:
    """All hashes of some sketches."""
    hashes = np.fromiter(chain.from_iterable(sketches.values()), np.int64)
    sizes = [len(sketch) for sketch in sketches.values()]
    return Entries(np.repeat(np.fromiter(sketches, np.int64), sizes), hashes)


def _counted(pairs: sketch_runs.Pairs) -> Iterator[tuple[tuple[int, int], int]]:
    """Pairs of versions that have hashes enough in common, with how many."""
    are_two = pairs.asking != pairs.found
    asking, found, hashes = (each[are_two] for each in pairs)
    order = np.lexsort((hashes, found, asking))
    asking, found, hashes = asking[order], found[order], hashes[order]
    is_first = np.ones(len(order), np.bool_)
    is_first[1:] = (asking[1:] != asking[:-1]) | (found[1:] != found[:-1])
    is_other = is_first.copy()
    is_other[1:] |= hashes[1:] != hashes[:-1]
    starts = np.flatnonzero(is_first)
    counts = np.add.reduceat(is_other, starts, dtype=np.int64)
    are_near = counts >= MIN_SHARED
    starts, counts = starts[are_near], counts[are_near]
    versions = zip(asking[starts].tolist(), found[starts].tolist(), strict=True)
    return zip(versions, counts.tolist(), strict=True)


def _ask(
    connection: Connection, pairs: Sequence[tuple[int, int]]
) -> Iterator[tuple[tuple[int, int], int]]:
    """One statement for all hashes of some versions: two versions, and how many they share."""
    common = {"algorithm": ALGORITHM, "newest": NEWEST, "least": MIN_SHARED}
    if connection.dialect.name == "postgresql":
        arrays = _arrays([(number, version) for version, number in pairs])
        rows = connection.execute(_FIND_LATERAL, arrays | common)
    else:
        rows = connection.execute(_FIND_JSON, {"pairs": json.dumps(pairs)} | common)
    return (((row[0], row[1]), row[2]) for row in rows)


def _arrays(rows: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Hashes and versions as PostgreSQL takes many at once."""
    return {"hashes": [number for number, _ in rows], "versions": [version for _, version in rows]}


def _stretches(pairs: Sequence[tuple[int, int]]) -> Iterable[Sequence[tuple[int, int]]]:
    """The pairs in stretches, none of which parts a version's hashes."""
    start = 0
    while start < len(pairs):
        end = min(start + _ASKED, len(pairs))
        while end < len(pairs) and pairs[end][0] == pairs[end - 1][0]:
            end += 1
        yield pairs[start:end]
        start = end
