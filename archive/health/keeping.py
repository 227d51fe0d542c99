"""Assesses a finished run in the database: loads history, lets ``judging`` judge, writes it down.

Inside a transaction that its caller begins and ends. One writer at a time assesses a magazine, so
that no alert is raised twice.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from archive import database
from archive.errors import RunUnfinished, UnknownRun
from archive.health import gathering, judging, outcomes, volume
from archive.health.asking import alert_rows, findings_of_run
from archive.health.expectations import Expectations
from archive.health.figures import (
    AlertRow,
    Assessment,
    Figure,
    Finding,
    FinishedRun,
    Measured,
    Past,
)
from archive.health.judging import Changes, History
from archive.health.wording import message
from archive.models import Alert, DayVolume, Run, RunFigure

HISTORY = timedelta(days=182)
"""How far back runs are a measure: half a year has seen what a magazine does, and knows nothing of
last year's design."""


def assess(
    connection: Connection, run_id: str, expectations: Expectations, further: Iterable[Figure] = ()
) -> Assessment:
    """Measure a run, judge it by what was before it, and raise or close alerts.

    ``further`` are figures that only the crawl itself knows. A run that was assessed before is
    not judged again. Raises UnknownRun and RunUnfinished.
    """
    run = _run(connection, run_id)
    database.lock(connection, [run.magazine])
    known = findings_of_run(connection, run_id)
    if known:
        return Assessment(
            run_id=run_id,
            magazine=run.magazine,
            findings=tuple(known),
            raised=(),
            still_open=tuple(alert_rows(connection, run.magazine, only_open=True)),
            mended=(),
        )
    measured = _measured(connection, run, further)
    history = _history(connection, run)
    found = judging.findings(run.magazine, measured, run.finished_at, history, expectations)
    changes = judging.changes(found, history)
    _write(connection, run, measured, found)
    return Assessment(
        run_id=run_id,
        magazine=run.magazine,
        findings=tuple(found),
        raised=_raise(connection, run, changes.raised),
        still_open=changes.still_open,
        mended=_close(connection, run, changes),
    )


def accept(
    connection: Connection, magazine: str, measure: str | None, moment: datetime
) -> list[AlertRow]:
    """Close a magazine's open alerts, or those of one measure: from now on this is usual."""
    closed = [
        alert
        for alert in alert_rows(connection, magazine, only_open=True)
        if measure in (None, alert.measure)
    ]
    _set_closed(connection, closed, moment, "accepted")
    return closed


def _run(connection: Connection, run_id: str) -> FinishedRun:
    row = connection.execute(
        select(Run.id, Run.magazine, Run.started_at, Run.finished_at, Run.counts).where(
            Run.id == run_id
        )
    ).one_or_none()
    if row is None:
        raise UnknownRun(f"no run has the id {run_id!r}")
    if row.finished_at is None:
        raise RunUnfinished(f"run {run_id!r} has not ended")
    return FinishedRun(**row._asdict())


def _measured(connection: Connection, run: FinishedRun, further: Iterable[Figure]) -> Measured:
    """What the run measured, as far as there was anything to measure."""
    before = connection.scalars(
        select(Run.id)
        .where(Run.magazine == run.magazine, Run.started_at < run.started_at)
        .order_by(Run.started_at.desc())
        .limit(outcomes.KNOWN_REFUSALS)
    ).all()
    measured = gathering.gather(connection, run, before)
    figures = [figure for figure in (*measured.figures, *further) if figure.pages]
    return Measured(figures=tuple(figures), days=measured.days)


