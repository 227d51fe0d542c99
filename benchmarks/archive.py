"""Storing: ``python -m benchmarks.archive [--url URL …] [--articles N …]``.

For each size, how many invented articles (``benchmarks.articles``) the archive stores a second, as
an import does (``Archive.writers``), with all that it does about them: identity, content hash,
version decision, search index, sketch, look-up of near-duplicates and stories; an article counts as
stored when all of that is done. Against it, in turns, as many each time and at the same size, the
bare driver (``benchmarks.bare``) writing the very same rows in one transaction for thousands of
articles. Then bytes on disk for an article and its capture, against gzip of its page.

With ``--one-process`` the archive stores as a crawl does, ``--batch`` articles at a time.

The archive is filled by the bare driver, with copies of the first 5,000 articles; PostgreSQL makes
its indexes afterwards where they are many (``benchmarks.bulk``). A database behind
``--url`` must be empty; it is filled. Without one, an SQLite file in a temporary folder.
"""

import argparse
import gc
import gzip
import statistics
import tempfile
import time
from collections.abc import Sequence
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
from benchmarks import articles, bare, bulk
from benchmarks.captures import exchange

SAMPLE = 5_000
"""Articles stored by the archive first: the rows that the bare driver repeats."""
STORED = 20_000
"""Articles that the archive stores in a round, and the bare driver with copies of the sample:
an import is longer than the time in which it begins and ends."""
BATCH = 250
"""Articles given to the archive together; a crawl has up to 100."""
ROUNDS = 5
PAGES = 500
"""Pages written as captures."""
RUN = "benchmark"


class Measured(NamedTuple):
    """Articles a second at one size, the medians of all rounds."""

    ours: float
    bare: float


class Contest:
    """An archive that grows, by turns through its own door and by the bare driver."""

    def __init__(self, archive: Archive, batch: int, processes: int | None) -> None:
        """Store the sample. ``processes`` as of ``Archive.writers``."""
        self.engine: Engine = archive._engine
        self.articles = 0
        self._batch = batch
        self._next = 0
        self._copies = 0
        archive.start_run(RUN, "rayon", datetime.now(UTC), "benchmark")
        self.writers = archive.writers(processes)
        self.store(SAMPLE)
        self.rows = bare.read(self.engine)

    def store(self, count: int = STORED) -> float:
        """Store new articles, batch by batch; returns how many a second."""
        records = [articles.article(self._next + number) for number in range(count)]
        self._next += count
        gc.collect()
        gc.freeze()  # an import has not all of its records in memory, to be looked through
        begin = time.perf_counter()
        batches = (
            [hashed(record) for record in records[start : start + self._batch]]
            for start in range(0, count, self._batch)
        )
        for _ in self.writers.store(batches, RUN):
            pass
        seconds = time.perf_counter() - begin
        self.articles += count
        return count / seconds

    def write(self, copies: int = STORED // SAMPLE) -> float:
        """Write copies of the sample with the bare driver; returns how many articles a second."""
        seconds = 0.0
        start = bare.next_ids(self.engine, self.rows.first)
        for _ in range(copies):
            self._copies += 1
            parts = self.rows.copy(self._copies, start)
            begin = time.perf_counter()
            bare.write(self.engine, parts)
            seconds += time.perf_counter() - begin
            start = self.rows.ids_after(start)
        bare.settle(self.engine, self.rows.first, analyze=False)
        self.articles += copies * SAMPLE
        return copies * SAMPLE / seconds

    def fill(self, size: int) -> None:
        """Let the archive have so many articles."""
        copies = max(0, size - self.articles) // SAMPLE
        if copies:
            with bulk.loading(self.engine, copies * SAMPLE):
                self.write(copies)
        bare.settle(self.engine, self.rows.first, analyze=True)


def hashed(record: Article) -> Article:
    """The record with its content hash, which is part of what is measured."""
    return replace(
        record, content_hash=content_hash(record.headline, record.lead, record.body_text)
    )


def measure(url: str, sizes: Sequence[int], rounds: int, batch: int, processes: int | None) -> None:
    """Fill a database and print what was measured at each size."""
    found: dict[int, Measured] = {}
    with Archive.open(url) as archive:
        print(archive._engine.dialect.name)
        empty = disk_bytes(archive._engine)
        contest = Contest(archive, batch, processes)
        with contest.writers:
            for size in sizes:
                begin = time.perf_counter()
                contest.fill(size)
                seconds = time.perf_counter() - begin
                print(f"{contest.articles:,} articles, filled in {seconds:,.0f} s;")
                stored = disk_bytes(archive._engine) - empty
                print(f"  {stored / contest.articles:,.0f} bytes on disk for each")
                found[size] = in_turns(contest, rounds)
                print(line(found[size]), flush=True)
    first, last = found[min(found)], found[max(found)]
    if len(found) > 1:
        ours, bare_ = first.ours / last.ours, first.bare / last.bare
        print(f"from {min(found):,} to {max(found):,} articles slower by {ours:.2f},", end=" ")
        print(f"bare driver {bare_:.2f}: {ours / bare_:.2f} times as much")


def in_turns(contest: Contest, rounds: int) -> Measured:
    """Both, one after the other, so many times."""
    ours, bare_ = zip(*((contest.store(), contest.write()) for _ in range(rounds)), strict=True)
    return Measured(statistics.median(ours), statistics.median(bare_))


def line(measured: Measured) -> str:
    """Articles a second of both."""
    ours, bare_ = measured
    return f"  stored a second: archive {ours:,.0f}, bare driver {bare_:,.0f}: {ours / bare_:.0%}"


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
    parser.add_argument("--batch", type=int, default=BATCH, help="articles given together")
    parser.add_argument("--one-process", action="store_true", help="store in this process alone")
    arguments = parser.parse_args()
    processes = 0 if arguments.one_process else None
    how = arguments.articles, arguments.rounds, arguments.batch, processes
    captures()
    for url in arguments.url or ():
        measure(url, *how)
    if not arguments.url:
        with tempfile.TemporaryDirectory(dir=arguments.folder) as folder:
            measure(f"sqlite:///{Path(folder) / 'archive.db'}", *how)


if __name__ == "__main__":
    main()
