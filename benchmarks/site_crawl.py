"""Crawl a whole real site with nothing declared, and hold the archive against the site's truth.

    python -m benchmarks.site_crawl SITE.tar.xz TRUTH.jsonl.xz --origin https://example.org

SITE is a static site packed as it was served from ORIGIN. It is unpacked into a temporary folder,
served on loopback with ORIGIN rewritten in its pages, and crawled by ``scrapy crawl site`` in a
process of its own, politeness off; and once more, to see what a crawl costs that finds nothing new.
TRUTH has one JSON object a line: path, title, published,
authors, lead, language (``lang``), hreflang codes, body.
"""

import argparse
import hashlib
import json
import lzma
import os
import re
import resource
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from archive.records import Article
from archive.store import Archive

TEXT_SUFFIXES = (".html", ".xml", ".txt", ".json", "/")
WORD = re.compile(r"\w+")
SHINGLE = 4


@dataclass(frozen=True, slots=True)
class Crawl:
    """What the crawl's process took."""

    seconds: float
    peak_mib: float
    summary: str
    requests: int


@dataclass(slots=True)
class Report:
    """Archive against truth."""

    found: int = 0
    wanted: int = 0
    extra: list[str] = field(default_factory=list)
    right: Counter[str] = field(default_factory=Counter)
    asked: Counter[str] = field(default_factory=Counter)
    wrong: dict[str, list[str]] = field(default_factory=dict)
    body_f1: list[float] = field(default_factory=list)


@contextmanager
def served(root: Path, origin: str) -> Iterator[str]:
    """The static site below ``root`` on a free loopback port; yields its address."""

    class Handler(SimpleHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, directory=str(root), **kwargs)

        def send_head(self) -> Any:
            path = Path(self.translate_path(self.path))
            if path.is_dir() and self.path.endswith("/"):
                path /= "index.html"
            if not self.path.split("?")[0].endswith(TEXT_SUFFIXES) or not path.is_file():
                return super().send_head()
            here = f"http://127.0.0.1:{server.server_port}"
            body = path.read_bytes().replace(origin.encode(), here.encode())
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            is_known = self.headers.get("If-None-Match") == tag
            self.send_response(304 if is_known else 200)
            self.send_header("ETag", tag)
            if is_known:
                self.end_headers()
                return None
            self.send_header("Content-Type", f"{self.guess_type(path)}; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            return BytesIO(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # inherited name
            """Nothing: the crawl's own output is read."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


def crawl(url: str, folder: Path, *, learns: bool = True) -> Crawl:
    """``scrapy crawl site`` of ``url`` into an archive in ``folder``, with or without template."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [
        sys.executable, "-m", "scrapy", "crawl", "site", "-a", f"url={url}",
        "-s", f"ARCHIVE_URL=sqlite:///{folder}/archive.db", "-s", f"CAPTURES_DIR={folder}/captures",
        "-s", "DOWNLOAD_DELAY=0", "-s", "CONCURRENT_REQUESTS_PER_DOMAIN=8",
        "-s", "AUTOTHROTTLE_ENABLED=0", "-s", "LOG_LEVEL=INFO",
        "-s", f"TEMPLATE_ENABLED={learns}",
    ]  # fmt: skip
    started = time.perf_counter()
    done = subprocess.run(command, capture_output=True, text=True, check=True, env=os.environ)
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    output = done.stdout + done.stderr
    [requests] = re.findall(r"'downloader/request_count': (\d+)", output)
    summary = output[output.rindex("site: ") :]
    return Crawl(seconds, peak, summary, int(requests))


def compare(archive: Archive, truth: list[dict[str, Any]]) -> Report:
    """Every article of the archive beside its truth, by path."""
    report = Report(wanted=len(truth))
    rows = {unquote(row["path"]): row for row in truth}
    for row in archive.articles(limit=10 * len(truth)):
        stored = archive.article(row.id)
        article = stored.article
        path = unquote(urlsplit(article.canonical_url).path)
        if path not in rows:
            report.extra.append(path)
            continue
        report.found += 1
        _compare_one(report, path, article, rows[path])
    return report


def _compare_one(report: Report, path: str, article: Article, row: dict[str, Any]) -> None:
    lead = "\n".join(filter(None, (row.get("lead"), row["body"])))
    mine = "\n".join(filter(None, (article.lead, article.body_text)))
    report.body_f1.append(max(f1(row["body"], mine), f1(lead, mine)))
    checks = {
        "headline": folded(article.headline) == folded(row["title"]),
        "date": (article.date_published or "")[:10] == row["published"],
        "authors": {folded(a) for a in article.authors} == {folded(a) for a in row["authors"]},
        "language": article.language == row["lang"],
        "hreflang": set(article.alternates) == set(row["hreflang"]),
    }
    for name, is_right in checks.items():
        report.asked[name] += 1
        report.right[name] += is_right
        if not is_right:
            report.wrong.setdefault(name, []).append(path)


