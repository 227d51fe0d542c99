"""From when to when articles are wanted, and what need not be fetched for it. Pure decisions.

A hint that lies outside of the window skips an address; one that is missing does not: the article's
own date decides when it is read. Dates of change tell only that nothing is younger than they are.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from tradecrawler.discovery.days import Days, days_of_article, days_of_hint, days_of_list
from tradecrawler.discovery.found import Found

_TIME_ZONES = timedelta(days=1)
"""A hint's day may be the one before the article's or after it: its time zone is another one."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days whose articles are wanted; None is no bound."""

    since: date | None = None
    until: date | None = None

    @property
    def is_open(self) -> bool:
        """Whether nothing is asked for: the crawl is no backfill."""
        return self.since is None and self.until is None

    def holds(self, day: date) -> bool:
        """Whether an article of that day is wanted."""
        is_late_enough = self.since is None or day >= self.since
        return is_late_enough and (self.until is None or day <= self.until)

    def may_hold_article(self, found: Found) -> bool:
        """Whether what was said about an address leaves hope that its article is wanted."""
        days = published_days(found)
        if days is not None:
            return self._may_hold(days, _TIME_ZONES)
        return self._may_be_changed(found.lastmod)

    def may_hold_list(self, found: Found) -> bool:
        """Whether a sitemap or an archive of some days may list articles that are wanted."""
        days = days_of_list(found.url)
        if days is not None and not self._may_hold(days, timedelta()):
            return False
        return self._may_be_changed(found.lastmod)

    @property
    def moments(self) -> tuple[datetime | None, datetime | None]:
        """From when and until before when articles are wanted, at least; a day wider."""
        return (
            datetime.combine(self.since - _TIME_ZONES, time(), UTC) if self.since else None,
            datetime.combine(self.until + 2 * _TIME_ZONES, time(), UTC) if self.until else None,
        )

    @property
    def after(self) -> str | None:
        """The moment after which to ask a site for articles, in ISO 8601; a day wider."""
        return f"{self.since - _TIME_ZONES}T00:00:00" if self.since is not None else None

    @property
    def before(self) -> str | None:
        """The moment before which to ask for them; a day wider, and the last day included."""
        return f"{self.until + 2 * _TIME_ZONES}T00:00:00" if self.until is not None else None

    def is_older(self, day: date) -> bool:
        """Whether that day lies before the window."""
        return self.since is not None and day < self.since

    def _may_hold(self, days: Days, margin: timedelta) -> bool:
        if self.since is not None and days.last < self.since - margin:
            return False
        return self.until is None or days.first <= self.until + margin

    def _may_be_changed(self, lastmod: str | None) -> bool:
        """What was changed last before the window was published before it."""
        changed = days_of_hint(lastmod)
        if changed is None or self.since is None:
            return True
        return changed.last >= self.since - _TIME_ZONES


def published_days(found: Found) -> Days | None:
    """Return when an article was published by its hints or its address; None where unsaid.

    A feed that names one date alone may mean that of the last change.
    """
    hint = found.hints.date_published
    days = days_of_hint(hint) if hint != found.lastmod else None
    return days or days_of_article(found.url)


def newest_first(found: Iterable[Found]) -> list[Found]:
    """Return pages with the newest first; those without a date stay in their order, before them.

    Lists without dates are in order as they are, most often the newest first.
    """
    return sorted(found, key=_day, reverse=True)


def newest_lists_first(found: Iterable[Found]) -> list[Found]:
    """Return sitemaps or archives with the newest first, by their names and by their changes.

    What names no date comes first: the news, and what is added to.
    """
    return sorted(found, key=_day_of_list, reverse=True)


def _day(found: Found) -> date:
    days = published_days(found) or days_of_hint(found.lastmod)
    return days.last if days is not None else date.max


def _day_of_list(found: Found) -> date:
    days = days_of_list(found.url)
    return days.last if days is not None else date.max
