"""Is a share of pages larger than this magazine's history explains? Pure.

Only a rise is looked for: all shares are of what is missing or goes wrong. A run's pages resemble
each other more than pages drawn from a hat do, so the history counts for no more than
``CONFIDENCE`` pages, and for less where it was uneven.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from archive.health.chance import at_least
from archive.health.figures import Judgement, Past

MIN_PAGES = 3
"""Pages compared at least; a run with fewer is taken together with those before it. Two pages are a
bad day, and with more a magazine of two articles a week would wait for weeks."""

LATELY_PAGES = 30
"""Pages of the latest runs taken together to notice what goes wrong with some pages only."""

LATELY = timedelta(days=28)
"""How far back runs may lie that are taken together."""

MIN_HISTORY = 20
"""Pages in the history, at least, before it is called usual."""

MIN_RUNS = 2
"""Runs in the history, at least: one says nothing about how much they differ."""

RUN_PAGES = 30
"""Pages that one run counts for at most: a first run, or a backfill, with thousands of old pages
must not outweigh all that followed."""

FORGIVING = 5
"""Runs in the history from which on the worst is left out: one bad run must not hide the next."""

CONFIDENCE = 60.0
"""Pages that a whole history counts for at most. With it the next run may differ from a clean
history by one page in twenty before anything is said, and three pages of three still stand out."""

FALSE_ALARM = 3e-5
"""Probability, given the history, below which it is not chance: with thirty shares a run, thrice a
day, one false alarm in a magazine's year. Measured, there are fewer: ``benchmarks/health.py``."""

LEAST_RISE = 0.25
"""A smaller rise is no broken layout: some author forgets the byline."""

NEAR = 0.02
"""Probability from which on an alert is closed."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """Pages, and how many of them it was true of."""

    hits: float = 0.0
    pages: float = 0.0

    @classmethod
    def of(cls, runs: Sequence[Past]) -> "_Counts":
        return cls(sum(run.amount for run in runs), sum(run.pages for run in runs))

    @property
    def share(self) -> float:
        return self.hits / self.pages if self.pages else 0.0


def judge(runs: Sequence[Past], *, broken_since: datetime | None = None) -> Judgement:
    """Judge the last of ``runs``, which are in order of time, against those before it.

    Where it is known to be broken since a moment, the runs before that are the measure. Runs
    without pages are passed over.
    """
    before, after = divided(runs, broken_since)
    if broken_since is not None:
        number = latest(after, MIN_PAGES)
        return Judgement() if number is None else _compare(before, after[-number:])
    number, wider = latest(before, MIN_PAGES), latest(before, LATELY_PAGES)
    if number is None:
        return Judgement()
    found = _compare(before[:-number], before[-number:])
    if not found.strays and wider is not None and wider > number:
        lately = _compare(before[:-wider], before[-wider:])
        return lately if lately.strays else found
    return found


def divided(
    runs: Sequence[Past], broken_since: datetime | None
) -> tuple[Sequence[Past], Sequence[Past]]:
    """Runs that have pages: those before a moment, and those since; all, where it is None."""
    counted = [run for run in runs if run.pages]
    return (
        [run for run in counted if broken_since is None or run.moment < broken_since],
        [run for run in counted if broken_since is not None and run.moment >= broken_since],
    )


def latest(runs: Sequence[Past], pages: int) -> int | None:
    """How many of the latest runs have so many pages together; None where they do not have them."""
    total = 0
    for number, run in enumerate(reversed(runs), 1):
        if runs[-1].moment - run.moment > LATELY:
            return None
        total += run.pages
        if total >= pages:
            return number
    return None


def _compare(before: Sequence[Past], after: Sequence[Past]) -> Judgement:
    """Some runs against those before them."""
    now = _Counts.of(after)
    usual = _usual(before)
    if usual is None:
        return Judgement(now=now.share)
    level, confidence = usual
    likes, dislikes = level * confidence, (1 - level) * confidence
    chance = at_least(round(now.hits), round(now.pages), likes, dislikes)
    return Judgement(
        now=now.share,
        usual=_Counts.of(_capped(before)).share,
        strays=chance < FALSE_ALARM and now.share - level >= LEAST_RISE,
        is_near=chance >= NEAR,
    )


def _usual(before: Sequence[Past]) -> tuple[float, float] | None:
    """The usual share, and how many pages it is worth; None where too little is known."""
    if len(before) < MIN_RUNS or sum(run.pages for run in before) < MIN_HISTORY:
        return None
    counted = _capped(before)
    if len(counted) >= FORGIVING:
        counted.remove(max(counted, key=lambda run: run.amount / run.pages))
    all_ = _Counts.of(counted)
    level = (all_.hits + 0.5) / (all_.pages + 1)  # Jeffreys: never quite 0 or 1
    return level, max(min(CONFIDENCE, all_.pages + 1, _evenness(counted, level)), 1.0)


def _capped(before: Sequence[Past]) -> list[Past]:
    """The runs, large ones scaled down."""
    return [
        Past(run.moment, run.amount * RUN_PAGES / run.pages, RUN_PAGES)
        if run.pages > RUN_PAGES
        else run
        for run in before
    ]


def _evenness(runs: Sequence[Past], level: float) -> float:
    """The concentration of the beta distribution that shares of runs follow, by their moments."""
    pages = sum(run.pages for run in runs)
    squares = sum(run.pages * (run.amount / run.pages - level) ** 2 for run in runs)
    excess = squares / (len(runs) * level * (1 - level)) - 1  # 0 where pages are independent
    mean_pages = pages / len(runs)
    if excess <= 0 or mean_pages <= 1:
        return CONFIDENCE
    correlation = min(excess / (mean_pages - 1), 0.99)
    return (1 - correlation) / correlation
