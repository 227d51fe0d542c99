"""Dates as pages state them: ISO 8601 out of machine-readable forms, else out of ``printed`` ones.

Time zones are kept as given, never invented: a day alone stays a day.
"""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from tradecrawler.extract.months import number_of
from tradecrawler.extract.printed import find_dates, iso_days

FIRST_YEAR = 1990
"""No article on the web is older; earlier years are placeholders such as 1970-01-01."""
_ISO = re.compile(
    r"(?<!\d)(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"
    r"(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?$")
_URL_DAY = re.compile(
    r"/(?P<year>20\d{2}|199\d)[/-](?P<month>0?[1-9]|1[0-2])[/-](?P<day>0?[1-9]|[12]\d|3[01])"
    r"(?:[/_-]|\.html?$|$)"
)
_URL_MONTH = re.compile(
    r"/(?P<year>20\d{2}|199\d)/(?P<month>[A-Za-z]{3,9})/(?P<day>0?[1-9]|[12]\d|3[01])(?:/|$)"
)
"""The same with the month in letters: /2026/november/23/."""
_URL_WORD = re.compile(
    r"(?<![\dA-Za-z])(?:"
    r"(?P<year>20\d\d)(?P<mark>[-_]?)(?P<month>0[1-9]|1[0-2])(?P=mark)(?P<day>0[1-9]|[12]\d|3[01])|"
    r"(?P<day2>1[3-9]|2\d|3[01])[-_.](?P<month2>0?[1-9]|1[0-2])[-_.](?P<year2>20\d\d)|"
    r"(?P<month3>0?[1-9]|1[0-2])[-_.](?P<day3>1[3-9]|2\d|3[01])[-_.](?P<year3>20\d\d)"
    r")(?![\dA-Za-z])"
)
"""A word of the path that is a day: 2026-11-23, 20261123, 23-11-2026; not 3-4-2026, which may be
either of two."""
_NUMBER = re.compile(r"/\d{8}(?:\.\w+)?/?$")
"""The number of an article, which may look like a day."""
_UNIX = re.compile(
    r"^[A-Z][a-z]{2} (?P<month>[A-Z][a-z]{2}) +(?P<day>\d{1,2}) (?P<time>\d\d:\d\d:\d\d) "
    r"(?:[A-Z]{1,5} )?(?P<year>\d{4})$"
)
"""As the C library writes it: Mon Oct 11 14:57:21 CEST 2021. The zone's short name is no zone."""


@lru_cache(maxsize=8192)
def to_iso(raw: str, languages: tuple[str, ...] = ()) -> str | None:
    """ISO 8601 of a date as a page writes it; None where it is none, or not plausible.

    ``languages`` (ISO 639-1) decide between 3 April and 4 March in "3/4/2026": English alone puts
    the month first, and only without another language.
    """
    raw = raw.strip()
    found = _machine(raw) or find_in_words(raw, languages)
    return found if found and _plausible(found) else None


_DAY_FIRST_HOSTS = re.compile(
    r"^https?://[^/]+\.(?:uk|ie|au|nz|in|za|sg|hk|my|ng|ke|pk|lk|gh|eu|mt)(?:[:/]|$)", re.I
)
"""Countries that write English with the day before the month."""
_DAY_FIRST_LOCALES = re.compile(
    r"en[-_](?:gb|uk|ie|au|nz|in|za|sg|hk|my|ng|ke|pk|lk|gh|mt)\b", re.I
)


def reading(language: str | None, url: str, locale: str = "") -> tuple[str, ...]:
    """Languages in which a page's dates are to be read; English of Europe is not English alone.

    ``locale`` is the page's language tag, such as en-gb.
    """
    if language is None:
        return ()
    if language == "en" and (_DAY_FIRST_LOCALES.match(locale) or _DAY_FIRST_HOSTS.match(url)):
        return ("en", "en-gb")
    return (language,)


def find_in_words(text: str, languages: tuple[str, ...] = ()) -> str | None:
    """ISO 8601 of the first date written out in ``text``; None without one. Never guesses."""
    return next((found.iso for found in find_dates(text, languages)), None)


def is_update(text: str) -> bool:
    """Whether a line with a date tells of a change, and not of the publication as well."""
    return all(found.said == "updated" for found in find_dates(text))


def from_url(url: str) -> str | None:
    """The day that a URL's path carries (/2026/11/23/, /2026/november/23/); None without one."""
    path = url.partition("?")[0]
    match = (
        _URL_DAY.search(url) or _URL_MONTH.search(path) or _URL_WORD.search(_NUMBER.sub("", path))
    )
    if match is None:
        return None
    found = {
        name.rstrip("23"): int(text) if text.isdecimal() else number_of(text) or 0
        for name, text in match.groupdict().items()
        if text and name != "mark"
    }
    return next(iter(iso_days((found["year"], found["month"], found["day"]))), None)


def _machine(raw: str) -> str | None:
    match = _ISO.search(raw)
    if match:
        stamp = f"{match['year']}-{match['month']:0>2}-{match['day']:0>2}"
        if match["time"] is None:
            return stamp if _is_day(stamp) else None
        clock = match["time"].zfill(5 if match["time"].count(":") == 1 else 8)
        return _iso(f"{stamp}T{clock}", match["zone"])
    compact = _COMPACT.match(raw)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        stamp = f"{year}-{month}-{day}"
        if hour is None:
            return stamp if _is_day(stamp) else None
        return _iso(f"{stamp}T{hour}:{minute}:{second or '00'}", zone)
    if re.fullmatch(r"1[0-9]{9}(?:\d{3})?", raw):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(raw[:10]), UTC).isoformat()
    unix = _UNIX.match(raw)
    if unix:
        number = number_of(unix["month"]) or 0
        return _iso(f"{unix['year']}-{number:02d}-{unix['day']:0>2}T{unix['time']}", None)
    if re.match(r"[A-Za-z]{3}, ?\d", raw):
        try:
            return parsedate_to_datetime(raw).isoformat()
        except ValueError:
            return None
    return None


def _iso(stamp: str, zone: str | None) -> str | None:
    if zone in ("Z", "UTC", "GMT"):
        zone = "+00:00"
    elif zone and ":" not in zone:
        zone = f"{zone[:3]}:{zone[3:] or '00'}"
    try:
        return datetime.fromisoformat(stamp + (zone or "")).isoformat()
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _plausible(iso: str) -> bool:
    return int(iso[:4]) >= FIRST_YEAR
