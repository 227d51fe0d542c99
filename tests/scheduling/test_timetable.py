from datetime import UTC, datetime, timedelta

import pytest

from archive.results import RunRow
from tradecrawler.cron import Cron
from tradecrawler.magazine import Magazine, Schedule
from tradecrawler.scheduling.timetable import Timetable

MONDAY = datetime(2026, 11, 2, tzinfo=UTC)


def timetable(cron: str, zone: str = "UTC", jitter: int = 0) -> Timetable:
    return Timetable(
        Magazine(
            slug="rayon",
            title="Rayon",
            homepage="https://www.example.org/",
            schedule=Schedule(cron=cron, time_zone=zone, jitter=jitter),
        )
    )


def run(started_at: datetime, finish_reason: str | None = "finished") -> RunRow:
    return RunRow(
        id="ab12",
        magazine="rayon",
        started_at=started_at,
        finished_at=None,
        finish_reason=finish_reason,
        failure=None,
        exit_status=None,
        requests=None,
        bytes_received=None,
        counts={},
        arguments={},
        extractor_version="3",
        versions={},
    )


@pytest.mark.parametrize(
    "cron",
    ["15 6,18 * * *", "0 4 * * 0", "0 4 * * mon", "30 5 * * 1-5", "0 0 1,15 * *", "7 */6 29 feb *"],
)
def test_times_are_those_of_cron(cron: str) -> None:
    """APScheduler's own reading of cron expressions takes Monday for Sunday."""
    fields = Cron.parse(cron)
    moment = MONDAY - timedelta(minutes=1)
    for _ in range(5):
        moment = timetable(cron).after(moment)
        assert fields.minutes is None or moment.minute in fields.minutes
        assert fields.hours is None or moment.hour in fields.hours
        assert fields.days is None or moment.day in fields.days
        assert fields.months is None or moment.month in fields.months
        assert fields.weekdays is None or moment.isoweekday() % 7 in fields.weekdays


def test_times_are_meant_in_a_zone_winter_and_summer() -> None:
    times = timetable("15 6 * * *", "Europe/Brussels")
    assert times.after(MONDAY) == datetime(2026, 11, 2, 5, 15, tzinfo=UTC)
    assert times.after(MONDAY.replace(month=7)) == datetime(2026, 7, 2, 4, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("night", "hours"),
    [
        (datetime(2027, 3, 28, tzinfo=UTC), [1, 24]),  # 2:30 is not there: 3:30 instead
        (datetime(2026, 10, 25, tzinfo=UTC), [0, 1, 25]),  # 2:30 is there twice
    ],
)
def test_times_go_on_when_clocks_change(night: datetime, hours: list[int]) -> None:
    times = timetable("30 2 * * *", "Europe/Brussels")
    moment, found = night, []
    for _ in hours:
        moment = times.after(moment)
        found.append(moment)
    assert found == [night + timedelta(hours=hour, minutes=30) for hour in hours]
    assert all(times.shown(moment)[-5:] in ("02:30", "03:30") for moment in found)


def test_a_time_is_not_after_itself() -> None:
    times = timetable("15 6 * * *")
    at = MONDAY.replace(hour=6, minute=15)
    assert times.after(at) == at + timedelta(days=1)
    assert times.after(at - timedelta.resolution) == at


def test_jitter_only_delays() -> None:
    trigger = timetable("15 6 * * *").trigger(jitter=300)
    at = MONDAY.replace(hour=6, minute=15)
    for _ in range(50):
        assert at <= trigger.get_next_fire_time(None, MONDAY) <= at + timedelta(seconds=300)


SIX = MONDAY.replace(hour=6)


@pytest.mark.parametrize(
    ("last", "now", "is_due"),
    [
        (None, SIX, True),
        (run(SIX - timedelta(hours=12)), SIX, True),
        (run(SIX - timedelta(days=9)), SIX + timedelta(minutes=4), True),
        (run(SIX - timedelta(minutes=1)), SIX, True),
        (run(SIX + timedelta(seconds=1)), SIX + timedelta(minutes=4), False),
        (run(SIX + timedelta(hours=1)), SIX + timedelta(hours=11), False),
    ],
)
def test_due_when_a_time_has_passed_since_the_last_run(
    last: RunRow | None, now: datetime, is_due: bool
) -> None:
    assert timetable("0 6,18 * * *").is_due(last, now) is is_due


@pytest.mark.parametrize(
    ("last", "is_overdue"),
    [
        (None, False),  # its first time comes
        (run(SIX), False),
        (run(SIX, "archive_failed"), False),
        (run(SIX - timedelta(days=9)), True),
        (run(SIX, "shutdown"), True),
        (run(SIX, "killed"), True),
        (run(SIX, None), True),
    ],
)
def test_overdue_when_missed_or_interrupted(last: RunRow | None, is_overdue: bool) -> None:
    now = SIX + timedelta(hours=5)
    assert timetable("0 6,18 * * *").is_overdue(last, now) is is_overdue
