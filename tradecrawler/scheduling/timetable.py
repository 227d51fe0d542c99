"""When a magazine is due, by its schedule and by its last run in the archive.

There is no other memory of what was missed: a magazine is due as soon as a time of its schedule
has passed since its last run began. So it does not matter which scheduler saw that time, or none.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from apscheduler.triggers.cron import CronTrigger

from archive.results import RunRow
from tradecrawler.cron import WEEKDAYS, Cron
from tradecrawler.magazine import Magazine, Schedule

INTERRUPTED = frozenset({None, "killed", "shutdown"})
"""Finish reasons of runs that did not come to their own end; None: it has not ended, or not been
found to be dead yet."""


@dataclass(frozen=True, slots=True)
class Timetable:
    """The times of one magazine."""

    magazine: Magazine
    """It has a schedule."""

    @property
    def schedule(self) -> Schedule:
        """The magazine's schedule."""
        assert self.magazine.schedule is not None
        return self.magazine.schedule

    def trigger(self, *, jitter: int = 0) -> CronTrigger:
        """APScheduler's trigger for these times."""
        cron = Cron.parse(self.schedule.cron)
        return CronTrigger(
            minute=_field(cron.minutes),
            hour=_field(cron.hours),
            day=_field(cron.days),
            month=_field(cron.months),
            # by name: APScheduler counts from Monday, cron from Sunday
            day_of_week=",".join(WEEKDAYS[n] for n in cron.weekdays or ()) or "*",
            timezone=ZoneInfo(self.magazine.schedule_zone),
            jitter=jitter,
        )

    def after(self, moment: datetime) -> datetime:
        """The first time after ``moment``, without jitter, in UTC.

        The hour that a zone has twice in autumn counts twice.
        """
        # in UTC, for in a zone that hour's moments are not in order; and later by the least, for
        # the trigger counts a moment itself as one that is to come
        later = moment.astimezone(UTC) + timedelta.resolution
        found: datetime = self.trigger().get_next_fire_time(None, later)
        return found.astimezone(UTC)

    def shown(self, moment: datetime) -> str:
        """A moment for people, in the schedule's zone."""
        zone = ZoneInfo(self.magazine.schedule_zone)
        return f"{moment.astimezone(zone):%a %Y-%m-%d %H:%M}"

    def is_due(self, last: RunRow | None, now: datetime) -> bool:
        """Whether a time of the schedule has passed since the ``last`` run began.

        Without one it is due whenever the question is asked, which is when a time has come.
        """
        return last is None or self.after(last.started_at) <= now

    def is_overdue(self, last: RunRow | None, now: datetime) -> bool:
        """Whether a run is to be made up for when a scheduler starts: missed, or interrupted."""
        if last is None:
            return False
        return last.finish_reason in INTERRUPTED or self.is_due(last, now)


def _field(values: tuple[int, ...] | None) -> str:
    return "*" if values is None else ",".join(map(str, values))
