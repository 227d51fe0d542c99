"""The process behind ``scrapy schedule``: crawls each magazine at its times until it is stopped."""

import logging
import queue
import signal
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from archive.errors import ArchiveError
from archive.results import RunRow
from tradecrawler.extensions.ending import BUSY
from tradecrawler.scheduling.crawls import Crawls
from tradecrawler.scheduling.timetable import Timetable

logger = logging.getLogger(__name__)

LastRun = Callable[[str], RunRow | None]
"""Gives a magazine's last run by its slug; raises ArchiveError."""


class Service:
    """Keeps the timetables of several magazines, on one machine."""

    def __init__(
        self, timetables: Sequence[Timetable], crawls: Crawls, last_run: LastRun, concurrency: int
    ) -> None:
        """At most ``concurrency`` crawls run at once; others wait for their turn."""
        self._timetables = timetables
        self._crawls = crawls
        self._last_run = last_run
        self._overdue: set[str] = set()
        self._scheduler = BackgroundScheduler(
            timezone=UTC,
            executors={"default": ThreadPoolExecutor(concurrency)},
            job_defaults={
                "max_instances": 1,
                "coalesce": True,  # one run makes up for all that were missed
                "misfire_grace_time": None,  # … however long ago
            },
        )

    def run(self, patience: float) -> int:
        """Crawl until SIGTERM or SIGINT; returns the exit status of the process.

        Crawls that are under way then have ``patience`` seconds to end, or until a second signal:
        1 where one had to be killed, else 0. Call it from the main thread.
        """
        # the one way to wait that a signal's handler may end: it takes no lock
        signals: queue.SimpleQueue[int] = queue.SimpleQueue()

        def handle(number: int, _frame: FrameType | None) -> None:
            signals.put(number)

        def another_signal(seconds: float) -> bool:
            try:
                signals.get(timeout=seconds)
            except queue.Empty:
                return False
            return True

        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, handle)
        for timetable in self._timetables:
            self._add(timetable)
        self._scheduler.start()
        signals.get()
        logger.info("stopping: no crawl is started any more")
        self._scheduler.shutdown(wait=False)
        return 0 if self._crawls.stop(patience, another_signal) else 1

    def _add(self, timetable: Timetable) -> None:
        """Plan a magazine's crawls, the first one at once where one was missed."""
        slug = timetable.magazine.slug
        now = datetime.now(UTC)
        try:
            is_overdue = timetable.is_overdue(self._last_run(slug), now)
        except ArchiveError as error:
            logger.warning("%s: whether a run was missed is not known: %s", slug, error)
            is_overdue = False
        trigger = timetable.trigger(jitter=timetable.schedule.jitter)
        if is_overdue:
            logger.info("%s: at once, for a run was missed or interrupted", slug)
            self._overdue.add(slug)
            self._scheduler.add_job(self.crawl_if_due, trigger, [timetable], next_run_time=now)
        else:
            logger.info("%s: next at %s", slug, timetable.shown(timetable.after(now)))
            self._scheduler.add_job(self.crawl_if_due, trigger, [timetable])

    def crawl_if_due(self, timetable: Timetable) -> None:
        """Crawl a magazine now, unless another scheduler, or somebody, has done so in time."""
        slug = timetable.magazine.slug
        try:
            is_due = timetable.is_due(self._last_run(slug), datetime.now(UTC))
        except ArchiveError as error:
            logger.warning("%s: whether it was crawled already is not known: %s", slug, error)
            is_due = True
        if is_due or slug in self._overdue:
            self._overdue.discard(slug)
            self.crawl(timetable)
        else:
            logger.info("%s: was crawled since it was due", slug)

    def crawl(self, timetable: Timetable) -> None:
        """Crawl a magazine now, and log how that ended."""
        slug = timetable.magazine.slug
        status = self._crawls.run(slug)
        if status == 0:
            logger.info("%s: crawl ended", slug)
        elif status == BUSY:
            logger.info("%s: is being crawled by another process", slug)
        elif status is not None:
            logger.error("%s: crawl ended with exit status %d", slug, status)
