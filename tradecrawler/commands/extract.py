"""``scrapy extract``: read articles out of files, without a crawl and without an archive."""

import argparse
import gc
import gzip
import json
import sys
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar, TextIO

from itemadapter import ItemAdapter
from rich.console import Console
from rich.progress import track
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.serialize import ScrapyJSONEncoder

from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

SUFFIXES = {
    ".html": "text/html", ".htm": "text/html", ".xhtml": "text/html", ".txt": "text/plain",
}  # fmt: skip
ANY = Magazine(slug="any", title="", homepage="http://any.example/")
"""Pages of which nothing is declared."""


@dataclass(frozen=True, slots=True)
class Input:
    """One file to read."""

    path: Path
    id: str
    """The file's name without its suffixes."""
    content_type: str


class Command(ScrapyCommand):
    """Reads pages from files and writes one JSON object a page."""

    requires_project = False
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {"LOG_ENABLED": False}

    def syntax(self) -> str:
        """Arguments, for the help."""
        return "[options] PATH..."

    def short_desc(self) -> str:
        """One line, for the list of commands."""
        return "Read articles from .html, .html.gz and .txt files or folders of them"

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare this command's options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--url", default="", help="address of the page (of a single PATH)")
        parser.add_argument(
            "--urls", type=Path, help="JSON Lines with id and url: the addresses of many pages"
        )
        parser.add_argument(
            "--magazine", help="read the pages as this spider's magazine declares (scrapy list)"
        )
        parser.add_argument(
            "-o", "--output", type=Path, help="write JSON Lines here (default: standard output)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Extract every file below the paths in ``args``."""
        if not args:
            raise UsageError("name at least one file or folder")
        inputs = list(find_inputs(map(Path, args)))
        if opts.url and len(inputs) > 1:
            raise UsageError("--url is for a single page; use --urls for several")
        urls = read_urls(opts.urls) if opts.urls else {}
        magazine = self._magazine(opts.magazine) if opts.magazine else ANY
        gc.freeze()  # what was imported stays: the collector need not look through it again
        refused: Counter[str] = Counter()
        encoder = ScrapyJSONEncoder(ensure_ascii=False)
        with ExitStack() as stack:
            output: TextIO = sys.stdout
            if opts.output:
                output = stack.enter_context(open_output(opts.output))
            for item in self._progress(inputs, quiet=not opts.output):
                record = read_page(item, opts.url or urls.get(item.id, ""), magazine)
                if "refused" in record:
                    refused[record["refused"]] += 1
                output.write(encoder.encode(record) + "\n")
        if opts.output:
            _report(len(inputs), refused, opts.output)

    def _progress(self, inputs: list[Input], *, quiet: bool) -> Iterable[Input]:
        console = Console(stderr=True)
        hidden = not console.is_terminal or (quiet and sys.stdout.isatty())
        return track(inputs, "Extracting", console=console, disable=hidden, transient=True)

    def _magazine(self, name: str) -> Magazine:
        assert self.settings is not None  # set by scrapy.cmdline before run()
        loader = get_spider_loader(self.settings)
        try:
            spider = loader.load(name)
        except KeyError as error:
            raise UsageError(f"no magazine {name!r}; see scrapy list") from error
        magazine = getattr(spider, "magazine", None)
        if not isinstance(magazine, Magazine):
            raise UsageError(f"spider {name!r} declares no magazine")
        return magazine


def find_inputs(paths: Iterable[Path]) -> Iterator[Input]:
    """The readable files among ``paths`` and below those that are folders, sorted.

    Raises UsageError for a path that does not exist, or is a file of another kind.
    """
    for path in paths:
        if path.is_dir():
            found = (as_input(inner) for inner in sorted(path.rglob("*")) if inner.is_file())
            yield from (item for item in found if item is not None)
        elif not path.exists():
            raise UsageError(f"no such file or folder: {path}")
        elif (item := as_input(path)) is not None:
            yield item
        else:
            kinds = ", ".join(SUFFIXES)
            raise UsageError(f"cannot read {path}: not one of {kinds}, plain or .gz")


def as_input(path: Path) -> Input | None:
    """``path`` as an input by its suffixes; None if it is of no known kind."""
    name = path.name.removesuffix(".gz")
    kind = SUFFIXES.get(Path(name).suffix.lower())
    return Input(path, Path(name).stem, kind) if kind else None


def read_urls(path: Path) -> dict[str, str]:
    """Addresses by id from JSON Lines. Raises UsageError naming the line that is wrong."""
    found: dict[str, str] = {}
    try:
        # not splitlines(): strings in JSON may hold line separators such as U+2028 as they are
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"--urls: {error}") from error
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            found[str(row["id"])] = str(row["url"] or "")
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(f"--urls: {path}:{number}: needs id and url ({error})") from error
    return found


def open_output(path: Path) -> TextIO:
    """A file to write to. Raises UsageError where that is not possible."""
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise UsageError(f"-o: {error}") from error


def read_page(item: Input, url: str, magazine: Magazine) -> dict[str, Any]:
    """One page's record: ``id`` and the article's fields, or ``id`` and ``refused``."""
    try:
        body = item.path.read_bytes()
        if item.path.suffix == ".gz":
            body = gzip.decompress(body)
    except (OSError, EOFError, zlib.error) as error:  # gzip.BadGzipFile is an OSError
        return {"id": item.id, "refused": "unreadable", "detail": str(error)}
    page = Page(
        url=url,
        body=body,
        fetched_at=datetime.fromtimestamp(item.path.stat().st_mtime, UTC),
        headers=(("Content-Type", item.content_type),),
    )
    try:
        article = extract(page, magazine)
    except NotAnArticle as refusal:
        return {"id": item.id, "url": url, "refused": refusal.reason}
    record = ItemAdapter(article).asdict()
    del record["capture"], record["printed"]
    return {"id": item.id, **record}


def _report(pages: int, refused: Counter[str], output: Path) -> None:
    reasons = ", ".join(f"{reason} {number}" for reason, number in refused.most_common())
    Console(stderr=True).print(
        f"{pages} pages, {pages - refused.total()} articles, {refused.total()} refused"
        + (f" ({reasons})" if reasons else "")
        + f" → {output}",
        highlight=False,
    )