def _history(connection: Connection, run: FinishedRun) -> History:
    """What is known of the run's magazine at its end."""
    today = run.finished_at.date()
    rows = connection.execute(
        select(
            RunFigure.measure,
            RunFigure.language,
            RunFigure.measured_at,
            RunFigure.amount,
            RunFigure.pages,
        )
        .where(
            RunFigure.magazine == run.magazine,
            RunFigure.measured_at >= run.finished_at - HISTORY,
            RunFigure.measured_at < run.finished_at,
        )
        .order_by(RunFigure.measured_at)
    )
    figures: dict[tuple[str, str], list[Past]] = {}
    for measure, language, moment, amount, pages in rows:
        figures.setdefault((measure, language), []).append(Past(moment, amount, pages))
    first = connection.scalar(
        select(func.min(RunFigure.measured_at)).where(RunFigure.magazine == run.magazine)
    )
    return History(
        figures=figures,
        days=_days(connection, run.magazine, today - volume.HISTORY),
        first_run=first.date() if first else today,
        alerts=alert_rows(connection, run.magazine),
    )


def _days(connection: Connection, magazine: str, since: date) -> dict[str, dict[date, int]]:
    """Language to day to new articles."""
    days: dict[str, dict[date, int]] = {}
    statement = (
        select(DayVolume.language, DayVolume.day, func.sum(DayVolume.articles))
        .where(DayVolume.magazine == magazine, DayVolume.day >= since)
        .group_by(DayVolume.language, DayVolume.day)
    )
    for language, day, articles in connection.execute(statement):
        days.setdefault(language, {})[day] = int(articles)
    return days


def _write(
    connection: Connection, run: FinishedRun, measured: Measured, found: Sequence[Finding]
) -> None:
    """Write down figures with their verdicts, and the volumes of days."""
    verdicts = {(f.measure, f.language): f for f in found if not f.is_declared}
    figures = {(figure.measure, figure.language): figure for figure in measured.figures}
    rows = [
        _figure_row(run, key, finding, figures.get(key))
        for key, finding in sorted(verdicts.items())
    ]
    if rows:
        connection.execute(insert(RunFigure), rows)
    days = [
        {
            "magazine": run.magazine,
            "day": day,
            "language": language,
            "run_id": run.id,
            "articles": articles,
        }
        for (day, language), articles in sorted(measured.days.items())
    ]
    if days:
        connection.execute(delete(DayVolume).where(DayVolume.run_id == run.id))
        connection.execute(insert(DayVolume), days)


def _figure_row(
    run: FinishedRun, key: tuple[str, str], finding: Finding, figure: Figure | None
) -> dict[str, Any]:
    return {
        "run_id": run.id,
        "measure": key[0],
        "language": key[1],
        "magazine": run.magazine,
        "measured_at": run.finished_at,
        "amount": figure.amount if figure else float(finding.pages),
        "pages": finding.pages,
        "now": finding.now,
        "usual": finding.usual,
        "verdict": finding.verdict,
        "detail": finding.detail,
        "example": finding.example,
    }


def _raise(
    connection: Connection, run: FinishedRun, found: Iterable[Finding]
) -> tuple[AlertRow, ...]:
    """Open alerts; they are in the order of their findings."""
    raised = []
    for finding in found:
        values = {
            "magazine": run.magazine,
            "measure": finding.measure,
            "language": finding.language,
            "is_declared": finding.is_declared,
            "run_id": run.id,
            "opened_at": run.finished_at,
            "closed_at": None,
            "closed_as": None,
            "message": message(finding),
            "example": finding.example,
        }
        row = connection.execute(insert(Alert).returning(*Alert.__table__.columns), values).one()
        raised.append(AlertRow(**row._asdict()))
    return tuple(raised)


def _close(connection: Connection, run: FinishedRun, changes: Changes) -> tuple[AlertRow, ...]:
    _set_closed(connection, changes.mended, run.finished_at, "mended")
    return changes.mended


def _set_closed(
    connection: Connection, alerts: Sequence[AlertRow], moment: datetime, how: str
) -> None:
    if alerts:
        connection.execute(
            update(Alert)
            .where(Alert.id.in_([alert.id for alert in alerts]))
            .values(closed_at=moment, closed_as=how)
        )
