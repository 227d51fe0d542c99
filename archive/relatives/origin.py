"""Where did a story appear first? Pure.

By the day it was published, then by the time of day where the page gives one, then by when it was
first fetched. Who wrote it is another question: a press release has its origin where it ran first.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import NamedTuple


class Appearance(NamedTuple):
    """An article of a story, and when it appeared."""

    article_id: int
    published_on: date | None
    date_published: str | None
    """ISO 8601, as exact as the page."""
    first_seen: datetime


def first(appearances: Iterable[Appearance]) -> int:
    """The article that appeared first; ValueError where there is none.

    An article without a date counts from the day it was first fetched: it cannot be younger.
    """
    return min(appearances, key=_when).article_id


def _when(appearance: Appearance) -> tuple[date, float, datetime, int]:
    """Day; moment, which those that tell none do not have; first fetch; number."""
    first_seen = appearance.first_seen.astimezone(UTC)
    day = appearance.published_on or first_seen.date()
    return day, _moment(appearance.date_published), first_seen, appearance.article_id


def _moment(date_published: str | None) -> float:
    """Seconds, for those that give a time with its offset; infinite for others."""
    try:
        moment = datetime.fromisoformat(date_published or "")
    except ValueError:
        return float("inf")
    return moment.timestamp() if moment.tzinfo is not None else float("inf")
