"""From what a run measured and what was before it to findings, and to alerts. Pure; no SQL."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from archive.health import declared, means, shares, volume
from archive.health.expectations import Expectations
from archive.health.figures import (
    AlertKey,
    AlertRow,
    Figure,
    Finding,
    Judgement,
    Measured,
    Past,
    Verdict,
)
from archive.health.measures import BY_NAME, EVERY_LANGUAGE, Measure


@dataclass(frozen=True, kw_only=True)
class History:
    """What is known of a magazine when one of its runs is assessed."""

    figures: Mapping[tuple[str, str], Sequence[Past]] = field(default_factory=dict)
    """Measure and language to the runs before, in order of time."""
    days: Mapping[str, Mapping[date, int]] = field(default_factory=dict)
    """Language to day to new articles, those of the run left out."""
    first_run: date
    """The day of the magazine's first run."""
    alerts: Sequence[AlertRow] = ()
    """Open ones and closed ones, in the order in which they were opened."""

    def open(self) -> dict[AlertKey, AlertRow]:
        """The alerts that are open."""
        return {alert.key: alert for alert in self.alerts if alert.closed_at is None}

    def runs(self, measure: str, language: str) -> list[Past]:
        """The runs that may be a measure: not those while it was broken, nor those before a change
        that was accepted.
        """
        of_key = [alert for alert in self.alerts if alert.key == (measure, language, False)]
        return [
            past
            for past in self.figures.get((measure, language), ())
            if not any(_spoils(alert, past.moment) for alert in of_key)
        ]


def _spoils(alert: AlertRow, moment: datetime) -> bool:
    """Whether an alert makes a run of that moment no measure any more; an open one does not."""
    if alert.closed_at is None:
        return False
    if alert.closed_as == "accepted":
        return moment < alert.opened_at
    return alert.opened_at <= moment < alert.closed_at


@dataclass(frozen=True, kw_only=True)
class Changes:
    """What a run's findings do to alerts."""

    raised: tuple[Finding, ...]
    still_open: tuple[AlertRow, ...]
    mended: tuple[AlertRow, ...]


def findings(
    magazine: str,
    measured: Measured,
    moment: datetime,
    history: History,
    expectations: Expectations,
) -> list[Finding]:
    """Judge all that a run measured, at the moment at which it ended."""
    found = [_judge_figure(magazine, figure, moment, history) for figure in measured.figures]
    days = _together(history.days, measured)
    found += _judge_volumes(magazine, days, moment, history)
    found += _judge_declared(magazine, measured, days, moment, history, expectations)
    return found


def changes(found: Iterable[Finding], history: History) -> Changes:
    """Which alerts findings raise, leave open or close.

    An alert of which the run says too little stays open.
    """
    still_open = history.open()
    raised, mended = [], []
    for finding in found:
        alert = still_open.get(finding.key)
        if finding.verdict == "broken" and alert is None:
            raised.append(finding)
        elif finding.verdict == "usual" and alert is not None:
            mended.append(still_open.pop(finding.key))
    return Changes(
        raised=tuple(raised), still_open=tuple(still_open.values()), mended=tuple(mended)
    )


def _judge_figure(magazine: str, figure: Figure, moment: datetime, history: History) -> Finding:
    """A share or a mean."""
    measure = BY_NAME[figure.measure]
    alert = history.open().get((figure.measure, figure.language, False))
    since = alert.opened_at if alert else None
    now = Past(moment, figure.amount, figure.pages)
    runs = [*history.runs(figure.measure, figure.language), now]
    if measure.kind == "share":
        judged = shares.judge(runs, broken_since=since)
    else:
        judged = means.judge(measure, runs, broken_since=since)
    return Finding(
        magazine=magazine,
        measure=figure.measure,
        language=figure.language,
        verdict=_verdict(measure, judged, alert),
        now=judged.now,
        usual=judged.usual,
        pages=figure.pages,
        measured_at=moment,
        detail=figure.detail,
        example=figure.example,
        since=since,
    )


def _verdict(measure: Measure, judged: Judgement, alert: AlertRow | None) -> Verdict:
    """What a comparison means; what is broken stays so until it is near to what was usual."""
    if not judged.is_known:
        return "unknown" if alert is None else "broken"
    if alert is not None:
        return "usual" if judged.is_near else "broken"
    return measure.severity if judged.strays else "usual"


