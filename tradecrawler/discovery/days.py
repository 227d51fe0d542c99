"""Which days an address or a date hint speaks of, without reading what it leads to.

Dates in the text of pages are the extractor's business; hints come from machines, in ISO 8601 or
as in e-mail.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from email.utils import parsedate_tz
from urllib.parse import parse_qsl, urlsplit

_ISO = re.compile(r"\s*(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T\s].*)?)?)?\s*", re.DOTALL)
_COMPACT = re.compile(r"\s*(\d{4})(\d\d)(\d\d)(?:T.*)?\s*", re.DOTALL)
_SEPARATED = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:[-_/](0?[1-9]|1[0-2])(?:[-_/](0?[1-9]|[12]\d|3[01]))?)?(?!\d)"
)
_IN_PATH = re.compile(
    r"/((?:19|20)\d\d)[-/](0?[1-9]|1[0-2])(?:[-/](0?[1-9]|[12]\d|3[01]))?(?=[/.?-]|$)"
)
_YEAR_NAMES = frozenset({"y", "yy", "yyyy", "year", "annee", "jaar", "jahr"})
_MONTH_NAMES = frozenset({"m", "mm", "month", "mois", "maand", "monat"})
_DAY_NAMES = frozenset({"d", "dd", "day", "jour", "dag", "tag"})


@dataclass(frozen=True, slots=True)
class Days:
    """A day, a month or a year: its first and its last day."""

    first: date
    last: date


def days_of_hint(text: str | None) -> Days | None:
    """Return the days a date hint names; None where it is missing or no date."""
    if not text:
        return None
    match = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if match is not None:
        return _days(*match.groups())
    parsed = parsedate_tz(text)
    return _days(*(str(number) for number in parsed[:3])) if parsed is not None else None


def days_of_article(url: str) -> Days | None:
    """Return the month or day in an article's path; a year alone is too often its subject."""
    match = _IN_PATH.search(urlsplit(url).path)
    return _days(*match.groups()) if match is not None else None


def days_of_list(url: str) -> Days | None:
    """Return the days that a list of articles is about, by its name: a sitemap's, an archive's.

    ``/2024/05/``, ``post-sitemap-2019-05.xml``, ``sitemap.xml?yyyy=2019&mm=05&dd=12``.
    """
    parts = urlsplit(url)
    asked = {name.lower(): value for name, value in parse_qsl(parts.query)}
    named = [
        next((value for name, value in asked.items() if name in names), None)
        for names in (_YEAR_NAMES, _MONTH_NAMES, _DAY_NAMES)
    ]
    if named[0] is not None:
        return _days(*named)
    match = _SEPARATED.search(parts.path)
    return _days(*match.groups()) if match is not None else None


def _days(year: str | None, month: str | None = None, day: str | None = None) -> Days | None:
    """Return the days of a date as precise as it is; None where there is no such date."""
    try:
        if month is None:
            return Days(date(int(year or 0), 1, 1), date(int(year or 0), 12, 31))
        if day is None:
            last = calendar.monthrange(int(year or 0), int(month))[1]
            return Days(date(int(year or 0), int(month), 1), date(int(year or 0), int(month), last))
        return Days(*[date(int(year or 0), int(month), int(day))] * 2)
    except ValueError:  # a 30th of February, or calendar.IllegalMonthError, which is one too
        return None
