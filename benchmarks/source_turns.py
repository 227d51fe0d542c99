"""How long the reactor waits for its turn while large sources are read.

    python -m benchmarks.source_turns

Each source in a crawl of its own, with the project's settings and politeness off, that reads twenty
articles besides: a list of a thousand links, a feed of five hundred entries with their texts, a
sitemap of fifty thousand addresses in four languages, and a home page of a thousand links whose
site declares nothing, so that the links of every page are followed. ``busy`` is the most that the
crawl's process computed in one turn; what a gap has beyond it, others on the machine had.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings
from scrapy.utils.project import get_project_settings

from benchmarks import articles
from benchmarks.crawl_speed import SPEED
from benchmarks.gauge import LONG, Figures, Gauge
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source
from tradecrawler.spiders.magazine import MagazineSpider
from tradecrawler.spiders.site import SiteSpider

LINKED, FED, LISTED = 1_000, 500, 50_000
READ = 20
"""Articles that are read beside the source."""
LANGUAGES = ("fr", "nl", "de", "en")
PATHS = {"list": "/list", "feed": "/feed.xml", "sitemap": "/sitemap.xml", "home": "/"}


class Declared(MagazineSpider):
    """Reads the one source that it is given."""

    name = "declared"

    def __init__(self, origin: str = "", kind: str = "", **kwargs: Any) -> None:
        """Declare it."""
        url = origin + PATHS[kind]
        sources: dict[str, Source] = {
            "list": Listing(url=url, pages=1),
            "feed": Feed(url=url),
            "sitemap": Sitemap(url=url),
        }
        self.magazine = Magazine(
            slug="rayon", title="Le Rayon", homepage=origin, sources=(sources[kind],),
            article_urls=(r"/fr/article-\d+-",),
        )  # fmt: skip
        super().__init__(**kwargs)


def path_of(number: int, language: str = "fr") -> str:
    """Where an article is."""
    return f"/{language}/article-{number}-une-enseigne-ouvre-un-magasin-de-proximite"


@cache
def body_of(path: str, origin: str) -> bytes | None:
    """What is served; None where there is nothing."""
    if path in ("/list", "/"):
        return _links().encode()
    if path == "/feed.xml":
        return _feed(origin).encode()
    if path == "/sitemap.xml":
        return _sitemap(origin).encode()
    if "/article-" in path:
        record = articles.article(int(path.split("-")[1]))
        return articles.page(record).replace(b"</main>", b"</main>" + _links().encode())
    return None


@cache
def _links() -> str:
    cards = "".join(
        f'<div class="card"><a class="card__image" href="{path_of(n)}"><img src="/{n}.jpg" alt="">'
        f'</a><h3 class="card__title"><a href="{path_of(n)}">Une enseigne ouvre le magasin {n}'
        f'</a></h3><span class="card__date">05/05/2026</span></div>'
        for n in range(LINKED)
    )
    return f"<!doctype html><html><head><title>Rayon</title></head><body>{cards}</body></html>"


def _feed(origin: str) -> str:
    items = "".join(
        f"<item><title>Une enseigne ouvre le magasin {n}</title><link>{origin}{path_of(n)}</link>"
        "<pubDate>Tue, 05 May 2026 08:00:00 +0200</pubDate><category>Enseignes</category>"
        f"<content:encoded>{escape(articles.article(n).body_html)}</content:encoded></item>"
        for n in range(FED)
    )
    space = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    return f'<rss version="2.0" {space}><channel><title>Rayon</title>{items}</channel></rss>'


def _sitemap(origin: str) -> str:
    def entry(number: int) -> str:
        editions = "".join(
            f'<xhtml:link rel="alternate" hreflang="{code}" '
            f'href="{origin}{path_of(number, code)}"/>'
            for code in LANGUAGES
        )
        where = f"<loc>{origin}{path_of(number)}</loc>"
        return f"<url>{where}<lastmod>2026-05-05T08:00:00+02:00</lastmod>{editions}</url>"

    return f"<urlset>{''.join(map(entry, range(LISTED)))}</urlset>"


@contextmanager
def served() -> Iterator[str]:
    """Serve all of it on loopback; yields the address."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            body = body_of(self.path, origin)
            self.send_response(200 if body is not None else 404)
            kind = "application/xml" if self.path.endswith(".xml") else "text/html"
            self.send_header("Content-Type", f"{kind}; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # inherited name
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    origin = f"http://127.0.0.1:{server.server_port}"
    for path in PATHS.values():
        body_of(path, origin)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield origin
    finally:
        server.shutdown()
        server.server_close()


def crawl(kind: str, origin: str, folder: str, given: Sequence[str]) -> None:
    """Crawl in this process."""
    project: Settings = get_project_settings()
    project.setdict(SPEED, priority="cmdline")
    project.set("ARCHIVE_URL", f"sqlite:///{folder}/archive.db", priority="cmdline")
    project.set("CAPTURES_DIR", f"{folder}/captures", priority="cmdline")
    project.set("SPOOL_DIR", f"{folder}/spool", priority="cmdline")
    project.setdict(dict(setting.split("=", 1) for setting in given), priority="cmdline")
    extensions = {**project.getdict("EXTENSIONS"), Gauge: 5}
    extensions.pop("tradecrawler.extensions.run_summary.RunSummary", None)
    extensions.pop("tradecrawler.extensions.suggest_declaration.SuggestDeclaration", None)
    project.set("EXTENSIONS", extensions, priority="cmdline")
    process = CrawlerProcess(project)
    if kind == "home":
        process.crawl(SiteSpider, url=origin + "/", limit=READ)
    else:
        process.crawl(Declared, origin=origin, kind=kind, limit=READ)
    process.start()


def main() -> None:
    """Read the arguments."""
    if sys.argv[1:2] == ["--child"]:
        kind, origin, folder, *given = sys.argv[2:]
        crawl(kind, origin, folder, given)
        return
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", choices=PATHS)
    parser.add_argument("-s", "--set", action="append", default=[], metavar="NAME=VALUE")
    options = parser.parse_args()
    with served() as origin:
        for kind in [options.only] if options.only else PATHS:
            with tempfile.TemporaryDirectory() as folder:
                command = [sys.executable, "-m", "benchmarks.source_turns", "--child"]
                done = subprocess.run(
                    [*command, kind, origin, folder, *options.set],
                    stdout=subprocess.PIPE,
                    text=True,
                    check=True,
                )
            figures = Figures(**json.loads(done.stdout.splitlines()[-1]))
            print(
                f"{kind:<8} {figures.pages:>3} articles  {figures.seconds:5.1f} s  CPU "
                f"{figures.cpu_main:5.2f} + {figures.cpu_children:5.2f} s  gap "
                f"{1e3 * figures.gap:5.0f} ms, busy {1e3 * figures.busy_gap:5.0f} ms, "
                f"{figures.long_gaps} over {1e3 * LONG:.0f} ms, {figures.long_busy} busy",
                flush=True,
            )


if __name__ == "__main__":
    main()
