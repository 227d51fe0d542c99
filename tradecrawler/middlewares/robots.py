"""robots.txt: asked once a host and run, obeyed, and its decision noted with every request.

In the place of Scrapy's own middleware, which takes an error's page for a robots.txt and lets
everything pass where none could be fetched; RFC 9309 (2.3.1.4) has it the other way round. Which
delay it asks for is ``tradecrawler.extensions.crawl_delay``'s business.
"""

import asyncio
import logging
from typing import NamedTuple, Self
from urllib.parse import urlsplit

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request, Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import RobotParser
from scrapy.utils.misc import build_from_crawler, load_object

from archive.records import RobotsDecision
from tradecrawler.spiders.failures import LeftForNextRun, reason_of_error

logger = logging.getLogger(__name__)

PRIORITY = 1000
"""Before everything else; as Scrapy has it."""

MOST_BYTES = 512_000
"""Of a robots.txt that are read: the 500 KiB that RFC 9309 (2.5) asks for."""

TOO_MANY_REQUESTS = 429
"""Of the statuses 4xx the one that does not say that there is no robots.txt."""


class Answer(NamedTuple):
    """What a host answered when it was asked for its robots.txt."""

    rules: RobotParser | None = None
    is_reachable: bool = True

    def decision(self, url: str, agent: str) -> RobotsDecision:
        """What it says to ``agent`` fetching ``url``."""
        if not self.is_reachable:
            return "unreachable"
        if self.rules is None:
            return "absent"
        return "allowed" if self.rules.allowed(url, agent) else "disallowed"


class Robots:
    """Refuses what robots.txt disallows, and everything of a host that does not give it out.

    With ``ROBOTSTXT_OBEY`` off it is asked and noted all the same: for magazines with which its
    operator has an agreement. With ``ROBOTSTXT_REQUIRED`` off, a host whose robots.txt cannot be
    fetched is crawled.
    """

    def __init__(self, crawler: Crawler) -> None:
        """Read the settings."""
        settings = crawler.settings
        self.crawler = crawler
        self.obeys = settings.getbool("ROBOTSTXT_OBEY")
        self.requires = settings.getbool("ROBOTSTXT_REQUIRED")
        self.agent: str = settings["ROBOTSTXT_USER_AGENT"]
        self._parser = load_object(settings["ROBOTSTXT_PARSER"])
        self._answers: dict[str, asyncio.Task[Answer]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Build the middleware of one crawl."""
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        """Note the decision in the request's meta, as ``robots``; raise IgnoreRequest.

        A redirect waits for its own host's turn from here on, not for that of the host it is from.
        """
        for note in ("robots", "download_slot"):
            request.meta.pop(note, None)  # of the address that redirected here: Scrapy copies them
        parts = urlsplit(request.url)
        if request.meta.get("dont_obey_robotstxt") or parts.scheme not in ("http", "https"):
            return
        host = f"{parts.scheme}://{parts.netloc}"
        if host not in self._answers:
            self._answers[host] = asyncio.create_task(self._ask(host, request))
        answer = await asyncio.shield(self._answers[host])
        decision = answer.decision(request.url, self.agent)
        request.meta["robots"] = decision
        if decision == "disallowed" and self.obeys:
            self.crawler.stats.inc_value("robotstxt/forbidden")
            raise IgnoreRequest("Forbidden by robots.txt")
        if decision == "unreachable" and self.obeys and self.requires:
            self.crawler.stats.inc_value("robotstxt/unreachable")
            raise IgnoreRequest("robots.txt unreachable")

    async def _ask(self, host: str, request: Request) -> Answer:
        """Fetch a host's robots.txt, through all other middlewares, and read it."""
        asked = Request(
            f"{host}/robots.txt",
            priority=PRIORITY,
            meta={"dont_obey_robotstxt": True},
            callback=NO_CALLBACK,
            dont_filter=True,
        )
        try:
            response = await self.crawler.engine.download_async(asked)
        except LeftForNextRun:
            raise
        except IgnoreRequest as error:  # redirected without end, which RFC 9309 counts as absent
            logger.info("no robots.txt from %s: %s", host, error)
            return Answer()
        except Exception as error:  # noqa: BLE001  # whatever the network does, it is no answer
            logger.warning("no robots.txt from %s: %s", host, reason_of_error(error))
            return Answer(is_reachable=False)
        return await self._read(response, request)

    async def _read(self, response: Response, request: Request) -> Answer:
        """Understand an answer as RFC 9309 (2.3.1) does, and tell who listens what it says."""
        self.crawler.stats.inc_value(f"robotstxt/response_status_count/{response.status}")
        if not 200 <= response.status < 300:
            is_absent = response.status < 500 and response.status != TOO_MANY_REQUESTS
            if not is_absent:
                logger.warning("no robots.txt: %s answers %d", response.url, response.status)
            return Answer(is_reachable=is_absent)
        body = response.body[:MOST_BYTES]
        rules: RobotParser = build_from_crawler(self._parser, self.crawler, body)
        await self.crawler.signals.send_catch_log_async(
            signals.robots_parsed, robotparser=rules, request=request
        )
        return Answer(rules)
