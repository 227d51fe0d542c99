"""For the tests that crawl: a tiny site on loopback, and crawls of it in processes of their own.

A process of its own, because Twisted's reactor cannot be started twice in one.
"""

import gzip
import json
import os
import signal
import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.statscollectors import MemoryStatsCollector

from archive.store import Archive
from tradecrawler.magazine import Magazine
from tradecrawler.spiders.magazine import MagazineSpider

ROOT = Path(__file__).parent.parent
TIMEOUT = 90
"""Seconds after which a crawl that hangs is killed; each takes some three seconds."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """What a tiny site answers at one path."""

    body: bytes = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    before: Callable[[], None] | None = None
    """Called before answering."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Crawls that are killed hang up in the middle of an answer."""


class TinySite:
    """Serves answers on loopback while it is entered; remembers what was asked for.

    Answers 304 where an answer's headers have the ETag that the request names.
    """

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[str] = []
        self.posted: list[bytes] = []
        self.headers: dict[str, Message] = {}
        """Of the latest request for each path, as it came."""
        self.not_modified: list[str] = []
        """Paths at which the request named the ETag that the answer has."""
        self._server = _Server(("127.0.0.1", 0), self._handler())
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._server.shutdown()
        self._server.server_close()

    def page(self, path: str, body: str, **rest: Any) -> None:
        """Serve a text, in which ``{url}`` stands for the site's address."""
        self.answers[path] = Answer(body=body.replace("{url}", self.url).encode(), **rest)

    def article(
        self,
        path: str,
        headline: str,
        published: str | None = "2026-05-05T08:00:00+02:00",
        **rest: Any,
    ) -> None:
        self.page(path, article_html(headline, published), **rest)

    def redirect(self, path: str, target: str) -> None:
        location = target.replace("{url}", self.url)
        self.answers[path] = Answer(status=301, headers={"Location": location})

    def sitemap(self, path: str, *paths: str) -> None:
        entries = "".join(f"<url><loc>{self.url}{path}</loc></url>" for path in paths)
        self.page(path, f"<urlset>{entries}</urlset>", type="application/xml")

    def _handler(site) -> type[BaseHTTPRequestHandler]:  # noqa: N805  # self is the handler
        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                site.asked.append(self.path)
                site.headers[self.path] = self.headers
                answer = site.answers.get(self.path, Answer(status=404, body=b"not found"))
                if answer.before is not None:
                    answer.before()
                tag = answer.headers.get("ETag")
                if tag is not None and self.headers.get("If-None-Match") == tag:
                    site.not_modified.append(self.path)
                    answer = Answer(status=304)
                self.send_response(answer.status)
                for name, value in {"Content-Type": answer.type, **answer.headers}.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(answer.body)))
                self.end_headers()
                self.wfile.write(answer.body)

            def do_POST(self) -> None:
                site.posted.append(self.rfile.read(int(self.headers["Content-Length"])))
                self.do_GET()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                pass

        return Handler


def article_html(headline: str, published: str | None = "2026-05-05T08:00:00+02:00") -> str:
    """Return a page that any reading takes for an article; every headline makes another text."""
    dated = f'<meta property="article:published_time" content="{published}">' if published else ""
    paragraphs = "".join(
        f"<p>{headline} : le magasin numéro {n} de l'enseigne a ouvert ses portes au centre de la "
        f"ville, a annoncé lundi la direction régionale. Les {n * 7} employés y vendent des "
        "fruits, des légumes et du pain frais, et les premiers clients faisaient la file dès huit "
        "heures du matin malgré la pluie qui tombait sur la place.</p>"
        for n in range(1, 6)
    )
    return (
        f'<!doctype html><html lang="fr"><head><title>{headline}</title>'
        f'<meta property="og:type" content="article"><meta property="og:title" '
        f'content="{headline}">{dated}</head>'
        f"<body><main><article><h1>{headline}</h1>{paragraphs}</article></main></body></html>"
    )


@dataclass(frozen=True, kw_only=True)
class Crawl:
    """How a crawl ended."""

    code: int
    """Exit code."""
    output: str
    """All that it printed, on both streams."""
    items: list[dict[str, Any]]
    """What it exported."""
    counts: Mapping[str, int]
    """The run's account in the archive; empty where there is none."""
    reason: str | None
    """Why the run ended, by the archive."""
    archive_url: str
    folder: Path

    @property
    def outcomes(self) -> int:
        """How many pages found have an outcome."""
        return sum(
            pages
            for key, pages in self.counts.items()
            if key.startswith(("articles/", "refused/", "failed/")) and key != "articles/found"
        )


