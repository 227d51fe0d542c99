"""``scrapy reextract``: read kept raw pages again, with what was learnt since they were stored.

What comes out is another extraction of the same version of an article, never an edit by the
magazine; the archive keeps both.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.progress import track
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader

from archive.captures import read_capture
from archive.errors import ArchiveError, CaptureDamaged
from archive.records import Article
from archive.results import Captured
from archive.store import Archive
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.extract.template import Prints
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

REPEATED = 2
"""From so many articles on a block may be the template's (``tradecrawler.extract.template``)."""
HELD_BACK_SHARE = 0.5
"""An extraction that has lost more than half of the words is kept, but not made the current one: a
list of teasers is seldom as long as the text, and somebody should look."""


class Command(ScrapyCommand):
    """Reads articles of one magazine, or of all, from their raw pages again."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Arguments, for the help."""
        return "[options] [MAGAZINE...]"

    def short_desc(self) -> str:
        """One line, for the list of commands."""
        return "Read kept raw pages again, with the template learnt since, or a newer extractor"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare this command's options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument(
            "--all",
            action="store_true",
            help="every article; by default those that printed as text what has recurred since",
        )
        parser.add_argument(
            "--dry-run", action="store_true", help="count what would change, and change nothing"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Read again the articles of the magazines in ``args``; of all without any."""
        assert self.settings is not None  # set by scrapy.cmdline before run()
        captures = Path(self.settings["CAPTURES_DIR"])
        try:
            with Archive.open(self.settings["ARCHIVE_URL"], create=False) as archive:
                known = [totals.magazine for totals in archive.stats().magazines]
                for slug in args or known:
                    if slug not in known:
                        raise UsageError(f"the archive has no magazine {slug!r}")
                    again = Again(archive, captures, self._declared(slug), dry_run=opts.dry_run)
                    wrong = None if opts.all else list(archive.to_correct(slug, REPEATED))
                    found = archive.captured(slug, wrong)
                    why = "extractor" if opts.all else "template"
                    for kept in _progress(found, slug):
                        again.read(kept, why)
                    _report(slug, again.counts, dry_run=opts.dry_run)
        except ArchiveError as error:
            raise UsageError(str(error)) from error

    def _declared(self, slug: str) -> Magazine | None:
        """The declaration of a magazine; None where there is no spider of this name."""
        assert self.settings is not None
        loader = get_spider_loader(self.settings)
        if slug not in loader.list():
            return None
        magazine = getattr(loader.load(slug), "magazine", None)
        return magazine if isinstance(magazine, Magazine) else None


class Again:
    """Reads the articles of one magazine again, and counts what became of them."""

    def __init__(
        self, archive: Archive, captures: Path, magazine: Magazine | None, *, dry_run: bool
    ) -> None:
        """``magazine`` is None for a site of which nothing is declared."""
        self.counts: Counter[str] = Counter()
        self._archive = archive
        self._captures = captures
        self._magazine = magazine
        self._dry_run = dry_run

    def read(self, kept: Captured, why: str) -> None:
        """Read one article's page; a text that differs is added to what is held of the version."""
        try:
            article = self._extract(kept)
        except CaptureDamaged:
            self.counts["raw page missing or damaged"] += 1
        except NotAnArticle as refusal:
            self.counts[f"refused now: {refusal.reason}"] += 1
        else:
            self.counts[self._keep(kept, article, why)] += 1

    def _extract(self, kept: Captured) -> Article:
        response = read_capture(self._captures, kept.capture)
        page = Page(
            url=kept.url,
            body=response.body,
            fetched_at=kept.capture.fetched_at,
            status=response.status,
            headers=response.headers,
            capture=kept.capture,
        )
        slug = kept.magazine
        magazine = self._magazine or Magazine(slug=slug, title="", homepage=kept.url)

        def look_up(prints: Prints) -> Any:
            return self._archive.template(slug, page.url, prints.fingerprints(), prints.places())

        return extract(page, magazine, look_up)

    def _keep(self, kept: Captured, article: Article, why: str) -> str:
        """Add the extraction; the name of what became of it."""
        if article.content_hash == kept.content_hash:
            return "unchanged"
        promote = article.word_count >= HELD_BACK_SHARE * kept.word_count
        if not self._dry_run:
            self._archive.add_extraction(kept.version_id, article, why, promote=promote)
        return "corrected" if promote else "held back: more than half of the words would go"


def _progress(found: Iterator[Captured], slug: str) -> Iterator[Captured]:
    console = Console(stderr=True)
    yield from track(
        found, f"Reading {slug} again", console=console, disable=not console.is_terminal,
        transient=True,
    )  # fmt: skip


def _report(slug: str, counts: Counter[str], *, dry_run: bool) -> None:
    console = Console()
    console.print(f"{slug}: {counts.total()} articles read again", highlight=False)
    if not counts:
        return
    table = Table("would become" if dry_run else "became")
    table.add_column("articles", justify="right")
    for name, number in counts.most_common():
        table.add_row(name, str(number))
    console.print(table)
