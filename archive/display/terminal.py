"""Tables and text on a terminal, or into a pipe.

On a terminal lines are cut or wrapped to its width. Into a pipe a table's lines are written whole,
so that nothing is lost to grep, and prose is wrapped at ``PIPE_WIDTH``.
"""

import re
from collections.abc import Iterable
from datetime import date, datetime

from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

PIPE_WIDTH = 100
WHOLE_LINES = 10_000
"""Width of a table that is not to be cut; it takes no more than it needs."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""What a page's text could do harm with on a terminal."""


def print_titled(title: str, table: Table) -> None:
    """A table below its title."""
    put("", Text(title, "bold"), table)


def put(*items: RenderableType) -> None:
    """Print each item from a new line, as wide as the terminal or as the pipe's reader needs it."""
    console = Console(highlight=False, emoji=False, markup=False)
    for item in items:
        if console.is_terminal:
            console.print(item)
            continue
        console.width = WHOLE_LINES if isinstance(item, Table) else PIPE_WIDTH
        with console.capture() as printed:
            console.print(item)
        lines = printed.get().splitlines()
        console.file.write("".join(f"{line.rstrip()}\n" for line in lines))


def table(*names: str, right: Iterable[str] = ()) -> Table:
    """A table without lines; its last column is cut where the terminal ends."""
    table = Table(box=None, header_style="dim", pad_edge=False, padding=(0, 2, 0, 0))
    for name in names:
        is_last = name == names[-1]
        table.add_column(
            name,
            justify="right" if name in right else "left",
            no_wrap=True,
            overflow="ellipsis",
            ratio=1 if is_last else None,
        )
    return table


def pairs(items: Iterable[tuple[str, str | None]]) -> Table:
    """Names and values; what has no value is left out."""
    table = Table(box=None, show_header=False, pad_edge=False, padding=(0, 2, 0, 0))
    table.add_column(style="dim", no_wrap=True)
    table.add_column(overflow="fold")
    for name, value in items:
        if value:
            table.add_row(shown(name), shown(value))
    return table


def shown(value: str | None) -> Text:
    """A value as it is: what looks like rich's markup is none."""
    return Text(clean(value)) if value else Text("-", "dim")


def clean(text: str) -> str:
    """The text without characters that a terminal obeys."""
    return _CONTROL.sub("\ufffd", text)


def day(value: date | None) -> str:
    """A day, or a dash."""
    return value.isoformat() if value else "-"


def moment(value: datetime | None) -> str:
    """A moment to the minute, or a dash."""
    return value.strftime("%Y-%m-%d %H:%M UTC") if value else "-"


def span(first: date | None, last: date | None) -> str:
    """From when to when, or a dash."""
    return f"{day(first)} to {day(last)}" if first or last else "-"


def counts(name: str, unit: str, found: Iterable[tuple[str | None, int]]) -> None:
    """A table of values and how often each occurs; nothing where there are none."""
    rows = table(name, unit, right=(unit,))
    for value, number in found:
        rows.add_row(shown(value or "unknown"), f"{number:,}")
    if rows.rows:
        put("", rows)
