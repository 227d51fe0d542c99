"""Bytes on disk for a page, and pages a second, of the WARC writer.

    python -m benchmarks.captures [--corpus CORPUS] [--limit N] [--batch N] [--level 1-9]

CORPUS has ``pages/ID.html.gz``; without one the demo magazine's pages are taken. They are written
with their requests, in batches as a crawl has them; then once more, as revisits; then read back one
by one. ``--level`` tries another compression.
"""

import argparse
import gzip
import random
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar

from archive.captures import CaptureWriter, read_capture, warc
from archive.records import Capture, Exchange
from tradecrawler.demo.site import build

Result = TypeVar("Result")


class Seconds(NamedTuple):
    """How long something took."""

    elapsed: float
    cpu: float


HEADERS = (
    ("Date", "Mon, 02 Nov 2026 08:30:15 GMT"),
    ("Content-Type", "text/html; charset=utf-8"),
    ("Server", "nginx"),
    ("Cache-Control", "max-age=300, public"),
    ("Etag", '"5f1c-61a2b3c4d5e6f"'),
    ("Strict-Transport-Security", "max-age=31536000"),
)
REQUEST_HEADERS = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("User-Agent", "tradecrawler/0.1.0 (+https://www.example.org/bot)"),
    ("Accept-Encoding", "gzip, deflate, br"),
)


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--limit", type=int, default=1_000)
    parser.add_argument("--batch", type=int, default=10)
    parser.add_argument("--level", type=int, default=warc.COMPRESSION)
    arguments = parser.parse_args()
    warc.COMPRESSION = arguments.level
    bodies = pages(arguments.corpus, arguments.limit)
    exchanges = [exchange(number, body) for number, body in enumerate(bodies)]
    zipped, seconds = timed(lambda: sum(len(gzip.compress(body, 6)) for body in bodies))
    row("gzip -6 of each page", zipped, seconds, len(bodies))
    with tempfile.TemporaryDirectory(dir=Path.cwd()) as name:
        folder = Path(name)
        with CaptureWriter(folder, "first") as writer:
            captures, seconds = timed(lambda: write(writer, exchanges, arguments.batch))
        row(f"WARC, batches of {arguments.batch}", size(folder), seconds, len(bodies))
        alone = exchanges[:200]
        with CaptureWriter(folder, "alone") as writer:
            _, seconds = timed(lambda: write(writer, alone, 1))
        row("WARC, one fsync a page", size(folder, "alone*"), seconds, len(alone))
        held = {capture.digest: capture for capture in captures}
        with CaptureWriter(folder, "again", holding=lambda _: held) as writer:
            _, seconds = timed(lambda: write(writer, exchanges, arguments.batch))
        row("the same again: revisits", size(folder, "again*"), seconds, len(bodies))
        random.Random(1).shuffle(captures)
        _, seconds = timed(lambda: [read_capture(folder, capture) for capture in captures])
        row("read back, in any order", 0, seconds, len(bodies))


def pages(corpus: Path | None, limit: int) -> list[bytes]:
    """The distinct pages of a corpus, or the demo's."""
    if corpus is None:
        found = [resource.body for resource in build().values()]
    else:
        files = sorted((corpus / "pages").glob("*.html.gz"))[:limit]
        found = [gzip.decompress(file.read_bytes()) for file in files]
    return list(dict.fromkeys(found))


def exchange(number: int, body: bytes) -> Exchange:
    """A page as it might have been fetched."""
    return Exchange(
        url=f"https://www.rayon.example/fr/news/un-article-{number}",
        status=200,
        headers=HEADERS,
        body=body,
        fetched_at=datetime.now(UTC),
        request_headers=REQUEST_HEADERS,
    )


def write(writer: CaptureWriter, exchanges: list[Exchange], batch: int) -> list[Capture]:
    """Write all, ``batch`` at a time."""
    return [
        capture
        for start in range(0, len(exchanges), batch)
        for capture in writer.write(exchanges[start : start + batch])
    ]


def timed(work: Callable[[], Result]) -> tuple[Result, Seconds]:
    """What ``work`` returns, and the time that it took."""
    started, worked = time.perf_counter(), time.process_time()
    result = work()
    return result, Seconds(time.perf_counter() - started, time.process_time() - worked)


def size(folder: Path, pattern: str = "first*") -> int:
    """Bytes of the files."""
    return sum(path.stat().st_size for path in folder.glob(pattern))


def row(name: str, stored: int, seconds: Seconds, number: int) -> None:
    """Print a line of the table."""
    print(
        f"{name:28} {stored / number:10,.0f} bytes/page {number / seconds.elapsed:8,.0f} pages/s"
        f" {1_000 * seconds.cpu / number:8,.2f} ms of CPU"
    )


if __name__ == "__main__":
    main()