def removed(
    without: Archive, with_: Archive, truth: list[dict[str, Any]]
) -> dict[str, Counter[str]]:
    """Language to the lines that only the archive without a template has, and on how many pages.

    Those that the truth has in the article's text are marked with an asterisk.
    """
    bodies = {unquote(row["path"]): folded(row["body"]) for row in truth}
    lines: dict[str, Counter[str]] = {}
    texts = {}
    for archive in (with_, without):
        for row in archive.articles(limit=None):
            article = archive.article(row.id).article
            own = dict.fromkeys("\n".join((article.lead or "", article.body_text)).split("\n"))
            if archive is with_:
                texts[article.canonical_url] = own
                continue
            body = bodies.get(unquote(urlsplit(article.canonical_url).path), "")
            for line in own:
                if line not in texts.get(article.canonical_url, own):
                    mark = "* " if folded(line) in body else ""
                    lines.setdefault(article.language or "", Counter())[mark + line] += 1
    return lines


def folded(text: str) -> str:
    """``text`` as its words."""
    return " ".join(WORD.findall(text.casefold()))


def f1(true: str, predicted: str) -> float:
    """F1 of the two texts' runs of four words, counted."""
    a, b = (_shingles(WORD.findall(text)) for text in (true, predicted))
    common = (a & b).total()
    return 2 * common / max(1, a.total() + b.total())


def _shingles(tokens: list[str]) -> Counter[tuple[str, ...]]:
    count = max(1, len(tokens) - SHINGLE + 1)
    return Counter(tuple(tokens[i : i + SHINGLE]) for i in range(count))


def show(report: Report, took: Crawl) -> None:
    """Print the figures as lines of a table."""
    print(took.summary)
    print(f"articles archived      {report.found} of {report.wanted}")
    print(f"records no article     {len(report.extra)}  {report.extra[:5]}")
    for name, asked in report.asked.items():
        share = report.right[name] / max(1, asked)
        print(f"{name:<22} {share:.3f}  {report.wrong.get(name, [])[:3]}")
    mean = sum(report.body_f1) / max(1, len(report.body_f1))
    print(f"body F1, mean          {mean:.4f}  (lowest {min(report.body_f1, default=0):.3f})")
    print(f"pages/s, whole process {report.found / took.seconds:.1f}")
    print(f"peak memory            {took.peak_mib:.0f} MiB")


def show_second(first: Crawl, second: Crawl) -> None:
    """Print what a second run asks for, a few seconds later."""
    share = second.requests / first.requests
    print(f"\nThe second run\n{second.summary}")
    print(f"requests               {second.requests} after {first.requests}: {share:.2%}")
    print(f"seconds                {second.seconds:.1f}")


def main() -> None:
    """Unpack, serve, crawl, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("site", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--origin", required=True, help="the address the site was served from")
    parser.add_argument(
        "--template", action="store_true", help="crawl once more without, and show what it removed"
    )
    parser.add_argument("--keep", type=Path, help="leave the archive in this folder")
    args = parser.parse_args()
    with lzma.open(args.truth, "rt", encoding="utf-8") as lines:
        truth = [json.loads(line) for line in lines]
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "site")
        with tarfile.open(args.site) as packed:
            packed.extractall(root, filter="data")
        folder = args.keep or Path(temporary, "out")
        with served(root, args.origin.rstrip("/")) as url:
            took = crawl(url, folder)
            with Archive.open(f"sqlite:///{folder}/archive.db") as archive:
                show(compare(archive, truth), took)
                show_second(took, crawl(url, folder))
                if args.template:
                    took = crawl(url, folder / "without", learns=False)
                    with Archive.open(f"sqlite:///{folder}/without/archive.db") as other:
                        print("\nWithout the template")
                        show(compare(other, truth), took)
                        show_removed(removed(other, archive, truth))


SHOWN = 4
"""Lines of a language that are printed."""


def show_removed(lines: dict[str, Counter[str]]) -> None:
    """Print what the template removed, by language; * marks what the truth has in the text."""
    print("\nlanguage  lines  pages  of them in the truth  the most frequent")
    for code, found in sorted(lines.items()):
        own = sum(number for line, number in found.items() if line.startswith("* "))
        frequent = " | ".join(
            f"{number} x {line[:70]}" for line, number in found.most_common(SHOWN)
        )
        print(f"{code:<8} {len(found):>6} {found.total():>6} {own:>6}  {frequent}")


if __name__ == "__main__":
    main()
