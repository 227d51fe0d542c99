import itertools
import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from tradecrawler.cron import Cron, InvalidCron


@pytest.mark.parametrize(
    ("expression", "crontab", "calendar"),
    [
        ("* * * * *", "* * * * *", "*-*-* *:*:00 UTC"),
        ("15 6,12,18 * * mon-sat", "15 6,12,18 * * 1,2,3,4,5,6",
         "Mon,Tue,Wed,Thu,Fri,Sat *-*-* 06,12,18:15:00 UTC"),
        ("*/20 * * * *", "0,20,40 * * * *", "*-*-* *:00,20,40:00 UTC"),
        ("5 6-18/6 1,15 JAN-mar *", "5 6,12,18 1,15 1,2,3 *",
         "*-01,02,03-01,15 06,12,18:05:00 UTC"),
        ("0 4 * * 7", "0 4 * * 0", "Sun *-*-* 04:00:00 UTC"),
        ("0 4 * * sat-sun", "0 4 * * 0,6", "Sun,Sat *-*-* 04:00:00 UTC"),
        ("0 4 * * 1-7", "0 4 * * *", "*-*-* 04:00:00 UTC"),
        ("0 4 * * sun-sat", "0 4 * * *", "*-*-* 04:00:00 UTC"),
        ("0 4 * * */2", "0 4 * * 0,2,4,6", "Sun,Tue,Thu,Sat *-*-* 04:00:00 UTC"),
        ("0 0 29 2 *", "0 0 29 2 *", "*-02-29 00:00:00 UTC"),
        (" @Daily ", "0 0 * * *", "*-*-* 00:00:00 UTC"),
        ("@weekly", "0 0 * * 0", "Sun *-*-* 00:00:00 UTC"),
    ],
)  # fmt: skip
def test_expressions(expression: str, crontab: str, calendar: str) -> None:
    cron = Cron.parse(expression)
    assert cron.crontab() == crontab
    assert cron.on_calendar("UTC") == calendar
    assert Cron.parse(crontab) == cron


@pytest.mark.parametrize(
    ("expression", "message"),
    [
        ("", "five fields are needed"),
        ("6 * * *", "five fields are needed"),
        ("0 6 * * * *", "five fields are needed"),
        ("@often", "five fields are needed"),
        ("60 * * * *", "minute '60': expected 0 to 59"),
        ("0 24 * * *", "hour '24': expected 0 to 23"),
        ("0 0 0 * *", "day '0': expected 1 to 31"),
        ("0 0 * 13 *", "month '13': expected 1 to 12 or jan to dec"),
        ("0 0 * * lun", "weekday 'lun': expected 0 to 7 or sun to sat"),
        ("0 0 * * 8", "weekday '8'"),
        ("², * * * *", "minute '²'"),
        ("0,,5 * * * *", "minute ''"),
        ("-5 * * * *", "minute ''"),
        ("0 18-6 * * *", "hour '18-6': the range runs backwards"),
        ("0 */0 * * *", "the step after / is a number above zero"),
        ("0 */x * * *", "the step after / is a number above zero"),
        ("5/15 * * * *", "a step needs a range"),
        ("0 6 1 * mon", "restricts both the day and the weekday"),
        ("0 6 30 feb *", "there is no such day"),
    ],
)
def test_what_is_refused(expression: str, message: str) -> None:
    with pytest.raises(InvalidCron, match=re.escape(message)):
        Cron.parse(expression)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize(
    "expression", ["15 6,12,18 * * mon-sat", "*/20 5-7 * * *", "0 0 29 2 *", "7 3 1,15 * *"]
)
def test_systemd_means_the_same(expression: str) -> None:
    """Its next five times are the next five that match the expression."""
    cron = Cron.parse(expression)
    start = datetime(2026, 11, 1, tzinfo=UTC)
    command = ["systemd-analyze", "calendar", "--iterations=5", cron.on_calendar("UTC")]
    printed = subprocess.run(
        [*command, f"--base-time={start:%Y-%m-%d %H:%M:%S} UTC"],
        capture_output=True, text=True, check=True, env={"TZ": "UTC", "PATH": "/usr/bin:/bin"},
    ).stdout  # fmt: skip
    times = re.findall(r"(?:elapse|Iter\S* #\d+): \w+ (\d{4}-\d\d-\d\d \d\d:\d\d)", printed)
    assert times == [f"{time:%Y-%m-%d %H:%M}" for time in itertools.islice(fires(cron, start), 5)]


def fires(cron: Cron, start: datetime) -> Iterator[datetime]:
    """Yield the minutes at which a cron would fire, by looking at every one."""
    day = start
    while True:
        is_day = (
            (cron.months is None or day.month in cron.months)
            and (cron.days is None or day.day in cron.days)
            and (cron.weekdays is None or day.isoweekday() % 7 in cron.weekdays)
        )
        for minute in range(24 * 60 if is_day else 0):
            moment = day + timedelta(minutes=minute)
            if (cron.hours is None or moment.hour in cron.hours) and (
                cron.minutes is None or moment.minute in cron.minutes
            ):
                yield moment
        day += timedelta(days=1)
