"""The command that writes articles into a file: export."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from archive.cli.options import Database, Day, Language, LastDay, Magazine, archive_at, day_of
from archive.exports import FORMATS, WRITERS, Format
from archive.store import DEFAULT_URL

PIPE = "-"


def export(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="articles.csv, .jsonl or .parquet; - for a pipe.")
    ] = PIPE,
    *,
    form: Annotated[
        Format | None,
        typer.Option("--format", help="If the file's name does not say it; csv into a pipe."),
    ] = None,
    magazine: Magazine = None,
    language: Language = None,
    since: Day = None,
    until: LastDay = None,
    db: Database = DEFAULT_URL,
) -> None:
    """Write articles as they stand now into a file: the columns of the view articles_flat.

    Articles come one after the other, so that the archive may be larger than the memory. A file is
    there when it is whole; Parquet needs the extra tradecrawler[parquet].
    """
    chosen = form or _by_name(file)
    with archive_at(db) as archive:
        columns, rows = archive.export(
            magazine=magazine, language=language, since=day_of(since), until=day_of(until)
        )
        if file == PIPE:
            WRITERS[chosen](sys.stdout.buffer, columns, rows)
            return
        path = Path(file)
        part = path.with_name(f"{path.name}.part")
        try:
            with part.open("wb") as opened:
                count = WRITERS[chosen](opened, columns, rows)
            part.replace(path)
        except OSError as error:
            typer.echo(f"tradearchive: cannot write {file}: {error}", err=True)
            raise typer.Exit(1) from error
        finally:
            part.unlink(missing_ok=True)
    typer.echo(f"Wrote {count} articles to {file}.", err=True)


def _by_name(file: str) -> Format:
    """The format that a file's name says."""
    if file == PIPE:
        return "csv"
    ending = Path(file).suffix.removeprefix(".").lower()
    for known in FORMATS:
        if ending == known:
            return known
    raise typer.BadParameter(f"{file}: give one of --format {', '.join(FORMATS)}")
