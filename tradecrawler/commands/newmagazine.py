"""``scrapy newmagazine``: crawl a bit of a site, and write its declaration with a recorded page."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, ClassVar

from rich.console import Console
from scrapy.commands import BaseRunSpiderCommand
from scrapy.exceptions import UsageError

from archive.records import Article, Refusal
from tradecrawler.commands.project import declare_independent, recorded_pages, spiders
from tradecrawler.declaration import names_used, written
from tradecrawler.discovery.suggestion import Suggestion
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.fetching import keeping_nothing, pages_of, what_failed
from tradecrawler.items import Page
from tradecrawler.magazine import InvalidDeclaration, Magazine
from tradecrawler.recording import EXPECTED, new_folder, write_page
from tradecrawler.spiders.magazine import MagazineSpider
from tradecrawler.spiders.signals import page_read
from tradecrawler.spiders.site import SiteSpider, undeclared

PAGES = 80
"""Pages that are read, if there are so many; two minutes at one page a second."""
LONG = 400
"""Words from which an article is as good an example as a longer one."""
WIDTH = 100
"""Columns of a line of code."""


class Command(BaseRunSpiderCommand):
    """Writes the spider of a new magazine, for review."""

    requires_project = True
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Arguments, for the help."""
        return "[options] SLUG URL"

    def short_desc(self) -> str:
        """One line, for the list of commands."""
        return "Crawl a bit of a site, and write its declaration with a recorded page"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare this command's options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--pages", type=Path, help="the folder of recorded pages (default: tests/magazines)"
        )
        parser.add_argument(
            "--spiders", type=Path, help="the folder of spiders (default: NEWSPIDER_MODULE's)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Write the declaration of the site in ``args`` under the name there."""
        if len(args) != 2:
            raise UsageError("give the magazine a name (lower case, digits, _), and an address")
        assert self.settings is not None  # both are set by scrapy.cmdline before run()
        assert self.crawler_process is not None
        slug, url = args
        named = _named(undeclared(url), slug)
        module = spiders(self.settings["NEWSPIDER_MODULE"], opts.spiders) / f"{slug}.py"
        folder = recorded_pages(opts.pages) / slug
        for path in (module, folder):
            if path.exists():
                raise UsageError(f"{path} is there already, and is not overwritten")
        best = Best()
        with keeping_nothing(self.settings):
            arguments = {"limit": PAGES, **opts.spargs, "url": named.homepage}
            spider = pages_of(self.crawler_process, SiteSpider, arguments, read_for(best))
        assert isinstance(spider, SiteSpider)
        suggestion = spider.suggestion()
        console = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)
        if suggestion is None or best.page is None:
            console.print(f"no article was read at {url}: nothing is written")
            console.print(f"what happened: {', '.join(what_failed(spider.crawler)) or 'nothing'}")
            self.exitcode = 1
            return
        magazine = replace(suggestion.magazine, slug=slug)
        example = new_folder(folder, best.page)
        write_page(example, best.page, magazine)
        module.write_text(module_of(magazine, suggestion), encoding="utf-8")
        console.print(f"{module}: the declaration, from {suggestion.articles} articles")
        console.print(f"{example}: a recorded page; read {EXPECTED}, and mend what is wrong")
        if opts.spiders is None and declare_independent(slug):
            console.print("pyproject.toml: no magazine imports another")
        console.print(f"try it: scrapy crawl {slug} -a limit=5 -O -:jsonl")


class Best:
    """The page that makes the best example of those that were seen."""

    def __init__(self) -> None:
        """Begin with none."""
        self.page: Page | None = None
        self._score: tuple[object, ...] = ()

    def add(self, page: Page, article: Article) -> None:
        """Keep a page that says more than the one so far: free, dated, signed, and long enough."""
        score = (
            article.is_accessible_for_free,
            article.date_published is not None,
            bool(article.authors),
            min(article.word_count, LONG),
        )
        if score > self._score:
            self.page, self._score = page, score


def read_for(best: Best) -> Callable[[Page, MagazineSpider], None]:
    """Return what reads a page, and tells the spider what it is."""

    def see(page: Page, spider: MagazineSpider) -> None:
        item: Article | Refusal
        try:
            item = extract(page, spider.magazine)
        except NotAnArticle as refusal:
            item = Refusal(
                url=page.url,
                magazine=spider.magazine.slug,
                reason=refusal.reason,
                fetched_at=page.fetched_at,
            )
        else:
            best.add(page, item)
        spider.crawler.signals.send_catch_log(signal=page_read, item=item)

    return see


def module_of(magazine: Magazine, suggestion: Suggestion) -> str:
    """Return the text of a spider's module."""
    template = files("tradecrawler").joinpath("templates", "magazine.py.tmpl")
    text = Template(template.read_text(encoding="utf-8")).substitute(
        title=_in_docstring(magazine.title),
        homepage=magazine.homepage,
        articles=suggestion.articles,
        names=", ".join(names_used(magazine)),
        classname="".join(part.capitalize() for part in magazine.slug.split("_")),
        slug=magazine.slug,
        declaration=written(magazine, indent=4),
    )
    lines = (line if len(line) <= WIDTH else f"{line}  # noqa: E501" for line in text.splitlines())
    return "".join(f"{line}\n" for line in lines)


def _in_docstring(title: str) -> str:
    """Return a title without what would end a docstring."""
    return title.replace("\\", "").replace('"', "'")


def _named(magazine: Magazine, slug: str) -> Magazine:
    try:
        return replace(magazine, slug=slug)
    except InvalidDeclaration as error:
        raise UsageError(str(error)) from error
