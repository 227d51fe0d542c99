"""Dates as they are printed in running lines, in words or figures; each with what is said of it.

Nothing is guessed: a date needs its day, month and year. Machine-readable forms are read in
``dates``.
"""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from tradecrawler.extract.months import number_of

Said = Literal["published", "updated", ""]


class Printed(NamedTuple):
    """A date in a line of text."""

    start: int
    end: int
    iso: str
    """ISO 8601: the day, with the clock's time where one stands behind it."""
    said: Said
    """What the words before it say; empty where they say neither."""
    swapped: str | None = None
    """The other reading of 3/4/2026, for those who know better."""


_YEAR = r"(?:199\d|20\d\d)"
_YEAR_END = r"(?!\d(?!\d?:\d\d))"
"""No figure, unless the time of day ran into the year: 3 May 202621:25."""
_WORD = r"[^\W\d_][^\s\d.,;:/|()–—•·∙»«\"“”-]{1,20}"  # marks of Indian scripts are no \w
_DAY_WORD = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:\s?(?:er|st|nd|rd|th|ème|re|ª|º|°|\.|-?го|ης|η))?"
    rf"[\s,./-]*(?:(?:de|of|del|di|the)\s|d['’])?\s*(?P<word>{_WORD})[\s.,'’/-]*"
    rf"(?:(?:de|del|of)\s+)?(?P<year>{_YEAR}|25[5-9]\d){_YEAR_END}",
    re.I,
)
_WORD_DAY = re.compile(
    rf"(?<![^\W\d_])(?P<word>{_WORD})[\s.,-]*(?P<day>\d{{1,2}})(?:st|nd|rd|th|\.)?\s*[,/-]?\s*"
    rf"(?P<year>{_YEAR}){_YEAR_END}",
    re.I,
)
_YEAR_WORD = re.compile(
    rf"(?<!\d)(?P<year2>{_YEAR})\.\s*gada\s*(?P<day2>\d{{1,2}})\.\s*(?P<word2>{_WORD})"
    rf"|(?<!\d)(?P<year>{_YEAR})[.,]?\s*(?:m\.\s)?(?P<word>{_WORD})\s(?P<day>\d{{1,2}})(?!\d)"
)
"""Latvian order, and Hungarian and Lithuanian behind the bar."""
_NUMERIC = re.compile(
    rf"(?<![\d.,/-])(?P<first>\d{{1,2}})\s?(?P<sep>[./|-])\s?(?P<second>\d{{1,2}})\s?(?P=sep)\s?"
    rf"(?P<year>{_YEAR}){_YEAR_END}(?!:[0-5]\d(?!\d))"
)
_SHORT_YEAR = re.compile(
    r"(?<![\d.,/-])(?P<first>\d{1,2})(?P<sep>[./])\s?(?P<second>\d{1,2})(?P=sep)\s?(?P<short>[0-4]\d)"
    r"(?!\d(?!\d?:[0-5]\d)|[.:/]|\s?(?:%|Uhr))"
)
"""31.10.23 or 31/10/23, into which the time of day may run; the first years of the century up to
the forties."""
_YEAR_FIRST = re.compile(
    rf"(?<!\d)(?P<year>{_YEAR})(?P<sep>[/.-])\s?(?P<month>\d{{1,2}})(?P=sep)\s?(?P<day>\d{{1,2}})(?!\d)"
    rf"|(?<!\d)(?P<year2>{_YEAR})\s?[年년]\s?(?P<month2>\d{{1,2}})\s?[月월]\s?(?P<day2>\d{{1,2}})(?:\s?[日일])?"
)
_VIETNAMESE = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})\s+tháng\s+(?P<month>\d{{1,2}})[\s,]+(?:năm\s+)?(?P<year>{_YEAR})",
    re.I,
)
_CLOCK = re.compile(
    r"(?<!\d)(?P<hour>[01]?\d|2[0-3])\s?(?:[:.h]|heures|Uhr|u\.?)\s?(?P<minute>[0-5]\d)(?!\d)"
    r"(?:\s*(?P<half>[ap])\.?\s?m\b)?",
    re.I,
)
CLOCK_CHARS = 25
"""A clock's time stands so near behind its date."""
BUDDHIST = 543
"""Thai years are ahead by so many."""
_OTHER_DIGIT = re.compile("[٠-٩۰-۹०-९০-৯௦-௯๐-๙０-９]")
"""Digits of Arabic, Persian, Indian and Thai script, and the wide ones of East Asia."""
_RUN_IN = re.compile(r"20\d\d-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)(?=\w)")
"""A machine's time stamp, hidden from readers, into which the next word or date runs."""
_ANY_YEAR = re.compile(r"\d{4}|\d[./]\s?\d{1,2}[./]\s?\d")

