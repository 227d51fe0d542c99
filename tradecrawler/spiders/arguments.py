"""Reading the arguments that ``scrapy crawl NAME -a ARGUMENT=VALUE`` hands to a spider."""

import re

from tradecrawler.discovery.days import Days, days_of_hint
from tradecrawler.discovery.window import Window


class InvalidArgument(SystemExit):
    """An argument of the command line makes no sense; the message says what to give instead.

    Ends the process with that message and a failure's exit code. Scrapy would print any other
    exception as a traceback of its own insides, with the message as its last line.
    """


def positive(name: str, value: str | int | None) -> int | None:
    """Read a whole number above zero; None where the argument is not given."""
    if value is None:
        return None
    if not str(value).isdecimal() or int(value) == 0:
        raise InvalidArgument(f"-a {name}={value}: a whole number above zero is needed")
    return int(value)


def one_of(name: str, value: str, choices: tuple[str, ...]) -> str:
    """Read one of some words."""
    if value not in choices:
        raise InvalidArgument(f"-a {name}={value}: one of {', '.join(choices)} is needed")
    return value


def window(since: str | None, until: str | None) -> Window:
    """Read the days whose articles are wanted: ``2019``, ``2019-05`` or ``2019-05-12`` each.

    ``since`` begins on the first day that it names, ``until`` ends with the last.
    """
    first, last = _days("since", since), _days("until", until)
    if first is not None and last is not None and first.first > last.last:
        raise InvalidArgument(f"-a since={since} -a until={until}: the end lies before the start")
    return Window(
        since=None if first is None else first.first, until=None if last is None else last.last
    )


def _days(name: str, value: str | None) -> Days | None:
    if value is None:
        return None
    days = days_of_hint(value) if re.fullmatch(r"[12]\d{3}[\d-]*", value) else None
    if days is None:
        raise InvalidArgument(f"-a {name}={value}: a date is needed, such as 2019-05-12 or 2019-05")
    return days
