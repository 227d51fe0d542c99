"""What the command for health prints."""

from collections.abc import Sequence

from rich.text import Text

from archive.display import terminal
from archive.health import wording
from archive.health.figures import Finding

_STYLES = {"usual": "green", "unusual": "yellow", "broken": "bold red", "unknown": "dim"}
"""How each verdict of a finding is shown."""


def health(findings: Sequence[Finding]) -> None:
    """One line a measure of a magazine: now, usual, and what that means."""
    if not findings:
        terminal.put("Nothing was measured: figures are taken at the end of each crawl.")
        return
    names = ("magazine", "measure", "now", "usual", "pages", "verdict", "since", "why, example")
    table = terminal.table(*names, right=("now", "usual", "pages"))
    for found in findings:
        why = (found.detail, found.example)
        table.add_row(
            terminal.shown(found.magazine),
            terminal.shown(wording.subject(found.measure, found.language)),
            wording.amount(found.measure, found.now),
            wording.amount(found.measure, found.usual),
            str(found.pages),
            Text(found.verdict, _STYLES[found.verdict]),
            terminal.day(found.since.date() if found.since else None),
            terminal.shown("  ".join(part for part in why if part)),
        )
    terminal.put(table)
