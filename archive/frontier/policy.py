"""When is an address fetched again, and when a source? Pure: moments in, moments and reasons out.

It decides about one address by what came of its last visit, and by the magazine's habits: how often
looking again found an edit. Whose habits, and which addresses, is the caller's finding.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple

from archive.frontier.records import SourceState

HOUR, DAY = timedelta(hours=1), timedelta(days=1)

AGES: Mapping[str, timedelta] = {
    "1h": HOUR,
    "6h": 6 * HOUR,
    "1d": DAY,
    "3d": 3 * DAY,
    "7d": 7 * DAY,
    "30d": 30 * DAY,
}
"""Ages at which an article is looked at again: slips are mended within hours, facts within days; a
month later most of what is withdrawn is gone."""

LATE_AGES: Mapping[str, timedelta] = {"90d": 90 * DAY, "365d": 365 * DAY}
"""The same, for magazines that still edit after a month."""

ALWAYS = "1d"
"""The age that is never left out: else nobody would notice that a magazine begins to edit."""

GAP = HOUR / 2
"""Between two visits at least; what is due sooner is left to the next age."""

ENOUGH_LOOKS = 30
"""Looks that tell a habit: with an edit in twenty, 30 looks without one happen once in five times,
with one in ten, once in 24."""
SELDOM = 0.02
"""An age at which fewer looks find an edit is left out: fifty requests for each."""
OFTEN = 0.1
"""So many edits at the age of 30 days promise later ones."""

REFUSED = (DAY, 7 * DAY, 30 * DAY)
"""After a wall, an error's text or an empty page: it may be the article's next time."""
NO_ARTICLE = (30 * DAY, 180 * DAY)
"""After a list, a shop's page, a PDF: pages seldom become articles."""
NO_ARTICLE_REASONS = frozenset(
    {"listing", "product", "too_large", "not_html", "redirected_offsite", "url_too_long"}
)
RESERVED = (30 * DAY, 180 * DAY)
"""While a site reserves a page and that is honoured: it has to be fetched to be looked at, and what
publishers decide on holds for months. The second wait is for ever."""
RESERVED_REASONS = "reserved_"
"""How the reasons for it begin."""
OUTSIDE_WINDOW = "outside_window"
"""The reason of an article that a backfill did not want: no failure, and looked at by its age."""
GONE = (DAY, 7 * DAY, 30 * DAY, 90 * DAY)
"""After 404 or 410: some come back, after a mistake or a legal quarrel."""
FAILED = (timedelta(minutes=10), HOUR, 6 * HOUR, DAY, 3 * DAY, 7 * DAY)
"""After a time-out, an error 5xx or a crash: soon at first, and given up after some eleven days."""
FORBIDDEN = 7 * DAY
"""While robots.txt forbids it: asking costs the site nothing, for it is only robots.txt that is
asked."""
FORBIDDEN_REASON = "forbidden_by_robots_txt"

LASTMOD = "lastmod"
LASTMOD_ENOUGH = 20
"""Looks because of a newer lastmod that tell whether it means an edit."""
LASTMOD_SELDOM = 0.05
"""Fewer edits for so many looks: the magazine's lastmod says when it was deployed, or nothing."""
LASTMOD_TRIAL = 50
"""Addresses that a run brings forward before the habit is known …"""
LASTMOD_PROBE = 3
"""… and while it is bad: a magazine that mends its sitemap is believed again some day."""
DEPLOY_SHARE = 0.5
"""Where more than this share of a list changed at once, it was deployed, not edited …"""
DEPLOY_LIST = 50
"""… if it is so long; a short feed may well have changed as a whole."""

INDEX_TRUST = DAY
"""An index's unchanged lastmod is believed for so long: some are never kept up."""
PATIENCE = 0.1
"""A nested sitemap without lastmod is asked again after this share of the time for which it has not
changed: one of ten days ago once a day, that of the present month in each run."""
ABSENT = 7 * DAY
"""Between two guesses that a site has a feed or sitemap at a customary place."""


class Habit(NamedTuple):
    """What looking again on one occasion brought."""

    looks: int = 0
    edits: int = 0


NO_HABIT = Habit()


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """What came of the last visit to an address."""

    visited_at: datetime
    outcome: str
    """new, changed, unchanged, duplicate, refused, gone or failed."""
    reason: str | None = None
    born_at: datetime
    """When the article appeared, as far as known."""
    setbacks: int = 0
    """Visits since the last that found an article, this one included."""
    is_elsewhere: bool = False
    """Whether its article is looked at under another address."""


@dataclass(frozen=True, slots=True)
class Next:
    """When an address is due again, and why; never, where ``due_at`` is None."""

    due_at: datetime | None
    why: str


def next_visit(visit: Visit, habits: Mapping[str, Habit]) -> Next:
    """When to look again."""
    if visit.outcome == "gone":
        return _after_setback(visit, GONE, "gone")
    if visit.outcome == "failed":
        if visit.reason == FORBIDDEN_REASON:
            return Next(visit.visited_at + FORBIDDEN, "retry")
        is_final = visit.reason in NO_ARTICLE_REASONS
        return _after_setback(visit, NO_ARTICLE if is_final else FAILED, "retry")
    if visit.outcome == "refused" and visit.reason == OUTSIDE_WINDOW:
        return _next_age(visit, habits)
    if visit.outcome == "refused" and (visit.reason or "").startswith(RESERVED_REASONS):
        return Next(visit.visited_at + RESERVED[min(visit.setbacks, len(RESERVED)) - 1], "refused")
    if visit.outcome == "refused" and not (visit.reason or "").endswith("_refetch"):
        is_final = visit.reason in NO_ARTICLE_REASONS
        return _after_setback(visit, NO_ARTICLE if is_final else REFUSED, "refused")
    if visit.outcome == "duplicate" or visit.is_elsewhere:
        return Next(None, "elsewhere")
    return _next_age(visit, habits)


