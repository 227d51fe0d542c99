"""What makes a command that crawls end with an exit status of its run's. No command itself."""

import argparse
from typing import Any

from scrapy.crawler import Crawler

from tradecrawler.extensions.ending import exit_status


class Loudly:
    """Mixed into Scrapy's ``crawl`` and ``runspider``, which end with 0 whatever a run comes to."""

    exitcode: int
    _crawler_of_run: Crawler | None = None

    def _create_crawler(self, spidercls: Any) -> Crawler:
        """Remember the crawler: when a run is over, Scrapy has forgotten it."""
        crawler: Crawler = super()._create_crawler(spidercls)  # type: ignore[misc]  # Scrapy's
        self._crawler_of_run = crawler
        return crawler

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Crawl, then take the run's exit status unless Scrapy has one already."""
        super().run(args, opts)  # type: ignore[misc]  # Scrapy's
        if self.exitcode == 0 and self._crawler_of_run is not None:
            self.exitcode = exit_status(self._crawler_of_run)
