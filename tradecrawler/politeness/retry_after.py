"""The Retry-After header: seconds, or a date (RFC 9110, 10.2.3)."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SECONDS = re.compile(r"[0-9]{1,9}(?:\.[0-9]*)?")
"""The standard has whole seconds; some servers write decimals. More than nine digits are no wait.
"""


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds from ``now`` that a host asks to be left alone, 0 or more.

    None where it says nothing that can be understood.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # whatever it is, no date
        return None
    if moment.tzinfo is None:  # "-0000": UTC, from nowhere in particular
        moment = moment.replace(tzinfo=UTC)
    try:
        return max((moment - now).total_seconds(), 0.0)
    except OverflowError:
        return None
