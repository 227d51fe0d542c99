"""What of an exchange's headers is kept."""

from collections.abc import Callable

import pytest

from archive.captures.headers import public_url, request_headers, response_headers
from archive.records import Exchange

Make = Callable[..., Exchange]


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("X-Note", "crème brûlée"), ("X-Note", "crème brûlée")),
        (("X-Note", "one\r\nX-Other: two"), ("X-Note", "one X-Other: two")),
        (("X-Note", "  spaced\tout  "), ("X-Note", "spaced out")),
        (("X-Note", ""), ("X-Note", "")),
        (("X-Note", "a: b: c"), ("X-Note", "a: b: c")),
        (("X-Note", "\udce9"), ("X-Note", "?")),
        (("Location", "https://me:secret@a.example/"), ("Location", "https://a.example/")),
    ],
)
def test_odd_header_is_put_right(
    make_exchange: Make, given: tuple[str, str], expected: tuple[str, str]
) -> None:
    headers = response_headers(make_exchange(b"abc", headers=(given, ("A", "b"))))
    assert headers.headers == [expected, ("A", "b"), ("Content-Length", "3")]


@pytest.mark.parametrize(
    ("encoding", "body", "kept"),
    [
        ("gzip", b"decoded", False),
        ("gzip", b"\x1f\x8b\x08 not decoded", True),
        ("br, gzip", b"half decoded", False),
        ("zstd", b"decoded", False),
        ("br", b"who knows", True),
        ("gzip", b"", False),
    ],
)
def test_content_encoding_stays_where_it_is_true(
    make_exchange: Make, encoding: str, body: bytes, kept: bool
) -> None:
    given = (("content-encoding", encoding), ("Transfer-Encoding", "chunked"))
    headers = response_headers(make_exchange(body, headers=(*given, ("CONTENT-LENGTH", "17"))))
    expected = [given[0]] if kept else []
    assert headers.headers == [*expected, ("Content-Length", str(len(body)))]


@pytest.mark.parametrize("name", ["Set-Cookie", "cookie", "AUTHORIZATION", "Proxy-Authorization"])
def test_what_opens_an_account_is_left_out(make_exchange: Make, name: str) -> None:
    private = (name, "secret")
    exchange = make_exchange(b"", headers=(private,), request_headers=(private, ("A", "b")))
    assert response_headers(exchange).headers == [("Content-Length", "0")]
    assert request_headers(exchange).headers == [("Host", "www.rayon.example"), ("A", "b")]


def test_request_line_and_host_come_from_the_url(make_exchange: Make) -> None:
    exchange = make_exchange(
        url="https://me:secret@rayon.example:8443?q=1 2#top",
        method="HEAD",
        request_headers=(("Content-Length", "3"), ("Accept", "*/*")),
    )
    headers = request_headers(exchange)
    assert headers.to_str().startswith("HEAD /?q=1 2 HTTP/1.1\r\n")
    assert headers.headers == [("Host", "rayon.example:8443"), ("Accept", "*/*")]


def test_a_host_that_was_sent_is_believed(make_exchange: Make) -> None:
    exchange = make_exchange(request_headers=(("Host", "other.example"),))
    assert request_headers(exchange).headers == [("Host", "other.example")]


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://me:secret@rayon.example/a", "https://rayon.example/a"),
        ("https://rayon.example/a@b", "https://rayon.example/a@b"),
        ("https://rayon.example/?mail=a@b.example", "https://rayon.example/?mail=a@b.example"),
        ("https://rayon.example/\r\nX: y", "https://rayon.example/ X: y"),
    ],
)
def test_urls_lose_user_and_password(url: str, expected: str) -> None:
    assert public_url(url) == expected


@pytest.mark.parametrize(("status", "line"), [(404, "404 Not Found"), (520, "520 Unknown")])
def test_status_line(make_exchange: Make, status: int, line: str) -> None:
    assert response_headers(make_exchange(status=status)).statusline == line
