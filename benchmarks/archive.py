"""Storing: ``python -m benchmarks.archive [--url URL …] [--articles N …]``.

For each size, how many invented articles (``benchmarks.articles``) the archive stores a second, in
batches of 100 as a crawl does, with all that it does about them: identity, content hash, version
decision, search index, sketch, look-up of near-duplicates and stories. Against it, in turns and at
the same size, the bare driver (``benchmarks.bare``) writing the very same rows in one transaction
for thousands of articles. Then bytes on disk for an article and its capture, against gzip of its
page.

The archive is filled by the bare driver, with copies of the first 5,000 articles. A database behind
``--url`` must be empty; it is filled. Without one, an SQLite file in a temporary folder.
"""

import argparse
import gzip
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from sqlalchemy import Engine

from archive import database
from archive.captures import CaptureWriter
from archive.fingerprints import content_hash
from archive.records import Article
from archive.store import Archive
from benchmarks import articles, bare
from benchmarks.captures import exchange

SAMPLE = 5_000
"""Articles stored by the archive first: the rows that the bare driver repeats."""
BATCH = 100
"""Articles in a transaction of the archive."""
ROUNDS = 5
STORED = 10
"""Batches that the archive stores in a round."""
PAGES = 500
"""Pages written as captures."""
RUN = "benchmark"


class Speed(NamedTuple):
    """Of one writer, in one round."""

    rate: float
    """Articles a second."""
    processor: float
    """Milliseconds of this process's CPU for an article."""


class Measured(NamedTuple):
    """At one size, the medians of all rounds."""

    ours: Speed
    bare: Speed


class Clock:
    """Measures what happens inside ``running``."""

    seconds = processor = 0.0

    @contextmanager
    def running(self) -> Iterator[None]:
        """Add the time that the block takes."""
        begin, worked = time.perf_counter(), time.process_time()
        yield
        self.seconds += time.perf_counter() - begin
        self.processor += time.process_time() - worked

    def speed(self, count: int) -> Speed:
        """For so many articles."""
        return Speed(count / self.seconds, 1e3 * self.processor / count)


class Writers:
    """An archive that grows, by turns through its own door and by the bare driver."""

    def __init__(self, archive: Archive) -> None:
        """Store the sample."""
        self.archive = archive
        self.engine: Engine = archive._engine
        self._next = 0
        self._copies = 0
        archive.start_run(RUN, "rayon", datetime.now(UTC), "benchmark")
        self.store(SAMPLE // BATCH)
        self.rows = bare.read(self.engine)
        self.articles = SAMPLE

    def store(self, batches: int) -> Speed:
        """Store new articles, batch by batch."""
        clock = Clock()
        for _ in range(batches):
            numbers = range(self._next, self._next + BATCH)
            batch = [articles.article(number) for number in numbers]
            self._next += BATCH
            with clock.running():
                self.archive.store([hashed(record) for record in batch], RUN)
        with clock.running():
            self.archive.relate()  # which a thread does meanwhile, on PostgreSQL
        self.articles = getattr(self, "articles", 0) + batches * BATCH
        return clock.speed(batches * BATCH)

    def write(self) -> Speed:
        """Write a copy of the sample with the bare driver."""
        clock = Clock()
        self._copies += 1
        parts = self.rows.copy(self._copies, bare.next_ids(self.engine, self.rows.first))
        with clock.running():
            bare.write(self.engine, parts)
        bare.settle(self.engine, self.rows.first, analyze=False)
        self.articles += SAMPLE
        return clock.speed(SAMPLE)

    def fill(self, size: int) -> None:
        """Let the archive have so many articles."""
        while self.articles + SAMPLE <= size:
            self.write()
        bare.settle(self.engine, self.rows.first, analyze=True)


def hashed(record: Article) -> Article:
    """The record with its content hash, which is part of what is measured."""
    return replace(
        record, content_hash=content_hash(record.headline, record.lead, record.body_text)
    )


def measure(url: str, sizes: Sequence[int], rounds: int) -> None:
    """Fill a database and print what was measured at each size."""
    found: dict[int, Measured] = {}
    with Archive.open(url, relate_behind=True) as archive:
        print(archive._engine.dialect.name)
        empty = disk_bytes(archive._engine)
        writers = Writers(archive)
        for size in sizes:
            begin = time.perf_counter()
            writers.fill(size)
            print(f"{writers.articles:,} articles, filled in {time.perf_counter() - begin:,.0f} s;")
            stored = disk_bytes(archive._engine) - empty
            print(f"  {stored / writers.articles:,.0f} bytes on disk for each")
            found[size] = in_turns(writers, rounds)
            print(line(found[size]), flush=True)
    first, last = found[min(found)], found[max(found)]
    if len(found) > 1:
        ours, bare_ = (getattr(first, w).rate / getattr(last, w).rate for w in ("ours", "bare"))
        print(f"from {min(found):,} to {max(found):,} articles slower by {ours:.2f},", end=" ")
        print(f"bare driver {bare_:.2f}: {ours / bare_:.2f} times as much")


def in_turns(writers: Writers, rounds: int) -> Measured:
    """Both writers, one after the other, so many times."""
    ours, bare_ = [], []
    for _ in range(rounds):
        ours.append(writers.store(STORED))
        bare_.append(writers.write())
    return Measured(median(ours), median(bare_))


def median(speeds: Sequence[Speed]) -> Speed:
    """Of each figure by itself."""
    return Speed(*(statistics.median(values) for values in zip(*speeds, strict=True)))


def line(measured: Measured) -> str:
    """Articles a second of both writers."""
    ours, bare_ = measured
    return (
        f"  stored a second: archive {ours.rate:,.0f} ({ours.processor:.2f} ms of CPU each),"
        f" bare driver {bare_.rate:,.0f} ({bare_.processor:.2f} ms):"
        f" {ours.rate / bare_.rate:.0%}"
    )


def disk_bytes(engine: Engine) -> int:
    """What the database takes."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            statement = "SELECT pg_database_size(current_database())"
            return int(connection.exec_driver_sql(statement).scalar_one())
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    file = database.sqlite_file(engine)
    assert file is not None  # a database in memory is not on disk
    return file.stat().st_size


def captures() -> None:
    """Print what a page takes as capture, and as gzip."""
    pages = [articles.page(articles.article(number)) for number in range(PAGES)]
    exchanges = [exchange(number, body) for number, body in enumerate(pages)]
    zipped = sum(len(gzip.compress(body, 6)) for body in pages)
    with tempfile.TemporaryDirectory() as folder:
        with CaptureWriter(Path(folder), "benchmark") as writer:
            writer.write(exchanges)
        written = sum(path.stat().st_size for path in Path(folder).glob("*.warc.gz"))
    print(
        f"a page has {sum(map(len, pages)) / PAGES:,.0f} bytes, gzip -6 of it"
        f" {zipped / PAGES:,.0f}, its capture {written / PAGES:,.0f}"
    )


def main() -> None:
    """Read the arguments."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--url", action="append", help="an empty database; may be given again")
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument(
        "--folder", type=Path, help="for the SQLite file; a temporary one otherwise"
    )
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="at each size")
    arguments = parser.parse_args()
    captures()
    for url in arguments.url or ():
        measure(url, arguments.articles, arguments.rounds)
    if not arguments.url:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            measure(
                f"sqlite:///{Path(folder) / 'archive.db'}", arguments.articles, arguments.rounds
            )


if __name__ == "__main__":
    main()
