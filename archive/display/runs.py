"""What the commands for runs print."""

from collections.abc import Sequence

from rich.text import Text

from archive.display import terminal
from archive.results import RunRow

SHORT_ID = 8
"""Characters of a run's id that are shown: they tell four thousand million apart."""

_COUNTED = ("found", "new", "changed", "unchanged")
"""Of what a run counted under ``articles/``, what stands in its line."""


def runs(rows: Sequence[RunRow]) -> None:
    """One line a run; how it ended stands last."""
    if not rows:
        terminal.put("No runs.")
        return
    numbers = ("took", *_COUNTED, "refused", "failed", "requests", "MB")
    table = terminal.table("id", "started", "magazine", *numbers, "ended", right=numbers)
    for row in rows:
        table.add_row(
            terminal.shown(row.id[:SHORT_ID]),
            terminal.moment(row.started_at),
            terminal.shown(row.magazine),
            _took(row),
            *(str(row.counts.get(f"articles/{name}", 0)) for name in _COUNTED),
            str(row.total("refused/")),
            str(row.total("failed/")),
            _number(row.requests),
            _megabytes(row.bytes_received),
            _ended(row),
        )
    terminal.put(table)


def run(row: RunRow) -> None:
    """Everything about one run."""
    terminal.put(
        terminal.pairs(
            [
                ("id", row.id),
                ("magazine", row.magazine),
                ("arguments", "\n".join(f"{k}={v}" for k, v in row.arguments.items())),
                ("started", terminal.moment(row.started_at)),
                ("finished", terminal.moment(row.finished_at)),
                ("took", _took(row)),
                ("ended", row.finish_reason or "running"),
                ("failed because", row.failure),
                ("exit status", None if row.exit_status is None else str(row.exit_status)),
                ("requests", _number(row.requests)),
                ("megabytes", _megabytes(row.bytes_received)),
                ("extractor", row.extractor_version),
                *row.versions.items(),
            ]
        )
    )
    terminal.counts("error", "times", row.errors.items())
    terminal.counts("counted", "times", row.counts.items())


def _took(row: RunRow) -> str:
    """How long a run took, in hours, minutes and seconds."""
    if row.finished_at is None:
        return "-"
    return str(row.finished_at - row.started_at).partition(".")[0]


def _ended(row: RunRow) -> Text:
    """How a run ended, in a few words."""
    if row.failure is not None:
        return Text(terminal.clean(row.failure), "bold red")
    return Text(terminal.clean(row.finish_reason or "running"))


def _number(value: int | None) -> str:
    return "-" if value is None else f"{value:,}"


def _megabytes(value: int | None) -> str:
    return "-" if value is None else f"{value / 1e6:.1f}"
