"""What the commands of ``tradearchive`` have in common: options, errors, JSON Lines."""

import json
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from archive.errors import ArchiveError
from archive.store import Archive

Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="ARCHIVE_URL",
        metavar="URL",
        help="Database: sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON Lines instead of a table.")]
ArticleId = Annotated[int, typer.Argument(metavar="ID", help="Number, as list gives it.")]
Magazine = Annotated[str | None, typer.Option(help="Slug of the magazine.")]
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code, such as fr or nl.")]
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="First day of publication."),
]
LastDay = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Last day of publication."),
]


@contextmanager
def archive_at(url: str) -> Iterator[Archive]:
    """The archive, opened as it is; its errors end the program with one line."""
    with errors_in_a_line(), Archive.open(url, create=False) as archive:
        yield archive


@contextmanager
def errors_in_a_line() -> Iterator[None]:
    """An archive's errors end the program with one line."""
    try:
        yield
    except ArchiveError as error:
        typer.echo(f"tradearchive: {error}", err=True)
        raise typer.Exit(1) from error


def day_of(moment: datetime | None) -> date | None:
    """The day an option names."""
    return moment.date() if moment else None


def write_json_lines(records: Iterable[Any]) -> None:
    """One JSON object a line, in UTF-8."""
    for record in records:
        sys.stdout.write(json.dumps(plain(record), ensure_ascii=False) + "\n")


def plain(value: Any) -> Any:
    """The value as JSON knows it: moments and days as ISO 8601 text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {"unknown" if key is None else key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return value
