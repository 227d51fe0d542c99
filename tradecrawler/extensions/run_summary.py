"""A run ends with a short table: what was found, and what became of it.

Goes to the standard error stream, as logs do: ``-O -:jsonl`` has the standard output to itself.
"""

from collections.abc import Iterator, Mapping
from typing import Self

from rich.console import Console
from rich.table import Table
from scrapy import signals
from scrapy.crawler import Crawler

from tradecrawler.extensions.ending import ALREADY_RUNNING, failures
from tradecrawler.extensions.run_record import counts

READ = ("new", "changed", "unchanged", "duplicate")
"""Outcomes of pages that were read as articles, in the order of the table."""


class RunSummary:
    """Prints the table when everything else has been said."""

    def __init__(self, crawler: Crawler) -> None:
        """Summarise one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Wait until the engine has stopped: Scrapy's own dump of stats comes before."""
        summary = cls(crawler)
        crawler.signals.connect(summary.engine_stopped, signal=signals.engine_stopped)
        return summary

    def engine_stopped(self) -> None:
        """Print the table."""
        stats = self.crawler.stats
        account = counts(self.crawler)
        elapsed = float(stats.get_value("elapsed_time_seconds", 0.0))
        console = Console(stderr=True)
        console.print(f"{self.crawler.spidercls.name}: {stats.get_value('finish_reason')}")
        if stats.get_value("finish_reason") == ALREADY_RUNNING:
            return
        if failed := failures(self.crawler):
            console.print(f"FAILED: {', '.join(failed)}", style="bold red")
        console.print(table_of(account))
        console.print(pace(account, elapsed))


def table_of(account: Mapping[str, int]) -> Table:
    """Return the table of a run's account."""
    table = Table(show_header=False)
    table.add_column("outcome")
    table.add_column("pages", justify="right")
    for outcome, pages in rows(account):
        table.add_row(outcome, str(pages))
    return table


def rows(account: Mapping[str, int]) -> Iterator[tuple[str, int]]:
    """Yield the lines of the table: ``found`` is the sum of those that follow it, down to the last
    three, which count other things.
    """
    found = account.get("articles/found", 0)
    yield "found", found
    for outcome in READ:
        yield outcome, account.get(f"articles/{outcome}", 0)
    yield from _named(account, "refused")
    yield from _named(account, "failed")
    if spooled := account.get("spool/waiting"):
        yield "spooled", spooled
    if waiting := account.get("articles/waiting"):
        yield "waiting for the next run", waiting
    if missing := found - accounted(account):
        yield "not fetched", missing
    if known := account.get("frontier/known"):
        yield "known, not due", known
    if unchanged := account.get("discovery/unchanged"):
        yield "sources unchanged", unchanged
    if failures := _total(account, "discovery/failed/"):
        yield "sources failed (not pages)", failures


def accounted(account: Mapping[str, int]) -> int:
    """Return how many of the pages found have an outcome."""
    read = sum(account.get(f"articles/{name}", 0) for name in (*READ, "waiting"))
    spooled = account.get("spool/waiting", 0)
    return read + spooled + _total(account, "refused/") + _total(account, "failed/")


def pace(account: Mapping[str, int], elapsed: float) -> str:
    """Say how long the run took and how fast pages were read."""
    pages = accounted(account) - account.get("articles/waiting", 0)
    if elapsed <= 0:
        return f"{pages} pages"
    return f"{pages} pages in {elapsed:.1f} s, {pages / elapsed:.1f} pages/s"


def _named(account: Mapping[str, int], namespace: str) -> Iterator[tuple[str, int]]:
    """Yield a namespace's total, and below it each reason, most frequent first."""
    total = _total(account, f"{namespace}/")
    yield namespace, total
    reasons = [(key, n) for key, n in account.items() if key.startswith(f"{namespace}/")]
    for key, pages in sorted(reasons, key=lambda reason: -reason[1]):
        yield f"  {key.removeprefix(f'{namespace}/').replace('_', ' ')}", pages


def _total(account: Mapping[str, int], prefix: str) -> int:
    return sum(pages for key, pages in account.items() if key.startswith(prefix))
