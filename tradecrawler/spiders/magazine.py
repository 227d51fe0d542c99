"""The base of all magazines' spiders: discover addresses, fetch them, yield pages.

It decides nothing about a page: what is an article, what is new, what is worth keeping is the
business of the pipelines and of the archive. Nor does it decide what is fetched when: it yields a
request for each address it finds, in this run and in every other, and
``tradecrawler.middlewares.frontier`` lets those through that are due.
"""

from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, Self

import scrapy
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.settings import BaseSettings
from twisted.python.failure import Failure

from archive.records import Reserved, Visit
from tradecrawler import rendering
from tradecrawler.discovery.found import LONGEST, Found
from tradecrawler.items import Hints, Page
from tradecrawler.magazine import Source, host_of
from tradecrawler.spiders.arguments import one_of, positive, window
from tradecrawler.spiders.failures import is_left, reason_of
from tradecrawler.spiders.responses import header, headers_of, is_html, url_of
from tradecrawler.spiders.signals import page_read
from tradecrawler.spiders.sources import SourcesSpider
from tradecrawler.spiders.turns import in_turns

NOT_MODIFIED = 304
"""HTTP status of a page that is as it was."""


class MagazineSpider(SourcesSpider):
    """Crawls one declared magazine.

    Arguments: ``-a limit=N`` fetches at most N articles' pages; ``-a since=DAY -a until=DAY`` walks
    back through all that the site lists, for articles of these days; ``-a revisit=all`` looks at
    all again that was ever fetched, and not only at what is due.
    """

    arguments: Mapping[str, Any] = MappingProxyType({})
    """What ``-a`` gave, by name; for the run's record."""
    is_partial: bool = False
    """Whether less is wanted of the sources than they list: then they are read whole, and nothing
    is concluded from it for the next run."""

    def __init__(
        self,
        limit: str | int | None = None,
        since: str | None = None,
        until: str | None = None,
        revisit: str = "due",
        **kwargs: Any,
    ) -> None:
        """Read the arguments that every magazine takes."""
        super().__init__(window(since, until), **kwargs)
        self.limit = positive("limit", limit)
        self.is_partial = not self.window.is_open
        self.revisits_all = one_of("revisit", revisit, ("due", "all")) == "all"

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Complete the user agent by the address where its operator can be reached.

        A magazine that is rendered gets its browser.
        """
        super().update_settings(settings)
        magazine = getattr(cls, "magazine", None)
        if magazine is not None and magazine.rendered:
            timeout = settings.getfloat("DOWNLOAD_TIMEOUT")
            browser = rendering.settings_of(magazine, settings["CHROMIUM"], timeout)
            settings.update(browser, priority="spider")
        if contact := settings.get("CONTACT_URL"):
            settings.set("USER_AGENT", f"{settings['USER_AGENT']} (+{contact})", "spider")

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Build the spider from its arguments, and say so if it would crawl anonymously."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.arguments = kwargs
        crawler.signals.connect(spider.page_read, signal=page_read)
        if not crawler.settings.get("CONTACT_URL") and not _is_ours(spider.magazine.homepage):
            spider.logger.warning("CONTACT_URL is not set: the site cannot tell who is crawling it")
        return spider

    async def start(self) -> AsyncIterator[Any]:
        """Request every declared source."""
        for source in self.magazine.sources:
            for request in self.discover(source):
                yield request

    @property
    def holds_back(self) -> bool:
        """Whether of what sources list something still waits, and is not yet requested."""
        return False

    def is_candidate(self, url: str) -> bool:
        """Whether an address found in a source is worth fetching as an article."""
        return self.magazine.is_article_url(url)

    async def articles(
        self, found: Iterable[Found], source: Source
    ) -> AsyncIterator[scrapy.Request]:
        """Request what may be articles, which ``source`` has named; each is fetched once, and again
        when it is due."""
        async for link in in_turns(found):
            if self.is_promising(link, source):
                for request in self.wanted(link):
                    yield request

    def is_promising(self, link: Found, source: Source) -> bool:
        """Whether what ``source`` has named may be an article; what may not is counted."""
        is_candidate = self.is_candidate(link.url)
        if not is_candidate:
            self.count("discovery/skipped/other_page")
        return is_candidate

    def wanted(self, link: Found) -> Iterator[scrapy.Request]:
        """Request an article's page, unless nobody wants it; then that is counted."""
        if len(link.url) > LONGEST:
            self.count("discovery/skipped/too_long")
        elif not self.window.may_hold_article(link):
            self.count("discovery/skipped/outside_window")
        else:
            self.count("discovery/listed")
            yield self.request_article(link)

    def request_article(self, found: Found) -> scrapy.Request:
        """Return the request of one article's page.

        ``dont_filter``, because Scrapy's filter drops a redirect to a known address without a word;
        the frontier sees to it that no address is requested twice.
        """
        return scrapy.Request(
            found.url,
            callback=self.parse_article,
            errback=self.article_failed,
            cb_kwargs={"requested": found.url},
            meta={"found": found},
            dont_filter=True,
        )

    async def parse_article(self, response: Response, requested: str) -> AsyncIterator[Any]:
        """Yield the page as it came, or the visit that brought none."""
        visit = self.visit_of(response, requested)
        if response.status == NOT_MODIFIED:
            yield visit
        elif reason := self._unreadable(response):
            self.count(f"failed/{reason}")
            yield replace(visit, failure=reason, etag=None, last_modified=None)
        else:
            yield self.page_of(response, visit)

    def _unreadable(self, response: Response) -> str | None:
        """Why a response is no page of this magazine."""
        is_redirected = "redirect_urls" in response.meta
        if is_redirected and host_of(response.url) not in self.magazine.hosts:
            return "redirected_offsite"
        return None if is_html(response) else "not_html"

    def visit_of(self, response: Response, requested: str) -> Visit:
        """Return what a response says of the address that was asked for."""
        capture = response.meta.get("capture")
        is_direct = "redirect_urls" not in response.meta
        return Visit(
            magazine=self.magazine.slug,
            address=requested,
            visited_at=capture.fetched_at if capture else datetime.now(UTC),
            url=response.url,
            status=response.status,
            etag=header(response, "ETag") if is_direct else None,
            last_modified=header(response, "Last-Modified") if is_direct else None,
        )

    def page_of(self, response: Response, visit: Visit) -> Page:
        """Return the page of a response."""
        found: Found | None = response.meta.get("found")
        return Page(
            url=response.url,
            body=response.body,
            fetched_at=visit.visited_at,
            status=response.status,
            headers=headers_of(response),
            redirected_from=tuple(response.meta.get("redirect_urls", ())),
            hints=found.hints if found else Hints(),
            capture=response.meta.get("capture"),
            reserved=response.meta.get("reserved", Reserved()),
            visit=visit,
        )

    def article_failed(self, failure: Failure) -> Iterator[Visit]:
        """Count an article's page that did not come, and yield the visit that failed.

        One that was left alone is not fetched, and is due as before.
        """
        if is_left(failure):
            return
        reason = reason_of(failure)
        self.count(f"failed/{reason}")
        self.logger.info("article failed (%s): %s", reason, url_of(failure))
        response = getattr(failure.value, "response", None)
        yield Visit(
            magazine=self.magazine.slug,
            address=failure.request.cb_kwargs["requested"],  # type: ignore[attr-defined]
            visited_at=datetime.now(UTC),
            url=response.url if response is not None else None,
            status=response.status if response is not None else None,
            failure=reason,
        )


def _is_ours(url: str) -> bool:
    """Whether a site is on this machine, or in the domain that is reserved for examples."""
    host = host_of(url)
    return host == "localhost" or host.startswith("127.") or host.endswith(".example")
