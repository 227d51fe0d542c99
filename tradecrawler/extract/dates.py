"""Dates as printed: ISO 8601 out of machine-readable forms, and out of words in six languages.

Time zones are kept as given, never invented: a day alone stays a day.
"""

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

import dateparser

LANGUAGES = ("fr", "nl", "de", "en", "it", "es")
FIRST_YEAR = 1990
"""No article on the web is older; earlier years are placeholders such as 1970-01-01."""
_ISO = re.compile(
    r"(?<!\d)(?P<day>\d{4}-\d{2}-\d{2})"
    r"(?:[T\s]+(?P<time>\d{1,2}:\d{2}(?::\d{2})?)(?:[.,]\d+)?\s*"
    r"(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2}(?!\d))?)?"
)
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(Z)?$")
_NUMERIC = re.compile(r"(?<![\d.])(\d{1,2})([./-])\s?(\d{1,2})\2\s?(\d{4})(?!\d)")
_CLOCK = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s?(?:[:.h]|heures|Uhr|u\.?)\s?([0-5]\d)(?!\d)", re.I)
_SHORT_YEAR = re.compile(r"(?<![\d.,])(\d{1,2})\.\s?(\d{1,2})\.\s?([0-4]\d)(?![\d.:]|\s?(?:%|Uhr))")
"""German and Swiss short form, 31.10.23; the first years of the century up to the forties."""
_YEAR_FIRST = re.compile(
    r"(?<!\d)(20\d{2}|199\d)(?:([/.-])(\d{1,2})\2(\d{1,2})(?!\d)|年(\d{1,2})月(\d{1,2})日)"
)
_URL_DAY = re.compile(
    r"/(20\d{2}|199\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:[/_-]|\.html?$|$)"
)
_UPDATED = re.compile(
    r"\b(?:updated?|last (?:modified|edited|reviewed)|modified|aktualisiert|stand|zuletzt|"
    r"mis(?:e)? à jour|modifié|bijgewerkt|gewijzigd|aggiornat[oa]|actualizad[oa])\b",
    re.I,
)
_PUBLISHED = re.compile(
    r"\b(?:publi\w*|posted|erschienen|veröffentlicht|geplaatst|gepubl\w*)\b", re.I
)

MONTHS: dict[str, int] = {}
for _number, _names in enumerate(
    (
        "january janvier januari januar jänner gennaio enero jan janv gen ene",
        "february février fevrier februari februar febbraio febrero feb févr fevr fév",
        "march mars maart märz maerz marzo mar mrt mär mrz",
        "april avril aprile abril apr avr abr",
        "may mai mei maggio mayo mag",
        "june juin juni giugno junio jun giu",
        "july juillet juli luglio julio jul juil lug",
        "august août aout augustus agosto aug ago",
        "september septembre septiembre settembre setiembre sep sept set",
        "october octobre oktober ottobre octubre oct okt ott",
        "november novembre noviembre nov",
        "december décembre decembre dezember dicembre diciembre dec déc dez dic",
    ),
    1,
):
    MONTHS.update(dict.fromkeys(_names.split(), _number))
_MONTH = "|".join(sorted(map(re.escape, MONTHS), key=len, reverse=True))
_DAY_FIRST = re.compile(
    rf"(?<!\d)(\d{{1,2}})(?:er|st|nd|rd|th|\.|º)?\s*(?:de\s+|of\s+)?({_MONTH})\b\.?,?\s*(?:de\s+)?(\d{{4}})",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"\b({_MONTH})\b\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?\s*,?\s+(\d{{4}})", re.I
)


@lru_cache(maxsize=8192)
def to_iso(raw: str, languages: tuple[str, ...] = ()) -> str | None:
    """ISO 8601 of a date as a page writes it; None where it is none, or not plausible.

    ``languages`` (ISO 639-1) decide between 3 April and 4 March in "3/4/2026": English alone puts
    the month first, and only without another language.
    """
    raw = raw.strip()
    found = _machine(raw) or _in_words(raw, languages) or _parsed(raw, languages)
    return found if found and _plausible(found) else None


def find_in_words(text: str, languages: tuple[str, ...] = ()) -> str | None:
    """ISO 8601 of the first date written out in ``text``; None without one. Never guesses."""
    found = _in_words(text, languages)
    return found if found and _plausible(found) else None


def is_update(text: str) -> bool:
    """Whether a line with a date tells of a change, and not of the publication as well."""
    updated = _UPDATED.search(text)
    return (
        updated is not None and not _PUBLISHED.search(text) and not _dated(text[: updated.start()])
    )


def _dated(text: str) -> bool:
    return _in_words(text, ()) is not None


def from_url(url: str) -> str | None:
    """The day that a URL's path carries (/2026/11/23/); None without one."""
    match = _URL_DAY.search(url)
    return _iso_day(*map(int, match.groups())) if match else None


def _machine(raw: str) -> str | None:
    match = _ISO.search(raw)
    if match:
        if match["time"] is None:
            return match["day"] if _is_day(match["day"]) else None
        clock = match["time"].zfill(5 if match["time"].count(":") == 1 else 8)
        return _iso(f"{match['day']}T{clock}", match["zone"])
    compact = _COMPACT.match(raw)
    if compact:
        year, month, day, hour, minute, second, zone = compact.groups()
        stamp = f"{year}-{month}-{day}"
        if hour is None:
            return stamp if _is_day(stamp) else None
        return _iso(f"{stamp}T{hour}:{minute}:{second or '00'}", zone)
    if re.fullmatch(r"1[0-9]{9}(?:\d{3})?", raw):  # seconds or milliseconds since 1970
        return datetime.fromtimestamp(int(raw[:10]), UTC).isoformat()
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


def _in_words(text: str, languages: tuple[str, ...]) -> str | None:
    match = _DAY_FIRST.search(text)
    if match:
        day, month, year = match[1], MONTHS[match[2].lower()], match[3]
    elif match := _MONTH_FIRST.search(text):
        day, month, year = match[2], MONTHS[match[1].lower()], match[3]
    elif match := _NUMERIC.search(text):
        first, second, year = int(match[1]), int(match[3]), match[4]
        month_first = second > 12 or (first <= 12 and match[2] == "/" and languages[:1] == ("en",))
        day, month = (second, first) if month_first else (first, second)
    elif match := _YEAR_FIRST.search(text):
        year, month, day = match[1], int(match[3] or match[5]), match[4] or match[6]
    elif match := _SHORT_YEAR.search(text):
        day, month, year = match[1], int(match[2]), f"20{match[3]}"
    else:
        return None
    stamp = _iso_day(int(year), int(month), int(day))
    clock = _CLOCK.search(text, match.end(), match.end() + 25) if stamp else None
    if stamp and clock and not re.match(r"\s*[ap]\.?m", text[clock.end() :], re.I):
        return f"{stamp}T{int(clock[1]):02d}:{clock[2]}:00"
    return stamp


def _parsed(raw: str, languages: tuple[str, ...]) -> str | None:
    """What dateparser reads; only of short texts with a year, so that nothing is guessed."""
    if len(raw) > 60 or not re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", raw):
        return None
    found = dateparser.parse(
        raw,
        languages=list(languages or LANGUAGES),
        settings={"REQUIRE_PARTS": ["day", "month", "year"], "RETURN_AS_TIMEZONE_AWARE": False},
    )
    return found.date().isoformat() if found else None


def _iso_day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
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
