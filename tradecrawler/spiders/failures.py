"""Names for what goes wrong, as parts of stats keys."""

import re

from scrapy.exceptions import IgnoreRequest
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure


class LeftForNextRun(IgnoreRequest):
    """A request that was never sent, because the run ends; it says nothing about the address."""


def reason_of(failure: Failure) -> str:
    """Name a failure for a stats key: ``http_404``, ``download_timeout_error``, …"""
    return reason_of_error(failure.value)


def is_left(failure: Failure) -> bool:
    """Whether a request failed for the one reason that the run ends."""
    return isinstance(failure.value, LeftForNextRun)


def reason_of_error(error: BaseException | None) -> str:
    """Name an exception as ``reason_of`` does."""
    if isinstance(error, HttpError):
        return f"http_{error.response.status}"
    if isinstance(error, IgnoreRequest):  # robots.txt or too many redirects; the message tells
        return snake_case(str(error)) or "ignored"
    return snake_case(type(error).__name__)


def snake_case(name: str) -> str:
    """``DownloadTimeoutError`` and ``Forbidden by robots.txt`` as parts of a stats key."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name)
    return re.sub(r"[^a-z0-9]+", "_", spaced.lower()).strip("_")
