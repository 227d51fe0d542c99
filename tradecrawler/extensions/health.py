"""Judges each run by its magazine's history and declaration, and tells whoever is to be told.

What is measured and how it is judged is ``archive.health``; how somebody is told is ``notifying``.
A magazine that breaks makes its run fail once: as long as its alerts are open, later runs only log
them.
"""

import asyncio
import logging
from math import log
from typing import Any, Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from archive.errors import ArchiveError
from archive.health import wording
from archive.health.figures import Assessment, Figure
from archive.store import Archive
from tradecrawler.extensions.ending import fail_run, failures
from tradecrawler.extensions.notifying import Notice, Notifier
from tradecrawler.extensions.run_record import run_recorded
from tradecrawler.magazine import Magazine

logger = logging.getLogger(__name__)

UNHEALTHY = "unhealthy"
"""Reason of a run that has failed because it raised an alert."""

FASTEST = 0.001
"""Seconds; no answer counts as faster, for its logarithm is taken."""


class Health:
    """Assesses the run when its account is in the archive.

    A backfill is not assessed: what a magazine was is no measure of what it is.
    """

    def __init__(self, crawler: Crawler, notifier: Notifier) -> None:
        """Assess one run; ``notifier`` is told what it raises."""
        self.crawler = crawler
        self.notifier = notifier
        self._latency = 0.0
        self._responses = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Read who is to be told, and wait for responses and for the run's end."""
        health = cls(crawler, Notifier.from_settings(crawler.settings))
        crawler.signals.connect(health.response_received, signal=signals.response_received)
        crawler.signals.connect(health.run_recorded, signal=run_recorded)
        return health

    def response_received(self, response: Response, request: Request) -> None:
        """Take the time that the site took to answer."""
        latency = request.meta.get("download_latency")
        if latency is not None:
            self._latency += log(max(latency, FASTEST))
            self._responses += 1

    async def run_recorded(self, archive: Archive, run_id: str) -> None:
        """Judge the run; fail it if it raises an alert, and tell."""
        magazine: Any = getattr(self.crawler.spider, "magazine", None)
        assert isinstance(magazine, Magazine)  # RunRecord has recorded it
        assessment = None
        if not is_backfill(self.crawler.spider):
            assessment = await self._assess(archive, run_id, magazine)
        notice = self._notice(magazine.slug, run_id, assessment)
        if notice.is_worth_sending:
            await asyncio.to_thread(self.notifier.send, notice)

    async def _assess(self, archive: Archive, run_id: str, magazine: Magazine) -> Assessment | None:
        """The archive's assessment; None, and logged, where it gives none."""
        latency = Figure(measure="latency", amount=self._latency, pages=self._responses)
        try:
            assessment = await asyncio.to_thread(
                archive.assess, run_id, magazine.expectations, (latency,)
            )
        except ArchiveError as error:
            logger.error("the run is not assessed: %s", error)  # noqa: TRY400  # one line says it
            return None
        for alert in assessment.raised:
            logger.error("%s: %s", magazine.slug, wording.line(alert))
        for alert in assessment.still_open:
            since = alert.opened_at.date()
            logger.warning("%s: since %s: %s", magazine.slug, since, wording.line(alert))
        for alert in assessment.mended:
            logger.warning("%s: mended: %s", magazine.slug, alert.message)
        if assessment.raised:
            fail_run(self.crawler, UNHEALTHY)
        return assessment

    def _notice(self, slug: str, run_id: str, assessment: Assessment | None) -> Notice:
        reason = self.crawler.stats.get_value("finish_reason")
        unusual = [
            wording.message(found)
            for found in (assessment.findings if assessment else ())
            if found.verdict == "unusual"
        ]
        return Notice(
            magazine=slug,
            run_id=run_id,
            failures=failures(self.crawler, reason),
            raised=tuple(wording.line(alert) for alert in assessment.raised) if assessment else (),
            mended=tuple(alert.message for alert in assessment.mended) if assessment else (),
            unusual=tuple(unusual),
        )


def is_backfill(spider: Any) -> bool:
    """Whether the run walks through a magazine's past, with ``-a since=…`` or ``until=…``."""
    return any(name in getattr(spider, "arguments", {}) for name in ("since", "until"))
