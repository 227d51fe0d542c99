"""What the learned template costs: ``python -m benchmarks.template [--url URL] [--articles N …]``.

Fills an archive with invented articles of one magazine, each page with 40 blocks of which 10
recur, and prints for each size the time of ``Archive.template``, and of ``Archive.store`` for each
article in batches of 100, with and without printed blocks; and how long the demo magazine's pages
take to be read with the template and without, in turns. Without ``--url``, an SQLite file in a
temporary folder. The database behind ``--url`` must be empty; it is filled.
"""

import hashlib
import math
import random
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from archive.fingerprints import fingerprint
from archive.records import Article, PrintedBlock, Template
from archive.store import Archive
from benchmarks.filled import command
from tradecrawler.demo.site import build
from tradecrawler.demo.truth import truth
from tradecrawler.extract import extract
from tradecrawler.extract.template import Prints
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

BLOCKS = 40
RECURRING = 10
BATCH = 100
"""As many as the crawl stores at once."""
ASKED = 500
"""Calls of ``Archive.template`` measured: enough for a 95th percentile."""
STORED = 10
"""Batches measured at each size, with and without printed blocks."""
READINGS = 3
FIRST = datetime(2026, 1, 5, tzinfo=UTC)
WORDS = [f"mot{number}" for number in range(5_000)]


def invented(number: int) -> Article:
    """An article of about 4 KB; its menu stands on all pages, its promos on fifty in a row."""
    chance = random.Random(number)
    paragraphs = [" ".join(chance.choices(WORDS, k=18)) for _ in range(BLOCKS - RECURRING)]
    menu = [f"rubrique {place}" for place in range(RECURRING // 2)]
    promos = [f"promo {number // 50} numéro {place}" for place in range(RECURRING // 2)]
    printed = [
        PrintedBlock(fingerprint(text), place + 1, text, place >= RECURRING)
        for place, text in enumerate([*menu, *promos, *paragraphs])
    ]
    body = "\n".join(paragraphs)
    url = f"https://www.rayon.example/fr/{number}"
    return Article(
        url=url,
        canonical_url=url,
        magazine="rayon",
        headline=f"Chronique {number}",
        body_text=body,
        body_html="",
        language="fr",
        word_count=len(body.split()),
        extractor_version="benchmark",
        fetched_at=FIRST + timedelta(minutes=number),
        content_hash=hashlib.sha256(body.encode()).hexdigest(),
        printed=tuple(printed),
    )


def batches(first: int, count: int) -> Iterator[list[Article]]:
    """``count`` articles from number ``first`` on."""
    for start in range(first, first + count, BATCH):
        yield [invented(number) for number in range(start, min(start + BATCH, first + count))]


def line(name: str, seconds: list[float]) -> str:
    """Median and 95th percentile, in milliseconds."""
    p95 = statistics.quantiles(seconds, n=20)[-1]
    return f"{name:<28} p50 {statistics.median(seconds) * 1e3:7.2f}  p95 {p95 * 1e3:7.2f} ms"


def asked(archive: Archive, known: int) -> list[float]:
    """How long the template takes to answer: half the pages are known, half are new."""
    seconds = []
    for call in range(ASKED):
        page = invented(call * 7919 % known if call % 2 else 10_000_000 + call)
        numbers = [block.fingerprint for block in page.printed]
        places = [block.place for block in page.printed]
        begin = time.perf_counter()
        archive.template("rayon", page.url, numbers, places)
        seconds.append(time.perf_counter() - begin)
    return seconds


def stored(archive: Archive, first: int, *, printed: bool) -> list[float]:
    """How long one article takes to be stored, batch by batch."""
    seconds = []
    for batch in batches(first, STORED * BATCH):
        given = batch if printed else [replace(article, printed=()) for article in batch]
        begin = time.perf_counter()
        archive.store(given)
        seconds.append((time.perf_counter() - begin) / len(batch))
    return seconds


def demo_pages() -> list[Page]:
    """The demo magazine's articles as fetched."""
    served = build()
    return [
        Page(url=article.url, body=served[article.url].body, fetched_at=FIRST)
        for article in truth()
        if article.refused is None and article.url in served
    ]


def read(archive: Archive, pages: list[Page]) -> tuple[list[float], list[float]]:
    """How long each page takes to be read with the template, and without, best of READINGS."""
    magazine = Magazine(slug="rayon", title="", homepage="https://www.rayon.example/")
    times: tuple[list[float], list[float]] = [], []
    for page in pages:

        def look_up(prints: Prints, url: str = page.url) -> Template:
            return archive.template("rayon", url, prints.fingerprints(), prints.places())

        for seconds, ask in zip(times, (look_up, None), strict=True):
            best = math.inf
            for _ in range(READINGS):
                begin = time.perf_counter()
                extract(page, magazine, ask)
                best = min(best, time.perf_counter() - begin)
            seconds.append(best)
    return times


def measure(url: str, sizes: Sequence[int]) -> None:
    """Fill the archive and print what was measured at each size."""
    known = 0
    with Archive.open(url) as archive:
        for size in sizes:
            for batch in batches(known, size - known):
                archive.store(batch)
            known = max(known, size)
            print(f"{known:,} articles")
            print("  " + line("template", asked(archive, known)))
            with_, without = read(archive, demo_pages())
            print("  " + line("read a page, with template", with_))
            print("  " + line("read a page, without", without))
            print("  " + line("store, with printed", stored(archive, known, printed=True)))
            known += STORED * BATCH
            print("  " + line("store, without", stored(archive, known, printed=False)))
            known += STORED * BATCH


if __name__ == "__main__":
    command(__doc__, measure, (100, 100_000))