def crawl(folder: Path, *arguments: str, settings: Mapping[str, object] | None = None) -> Crawl:
    """Run ``scrapy`` with ``arguments``, with archive, captures and export in ``folder``."""
    archive_url = f"sqlite:///{folder / 'archive.db'}"
    export = folder / "out.jsonl"
    given = {
        "ARCHIVE_URL": archive_url,
        "CAPTURES_DIR": folder / "captures",
        "SPOOL_DIR": folder / "spool",
        "DOWNLOAD_DELAY": 0,
        "AUTOTHROTTLE_ENABLED": False,
        "BACKOFF_FIRST_SECONDS": 0.01,
        "RETRY_TIMES": 0,
        "EXTRACTION_PROCESSES": 0,  # a process takes longer to start than a tiny crawl takes
        **(settings or {}),
    }
    command = [*arguments, "-O", str(export)]
    for name, value in given.items():
        command += ["-s", f"{name}={value}"]
    printed = folder / "printed"
    printed.unlink(missing_ok=True)
    code = _crawls().run(command, environment=_environment(), output=printed)
    counts, reason = _last_run(archive_url, folder / "archive.db")
    return Crawl(
        code=code,
        output=printed.read_text(encoding="utf-8", errors="replace"),
        items=_items(export),
        counts=counts,
        reason=reason,
        archive_url=archive_url,
        folder=folder,
    )


def crawl_magazine(folder: Path, declaration: str, *arguments: str, **settings: object) -> Crawl:
    """Crawl a magazine that is declared in the test, by the Python text of its declaration."""
    spider = folder / "rayon.py"
    spider.write_text(
        textwrap.dedent(
            """
            from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, WordPress
            from tradecrawler.spiders.magazine import MagazineSpider


            class RayonSpider(MagazineSpider):
                name = "rayon"
                magazine = {declaration}
            """
        ).format(declaration=declaration),
        encoding="utf-8",
    )
    return crawl(folder, "runspider", str(spider), *arguments, settings=settings)


def captured(folder: Path) -> list[bytes]:
    """Return the uncompressed WARC files below a folder of captures."""
    return [gzip.decompress(file.read_bytes()) for file in sorted(folder.rglob("*.warc.gz"))]


def crawler_of(magazine: Magazine, **settings: Any) -> Crawler:
    """Return a crawler that has not started, as a component under test sees it."""

    class Spider(MagazineSpider):
        name = magazine.slug

    Spider.magazine = magazine
    crawler = Crawler(Spider, settings)
    crawler.stats = MemoryStatsCollector(crawler)
    crawler.spider = Spider()
    return crawler


class ForkedCrawls:
    """A process that crawls are forked from, one after the other (``tests.forked_crawls``)."""

    def __init__(self, log: int | None = None) -> None:
        """``log`` is the file that crawls print into; by default what this process does."""
        self._server = subprocess.Popen(
            [sys.executable, "-m", "tests.forked_crawls"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )

    def start(self, arguments: Sequence[str], **order: Any) -> int:
        """Start a crawl; returns its process's id."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps({"arguments": arguments, **order}) + "\n")
        self._server.stdin.flush()
        return self._answer()

    def end(self) -> int:
        """Wait until the crawl has ended; returns its status as ``os.waitpid`` gives it."""
        return self._answer()

    def run(self, arguments: Sequence[str], *, environment: dict[str, str], output: Path) -> int:
        """Crawl; returns the exit code. A crawl that takes too long is killed."""
        process = self.start(
            arguments, environment=environment, stdout=str(output), stderr=str(output)
        )
        timer = threading.Timer(TIMEOUT, os.kill, (process, signal.SIGKILL))
        timer.start()
        status = self.end()
        timer.cancel()
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End the process."""
        self._server.communicate(timeout=TIMEOUT)

    def _answer(self) -> int:
        assert self._server.stdout is not None
        return int(self._server.stdout.readline())


_OF_THREAD = threading.local()


def _crawls() -> ForkedCrawls:
    """The process for this thread's crawls, started when it is needed first; it ends when this
    process does, for its standard input ends then."""
    if not hasattr(_OF_THREAD, "crawls"):
        _OF_THREAD.crawls = ForkedCrawls()
    found: ForkedCrawls = _OF_THREAD.crawls
    return found


def _environment() -> dict[str, str]:
    """Return the environment without what would change a crawl."""
    unwanted = ("http_proxy", "https_proxy", "all_proxy", "archive_url", "contact_url")
    return {name: value for name, value in os.environ.items() if name.lower() not in unwanted}


def _items(export: Path) -> list[dict[str, Any]]:
    if not export.exists():
        return []
    return [json.loads(line) for line in export.read_text(encoding="utf-8").splitlines()]


def _last_run(archive_url: str, file: Path) -> tuple[Mapping[str, int], str | None]:
    if not file.exists():
        return {}, None
    with Archive.open(archive_url) as archive:
        runs = archive.runs(limit=1)
    return (runs[0].counts, runs[0].finish_reason) if runs else ({}, None)
