"""A crawl with all that is made of its pages, against one that only downloads them.

    python -m benchmarks.crawl_speed --cores 2 --pages 1000 --rounds 3
    python -m benchmarks.crawl_speed --cores 2 --pages 20000 --rounds 1 --only ours

Three spiders crawl the same invented magazine (``benchmarks.invented_magazine``, a process of its
own) in turns: the same listings, the same pages, the same settings of the project, politeness off.
``bare`` is a CrawlSpider as CrawlSpiders are, which looks for links in all that it downloads and
throws the pages away; ``blind`` is one that looks for links in the listings alone; ``ours`` keeps,
reads and archives what it downloads. Prints for each crawl pages a second, CPU time a page, memory,
and the longest time in which the reactor did not get its turn; and the ratios of the medians.

``--cores`` pins crawls to so many cores; the server may use the others. A gap in which the crawl
used little CPU time is the machine's, which had given it to somebody else: what our own process did
in the meantime is the column "busy". Memory is of the crawl's process and its children together.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from statistics import median
from typing import Any, Self

from scrapy.crawler import Crawler, CrawlerProcess
from scrapy.http import Response
from scrapy.linkextractors import LinkExtractor
from scrapy.settings import Settings
from scrapy.spiders import CrawlSpider, Rule
from scrapy.utils.project import get_project_settings

from benchmarks.gauge import LONG, Figures, Gauge
from benchmarks.invented_magazine import listing_path
from tradecrawler.magazine import Listing, Magazine
from tradecrawler.spiders.magazine import MagazineSpider

BARE, BLIND, OURS = "bare", "blind", "ours"
SPEED = {
    "DOWNLOAD_DELAY": 0,
    "AUTOTHROTTLE_ENABLED": False,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 16,
    "LOG_LEVEL": "WARNING",
}
"""Politeness off, for all."""
NOT_OURS: dict[str, Any] = {"ITEM_PIPELINES": {}, "EXTENSIONS": {}, "DOWNLOADER_MIDDLEWARES": {}}
"""What a bare crawl of the project does without."""


class Bare(CrawlSpider):
    """Downloads articles, and looks for more in all that it downloads, as CrawlSpiders do."""

    name = BARE
    rules = (
        Rule(LinkExtractor(allow=r"/article-\d+$"), callback="parse_article", follow=True),
        Rule(LinkExtractor(allow=r"/page/\d+$"), follow=True),
    )

    def parse_article(self, response: Response) -> None:
        """Count a page, and forget it."""
        self.crawler.stats.inc_value("articles/downloaded")


class BareBlind(Bare):
    """Downloads articles, and looks for links in the listings alone."""

    name = BLIND
    rules = (
        Rule(LinkExtractor(allow=r"/article-\d+$"), callback="parse_article", follow=False),
        Bare.rules[1],
    )


class Ours(MagazineSpider):
    """Crawls the invented magazine as any other that is declared."""

    name = OURS

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> Self:
        """Declare the magazine at the origin that is given as an argument."""
        first = kwargs["start_urls"][0]
        cls.magazine = Magazine(
            slug="rayon",
            title="Le Rayon",
            homepage=first,
            languages=("fr",),
            sources=(Listing(url=first, pages=1_000_000),),
            article_urls=(r"/article-\d+$",),
        )
        return super().from_crawler(crawler, *args, **kwargs)


SPIDERS = {BARE: Bare, BLIND: BareBlind, OURS: Ours}


def crawl(kind: str, origin: str, folder: str, settings: dict[str, Any]) -> None:
    """Crawl in this process."""
    project: Settings = get_project_settings()
    project.setdict(SPEED, priority="cmdline")
    if kind != OURS:
        project.setdict(NOT_OURS, priority="cmdline")
    else:
        project.set("ARCHIVE_URL", f"sqlite:///{folder}/archive.db", priority="cmdline")
        project.set("CAPTURES_DIR", f"{folder}/captures", priority="cmdline")
        project.set("SPOOL_DIR", f"{folder}/spool", priority="cmdline")
    project.setdict(settings, priority="cmdline")
    extensions = {**project.getdict("EXTENSIONS"), Gauge: 5}
    extensions.pop("tradecrawler.extensions.run_summary.RunSummary", None)
    project.set("EXTENSIONS", extensions, priority="cmdline")
    process = CrawlerProcess(project)
    process.crawl(SPIDERS[kind], start_urls=[origin + listing_path(1)])
    process.start()


@contextmanager
def served(pages: int) -> Iterator[str]:
    """The invented magazine in a process of its own; yields its address."""
    command = [sys.executable, "-m", "benchmarks.invented_magazine", "--pages", str(pages)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True) as server:
        assert server.stdout is not None
        yield server.stdout.readline().strip()
        assert server.stdin is not None
        server.stdin.close()


def measured(kind: str, origin: str, cores: Sequence[int], options: argparse.Namespace) -> Figures:
    """Crawl in a process of its own, pinned to ``cores``."""
    given = dict(setting.split("=", 1) for setting in options.set)
    if options.processes is not None:
        given["EXTRACTION_PROCESSES"] = str(options.processes)
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable, "-m", "benchmarks.crawl_speed", "--child", kind, origin, folder,
            json.dumps(given),
        ]  # fmt: skip
        done = subprocess.run(
            command,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            preexec_fn=lambda: os.sched_setaffinity(0, cores),
        )
    figures = Figures(**json.loads(done.stdout.splitlines()[-1]))
    print(line(kind, figures), flush=True)
    return figures


def line(kind: str, figures: Figures) -> str:
    """One crawl's row."""
    main, children = (
        1e3 * cpu / max(figures.pages, 1) for cpu in (figures.cpu_main, figures.cpu_children)
    )
    peak = max((main + children for _, main, children in figures.memory), default=0.0)
    return (
        f"{kind:<5} {figures.pages:>6} pages {figures.rate:7.1f}/s  "
        f"CPU/page {main:5.1f} + {children:4.1f} ms  peak {peak:5.0f} MiB  "
        f"gap {1e3 * figures.gap:4.0f} ms, busy {1e3 * figures.busy_gap:4.0f} ms, "
        f"{figures.long_gaps} over {1e3 * LONG:.0f} ms, {figures.long_busy} busy"
    )


