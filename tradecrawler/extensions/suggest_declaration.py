"""A crawl of an undeclared site ends with the declaration that it suggests.

Goes to the standard error stream, below the table of the run.
"""

from typing import Self

from rich.console import Console
from scrapy import signals
from scrapy.crawler import Crawler

from tradecrawler.declaration import written
from tradecrawler.discovery.suggestion import Suggestion
from tradecrawler.extensions.ending import KNOWN_BEFORE

SHOWN = 5
"""Addresses that a declaration leaves out and that are shown."""


class SuggestDeclaration:
    """Prints what ``spider.suggestion()`` returns, where a spider has one."""

    def __init__(self, crawler: Crawler) -> None:
        """Wait for the end of one crawl."""
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Wait until the engine has stopped, as the run's table does."""
        extension = cls(crawler)
        crawler.signals.connect(extension.engine_stopped, signal=signals.engine_stopped)
        return extension

    def engine_stopped(self) -> None:
        """Print the declaration; nothing where a run before has read the site, and this one had
        no need to."""
        suggest = getattr(self.crawler.spider, "suggestion", None)
        if suggest is None:
            return
        suggestion = suggest()
        console = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
        if suggestion is not None:
            console.print(text_of(suggestion))
        elif not any(map(self.crawler.stats.get_value, KNOWN_BEFORE)):
            console.print("no article was read: there is nothing to suggest a declaration from")


def text_of(suggestion: Suggestion) -> str:
    """Return a suggestion as it is printed."""
    magazine = suggestion.magazine
    lines = [
        f"From {suggestion.articles} articles, this declaration is suggested:",
        "",
        written(magazine),
        "",
    ]
    if left_out := suggestion.uncovered:
        lines.append(f"It leaves out {len(left_out)} of their addresses, too few of a kind:")
        lines += [f"  {url}" for url in left_out[:SHOWN]]
    lines.append(
        f"scrapy newmagazine {magazine.slug} {magazine.homepage} writes it, with a recorded page."
    )
    return "\n".join(lines)
