"""HTTP headers on their way into a WARC file: private ones left out, untrue ones put right."""

import re
from collections.abc import Iterable, Sequence
from http import HTTPStatus
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders

from archive.records import Exchange

Headers = Sequence[tuple[str, str]]

PRIVATE = frozenset(
    {
        "authorization",
        "proxy-authorization",
        "authentication-info",
        "proxy-authentication-info",
        "cookie",
        "cookie2",
        "set-cookie",
        "set-cookie2",
        "x-api-key",
        "x-auth-token",
        "x-csrf-token",
        "x-xsrf-token",
    }
)
"""What opens a session or an account. A WARC file is handed on and replayed for decades: these are
never written, neither as sent nor as received; the file's first record says so."""

_TRANSFER = frozenset({"content-length", "transfer-encoding"})
"""They tell how the body was sent, not what it is; the kept body is whole."""

_MAGIC = {
    "gzip": b"\x1f\x8b",
    "x-gzip": b"\x1f\x8b",
    "zstd": b"\x28\xb5\x2f\xfd",
}
"""How a body of this content encoding begins: one that does not has been decoded."""

_LOGIN = re.compile(r"(?<=://)[^/?#\s@]*@")
"""User and password in a URL, wherever one stands in a text."""


class _Utf8Headers(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """HTTP headers written as UTF-8; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Called by warcio when it writes the record."""
        self.headers_buff = self.to_bytes(header_filter)


def response_headers(exchange: Exchange) -> StatusAndHeaders:
    """Status line and headers as they describe the kept body."""
    try:
        phrase = HTTPStatus(exchange.status).phrase
    except ValueError:
        phrase = "Unknown"  # a status code outside the registry, such as 520
    true = [
        (name, value)
        for name, value in _public(exchange.headers)
        if name.lower() not in _TRANSFER and _is_true_of(name, value, exchange.body)
    ]
    length = ("Content-Length", str(len(exchange.body)))
    return _Utf8Headers(f"{exchange.status} {phrase}", [*true, length], protocol="HTTP/1.1")


def request_headers(exchange: Exchange) -> StatusAndHeaders:
    """Request line and headers; Host, which clients add last of all, is made from the URL."""
    parts = urlsplit(public_url(exchange.url))
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    headers = [
        (name, value)
        for name, value in _public(exchange.request_headers or ())
        if name.lower() not in _TRANSFER  # nothing of a request's body is kept
    ]
    if not any(name.lower() == "host" for name, _ in headers):
        headers.insert(0, ("Host", parts.netloc))
    return _Utf8Headers(
        f"{one_line(exchange.method)} {target} HTTP/1.1", headers, is_http_request=True
    )


def public_url(url: str) -> str:
    """The URL on one line, without user and password."""
    return _LOGIN.sub("", one_line(url))


def one_line(text: str) -> str:
    """The text without line breaks, which would end a header; and such that UTF-8 can hold it."""
    return " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")


def _public(headers: Headers) -> Iterable[tuple[str, str]]:
    """The headers that may be kept, each on one line."""
    for name, value in headers:
        clean = one_line(name)
        if clean.lower() not in PRIVATE:
            yield clean, public_url(value)


def _is_true_of(name: str, value: str, body: bytes) -> bool:
    """Whether a header is true of the body: Content-Encoding is not, once that is decoded.

    Where a coding has no signature, the header is believed: HTTP clients take it away themselves.
    """
    if name.lower() != "content-encoding":
        return True
    last = value.rpartition(",")[2].strip().lower()
    return body.startswith(_MAGIC.get(last, b""))
