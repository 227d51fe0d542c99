"""``/.well-known/tdmrep.json``: asked once a host and run, and noted with every request.

Reserves nothing by itself: what a reservation means for the crawl is in ``Magazine.honour``.
"""

import asyncio
import logging
from typing import Self
from urllib.parse import urlsplit

from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request
from scrapy.http.request import NO_CALLBACK

from tradecrawler.rights.tdmrep import PATH, InvalidTdmFile, TdmRule, parse_tdmrep, tdm_of
from tradecrawler.spiders.failures import LeftForNextRun, reason_of_error

logger = logging.getLogger(__name__)

PRIORITY = 999
"""Directly after robots.txt, which may forbid it."""


class TdmFile:
    """Leaves what the file says of a request's address in its meta, as ``tdm``."""

    def __init__(self, crawler: Crawler) -> None:
        """Work for one crawl."""
        self.crawler = crawler
        self._rules: dict[str, asyncio.Task[tuple[TdmRule, ...]]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Ask the host, if it was not asked, and note the answer."""
        request.meta.pop("tdm", None)  # of the address that led here
        parts = urlsplit(request.url)
        is_page = parts.path not in (PATH, "/robots.txt")
        if not is_page or parts.scheme not in ("http", "https"):
            return
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._rules:
            self._rules[host] = asyncio.create_task(self._ask(host))
        request.meta["tdm"] = tdm_of(await asyncio.shield(self._rules[host]), request.url)

    async def _ask(self, host: str) -> tuple[TdmRule, ...]:
        """Fetch a host's file and read it; no rules where it has none that can be read."""
        asked = Request(host + PATH, priority=PRIORITY, callback=NO_CALLBACK, dont_filter=True)
        try:
            response = await self.crawler.engine.download_async(asked)
        except LeftForNextRun:
            raise
        except IgnoreRequest:  # by robots.txt
            return ()
        except Exception as error:  # noqa: BLE001  # a file that does not come says nothing
            logger.warning("no %s from %s: %s", PATH, host, reason_of_error(error))
            self.crawler.stats.inc_value("rights/tdmrep_unreachable")
            return ()
        if response.status != 200:
            return ()
        try:
            rules = parse_tdmrep(response.body, response.url)
        except InvalidTdmFile as error:  # many sites answer everything with a page
            logger.info("no tdmrep.json: %s", error)
            self.crawler.stats.inc_value("rights/tdmrep_unreadable")
            return ()
        logger.info("%s reserves text and data mining, in %d rules", host, len(rules))
        return rules
