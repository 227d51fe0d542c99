"""Requests that ask only for what has changed since they were answered last (RFC 9110)."""

from scrapy import Request

from tradecrawler.spiders.magazine import NOT_MODIFIED


class ConditionalGet:
    """Takes the conditions off a request that is redirected: they were another address's.

    A downloader middleware; ``make_conditional`` puts them on.
    """

    def process_request(self, request: Request) -> None:
        """Look at a request on its way out."""
        if "redirect_urls" in request.meta:
            for name in ("If-None-Match", "If-Modified-Since"):
                request.headers.pop(name, None)


def make_conditional(request: Request, etag: str | None, last_modified: str | None) -> None:
    """Ask only for what has changed since a response with these validators."""
    if etag:
        request.headers["If-None-Match"] = etag
    if last_modified:
        request.headers["If-Modified-Since"] = last_modified
    if etag or last_modified:
        request.meta["handle_httpstatus_list"] = [NOT_MODIFIED]
