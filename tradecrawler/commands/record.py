"""``scrapy record``: keep a page of a magazine, with what is read from it, as a test."""

import argparse
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from tradecrawler.commands.project import recorded_pages
from tradecrawler.discovery.found import Found
from tradecrawler.fetching import keeping_nothing, pages_of, what_failed
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.recording import EXPECTED, new_folder, write_page
from tradecrawler.spiders.magazine import MagazineSpider


class Command(BaseRunSpiderCommand):
    """Fetches one page as its magazine's spider does, and records it."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Arguments, for the help."""
        return "[options] NAME URL"

    def short_desc(self) -> str:
        """One line, for the list of commands."""
        return "Record a page of a magazine and what is read from it, as a test"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare this command's options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--pages", type=Path, help="the folder of recorded pages (default: tests/magazines)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Record the page at the address in ``args`` of the magazine there."""
        if len(args) != 2:
            raise UsageError("name a magazine and the address of a page")
        assert self.settings is not None  # both are set by scrapy.cmdline before run()
        assert self.crawler_process is not None
        name, url = args
        spider = self._spider(name)
        if not spider.magazine.is_article_url(url):
            raise UsageError(f"{url} is no article's address by the declaration of {name}")
        found: list[Page] = []
        with keeping_nothing(self.settings):
            done = pages_of(
                self.crawler_process, only(spider, url), opts.spargs, lambda p, _: found.append(p)
            )
        if not found:
            reasons = ", ".join(what_failed(done.crawler)) or "for no reason that was told"
            Console(stderr=True).print(f"no page came: {reasons}")
            self.exitcode = 1
            return
        folder = new_folder(recorded_pages(opts.pages) / spider.magazine.slug, found[0])
        write_page(folder, found[0], spider.magazine)
        Console(stderr=True, soft_wrap=True).print(
            f"{folder}: read {EXPECTED}, mend what is wrong, and commit it"
        )

    def _spider(self, name: str) -> type[MagazineSpider]:
        assert self.settings is not None  # set by scrapy.cmdline before run()
        try:
            spider = get_spider_loader(self.settings).load(name)
        except KeyError as error:
            raise UsageError(f"no magazine {name!r}; see scrapy list") from error
        if not isinstance(getattr(spider, "magazine", None), Magazine):
            raise UsageError(f"spider {name!r} declares no magazine")
        assert issubclass(spider, MagazineSpider)  # for what has a declaration is one
        return spider


def only(spider: type[MagazineSpider], url: str) -> type[MagazineSpider]:
    """Return a spider like another one that requests a single page."""

    class Only(spider):  # type: ignore[misc, valid-type]  # a base that is known when it runs
        async def start(self) -> AsyncIterator[Any]:
            yield self.request_article(Found(url=url))

    return Only
