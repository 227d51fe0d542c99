"""The one form of an address that may still be fetched: what does not lead elsewhere is folded.

Gone are tracking and session parameters, fragments, default ports and differences of spelling.
Whether ``http`` is ``https``, or ``/a/`` is ``/a``, a server alone decides: those stay, and
``archive.addresses.twins`` tells that they belong together.
"""

import re
from urllib.parse import urlsplit, urlunsplit

from w3lib.url import canonicalize_url

_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|matomo_\w+|piwik_\w+|pk_\w+|at_\w+|fbclid|gclid|gclsrc|gbraid|wbraid|"
    r"dclid|msclkid|yclid|ttclid|twclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hs\w+|"
    r"hsctatracking|wt_mc|wt\.\w+|cmpid|xtor|ns_\w+|_ga|_gl|oly_\w+_id|vero_id|"
    r"phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken|sessionid|session_id)$",
    re.IGNORECASE,
)

_TRACKING_UNLESS_NUMBER = re.compile(r"^(?:ref|referrer|source|sid)$", re.IGNORECASE)
"""Mostly "?ref=newsletter", but "?sid=123" and "?ref=4711" name articles of older systems: what
tells articles apart is never dropped."""

_PATH_SESSION = re.compile(
    r";(?:jsessionid|phpsessid|sessionid|sid)=[^/?#;]*|/\((?:[A-Z]\([a-z0-9]{8,}\))+\)", re.I
)
"""Of Java's servers (``;jsessionid=…``) and ASP.NET without cookies (``/(S(…))/``)."""

_CLEAN = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/(?:[\w~-][\w.~-]*)?)+", re.ASCII)
"""What needs no cleaning: nearly every address that is asked for, and to see that is a hundred
times faster than to clean it."""

_DEFAULT_PORTS = {"http": 80, "https": 443}


def clean_address(url: str) -> str:
    """``url`` in its one form; what is no http(s) URL comes back without surrounding blanks.

    Never raises, and cleaning twice changes nothing.
    """
    url = url.strip()
    if _CLEAN.fullmatch(url):
        return url
    for _ in range(_ROUNDS):
        try:
            cleaned = _clean(url)
        except (ValueError, UnicodeError):  # a port that is no number, a host that is none
            return url
        if cleaned == url:
            break
        url = cleaned
    return url


_ROUNDS = 5
"""Most addresses are done after one; a parameter inside another's escapes may show up later."""


def _clean(url: str) -> str:
    """One round."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme.lower() not in _DEFAULT_PORTS or not rest:
        return url
    bare, _, fragment = url.partition("#")
    parts = urlsplit(str(canonicalize_url(bare)))
    host = parts.hostname
    if not host:
        return url
    netloc = _netloc(parts.scheme, host, parts.port)
    path = _PATH_SESSION.sub("", parts.path) or "/"
    query = "&".join(pair for pair in parts.query.split("&") if pair and not _is_tracking(pair))
    kept = fragment.strip() if fragment.startswith("!") else ""  # a page of its own, as in 2010
    return str(
        canonicalize_url(
            urlunsplit((parts.scheme, netloc, path, query, kept)), keep_fragments=bool(kept)
        )
    )


def _netloc(scheme: str, host: str, port: int | None) -> str:
    """Host and port, without names and passwords, the scheme's own port and a final dot."""
    host = host.rstrip(".")
    if not host.isascii():
        host = host.encode("idna").decode("ascii")
    shown = f"[{host}]" if ":" in host else host.lower()
    return shown if port in (None, _DEFAULT_PORTS[scheme]) else f"{shown}:{port}"


def _is_tracking(pair: str) -> bool:
    """Whether a parameter says who comes from where, and not which page is wanted."""
    name, _, value = pair.partition("=")
    if _TRACKING.match(name):
        return True
    return bool(_TRACKING_UNLESS_NUMBER.match(name)) and not value.isdecimal()
