"""The command that shows source health, and accepts what has changed."""

from typing import Annotated

import typer

from archive.cli.options import AsJson, Database, Magazine, archive_at, write_json_lines
from archive.display import health as shown
from archive.store import DEFAULT_URL, Archive

ALL = "all"


def health(
    *,
    magazine: Magazine = None,
    check: Annotated[bool, typer.Option(help="Exit code 1 if anything is broken.")] = False,
    broken: Annotated[bool, typer.Option(help="Only what is broken or unusual.")] = False,
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE",
            help="Close the open alerts of this measure, or 'all': from now on this is usual.",
        ),
    ] = None,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show how each magazine is: what its last runs brought, what is usual, what is broken.

    A run's figures are judged when it ends; here they are shown. An alert stays open until the
    magazine is as it was, or until it is accepted: --magazine NAME --accept MEASURE.
    """
    if accept is not None and magazine is None:
        raise typer.BadParameter("--accept needs --magazine")
    with archive_at(db) as archive:
        if accept is not None and magazine is not None:
            _accept(archive, magazine, accept)
        findings = archive.health(magazine)
    if broken:
        findings = [found for found in findings if found.verdict in ("broken", "unusual")]
    if as_json:
        write_json_lines(findings)
    else:
        shown.health(findings)
    if check and any(found.verdict == "broken" for found in findings):
        raise typer.Exit(1)


def _accept(archive: Archive, magazine: str, measure: str) -> None:
    """Close what is open; a measure about which nothing is, is a mistake."""
    names = {alert.measure for alert in archive.alerts(magazine)}
    if measure != ALL and measure not in names:
        known = ", ".join(sorted(names)) or "none"
        raise typer.BadParameter(f"no alert is open about {measure!r}; open: {known}")
    archive.accept(magazine, None if measure == ALL else measure)
