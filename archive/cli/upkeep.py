"""Commands for who looks after an archive: init, upgrade, reindex, reindex-captures,
check."""

from pathlib import Path
from typing import Annotated

import typer

from archive.cli.options import AsJson, Database, archive_at, errors_in_a_line, write_json_lines
from archive.display import reading
from archive.store import DEFAULT_URL, Archive


def init(*, db: Database = DEFAULT_URL) -> None:
    """Make an archive in an empty database; what is an archive already stays as it is."""
    with errors_in_a_line(), Archive.open(db):
        typer.echo("The archive is there.")


def upgrade(*, db: Database = DEFAULT_URL) -> None:
    """Bring an archive of an older version of this program up to date; make a copy of it first."""
    with errors_in_a_line():
        done = Archive.upgrade(db)
    if done.before != done.after:
        typer.echo(f"Upgraded from revision {done.before} to {done.after}.")
    if done.reindexed is not None:
        typer.echo(f"Indexed {done.reindexed} articles anew.")
    elif done.before == done.after:
        typer.echo(f"Nothing to do: the archive has revision {done.after}.")


def reindex(*, db: Database = DEFAULT_URL) -> None:
    """Make the search index anew, where another version of this program or of Snowball made it."""
    with archive_at(db) as archive:
        typer.echo(f"Indexed {archive.rebuild_search()} articles anew.")


def reindex_captures(
    folder: Annotated[
        Path, typer.Argument(metavar="FOLDER", exists=True, file_okay=False, help="CAPTURES_DIR.")
    ],
    *,
    db: Database = DEFAULT_URL,
) -> None:
    """Put on record what WARC files hold and the archive does not know, after a loss of rows.

    Nothing that is on record changes, and no article is read.
    """
    with archive_at(db) as archive:
        done = archive.index_captures(folder)
    typer.echo(f"{done.found} responses in the files, of which {done.added} were not on record.")
    for problem in done.problems:
        place = f"{problem.file} at byte {problem.offset}"
        typer.echo(f"{problem.kind}: {place}: {problem.detail}", err=True)


def check(*, as_json: AsJson = False, db: Database = DEFAULT_URL) -> None:
    """Check schema, keys, versions, captures and search index; exit code 1 if anything fails."""
    with archive_at(db) as archive:
        checks = archive.check()
    if as_json:
        write_json_lines(checks)
    else:
        reading.checks(checks)
    if not all(check.holds for check in checks):
        raise typer.Exit(1)
