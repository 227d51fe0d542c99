"""A crawl of an invented site without Scrapy's engine: quick, and the same every time.

Requests are answered from a dictionary, in the order of their priority; pages are read at once.
What network, pipelines and archive do is tested by the crawls of ``tests.crawling``.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from scrapy.spidermiddlewares.httperror import HttpError
from scrapy.statscollectors import MemoryStatsCollector
from twisted.python.failure import Failure

from archive.records import Article, Refusal
from tests.crawling import article_html
from tradecrawler.discovery.found import key_of
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Page
from tradecrawler.spiders.magazine import MagazineSpider

HOST = "https://www.rayon.example"
REQUESTS_MAX = 5_000
"""Requests after which a crawl is taken for endless."""


@dataclass
class InventedSite:
    """Paths to bodies, all of them below ``HOST``."""

    pages: dict[str, str | bytes] = field(default_factory=dict)
    headers: dict[str, dict[str, str]] = field(default_factory=dict)

    def article(self, path: str, headline: str, published: str | None = None) -> str:
        """Add an article, and return its path."""
        self.pages[path] = article_html(headline, published or "2026-05-05T08:00:00+02:00")
        return path

    def sitemap(self, path: str, paths: Iterable[str], lastmod: str = "") -> None:
        """Add a sitemap of some paths."""
        changed = f"<lastmod>{lastmod}</lastmod>" if lastmod else ""
        entries = "".join(f"<url><loc>{HOST}{listed}</loc>{changed}</url>" for listed in paths)
        self.pages[path] = f"<urlset>{entries}</urlset>"

    def listing(self, path: str, paths: Iterable[str], rest: str = "") -> None:
        """Add a page of links."""
        anchors = "".join(f"<li><a href='{listed}'>{listed}</a></li>" for listed in paths)
        self.pages[path] = (
            f"<!doctype html><html><head><title>Rayon</title></head><body><ul>{anchors}</ul>"
            f"{rest}</body></html>"
        )

    def answer(self, request: Request) -> Response:
        """Return what a request is answered."""
        path = request.url.removeprefix(HOST)
        if path not in self.pages:
            return TextResponse(request.url, status=404, request=request)
        body = self.pages[path]
        raw = body.encode() if isinstance(body, str) else body
        kind = HtmlResponse if raw[:15].lower() == b"<!doctype html>" else TextResponse
        return kind(
            request.url, body=raw, encoding="utf-8", request=request,
            headers=self.headers.get(path),
        )  # fmt: skip


@dataclass
class Simulation:
    """What a crawl did."""

    spider: Any
    asked: list[str]
    """Paths in the order they were requested."""
    articles: dict[str, Article]
    """By path."""
    refused: dict[str, str]
    """Path to reason."""

    @property
    def counts(self) -> dict[str, Any]:
        """The spider's stats."""
        stats: dict[str, Any] = self.spider.crawler.stats.get_stats()
        return stats


def simulate(
    site: InventedSite, spider_class: type[MagazineSpider], **arguments: Any
) -> Simulation:
    """Crawl ``site`` until the spider has nothing more to ask.

    As with ``tradecrawler.middlewares.frontier``, articles are fetched once what was asked before
    has been read, each address once and as many as the limit allows.
    """
    crawler = Crawler(spider_class, {"CONTACT_URL": "https://www.example.org/"})
    crawler.stats = MemoryStatsCollector(crawler)
    spider = spider_class.from_crawler(crawler, **arguments)
    done = Simulation(spider, [], {}, {})
    waiting: list[Request] = []
    articles: dict[str, Request | None] = {}

    def add(request: Request) -> None:
        if "found" in request.meta:
            articles.setdefault(key_of(request.url), request)
        else:
            waiting.append(request)

    for request in asyncio.run(_all(spider.start())):
        add(request)
    taken = 0
    while True:
        if not waiting:
            due = [key for key, request in articles.items() if request is not None]
            room = len(due) if spider.limit is None else spider.limit - taken
            for key in due[:room]:
                waiting.append(articles[key])  # type: ignore[arg-type]  # that is what due means
                articles[key] = None
            taken += len(due[:room])
            if not due[:room]:
                further = [] if taken == spider.limit else asyncio.run(_all(spider.look_further()))
                if not further:
                    return done
                for request in further:
                    add(request)
                continue
        waiting.sort(key=lambda request: -request.priority)  # stable: first come, first served
        request = waiting.pop(0)
        done.asked.append(request.url.removeprefix(HOST))
        assert len(done.asked) < REQUESTS_MAX
        for output in _called(site, request):
            if isinstance(output, Request):
                add(output)
            elif isinstance(output, Page):
                _read(output, spider, done)


async def _all(yielded: AsyncIterator[Any] | Iterable[Any]) -> list[Any]:
    if isinstance(yielded, AsyncIterator):
        return [each async for each in yielded]
    return list(yielded)


def _called(site: InventedSite, request: Request) -> Iterable[Any]:
    response = site.answer(request)
    if response.status == 200:
        assert request.callback is not None
        return asyncio.run(_all(request.callback(response, **request.cb_kwargs)))
    failure = Failure(HttpError(response))  # type: ignore[no-untyped-call]  # Twisted's
    failure.request = request  # type: ignore[attr-defined]
    assert request.errback is not None
    return list(request.errback(failure) or ())


def _read(page: Page, spider: Any, done: Simulation) -> None:
    path = page.url.removeprefix(HOST)
    item: Article | Refusal
    try:
        item = done.articles[path] = extract(page, spider.magazine)
    except NotAnArticle as refusal:
        item = Refusal(
            url=page.url, magazine="rayon", reason=refusal.reason, fetched_at=datetime.now(UTC)
        )
        done.refused[path] = refusal.reason
    spider.page_read(item)
