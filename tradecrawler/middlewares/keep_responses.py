"""Hands every response to ``KeepRaw`` as it arrives, before anything else can be made of it.

Pages and redirects, feeds, sitemaps, robots.txt, errors and every attempt at them. Redirects are
seen in a place of their own, for Scrapy follows them before it undoes the content encoding: theirs
are kept as they are, with the header that says so. Writes nothing itself.
"""

from datetime import UTC, datetime
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.http import Headers, Request, Response

from archive.records import Capture, Exchange
from tradecrawler.pipelines.keep_raw import KeepRaw

FOLLOWED = frozenset({301, 302, 303, 307, 308})
"""Redirects, by what Scrapy's middleware follows."""


class KeepResponses:
    """Keeps what is not followed; the page made of a response finds its capture in the meta."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware of one crawl."""
        return cls(crawler)

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep the response, then let it go on."""
        if not is_followed(response):
            capture = await self.keep(request, response)
            request.meta["capture"] = capture
        return response

    async def keep(self, request: Request, response: Response) -> Capture | None:
        """Keep what came over HTTP just now; None where nothing was kept."""
        is_http = response.url.startswith(("http:", "https:"))
        keeper = self.crawler.get_item_pipeline(KeepRaw)
        if keeper is None or not is_http or "cached" in response.flags:
            return None
        return await keeper.keep(exchange_of(request, response))


class KeepRedirects(KeepResponses):
    """Keeps what is followed."""

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep a redirect, then let it go on."""
        if is_followed(response):
            await self.keep(request, response)
        return response


def is_followed(response: Response) -> bool:
    """Whether a response leads to another."""
    return response.status in FOLLOWED and "Location" in response.headers


def exchange_of(request: Request, response: Response) -> Exchange:
    """Return a request and its response as they can be written."""
    return Exchange(
        url=response.url,
        status=response.status,
        headers=header_lines(response.headers),
        body=response.body,
        fetched_at=datetime.now(UTC),
        method=request.method,
        request_headers=header_lines(request.headers),
    )


def header_lines(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Return headers in their order, a line for each value."""
    lines: Any = headers.items()
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in lines
        for value in values
    )
