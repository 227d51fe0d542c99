"""Sends a magazine's login to the magazine's own hosts, and to nobody else.

The last before the network: a request has its login from here to the answer, and nowhere else. So
neither retries and redirects, which are copies of it, nor WARC files, caches and logs ever see it.
"""

import logging
from typing import Self

from scrapy.crawler import Crawler
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from tradecrawler.logins import InvalidLogin, Login
from tradecrawler.magazine import Magazine, host_of
from tradecrawler.pipelines.common import magazine_of

logger = logging.getLogger(__name__)


class Logins:
    """Adds the login's headers on the way out, and takes them off on the way back."""

    def __init__(self, login: Login, magazine: Magazine) -> None:
        """Log in at the hosts that are declared now; a site that moves takes no login along."""
        self.login = login
        self.hosts = magazine.hosts
        self.is_secure = magazine.homepage.startswith("https:")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Look the magazine up in ``LOGINS``."""
        magazine = magazine_of(crawler)
        login = crawler.settings.get("LOGINS", {}).get(magazine.slug)
        if login is None:
            raise NotConfigured
        if magazine.rendered:
            raise InvalidLogin(
                f"{magazine.slug} is rendered, and a browser would send its login along redirects: "
                "take the login out of the environment, or rendered=True out of the declaration"
            )
        logger.info("%s is crawled with a login: %r", magazine.slug, login)
        return cls(login, magazine)

    def process_request(self, request: Request) -> None:
        """Log in, where the request goes to the magazine; in the open only where it is so."""
        self._take_off(request)
        is_open = self.is_secure and not request.url.startswith("https:")
        if host_of(request.url) in self.hosts and not is_open:
            request.headers.update(self.login.headers)

    def process_response(self, request: Request, response: Response) -> Response:
        """Take the login off."""
        self._take_off(request)
        return response

    def process_exception(self, request: Request, exception: Exception) -> None:
        """Take the login off where there is no answer."""
        self._take_off(request)

    def _take_off(self, request: Request) -> None:
        for name in self.login.headers:
            request.headers.pop(name, None)
