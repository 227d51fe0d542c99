"""Which runs have failed: they end loudly, with an exit status that is not zero.

Whoever finds that a run has failed calls ``fail_run``; the commands ask ``exit_status``. Judges one
run by its own account; what a magazine's history makes of it is for others to judge.
"""

from collections.abc import Mapping
from typing import Any

from scrapy.crawler import Crawler

FAILED = 1
"""Exit status of a run that has failed."""
BUSY = 75
"""Exit status of a run that did not begin because another one of its magazine is running:
EX_TEMPFAIL of sysexits.h, "try again later"."""

FAILURES = "run/failures"
"""Stats key: why the run failed, a tuple of reasons in snake_case."""

ALREADY_RUNNING = "already_running"
"""Finish reason of a run that did not begin because another one of its magazine is running."""

FAILED_REASONS = frozenset(
    {
        "archive_failed",
        "captures_failed",
        "closespider_errorcount",  # Scrapy's CLOSESPIDER_ERRORCOUNT
        "closespider_timeout_no_item",  # … CLOSESPIDER_TIMEOUT_NO_ITEM
        "memusage_exceeded",  # … MEMUSAGE_LIMIT_MB
    }
)
"""Finish reasons with which a run has failed. A run that was stopped, or has reached one of its
bounds, has not."""

NOTHING_READABLE = "nothing_readable"
"""A run that came to its end without one article, known or new: its sources were unreadable, or
listed none, or none of the pages could be read."""

_NOT_READ = frozenset({"articles/found", "articles/beyond_limit"})
"""Counts below ``articles/`` that say nothing about what could be read."""


def fail_run(crawler: Crawler, reason: str) -> None:
    """Mark the run as failed, for a reason in snake_case; a run may fail for several.

    Up to the end of the signal ``run_recorded`` (``tradecrawler.extensions.run_record``) the reason
    gets into the run's row, and until the engine has stopped into the exit status.
    """
    known = crawler.stats.get_value(FAILURES, ())
    if reason not in known:
        crawler.stats.set_value(FAILURES, (*known, reason))


def failures(crawler: Crawler, finish_reason: str | None = None) -> tuple[str, ...]:
    """Why the run has failed; empty where it has not.

    ``finish_reason`` is to be given as long as Scrapy has not put it into the stats.
    """
    stats = crawler.stats.get_stats()
    reason = finish_reason or stats.get("finish_reason")
    found = list(stats.get(FAILURES, ()))
    if reason in FAILED_REASONS:
        found.insert(0, str(reason))
    if reason == "finished" and not anything_readable(stats):
        found.append(NOTHING_READABLE)
    return tuple(dict.fromkeys(found))


def anything_readable(stats: Mapping[str, Any]) -> bool:
    """Whether a run has met an article, new or known, or a source that has not changed."""
    return any(
        number
        for key, number in stats.items()
        if (key.startswith("articles/") and key not in _NOT_READ)
        or (key.startswith("discovery/") and "not_modified" in key)
        or key == "spool/waiting"
    )


def exit_status(crawler: Crawler, finish_reason: str | None = None) -> int:
    """The exit status of the process that made this run: 0, ``FAILED`` or ``BUSY``."""
    reason = finish_reason or crawler.stats.get_value("finish_reason")
    if reason == ALREADY_RUNNING:
        return BUSY
    return FAILED if failures(crawler, finish_reason) else 0
