"""Is a mean of pages another one than this magazine's history explains? Pure.

Values are logarithms, so that half as long is as far as twice as long. The scatter from page to
page is learnt from the history by medians, which a few bad runs do not move.
"""

from collections.abc import Sequence
from datetime import datetime
from math import exp, log, sqrt
from statistics import median

from archive.health.figures import Judgement, Past
from archive.health.measures import Measure
from archive.health.shares import MIN_HISTORY, MIN_PAGES, MIN_RUNS, divided, latest

MANY_DEVIATIONS = 5.0
"""Deviations from the usual mean that are not chance; text lengths have long tails, so 5 and not
the 4 that a normal distribution would need for 3e-5."""

FEW_DEVIATIONS = 2.5
"""Deviations from which on an alert is closed."""

MAD_TO_DEVIATION = 1.4826
"""What a median absolute deviation is multiplied by to be a normal distribution's deviation."""


def judge(
    measure: Measure, runs: Sequence[Past], *, broken_since: datetime | None = None
) -> Judgement:
    """Judge the last of ``runs``, in order of time, against those before it; as ``shares.judge``.

    ``now`` and ``usual`` are no logarithms: geometric means.
    """
    before, after = divided(runs, broken_since)
    number = latest(after if broken_since else before, MIN_PAGES)
    if number is None:
        return Judgement()
    if not broken_since:
        before, after = before[:-number], before[-number:]
    pages = sum(run.pages for run in after[-number:])
    mean = sum(run.amount for run in after[-number:]) / pages
    if len(before) < MIN_RUNS or sum(run.pages for run in before) < MIN_HISTORY:
        return Judgement(now=exp(mean) - measure.zero)
    usual = median(run.amount / run.pages for run in before)
    away = [abs(run.amount / run.pages - usual) * sqrt(run.pages) for run in before]
    deviation = max(MAD_TO_DEVIATION * median(away), measure.spread) / sqrt(pages)
    difference = abs(mean - usual) if measure.falls else mean - usual
    return Judgement(
        now=exp(mean) - measure.zero,
        usual=exp(usual) - measure.zero,
        strays=difference >= max(MANY_DEVIATIONS * deviation, log(measure.factor)),
        is_near=difference < max(FEW_DEVIATIONS * deviation, log(measure.factor) / 2),
    )
