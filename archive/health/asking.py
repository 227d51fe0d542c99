"""What is known of the magazines' health. Reads only."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from archive.health.figures import AlertRow, Finding
from archive.health.measures import MEASURES
from archive.models import Alert, RunFigure

SHOWN = timedelta(days=28)
"""A figure that is so much older than its magazine's newest is not shown: of a language, say, in
which nothing appears any more."""

_ORDER = {measure.name: number for number, measure in enumerate(MEASURES)}


def findings(connection: Connection, magazine: str | None = None) -> list[Finding]:
    """The latest figure of each measure, by magazine, and the open alerts about no such figure."""
    latest = (
        select(
            RunFigure.magazine,
            RunFigure.measure,
            RunFigure.language,
            func.max(RunFigure.measured_at).label("measured_at"),
        )
        .group_by(RunFigure.magazine, RunFigure.measure, RunFigure.language)
        .subquery()
    )
    statement = select(*RunFigure.__table__.columns).join(
        latest,
        (RunFigure.magazine == latest.c.magazine)
        & (RunFigure.measure == latest.c.measure)
        & (RunFigure.language == latest.c.language)
        & (RunFigure.measured_at == latest.c.measured_at),
    )
    if magazine is not None:
        statement = statement.where(RunFigure.magazine == magazine)
    open_ = {
        (alert.magazine, *alert.key): alert
        for alert in alert_rows(connection, magazine, only_open=True)
    }
    rows = connection.execute(statement).all()
    newest: dict[str, datetime] = {}
    for row in rows:
        newest[row.magazine] = max(row.measured_at, newest.get(row.magazine, row.measured_at))
    found = []
    for row in rows:
        alert = open_.pop((row.magazine, row.measure, row.language, False), None)
        if alert is not None or row.measured_at > newest[row.magazine] - SHOWN:
            found.append(_finding(row, alert))
    found += [_of_alert(alert) for alert in open_.values()]
    return sorted(found, key=lambda each: (each.magazine, _ORDER[each.measure], each.language))


def findings_of_run(connection: Connection, run_id: str) -> list[Finding]:
    """How a run was judged; nothing for one that was not."""
    statement = select(*RunFigure.__table__.columns).where(RunFigure.run_id == run_id)
    return [_finding(row, None) for row in connection.execute(statement)]


def alert_rows(
    connection: Connection, magazine: str | None = None, *, only_open: bool = False
) -> list[AlertRow]:
    """Alerts in the order in which they were opened."""
    statement = select(*Alert.__table__.columns).order_by(Alert.opened_at, Alert.id)
    if magazine is not None:
        statement = statement.where(Alert.magazine == magazine)
    if only_open:
        statement = statement.where(Alert.closed_at.is_(None))
    return [AlertRow(**row._asdict()) for row in connection.execute(statement)]


def _finding(row: Row[Any], alert: AlertRow | None) -> Finding:
    return Finding(
        magazine=row.magazine,
        measure=row.measure,
        language=row.language,
        verdict="broken" if alert else row.verdict,
        now=row.now,
        usual=row.usual,
        pages=row.pages,
        measured_at=row.measured_at,
        detail=row.detail,
        example=row.example or (alert.example if alert else None),
        since=alert.opened_at if alert else None,
    )


def _of_alert(alert: AlertRow) -> Finding:
    """An alert whose measure has no figure of its own: a declared expectation."""
    return Finding(
        magazine=alert.magazine,
        measure=alert.measure,
        language=alert.language,
        verdict="broken",
        now=None,
        usual=None,
        pages=0,
        measured_at=alert.opened_at,
        detail=alert.message,
        example=alert.example,
        since=alert.opened_at,
        is_declared=alert.is_declared,
    )
