"""What ``tradearchive`` prints of versions and readings: what differs, field by field."""

from collections.abc import Sequence

from rich.padding import Padding
from rich.text import Text

from archive.differences import Difference
from archive.display import terminal
from archive.results import ExtractionRow, StoredVersion


def versions(rows: Sequence[tuple[StoredVersion, Sequence[Difference]]]) -> None:
    """Each version, and what it says otherwise than the one before."""
    for version, found in rows:
        period = f"{terminal.moment(version.valid_from)} to {terminal.moment(version.valid_to)}"
        readings = f", reading {version.extraction}" if version.extraction > 1 else ""
        _entry(f"version {version.number}{readings}  {period}  ", version.article.headline)
        if version.number > 1:
            _differences(found)


def extractions(rows: Sequence[tuple[ExtractionRow, Sequence[Difference]]]) -> None:
    """Each reading, and what it reads otherwise than the promoted one."""
    for reading, found in rows:
        mark = ", promoted" if reading.is_promoted else ""
        origin = f"{reading.why} by {reading.extractor_version}"
        made = f"{terminal.moment(reading.extracted_at)}  {origin}  "
        _entry(f"reading {reading.number}{mark}  {made}", reading.article.headline)
        if not reading.is_promoted:
            _differences(found)


def _entry(facts: str, headline: str) -> None:
    terminal.put(Text(terminal.clean(facts), "dim") + Text(terminal.clean(headline), "bold"))


def _differences(found: Sequence[Difference]) -> None:
    """Removed and added values below their field's name; nothing else."""
    if not found:
        terminal.put("    the same in every field")
    for difference in found:
        terminal.put(Text(f"    {difference.field}", "dim"))
        for sign, style, values in (
            ("-", "red", difference.removed),
            ("+", "green", difference.added),
        ):
            for value in values:
                text = Text(f"{sign} {terminal.clean(value)}", style)
                terminal.put(Padding(text, (0, 0, 0, 6)))
