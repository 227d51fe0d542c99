"""What the addresses of one article have in common: AMP, print, mobile, scheme, slashes.

A key is for comparing, never for fetching. That two addresses share one makes it likely that they
show the same article; whoever relies on it compares what they say as well (``deciding.plan``).
"""

import re
from functools import lru_cache
from hashlib import blake2b
from typing import Literal
from urllib.parse import urlsplit

from archive.addresses.cleaning import clean_address
from archive.addresses.plausible import split_host

Rendering = Literal["page", "amp", "print", "mobile"]

_HOST_RENDERINGS: dict[str, Rendering] = {
    "amp": "amp",
    "m": "mobile",
    "mobile": "mobile",
    "mobiel": "mobile",
    "touch": "mobile",
    "print": "print",
}
_PLAIN_LABELS = frozenset({"www", "www2", "www3"})
_SEGMENT_RENDERINGS: dict[str, Rendering] = {
    "amp": "amp",
    "print": "print",
    "imprimer": "print",
    "drucken": "print",
    "druck": "print",
    "druckversion": "print",
    "afdrukken": "print",
    "printversion": "print",
    "print-version": "print",
}
"""Believed as the first or last segment of a path only: "/print/2026/x", "/2026/x/amp"."""
_PARAMETER_RENDERINGS: dict[str, Rendering] = {
    "amp": "amp",
    "print": "print",
    "printable": "print",
    "mobile": "mobile",
}
_OFF = frozenset({"0", "false", "no", "off"})
_FORMAT_PARAMETERS = frozenset({"outputtype", "view", "format", "layout", "mode", "type"})
"""Parameters that name a rendering by their value: "?outputType=amp", "?view=print"."""
_FORMAT_VALUES: dict[str, Rendering] = {"amp": "amp", "print": "print", "mobile": "mobile"}

_INDEX = re.compile(r"(?:index|default)\.(?:html?|php|aspx?|jsp|cfm)", re.IGNORECASE)
_SUFFIX = re.compile(r"\.(amp|print)(?=(?:\.(?:html?|php|aspx?))?$)", re.IGNORECASE)
"""As in "x.amp.html"; the rendering stands before the real ending."""
_SLASHES = re.compile(r"/{2,}")


@lru_cache(4_096)  # a batch asks for its addresses when it loads and when it decides
def address_key(url: str) -> str:
    """What all twins of an address share; never raises, and a key's key is itself.

    Folded are scheme, ``www``, AMP, print and mobile markers, double and final slashes, and
    ``index.html``. The result looks like a URL and may lead nowhere.
    """
    return _read(url)[0]


def rendering(url: str) -> Rendering:
    """How an address shows its article, as far as it says so; ``page`` is the ordinary way."""
    return _read(url)[1]


def key_number(url: str) -> int:
    """63 bits over the key, for an index."""
    key = address_key(url).encode("utf-8", "replace")
    return int.from_bytes(blake2b(key, digest_size=8).digest()) >> 1


_PLAIN = re.compile(r"https?://([a-z0-9-]+(?:\.[a-z0-9-]+)+)((?:/[\w~-]+)+)/?", re.ASCII)
"""An address without dots in its path, query or port: nearly all that sitemaps list. To see that it
has no marker is ten times faster than to look for all of them."""


@lru_cache(maxsize=2_000)  # a batch's addresses are read several times
def _read(url: str) -> tuple[str, Rendering]:
    """Key and rendering; markers are taken off until none is left."""
    plain = _PLAIN.fullmatch(url)
    if plain is not None:
        name, path = _plain_host(plain[1]), plain[2]
        segments = path.lower().split("/")
        if name and not (segments[1] in _SEGMENT_RENDERINGS or segments[-1] in _SEGMENT_RENDERINGS):
            return f"https://{name}{path}", "page"
    return _read_slowly(url)


@lru_cache(1_024)
def _plain_host(host: str) -> str | None:
    """The host's part of a key; None where the host names a rendering, or a key's key differs."""
    markers: list[Rendering] = []
    name = _fold_host(host, markers)
    again = _fold_host(name, markers)
    return name if again == name and not markers else None


def _read_slowly(url: str) -> tuple[str, Rendering]:
    """The same, for any address."""
    found: Rendering = "page"
    cleaned = clean_address(url)
    while True:  # ends, for every round but the last takes something off
        key, marker = _fold(cleaned)
        found = marker if found == "page" else found
        key = clean_address(key)
        if key == cleaned or len(key) > len(cleaned) + len("s"):
            return key, found
        cleaned = key


def _fold(cleaned: str) -> tuple[str, Rendering]:
    """One round: the address without its markers, and the first of them."""
    try:
        parts = urlsplit(cleaned)
        host, port = parts.hostname, parts.port
    except ValueError:
        return cleaned, "page"
    if parts.scheme not in ("http", "https") or not host:
        return cleaned, "page"
    markers: list[Rendering] = []
    name = _fold_host(host, markers)
    path = _fold_path(parts.path, markers)
    query = _fold_query(parts.query, markers)
    key = f"https://{f'[{name}]' if ':' in name else name}"
    if port is not None and port not in (80, 443):
        key += f":{port}"
    key += path + (f"?{query}" if query else "")
    key += f"#{parts.fragment}" if parts.fragment else ""
    return key, markers[0] if markers else "page"


def _fold_host(host: str, markers: list[Rendering]) -> str:
    """The host without labels that name a rendering; what is registered is not touched."""
    labels, registered = split_host(host)
    kept = []
    for label in labels:
        if label in _HOST_RENDERINGS:
            markers.append(_HOST_RENDERINGS[label])
        elif label not in _PLAIN_LABELS:
            kept.append(label)
    return ".".join([*kept, registered])


def _fold_path(path: str, markers: list[Rendering]) -> str:
    """The path without markers, index page and needless slashes."""
    segments = [segment for segment in _SLASHES.sub("/", path).split("/") if segment]
    for end in (-1, 0):
        marker = _SEGMENT_RENDERINGS.get(segments[end].lower()) if len(segments) > 1 else None
        if marker is not None:
            markers.append(marker)
            del segments[end]
    if segments and _INDEX.fullmatch(segments[-1]):
        del segments[-1]
    if segments:
        suffix = _SUFFIX.search(segments[-1])
        if suffix is not None:
            markers.append("amp" if suffix[1].lower() == "amp" else "print")
            segments[-1] = segments[-1][: suffix.start()] + segments[-1][suffix.end() :]
    return "/" + "/".join(filter(None, segments))


def _fold_query(query: str, markers: list[Rendering]) -> str:
    """The parameters without those that ask for a rendering."""
    kept = []
    for pair in filter(None, query.split("&")):
        name, _, value = pair.partition("=")
        marker = _PARAMETER_RENDERINGS.get(name.lower())
        if name.lower() in _FORMAT_PARAMETERS:
            marker = _FORMAT_VALUES.get(value.lower())
        if marker is None:
            kept.append(pair)
        elif value.lower() not in _OFF:
            markers.append(marker)
    return "&".join(kept)
