"""Does a magazine bring as many articles as it usually does on such weekdays? Pure.

Days are whole days of publication, up to yesterday. What is expected of a day is the mean of the
same weekday over twelve weeks, without the highest and the lowest; less in seasons in which the
press rests (``seasons``), and as little as the same weeks of last year brought.
No single silent day is telling, nor are the four of an Easter weekend: a week is the least.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import accumulate
from math import ceil, sqrt
from statistics import fmean, pvariance

from archive.health.chance import at_most
from archive.health.figures import Judgement
from archive.health.seasons import least_share

WINDOWS = (7, 10, 14, 21, 28, 42, 56)
"""Days that are looked at together, the shortest first: a daily magazine is missed in a week, one
with two articles a week in two months."""

WEEKS = 12
"""From how many weeks a weekday's volume is learnt: a quarter, so that growth shows soon."""

MIN_WEEKS = 4
"""Weeks that a magazine must have been watched for."""

FALSE_ALARM = 1e-4
"""Probability below which it is not chance; neighbouring windows and days are nearly one test."""

FEW = 0.4
"""Only less than this share of the expected volume is an alarm: the week of Easter has 3 days of 5.
"""

NEAR = 0.6
"""From this share on an alert is closed."""

DISPERSION = 0.04
"""Least dispersion: a week's volume differs by a fifth from the next for no reason."""

LULL = 0.5
"""A time of last year that brought less than this share of its usual volume was a lull, and not
chance."""

ENOUGH = 10
"""Articles that are usually to be expected in a time of last year before it is looked at: fewer
come and go by chance."""

LEAST_AROUND, MOST_AROUND = timedelta(days=3), timedelta(days=17)
"""How far around a day's date last year is looked at; the second for two articles a week."""

WEEK = timedelta(days=7)
YEAR = timedelta(days=364)
"""52 weeks: the same weekday."""

HISTORY = YEAR + MOST_AROUND + WEEKS * WEEK + timedelta(days=max(WINDOWS))
"""How far back days are needed."""


class Volumes:
    """Articles by day; a day that is not there had none."""

    def __init__(self, days: Mapping[date, int], first: date) -> None:
        """``first``: from which day on nothing is missing, which is that of the first run."""
        self.first = first
        begin, end = min(days, default=first), max(days, default=first)
        each = (days.get(begin + timedelta(days=n), 0) for n in range((end - begin).days + 1))
        self._begin = begin
        self._sums = list(accumulate(each, initial=0))

    def total(self, first: date, last: date) -> int:
        """Articles from ``first`` to ``last``, both included."""
        latest = len(self._sums) - 1
        start = min(max((first - self._begin).days, 0), latest)
        end = min(max((last - self._begin).days + 1, 0), latest)
        return self._sums[end] - self._sums[start]


def judge(volumes: Volumes, today: date, *, broken_since: date | None = None) -> Judgement:
    """Judge the days up to the one before ``today``.

    ``now`` and ``usual`` are articles in the window that tells most: the shortest with an alarm, or
    a week. What is usual is learnt from the days before ``broken_since``, where that is given.
    """
    last = today - timedelta(days=1)
    if broken_since is not None:  # longer ones reach into the time in which it was broken
        return _judge_window(volumes, last, WINDOWS[0], broken_since)
    judged = [_judge_window(volumes, last, length, None) for length in WINDOWS]
    return next((each for each in judged if each.strays), judged[0])


def _judge_window(
    volumes: Volumes, last: date, length: int, broken_since: date | None
) -> Judgement:
    """The ``length`` days up to ``last`` against the weeks before them."""
    first = last - timedelta(days=length - 1)
    brought = volumes.total(first, last)
    weeks = _usual_weeks(volumes, min(first, broken_since or first))
    if len(weeks) < MIN_WEEKS:
        return Judgement(now=brought)
    weekdays = _weekdays(volumes, weeks)
    days = (first + timedelta(days=n) for n in range(length))
    expected = sum(
        weekdays[day.weekday()] * _share(volumes, day) for day in days if weekdays[day.weekday()]
    )
    return Judgement(
        now=brought,
        usual=expected,
        strays=brought < FEW * expected
        and at_most(brought, expected, _dispersion(volumes, weeks)) < FALSE_ALARM,
        is_near=brought >= NEAR * expected > 0,
    )


def _usual_weeks(volumes: Volumes, before: date) -> list[date]:
    """The first days of the last weeks before a day in which the press did not rest."""
    weeks: list[date] = []
    begin = before - WEEK
    while len(weeks) < WEEKS and begin >= volumes.first:
        if least_share(begin) == least_share(begin + timedelta(days=6)) == 1:
            weeks.append(begin)
        begin -= WEEK
    return weeks


def _weekdays(volumes: Volumes, weeks: Sequence[date]) -> dict[int, float]:
    """Articles that each weekday usually brings."""
    means = {}
    for number in range(7):
        days = [begin + timedelta(days=number) for begin in weeks]
        counts = sorted(volumes.total(day, day) for day in days)
        means[days[0].weekday()] = fmean(counts[1:-1])
    return means


def _share(volumes: Volumes, day: date) -> float:
    """Which share of its weekday's articles is to be expected on a day, at least."""
    share = least_share(day)
    then = day - YEAR
    begin = then - MOST_AROUND - WEEKS * WEEK
    if begin < volumes.first:
        return share
    usual = volumes.total(begin, then - MOST_AROUND - timedelta(days=1)) / (7 * WEEKS)
    if not usual:
        return share
    around = timedelta(days=ceil(ENOUGH / usual / 2))
    around = min(max(around, LEAST_AROUND), MOST_AROUND)
    brought = volumes.total(then - around, then + around) / (2 * around.days + 1)
    return min(share, brought / usual) if brought < LULL * usual else share


def _dispersion(volumes: Volumes, weeks: Sequence[date]) -> float:
    """How much more weeks differ than chance makes them."""
    totals = sorted(volumes.total(begin, begin + timedelta(days=6)) for begin in weeks)[1:-1]
    mean = fmean(totals)
    if not mean:
        return DISPERSION
    error = sqrt(2 / len(totals)) / mean  # of what follows, where it is chance alone
    return max((pvariance(totals) - mean) / mean**2 - error, DISPERSION)