_UPDATED = re.compile(
    r"(?<![^\W\d_])(?:(?:last[\s-]+)?(?:updated?|modified|edited|reviewed|changed|revised)|"
    r"aktualisiert|aggiornat[oa]|"
    r"zuletzt|geändert|aktualisierung|mis(?:e)? à jour|modifiée?|bijgewerkt|gewijzigd|"
    r"aggiornamento|actuali[sz]ad[oa]|actualización|atualizad[oa]|aktualizacja|zaktualizowano|"
    r"uppdaterad|uppdaterat|senast ändrad|opdateret|oppdatert|päivitetty|muokattu|aktualizováno|"
    r"upraveno|frissítve|módosítva|actualizat[ă]?|обновлен\w*|изменен\w*|оновлен\w*|güncelle\w*|"
    r"son güncelleme|ενημέρωση|τελευταία ενημέρωση|diperbarui|cập nhật)\b|更新|업데이트|수정",
    re.I,
)
_PUBLISHED = re.compile(
    r"(?<![^\W\d_])(?:publi\w*|published|posted|post (?:time|date|by)|released?|created|written|"
    r"date of issue|authors?|autore?n?|auteurs?|beitrag\s?von|verfasst|geschrieben|"
    r"erschienen|veröffentlicht\w*|stand|erstellt|datum|geplaatst|gepubl\w*|pubblicat\w*|"
    r"opublikowan\w*|"
    r"dodano|publicerad|publicerat|publiceret|publisert|julkaistu|publikováno|zveřejněno|"
    r"közzétéve|megjelent|опубликован\w*|опубліковано|дата|yayınlan\w*|yayın\w*|δημοσίευση|"
    r"mise en ligne|paru|parue|date|fecha|data|originally|ajouté|dipublikasikan|đăng)\b|"
    r"発表|掲載|公開|発行|发布|發布|입력|등록",
    re.I,
)
LABEL_CHARS = 48
"""What is said of a date stands so near before it."""


def find_dates(text: str, languages: tuple[str, ...] = ()) -> list[Printed]:
    """The dates printed in ``text``, in order; those that overlap an earlier one are left out."""
    if not _ANY_YEAR.search(text):
        return []
    if not text.isascii() and _OTHER_DIGIT.search(text):
        text = _OTHER_DIGIT.sub(lambda digit: str(unicodedata.digit(digit[0])), text)
    if "T" in text:
        text = _RUN_IN.sub(lambda stamp: " " * len(stamp[0]), text)
    found = sorted(_matches(text, languages), key=lambda f: (f[0], -f[1]))
    dates: list[Printed] = []
    end = 0
    for start, stop, days in found:
        if start >= end and days:
            said = _said(text[max(end, start - LABEL_CHARS) : start])
            stamps = [_with_clock(day, text, stop) for day in days]
            swapped = stamps[1] if len(stamps) > 1 else None
            dates.append(Printed(start, stop, stamps[0], said, swapped))
            end = stop
    return dates


def _matches(text: str, languages: tuple[str, ...]) -> Iterator[tuple[int, int, list[str]]]:
    yield from _in_words(text, languages)
    yield from _in_figures(text, languages)
    for pattern in (_YEAR_FIRST, _VIETNAMESE):
        for match in pattern.finditer(text):
            year, month, day = (int(_group(match, name)) for name in ("year", "month", "day"))
            yield *match.span(), iso_days((year, month, day))


def _in_words(text: str, languages: tuple[str, ...]) -> Iterator[tuple[int, int, list[str]]]:
    for pattern in (_DAY_WORD, _WORD_DAY, _YEAR_WORD):
        for match in pattern.finditer(text):
            word, day, year = (_group(match, name) for name in ("word", "day", "year"))
            start, end = match.span()
            month = number_of(word, languages)
            if month is None:
                name = _unjoined(word)
                month = number_of(name, languages)
                start += len(word) - len(name) if pattern is _WORD_DAY else 0
            if month is not None:
                buddhist = BUDDHIST if year.startswith("25") else 0
                yield start, end, iso_days((int(year) - buddhist, month, int(day)))


def _in_figures(text: str, languages: tuple[str, ...]) -> Iterator[tuple[int, int, list[str]]]:
    for pattern in (_NUMERIC, _SHORT_YEAR):
        for match in pattern.finditer(text):
            year = int(match["year"] if pattern is _NUMERIC else f"20{match['short']}")
            first, second = int(match["first"]), int(match["second"])
            readings = [(year, second, first), (year, first, second)]
            if match["sep"].strip() == "/" and languages == ("en",):
                readings.reverse()
            days = iso_days(*readings)
            is_plain = match["sep"].strip() == "." and "en" not in languages
            yield *match.span(), days[:1] if is_plain else days


def _unjoined(word: str) -> str:
    """The capitalised end of words that markup alone set apart: "HealthDecember"."""
    return re.sub(r"^.*[a-zß-öø-ÿ](?=[A-ZÀ-Þ])", "", word)


def _group(match: re.Match[str], name: str) -> str:
    groups = match.groupdict()
    return groups[name] or groups[f"{name}2"] or ""


def iso_days(*readings: tuple[int, int, int]) -> list[str]:
    """ISO 8601 of those (year, month, day) that are in the calendar, each once."""
    found = []
    for reading in readings:
        try:
            found.append(date(*reading).isoformat())
        except ValueError:
            continue
    return list(dict.fromkeys(found))


def _with_clock(day: str, text: str, end: int) -> str:
    clock = _CLOCK.search(text, end, end + CLOCK_CHARS)
    if clock is None:
        return day
    hour = int(clock["hour"])
    if clock["half"] and hour <= 12:
        hour = hour % 12 + (12 if clock["half"].lower() == "p" else 0)
    return f"{day}T{hour:02d}:{clock['minute']}:00"


def tells_of_change(text: str) -> bool:
    """Whether a text says that something was updated."""
    return _UPDATED.search(text) is not None


def _said(before: str) -> Said:
    """What stands last before a date: that it is of the publication, or of a change."""
    updated = max((m.end() for m in _UPDATED.finditer(before)), default=0)
    published = max((m.end() for m in _PUBLISHED.finditer(before)), default=0)
    if not updated and not published:
        return ""
    return "updated" if updated > published else "published"
