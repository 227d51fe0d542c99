"""Logins to magazines, as headers, from the environment of the machine that crawls.

A magazine with the slug ``rayon`` has ``TRADECRAWLER_RAYON_COOKIE``,
``TRADECRAWLER_RAYON_AUTHORIZATION`` and ``TRADECRAWLER_RAYON_HEADERS``, a JSON object of header
names and values. Here they are read; they are sent by ``tradecrawler.middlewares.logins``.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_VARIABLE = re.compile(r"TRADECRAWLER_([A-Z][A-Z0-9_]*)_(COOKIE|AUTHORIZATION|HEADERS)")
_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]+")
"""What a header may hold: one line, in Latin-1."""

_NOT_FOR_LOGINS = frozenset({"user-agent", "host", "content-length", "transfer-encoding"})
"""A crawl has one identity, and the rest is the client's business."""


class InvalidLogin(SystemExit):
    """A variable of the environment is no login; the message names it, and nothing of its value.

    Ends the process with that message and a failure's exit code.
    """


@dataclass(frozen=True, slots=True)
class Login:
    """The headers that open a magazine; printed and logged by their names alone."""

    headers: Mapping[str, str]

    def __repr__(self) -> str:
        """Name the headers."""
        return f"Login({', '.join(self.headers)})"


def logins_of(environment: Mapping[str, str]) -> dict[str, Login]:
    """Return the logins in an environment, by the magazine's slug; raises InvalidLogin."""
    found: dict[str, dict[str, str]] = {}
    for variable in sorted(environment):
        match = _VARIABLE.fullmatch(variable)
        if match is not None and environment[variable]:
            slug, kind = match.groups()
            headers = _headers(variable, kind, environment[variable])
            found.setdefault(slug.lower(), {}).update(headers)
    return {slug: Login(headers) for slug, headers in found.items()}


def _headers(variable: str, kind: str, value: str) -> Iterator[tuple[str, str]]:
    """The headers that a variable holds."""
    for name, content in _pairs(variable, kind, value):
        if not isinstance(content, str) or not _VALUE.fullmatch(content):
            raise InvalidLogin(f"{variable}: a header's value is one line of text")
        if not _NAME.fullmatch(name) or name.lower() in _NOT_FOR_LOGINS:
            raise InvalidLogin(f"{variable}: {name!r} is no header to log in with")
        yield name.title(), content


def _pairs(variable: str, kind: str, value: str) -> list[tuple[str, object]]:
    if kind != "HEADERS":
        return [(kind, value)]
    try:
        headers = json.loads(value)
    except ValueError:
        headers = None  # the error would quote the value
    if not isinstance(headers, dict):
        raise InvalidLogin(f'{variable}: a JSON object is needed, such as {{"X-Subscriber": "…"}}')
    return list(headers.items())
