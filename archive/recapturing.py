"""Puts on record what WARC files hold and the database does not know: after a loss, or a restore.

Rows that are there stay as they are. What became of a page is not in the files: all that is found
is of outcome ``other``, with a reason of its own.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from sqlalchemy import Engine

from archive import capture_index, database
from archive.captures import Problem, scan
from archive.records import Capture
from archive.results import CapturesIndexed

REASON = "reindexed"
"""Of captures that were found in a file; how many are there?"""

BATCH = 1_000
"""Captures in one transaction: some 500 KB, and no writer waits long."""


def index_files(engine: Engine, folder: Path) -> CapturesIndexed:
    """Scan the files below a folder; responses first, since revisits refer to them."""
    found, added = 0, 0
    problems: list[Problem] = []
    responses: list[Capture] = []
    revisits: list[Capture] = []
    for item in scan(folder):
        if isinstance(item, Problem):
            problems.append(item)
            continue
        found += 1
        (revisits if item.is_revisit else responses).append(item.capture)
        if len(responses) == BATCH:
            added += _add(engine, responses)
            responses.clear()
    added += _add(engine, responses)
    for start in range(0, len(revisits), BATCH):
        resolved, orphans = _with_originals(engine, revisits[start : start + BATCH])
        added += _add(engine, resolved)
        problems += orphans
    return CapturesIndexed(found=found, added=added, problems=tuple(problems))


def _add(engine: Engine, captures: Iterable[Capture]) -> int:
    """Those that are new, under the magazine in whose folder their file is."""
    of_magazine: dict[str, list[Capture]] = defaultdict(list)
    for capture in captures:
        of_magazine[Path(capture.file).parent.name].append(capture)
    add = capture_index.add_others
    return sum(
        database.write(
            engine,
            partial(add, captures=found, magazine=magazine, run_id=None, reason=REASON),
        )
        for magazine, found in sorted(of_magazine.items())
    )


def _with_originals(
    engine: Engine, revisits: Sequence[Capture]
) -> tuple[list[Capture], list[Problem]]:
    """Revisits with the place of their payload; those whose payload no record has, as problems."""
    with database.reading(engine) as connection:
        held = capture_index.holding(connection, {revisit.digest for revisit in revisits})
    resolved = [
        replace(revisit, original=held[revisit.digest].place)
        for revisit in revisits
        if revisit.digest in held
    ]
    orphans = [
        Problem(
            "orphan", revisit.file, revisit.offset, f"no record has the payload {revisit.digest}"
        )
        for revisit in revisits
        if revisit.digest not in held
    ]
    return resolved, orphans