def _after_setback(visit: Visit, waits: Sequence[timedelta], why: str) -> Next:
    """Later each time, and in the end not any more."""
    if visit.setbacks > len(waits):
        return Next(None, "ended")
    return Next(visit.visited_at + waits[max(visit.setbacks, 1) - 1], why)


def _next_age(visit: Visit, habits: Mapping[str, Habit]) -> Next:
    """The next age that is worth a look, as far as the magazine's habits tell."""
    for why, age in ages(habits).items():
        due_at = visit.born_at + age
        if due_at >= visit.visited_at + GAP:
            return Next(due_at, why)
    return Next(None, "ended")


def ages(habits: Mapping[str, Habit]) -> Mapping[str, timedelta]:
    """The ages at which this magazine's articles are looked at again."""
    wanted = {why: age for why, age in AGES.items() if _is_worth_it(why, habits)}
    last = habits.get("30d", NO_HABIT)
    if last.looks >= ENOUGH_LOOKS and last.edits >= OFTEN * last.looks:
        wanted.update(LATE_AGES)
    return wanted


def _is_worth_it(why: str, habits: Mapping[str, Habit]) -> bool:
    habit = habits.get(why, NO_HABIT)
    return why == ALWAYS or habit.looks < ENOUGH_LOOKS or habit.edits >= SELDOM * habit.looks


def born(published: str | None, found_at: datetime, visited_at: datetime) -> datetime:
    """When an article appeared: as its page says, where that names a moment or a day.

    A day alone leaves open when, so that the finding counts if it was on that day; what lies in the
    future is taken for now. Without a date, the article is as old as the finding.
    """
    first = min(found_at, visited_at)
    try:
        moment = datetime.fromisoformat(published) if published else None
    except ValueError:
        moment = None
    if moment is None or published is None:
        return first
    if len(published) <= len("2026-11-26"):
        day = date.fromisoformat(published)
        return first if day >= first.date() else datetime.combine(day, time(12), tzinfo=UTC)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return min(moment, visited_at)


# ---- what sources say


def is_moved(lastmod: datetime | None, known: datetime | None, visited_at: datetime) -> bool:
    """Whether a source says that an address was changed since it was fetched.

    Compared with what it said before, where it did: clocks differ, and many name a day alone.
    """
    return lastmod is not None and lastmod > (known or visited_at)


def brought_forward(moved: int, listed: int, habit: Habit, spent: int = 0) -> int:
    """How many addresses of a list are looked at because their lastmod moved.

    ``moved`` of ``listed`` known addresses; ``habit`` is what such looks brought so far, and
    ``spent`` how many the run has brought forward already.
    """
    is_deployed = listed >= DEPLOY_LIST and moved > DEPLOY_SHARE * listed
    if habit.looks >= LASTMOD_ENOUGH:
        is_honest = habit.edits >= LASTMOD_SELDOM * habit.looks
        if is_honest and not is_deployed:
            return moved
    elif not is_deployed:
        return min(moved, max(LASTMOD_TRIAL - spent, 0))
    return min(moved, max(LASTMOD_PROBE - spent, 0))


def is_source_due(
    source: SourceState | None,
    moment: datetime,
    *,
    lastmod: datetime | None = None,
    is_guess: bool = False,
) -> bool:
    """Whether a feed, sitemap or page of a list is to be asked.

    ``lastmod`` is what its index says; ``is_guess``, that nobody named it. Those that the magazine
    declares are asked in each run; what others lead to, where that promises news.
    """
    if source is None or source.asked_at is None or source.is_due:
        return True
    if source.failure is not None or source.read_at is None:
        return not is_guess or moment - source.asked_at >= ABSENT
    if source.parent is None:
        return True
    if source.page > 1:
        return False
    age = moment - source.read_at
    if lastmod is not None and source.lastmod is not None:
        return lastmod > source.lastmod or age >= INDEX_TRUST
    unchanged = source.read_at - (source.changed_at or source.read_at)
    return age >= min(PATIENCE * unchanged, DAY)


@dataclass(slots=True)
class Habits:
    """A magazine's habits, and what a batch of visits adds to them."""

    known: Mapping[str, Habit] = field(default_factory=dict)
    added: dict[str, Habit] = field(default_factory=dict)

    def note(self, why: str, *, is_edited: bool) -> None:
        """Count a look."""
        habit = self.added.get(why, NO_HABIT)
        self.added[why] = Habit(habit.looks + 1, habit.edits + is_edited)

    def total(self) -> dict[str, Habit]:
        """What is known afterwards."""
        total = dict(self.known)
        for why, habit in self.added.items():
            total[why] = faded(total.get(why, NO_HABIT), habit)
        return total


MEMORY = 400
"""Looks that are remembered in full; beyond that both figures are halved, so that a magazine that
changes its habits is known by the new ones after as many looks."""


def faded(known: Habit, added: Habit) -> Habit:
    """Both together; old looks count for less and less."""
    looks, edits = known.looks + added.looks, known.edits + added.edits
    while looks > MEMORY:
        looks, edits = (looks + 1) // 2, (edits + 1) // 2
    return Habit(looks, edits)
