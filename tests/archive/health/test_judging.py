from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from archive.health.expectations import ANY, Expectations
from archive.health.figures import AlertRow, Figure, Finding, Measured, Past
from archive.health.judging import History, changes, findings

FIRST = datetime(2026, 5, 4, 6, tzinfo=UTC)
NOW = FIRST + timedelta(days=10)
CLEAN = [Past(FIRST + timedelta(days=n), 0, 10) for n in range(10)]
NONE_DATED = Measured(figures=(Figure(measure="undated", language="fr", amount=10, pages=10),))
ALL_DATED = Measured(figures=(Figure(measure="undated", language="fr", amount=0, pages=10),))


def history(*alerts: AlertRow, days: dict[date, int] | None = None) -> History:
    return History(
        figures={("undated", "fr"): CLEAN},
        days={"fr": days or {}},
        first_run=FIRST.date(),
        alerts=alerts,
    )


def alert(opened: datetime = NOW - timedelta(days=1), **fields: object) -> AlertRow:
    values = {
        "id": 1,
        "magazine": "rayon",
        "measure": "undated",
        "language": "fr",
        "is_declared": False,
        "run_id": "run",
        "opened_at": opened,
        "closed_at": None,
        "closed_as": None,
        "message": "no date on the page (fr)",
        "example": None,
    }
    return AlertRow(**(values | fields))  # type: ignore[arg-type]


def judged(measured: Measured, known: History, wanted: Expectations = ANY) -> list[Finding]:
    return findings("rayon", measured, NOW, known, wanted)


def of(found: list[Finding], measure: str, *, declared: bool = False) -> Finding:
    [finding] = [f for f in found if f.measure == measure and f.is_declared is declared]
    return finding


def test_what_breaks_is_raised_once() -> None:
    found = judged(NONE_DATED, history())
    assert of(found, "undated").verdict == "broken"
    assert of(found, "undated").key in {f.key for f in changes(found, history()).raised}
    again = changes(judged(NONE_DATED, history(alert())), history(alert()))
    assert [f for f in again.raised if not f.is_declared] == []
    assert again.still_open == (alert(),)


def test_what_is_as_before_is_mended() -> None:
    known = history(alert())
    change = changes(judged(ALL_DATED, known), known)
    assert change.mended == (alert(),)
    assert change.still_open == ()


def test_an_alert_stays_open_where_the_run_says_nothing() -> None:
    known = history(alert(NOW - timedelta(hours=1)))
    few = Measured(figures=(Figure(measure="undated", language="fr", amount=0, pages=1),))
    for measured in (Measured(), few):
        change = changes(judged(measured, known), known)
        assert change.still_open == known.alerts
        assert not change.raised
        assert not change.mended


def test_runs_while_it_was_broken_are_no_measure() -> None:
    broken = [replace_past(past, 10) for past in CLEAN[4:8]]
    closed = alert(CLEAN[4].moment, closed_at=CLEAN[8].moment, closed_as="mended")
    known = History(
        figures={("undated", "fr"): [*CLEAN[:4], *broken, *CLEAN[8:]]},
        first_run=FIRST.date(),
        alerts=[closed],
    )
    assert known.runs("undated", "fr") == [*CLEAN[:4], *CLEAN[8:]]
    assert of(judged(NONE_DATED, known), "undated").verdict == "broken"


def test_what_was_before_an_accepted_change_is_no_measure() -> None:
    accepted = alert(CLEAN[8].moment, closed_at=NOW, closed_as="accepted")
    assert history(accepted).runs("undated", "fr") == CLEAN[8:]


def test_other_measures_are_not_touched_by_an_alert() -> None:
    accepted = alert(CLEAN[8].moment, closed_at=NOW, closed_as="accepted", language="nl")
    assert history(accepted).runs("undated", "fr") == CLEAN


def test_a_declared_share_breaks_without_a_history() -> None:
    empty = History(first_run=NOW.date())
    found = judged(NONE_DATED, empty, Expectations(dated=0.95))
    assert of(found, "undated").verdict == "unknown"
    assert of(found, "undated", declared=True).verdict == "broken"
    assert [f.measure for f in judged(ALL_DATED, empty) if f.is_declared] == []


def test_a_declared_volume_breaks() -> None:
    found = judged(Measured(), history(), Expectations(min_articles_per_week=20))
    assert of(found, "articles", declared=True).usual == 20
    enough = {(NOW - timedelta(days=2)).date(): 25}
    found = judged(Measured(), history(days=enough), Expectations(min_articles_per_week=20))
    assert [f for f in found if f.is_declared] == []


def replace_past(past: Past, amount: float) -> Past:
    return replace(past, amount=amount)
