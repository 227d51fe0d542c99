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

FAILED_LIMITS = frozenset(
    {
        "closespider_errorcount",  # Scrapy's CLOSESPIDER_ERRORCOUNT
        "closespider_timeout_no_item",  # … CLOSESPIDER_TIMEOUT_NO_ITEM
        "host_unavailable",  # tradecrawler.middlewares.backoff
        "memusage_exceeded",  # … MEMUSAGE_LIMIT_MB
    }
)
"""Finish reasons with which a run has failed, beside all that end in ``_failed``. A run that was
stopped, or has reached a bound that was set for it, has not."""

NOTHING_READABLE = "nothing_readable"
"""A run that came to its end and could read nothing: no source, or none of the pages."""

KNOWN_BEFORE = ("run/listed_before", "run/linked_before")
"""Stats keys: how many articles of the magazine were known when the run began, that sources list
and that links alone led to; absent for none."""

BAD_LUCK = 2
"""Pages of a magazine whose articles are known that may all be refused, or not come: on a quiet day
one or two are new, and may well be no article."""

_NOT_READ = frozenset({"articles/found", "articles/beyond_limit", "articles/waiting"})
"""Counts below ``articles/`` that say nothing about what could be read."""

_AS_BEFORE = ("discovery/unchanged", "discovery/not_modified", "discovery/not_due")
"""Sources that were read by an earlier run, and have nothing new."""

_SOURCES = ("discovery/feed", "discovery/sitemap", "discovery/listing")
"""Sources that were read."""


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
    if reason in FAILED_LIMITS or str(reason).endswith("_failed"):
        found.insert(0, str(reason))
    if reason == "finished" and not anything_readable(stats):
        found.append(NOTHING_READABLE)
    return tuple(dict.fromkeys(found))


def anything_readable(stats: Mapping[str, Any]) -> bool:
    """Whether a run's counts show that a page or a source could be read, as far as there were any.

    Where no page was tried, a source that has nothing new will do; for a magazine whose articles
    are known already, any source.
    """

    def total(*prefixes: str) -> int:
        return sum(
            number
            for key, number in stats.items()
            if key.startswith(prefixes) and key not in _NOT_READ
        )

    if total("articles/", "spool/waiting"):
        return True
    is_known = any(stats.get(key) for key in KNOWN_BEFORE)
    if tried := total("refused/", "failed/"):
        return is_known and tried <= BAD_LUCK
    return any(stats.get(key) for key in (*_AS_BEFORE, *(_SOURCES if is_known else ())))


def exit_status(crawler: Crawler, finish_reason: str | None = None) -> int:
    """The exit status of the process that made this run: 0, ``FAILED`` or ``BUSY``."""
    reason = finish_reason or crawler.stats.get_value("finish_reason")
    if reason == ALREADY_RUNNING:
        return BUSY
    return FAILED if failures(crawler, finish_reason) else 0
