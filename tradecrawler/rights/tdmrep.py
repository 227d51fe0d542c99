"""The TDM Reservation Protocol's file, ``/.well-known/tdmrep.json``: who may mine which pages.

https://www.w3.org/community/tdmrep/. The same may be said in a
response's headers and in the page's ``meta`` elements, see ``reserved``.
"""

import json
import re
from collections.abc import Sequence
from typing import Any, NamedTuple
from urllib.parse import urljoin, urlsplit

PATH = "/.well-known/tdmrep.json"

MOST_RULES = 1_000
"""Read of one file, at most: a publisher has a rule for each section, and a page is looked up in
all of them."""


class InvalidTdmFile(ValueError):
    """The file is none of the protocol's; the message says why. Nothing is known from it."""


class Tdm(NamedTuple):
    """What the protocol says of a page."""

    reservation: bool | None = None
    """None where nothing is said."""
    policy: str | None = None
    """Absolute URL of the licence, where one is named."""


NOTHING_SAID = Tdm()


class TdmRule(NamedTuple):
    """What a file says of the addresses that match a pattern."""

    location: re.Pattern[str]
    tdm: Tdm


def parse_tdmrep(body: bytes, url: str) -> tuple[TdmRule, ...]:
    """Read the file that was found at ``url``; rules that make no sense are left out.

    Raises InvalidTdmFile where it is no JSON list.
    """
    try:
        entries = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InvalidTdmFile(f"{url} is no JSON: {error}") from error
    if not isinstance(entries, list):
        raise InvalidTdmFile(f"{url} is no list of rules")
    rules = (_rule(entry, url) for entry in entries[:MOST_RULES])
    return tuple(rule for rule in rules if rule is not None)


def tdm_of(rules: Sequence[TdmRule], url: str) -> Tdm:
    """Return what a host's rules say of one of its addresses: the first that matches says it."""
    parts = urlsplit(url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return next((rule.tdm for rule in rules if rule.location.match(target)), NOTHING_SAID)


def reservation_of(value: object) -> bool | None:
    """Read a ``tdm-reservation``: 1 or 0, as number or text; None for anything else."""
    text = str(value).strip()
    return text == "1" if text in ("0", "1") else None


def policy_of(value: object, url: str) -> str | None:
    """Read a ``tdm-policy`` found at ``url``, as an absolute http(s) URL; None for what is none."""
    if not isinstance(value, str) or not value.strip():
        return None
    try:
        policy = urljoin(url, value.strip())
        scheme = urlsplit(policy).scheme
    except ValueError:  # such as an unclosed bracket in the host
        return None
    return policy if scheme in ("http", "https") else None


def _rule(entry: Any, url: str) -> TdmRule | None:
    """One rule; None where it names no place or reserves nothing and permits nothing."""
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    reservation = reservation_of(entry.get("tdm-reservation"))
    if reservation is None:
        return None
    policy = policy_of(entry.get("tdm-policy"), url)
    return TdmRule(_pattern(entry["location"]), Tdm(reservation, policy))


def _pattern(location: str) -> re.Pattern[str]:
    """The beginning of a path, as in robots.txt: ``*`` is anything, ``$`` at its end the end."""
    is_whole = location.endswith("$")
    pieces = re.split(r"\*+", location.removesuffix("$"))
    # the shortest match of each piece is as good as any other: no way back, however many stars
    pattern = "".join(
        re.escape(piece) if number == 0 else f"(?>.*?{re.escape(piece)})"
        for number, piece in enumerate(pieces[:-1] if is_whole and len(pieces) > 1 else pieces)
    )
    if is_whole:
        pattern += (f".*{re.escape(pieces[-1])}" if len(pieces) > 1 else "") + r"\Z"
    return re.compile(pattern, re.DOTALL)
