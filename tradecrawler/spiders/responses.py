"""What spiders ask of responses and failures."""

import re

from scrapy.http import HtmlResponse, Response
from twisted.python.failure import Failure

_HTML_START = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html)", re.IGNORECASE)


def is_html(response: Response) -> bool:
    """Whether a response is an HTML page, whatever its content type says."""
    return isinstance(response, HtmlResponse) or bool(_HTML_START.match(response.body[:1024]))


def may_link(response: Response) -> bool:
    """Whether a response may have links: HTML, or JSON with HTML inside."""
    return is_html(response) or "json" in content_type(response).lower()


def lower_headers(response: Response) -> dict[str, str]:
    """Return the headers by lower-case names; several of one name are joined, as they may be."""
    headers: dict[str, str] = {}
    for name, value in headers_of(response):
        key = name.lower()
        headers[key] = f"{headers[key]}, {value}" if key in headers else value
    return headers


def content_type(response: Response) -> str:
    """Return the content type, empty where there is none."""
    return header(response, "Content-Type") or ""


def header(response: Response, name: str) -> str | None:
    """Return the first value of a header."""
    value = response.headers.get(name)
    return value.decode("latin-1") if value is not None else None


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """Return all headers, a pair for each value."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in response.headers.items()
        for value in values
    )


def url_of(failure: Failure) -> str:
    """Return the address of the request that failed."""
    return str(failure.request.url)  # type: ignore[attr-defined]  # set by Scrapy's engine
