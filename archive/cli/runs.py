"""Commands for runs: runs, run."""

from typing import Annotated

import typer

from archive.cli.options import AsJson, Database, Magazine, archive_at, write_json_lines
from archive.display import runs as shown
from archive.store import DEFAULT_URL


def runs(
    *,
    magazine: Magazine = None,
    limit: Annotated[int, typer.Option(min=1, help="How many runs at most.")] = 20,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """List runs, the latest first: how each ended, and what it found."""
    with archive_at(db) as archive:
        rows = archive.runs(limit, magazine=magazine)
    if as_json:
        write_json_lines(rows)
    else:
        shown.runs(rows)


def run(
    run_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of the run, or its beginning, as runs gives it.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show one run: when, how it ended, what it counted, with which versions."""
    with archive_at(db) as archive:
        row = archive.run(run_id)
    if as_json:
        write_json_lines([row])
    else:
        shown.run(row)