def _together(
    before: Mapping[str, Mapping[date, int]], measured: Measured
) -> dict[str, dict[date, int]]:
    """All days' articles by language, and of all languages."""
    days = {language: dict(counts) for language, counts in before.items()}
    for (day, language), articles in measured.days.items():
        counts = days.setdefault(language, {})
        counts[day] = counts.get(day, 0) + articles
    return days


def _judge_volumes(
    magazine: str, days: Mapping[str, Mapping[date, int]], moment: datetime, history: History
) -> Iterator[Finding]:
    """The volume of each language."""
    measure = BY_NAME["articles"]
    for language, counts in sorted(days.items()):
        alert = history.open().get((measure.name, language, False))
        since = alert.opened_at if alert else None
        judged = volume.judge(
            volume.Volumes(counts, _complete_from(history, language)),
            moment.date(),
            broken_since=since.date() if since else None,
        )
        yield Finding(
            magazine=magazine,
            measure=measure.name,
            language=language,
            verdict=_verdict(measure, judged, alert),
            now=judged.now,
            usual=judged.usual,
            pages=round(judged.now or 0),
            measured_at=moment,
            since=since,
        )


def _complete_from(history: History, language: str) -> date:
    """The day from which on volumes are a measure: of the first run, or of an accepted change."""
    accepted = (
        alert.opened_at.date() - timedelta(days=volume.WINDOWS[0])
        for alert in history.alerts
        if alert.key == ("articles", language, False) and alert.closed_as == "accepted"
    )
    return max(accepted, default=history.first_run)


def _judge_declared(
    magazine: str,
    measured: Measured,
    days: Mapping[str, Mapping[date, int]],
    moment: datetime,
    history: History,
    expectations: Expectations,
) -> Iterator[Finding]:
    """What was declared; only what breaks it, and what an open alert is about, is a finding."""
    for measure, allowed in declared.allowed_shares(expectations).items():
        alert = history.open().get((measure, EVERY_LANGUAGE, True))
        runs = _all_languages(measure, measured, moment, history)
        since = alert.opened_at if alert else None
        judged = declared.judge_share(runs, allowed, broken_since=since)
        yield from _declared_finding(magazine, measure, judged, moment, measured, alert)
    alert = history.open().get(("articles", EVERY_LANGUAGE, True))
    judged = declared.judge_volume(
        days.values(), moment.date(), expectations.min_articles_per_week, history.first_run
    )
    yield from _declared_finding(magazine, "articles", judged, moment, measured, alert)


def _declared_finding(
    magazine: str,
    measure: str,
    judged: Judgement,
    moment: datetime,
    measured: Measured,
    alert: AlertRow | None,
) -> Iterator[Finding]:
    if not judged.strays and alert is None:
        return
    of_measure = [figure for figure in measured.figures if figure.measure == measure]
    yield Finding(
        magazine=magazine,
        measure=measure,
        language=EVERY_LANGUAGE,
        verdict=_verdict(replace(BY_NAME[measure], severity="broken"), judged, alert),
        now=judged.now,
        usual=judged.usual,
        pages=sum(figure.pages for figure in of_measure),
        measured_at=moment,
        detail=next((figure.detail for figure in of_measure if figure.detail), None),
        example=next((figure.example for figure in of_measure if figure.example), None),
        since=alert.opened_at if alert else None,
        is_declared=True,
    )


def _all_languages(
    measure: str, measured: Measured, moment: datetime, history: History
) -> list[Past]:
    """The runs of one measure, the languages of each together."""
    sums: dict[datetime, tuple[float, int]] = {}
    pasts = [past for key, runs in history.figures.items() if key[0] == measure for past in runs]
    pasts += [Past(moment, f.amount, f.pages) for f in measured.figures if f.measure == measure]
    for past in pasts:
        amount, pages = sums.get(past.moment, (0.0, 0))
        sums[past.moment] = (amount + past.amount, pages + past.pages)
    return [Past(moment, *sums[moment]) for moment in sorted(sums)]
