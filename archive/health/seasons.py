"""Days on which the trade press rests, wherever it is read. Pure; knows no magazine.

Of public holidays, only those that come in rows matter here: a single silent day never raises an
alarm (see ``volume``).
"""

from datetime import date
from typing import NamedTuple


class Lull(NamedTuple):
    """A season with fewer articles, each year."""

    first: tuple[int, int]
    """Month and day, included; so is ``last``."""
    last: tuple[int, int]
    share: float
    """Least share of the usual volume that is to be expected."""


LULLS = (
    # European trade magazines publish half as much in July and August; many close for some weeks
    Lull((7, 1), (8, 31), 0.1),
    # from the week before Christmas to Epiphany; many close altogether from the 24th to the 2nd
    Lull((12, 18), (12, 23), 0.5),
    Lull((12, 24), (12, 31), 0.0),
    Lull((1, 1), (1, 2), 0.0),
    Lull((1, 3), (1, 7), 0.5),
)


def least_share(day: date) -> float:
    """The least share of a usual day's articles that is to be expected on ``day``."""
    of_year = (day.month, day.day)
    return min((lull.share for lull in LULLS if lull.first <= of_year <= lull.last), default=1.0)
