"""The date of a last change, as sitemaps (W3C) and feeds (RFC 822) write it, to a moment.

Whether it is believed is the business of ``archive.frontier.policy``.
"""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


def moment_of(text: str | None) -> datetime | None:
    """Return the moment in UTC; a day begins at midnight there; None for what is no date."""
    if not text:
        return None
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            moment = parse(text.strip())
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    return None
