"""429 and 503: the host is left alone for a while, all its requests wait, and none fails for it.

How long, and when it is enough, is decided by ``tradecrawler.politeness.patience``. A host that is
given up ends the run as ``host_unavailable``: what was not fetched is left for the next.
"""

import logging
import random
from collections.abc import Callable
from datetime import UTC, datetime
from time import monotonic
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from tradecrawler.extensions.host_delays import HostDelays
from tradecrawler.extensions.run_end import RunEnd
from tradecrawler.politeness.patience import (
    REFUSALS,
    TOO_MANY_REQUESTS,
    Bounds,
    Patience,
    Verdict,
)
from tradecrawler.politeness.retry_after import retry_after
from tradecrawler.spiders.failures import LeftForNextRun

logger = logging.getLogger(__name__)

_SMALLEST_DELAY = 0.001
"""Seconds. The downloader looks at the clock only where a host has a delay at all."""


class Backoff:
    """Pauses hosts, and requests again what they refused."""

    def __init__(
        self, crawler: Crawler, bounds: Bounds, chance: Callable[[], float] = random.random
    ) -> None:
        """Be as patient as ``bounds`` says."""
        self.crawler = crawler
        self.bounds = bounds
        self.chance = chance
        self._hosts: dict[str, Patience] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read the settings ``BACKOFF_…`` and ``RETRY_TIMES``."""
        settings = crawler.settings
        bounds = Bounds(
            first=settings.getfloat("BACKOFF_FIRST_SECONDS"),
            longest=settings.getfloat("BACKOFF_LONGEST_SECONDS"),
            waits=settings.getint("BACKOFF_WAITS"),
            tries=settings.getint("RETRY_TIMES"),
        )
        backoff = cls(crawler, bounds)
        crawler.signals.connect(backoff.response_downloaded, signal=signals.response_downloaded)
        return backoff

    def response_downloaded(self, response: Response, request: Request) -> None:
        """Pause the host if it refuses: here, for directly after this its next request is sent."""
        host = request.meta["download_slot"]
        patience = self._hosts.setdefault(host, Patience(self.bounds, self.chance))
        if response.status not in REFUSALS:
            patience.answered(request.url)
            return
        header = response.headers.get("Retry-After", b"") or b""
        asked = retry_after(header.decode("latin-1"), datetime.now(UTC))
        begins = patience.row == 0
        verdict = patience.refused(request.url, response.status, monotonic(), asked)
        request.meta["backoff"] = verdict.action
        if verdict.action == "wait":
            self._pause(host, response.status, verdict)
            if begins and response.status == TOO_MANY_REQUESTS:
                self._slow_down(host)
        elif verdict.action == "give_up_host":
            self._give_up(host, response.status, verdict)

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Request again what was refused; raise LeftForNextRun where the host is given up."""
        action = request.meta.pop("backoff", None)
        if action == "give_up_host":
            raise LeftForNextRun("host unavailable")
        if action != "wait":
            return response
        again = request.copy()
        again.dont_filter = True
        again.priority -= 1  # others first: it may be this page alone
        return again

    def _pause(self, host: str, status: int, verdict: Verdict) -> None:
        """Send nothing to a host for a while; what waits for it goes on waiting."""
        logger.info("%s answers %d: left alone for %.0f s", host, status, verdict.seconds)
        self.crawler.stats.inc_value(f"politeness/pauses/http_{status}")
        slot = self.crawler.engine.downloader.slots[host]
        slot.delay = max(slot.delay, _SMALLEST_DELAY)
        slot.lastseen = monotonic() + verdict.seconds  # the downloader counts its delay from there

    def _slow_down(self, host: str) -> None:
        """Ask a host half as often from now on; once for all that it refuses in a row."""
        delays = self.crawler.get_extension(HostDelays)
        if delays is not None:
            delays.slow_down(host, least=self.bounds.first / 10)

    def _give_up(self, host: str, status: int, verdict: Verdict) -> None:
        """End the run; the other hosts of a magazine are few, and wait for the next run as well."""
        logger.error(
            "%s answers %d, and asks to be left alone for %.0f s after %d waits: given up",
            host,
            status,
            verdict.seconds,
            self._hosts[host].row - 1,
        )
        run_end = self.crawler.get_extension(RunEnd)
        if run_end is None:
            raise RuntimeError("Backoff needs the extension RunEnd")
        run_end.end("host_unavailable")