def course(figures: Figures) -> str:
    """The memory at tenths of the crawl."""
    wanted = [figures.pages * tenth // 10 for tenth in range(1, 11)]
    at = [min(figures.memory, key=lambda seen: abs(seen[0] - pages)) for pages in wanted]
    return "  ".join(f"{pages}: {main:.0f} + {children:.0f}" for pages, main, children in at)


def main() -> None:
    """Read the arguments."""
    if sys.argv[1:2] == ["--child"]:
        kind, origin, folder, settings = sys.argv[2:]
        crawl(kind, origin, folder, json.loads(settings))
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1_000)
    parser.add_argument("--cores", type=int, default=2, help="cores that a crawl may use")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--processes", type=int, help="EXTRACTION_PROCESSES; its default otherwise")
    parser.add_argument("--only", choices=SPIDERS)
    parser.add_argument("-s", "--set", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    cores = sorted(os.sched_getaffinity(0))[: options.cores]
    kinds = [options.only] if options.only else [*SPIDERS]
    found: dict[str, list[Figures]] = {kind: [] for kind in kinds}
    with served(options.pages) as origin:
        for _ in range(options.rounds):
            for kind in kinds:
                found[kind].append(measured(kind, origin, cores, options))
    for kind in kinds:
        print(f"memory of {kind} by pages, MiB: {course(found[kind][-1])}")
    if OURS in kinds and len(kinds) > 1:
        for kind in kinds:
            if kind != OURS:
                print(f"{len(cores)} core(s): {ratio(found[OURS], found[kind])} of {kind}")


def ratio(ours: list[Figures], others: list[Figures]) -> str:
    """How fast we are, by the clock and by CPU time; medians."""
    rate = median(f.rate for f in ours), median(f.rate for f in others)
    cpu = median(f.cpu for f in ours), median(f.cpu for f in others)
    return f"{rate[0] / rate[1]:.1%} by the clock, {cpu[1] / cpu[0]:.1%} by CPU time"


if __name__ == "__main__":
    main()
