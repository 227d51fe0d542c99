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
from tradecrawler.pipelines.common import magazine_of
from tradecrawler.pipelines.keep_raw import KeepRaw
from tradecrawler.rights.reserved import honoured, reserved_of
from tradecrawler.rights.tdmrep import NOTHING_SAID

FOLLOWED = frozenset({301, 302, 303, 307, 308})
"""Redirects, by what Scrapy's middleware follows."""

RENDERED = ("X-Rendered-By", "playwright")
"""Marks a record whose body is the document as a browser had it in the end, not as it came."""


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
            exchange = exchange_of(request, response)
            request.meta["reserved"] = exchange.reserved
            request.meta["capture"] = await self.keep(exchange, response)
        return response

    async def keep(self, exchange: Exchange, response: Response) -> Capture | None:
        """Keep what came over HTTP just now; None where nothing was kept.

        What the magazine is declared to honour is not kept, and counted.
        """
        is_http = response.url.startswith(("http:", "https:"))
        keeper = self.crawler.get_item_pipeline(KeepRaw)
        if keeper is None or not is_http or "cached" in response.flags:
            return None
        reason = honoured(exchange.reserved, magazine_of(self.crawler))
        if reason is not None:
            self.crawler.stats.inc_value(f"captures/{reason}")
            return None
        return await keeper.keep(exchange)


class KeepRedirects(KeepResponses):
    """Keeps what is followed."""

    async def process_response(self, request: Request, response: Response) -> Response:
        """Keep a redirect, then let it go on."""
        if is_followed(response):
            await self.keep(exchange_of(request, response), response)
        return response


def is_followed(response: Response) -> bool:
    """Whether a response leads to another."""
    return response.status in FOLLOWED and "Location" in response.headers


def exchange_of(request: Request, response: Response) -> Exchange:
    """Return a request and its response as they can be written, and what is reserved of them.

    What robots.txt and tdmrep.json say was left in the request's meta by ``robots`` and ``tdmrep``.
    """
    headers = header_lines(response.headers)
    if "playwright" in response.flags:
        headers += (RENDERED,)
    return Exchange(
        url=response.url,
        status=response.status,
        headers=headers,
        body=response.body,
        fetched_at=datetime.now(UTC),
        method=request.method,
        request_headers=header_lines(request.headers),
        reserved=reserved_of(
            response.url,
            headers,
            response.body,
            robots=request.meta.get("robots"),
            tdm=request.meta.get("tdm", NOTHING_SAID),
        ),
    )


def header_lines(headers: Headers) -> tuple[tuple[str, str], ...]:
    """Return headers in their order, a line for each value."""
    lines: Any = headers.items()
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, values in lines
        for value in values
    )
