"""Cron expressions: read, checked, and told to others in their own notation.

``minute hour day month weekday`` as crontab(5) has it, and the nicknames (``@daily``). An
expression that restricts both day and weekday is refused: cron then means either, systemd and most
readers both. Computes no times; whoever fires does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Self


class InvalidCron(ValueError):
    """No cron expression, or one that would never fire; the message says what to write."""


class _Field(NamedTuple):
    name: str
    first: int
    last: int
    names: tuple[str, ...] = ()
    """Of the values from ``first`` on."""


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
"""As cron counts them: Sunday is 0."""

_FIELDS = (
    _Field("minute", 0, 59),
    _Field("hour", 0, 23),
    _Field("day", 1, 31),
    _Field("month", 1, 12, _MONTHS),
    _Field("weekday", 0, 7, WEEKDAYS),  # 7 is Sunday, too
)

_NICKNAMES = {
    "@hourly": "0 * * * *",
    "@daily": "0 0 * * *",
    "@midnight": "0 0 * * *",
    "@weekly": "0 0 * * 0",
    "@monthly": "0 0 1 * *",
    "@yearly": "0 0 1 1 *",
    "@annually": "0 0 1 1 *",
}

_LONGEST_MONTHS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, kw_only=True, slots=True)
class Cron:
    """When something is due, as the values of each field; None where any will do."""

    minutes: tuple[int, ...] | None
    hours: tuple[int, ...] | None
    days: tuple[int, ...] | None
    months: tuple[int, ...] | None
    weekdays: tuple[int, ...] | None
    """From 0, which is Sunday."""

    @classmethod
    def parse(cls, expression: str) -> Self:
        """Read an expression; raises InvalidCron."""
        words = _NICKNAMES.get(expression.strip().lower(), expression).split()
        if len(words) != len(_FIELDS):
            raise InvalidCron(
                f"{expression!r}: five fields are needed, minute hour day month weekday"
                f" ('15 6,18 * * mon-fri'), or one of {' '.join(_NICKNAMES)}"
            )
        minutes, hours, days, months, weekdays = (
            _values(field, word) for field, word in zip(_FIELDS, words, strict=True)
        )
        if days is not None and weekdays is not None:
            raise InvalidCron(
                f"{expression!r}: restricts both the day and the weekday, which programs understand"
                " differently: put * for one of them"
            )
        if not any(
            day <= _LONGEST_MONTHS[month - 1]
            for day in days or (1,)
            for month in months or range(1, 13)
        ):
            raise InvalidCron(f"{expression!r}: there is no such day")
        return cls(minutes=minutes, hours=hours, days=days, months=months, weekdays=weekdays)

    def crontab(self) -> str:
        """The five fields for crontab(5), with no names, ranges or steps."""
        fields = (self.minutes, self.hours, self.days, self.months, self.weekdays)
        return " ".join(_joined(field) for field in fields)

    def on_calendar(self, time_zone: str) -> str:
        """The value of systemd's ``OnCalendar=``; see systemd.time(7)."""
        weekdays = ",".join(WEEKDAYS[n].title() for n in self.weekdays or ())
        day = f"*-{_joined(self.months, '02')}-{_joined(self.days, '02')}"
        time = f"{_joined(self.hours, '02')}:{_joined(self.minutes, '02')}:00"
        return " ".join(filter(None, (weekdays, day, time, time_zone)))


def _joined(values: tuple[int, ...] | None, form: str = "") -> str:
    return "*" if values is None else ",".join(format(value, form) for value in values)


def _values(field: _Field, word: str) -> tuple[int, ...] | None:
    """The values that a field allows, in their order; None where it allows all."""
    allowed = {value for part in word.split(",") for value in _range(field, part)}
    if field.name == "weekday" and 7 in allowed:
        allowed = (allowed - {7}) | {0}
    everything = field.last - field.first + (field.name != "weekday")
    return None if len(allowed) == everything else tuple(sorted(allowed))


def _range(field: _Field, part: str) -> Iterator[int]:
    """The values of one part of a list: ``*``, ``*/15``, ``6``, ``mon-fri``, ``6-18/2``."""
    span, slash, step = part.partition("/")
    begin, dash, end = span.partition("-")
    if slash and (not step.isdecimal() or int(step) == 0):
        raise InvalidCron(f"{field.name} {part!r}: the step after / is a number above zero")
    if span == "*":
        first, last = field.first, field.last - (field.name == "weekday")
    else:
        first = _number(field, begin)
        last = _number(field, end, is_end=True) if dash else first
        if slash and not dash:
            raise InvalidCron(f"{field.name} {part!r}: a step needs a range, such as 6-18/2 or */2")
    if first > last:
        raise InvalidCron(f"{field.name} {part!r}: the range runs backwards")
    yield from range(first, last + 1, int(step) if slash else 1)


def _number(field: _Field, word: str, *, is_end: bool = False) -> int:
    """A value by number or name; Sunday at the end of a range is 7."""
    name = word.lower()
    if name in field.names:
        value = field.first + field.names.index(name)
        return 7 if is_end and name == "sun" else value
    if word.isascii() and word.isdecimal() and field.first <= int(word) <= field.last:
        return int(word)
    names = f" or {field.names[0]} to {field.names[-1]}" if field.names else ""
    raise InvalidCron(f"{field.name} {word!r}: expected {field.first} to {field.last}{names}")
