"""Does what a magazine brings break what its declaration expects? Pure.

A share is broken when so few pages can no longer be chance: of ten new articles one without date
does not contradict ``dated=0.95``, four do.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from archive.health.chance import binomial_at_least
from archive.health.expectations import Expectations
from archive.health.figures import Judgement, Past
from archive.health.seasons import least_share
from archive.health.shares import divided, latest

MIN_PAGES = 5
"""Pages that are judged at least; a run with fewer is taken together with those before it."""

FALSE_ALARM = 1e-3
"""Probability below which it is not chance. Declared by somebody who wants to know: a history is
asked for thirty times as much."""

WEEK = 7


def allowed_shares(expectations: Expectations) -> Mapping[str, float]:
    """Measure to the greatest share that is expected."""
    return {
        "undated": 1 - expectations.dated,
        "unsigned": 1 - expectations.authored,
        "refused": expectations.max_refused,
        "failed": expectations.max_failed,
    }


def judge_share(
    runs: Sequence[Past], allowed: float, *, broken_since: datetime | None = None
) -> Judgement:
    """Judge the last of ``runs``, in order of time; an open alert is judged by the runs since."""
    before, after = divided(runs, broken_since)
    judged = after if broken_since else before
    number = latest(judged, MIN_PAGES)
    if number is None:
        return Judgement(usual=allowed)
    pages = sum(run.pages for run in judged[-number:])
    hits = sum(run.amount for run in judged[-number:])
    chance = binomial_at_least(round(hits), pages, allowed)
    return Judgement(
        now=hits / pages,
        usual=allowed,
        strays=chance < FALSE_ALARM and hits > allowed * pages,
        is_near=hits <= allowed * pages,
    )


def judge_volume(
    days: Iterable[Mapping[date, int]], today: date, least: int, first_run: date
) -> Judgement:
    """Judge the last seven whole days, of all languages together."""
    week = [today - timedelta(days=n) for n in range(1, WEEK + 1)]
    brought = sum(counts.get(day, 0) for counts in days for day in week)
    expected = least / WEEK * sum(least_share(day) for day in week)
    if first_run > week[-1]:
        return Judgement(now=brought)
    return Judgement(
        now=brought,
        usual=expected,
        strays=brought < expected,
        is_near=brought >= expected,
    )
