"""What it costs a crawl that the archive knows a million addresses: time, memory, statements.

    python -m benchmarks.known_addresses [--db URL] [--known 1000000] [--listed 50000]

Puts invented addresses on record that were all fetched, then does what a crawl does: looks up a
sitemap of known addresses, the same with some new ones, takes what is due, and settles articles.
"""

import argparse
import resource
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, insert

from archive import database
from archive.addresses import key_number
from archive.frontier.records import Candidate, Cursor
from archive.models import Address
from archive.records import Visit
from archive.store import Archive
from tradecrawler.discovery.sitemap import parse_sitemap

BEGAN = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
AT_ONCE = 500
ROWS_AT_ONCE = 10_000


def url(number: int) -> str:
    """The address of an invented article."""
    day = f"{2000 + number % 26}/{number % 12 + 1:02d}"
    return f"https://www.rayon.example/fr/news/{day}/ouverture-d-un-magasin-numero-{number}"


def fill(archive: Archive, known: int) -> None:
    """Put addresses on record that were fetched, with hints and validators, and are not due."""
    for start in range(0, known, ROWS_AT_ONCE):
        rows = [
            {
                "magazine": "rayon",
                "key": key_number(url(number)),
                "url": url(number),
                "found_at": BEGAN,
                "lastmod": BEGAN,
                "hints": {"headline": f"Ouverture d'un magasin numéro {number}", "language": "fr"},
                "due_at": BEGAN + timedelta(days=30) if number % 50 == 0 else None,
                "why": "30d" if number % 50 == 0 else "ended",
                "visited_at": BEGAN,
                "born_at": BEGAN,
                "status": 200,
                "outcome": "new",
                "setbacks": 0,
                "etag": f'"{number:x}"',
            }
            for number in range(start, min(start + ROWS_AT_ONCE, known))
        ]
        database.write(archive._engine, partial(insert_rows, rows=rows))


def insert_rows(connection: Connection, *, rows: list[dict[str, Any]]) -> None:
    """One statement."""
    connection.execute(insert(Address), rows)


def look_up(archive: Archive, numbers: range) -> int:
    """Do with a sitemap's addresses what the crawl does; returns how many are new."""
    new, waiting = 0, list[Candidate]()
    for number in numbers:
        waiting.append(Candidate(url=url(number), lastmod=BEGAN))
        if len(waiting) == AT_ONCE or number == numbers[-1]:
            new += len(archive.found("rayon", waiting, BEGAN + timedelta(days=1)).new)
            waiting = []
    return new


def parse(numbers: range) -> None:
    """Read a sitemap of that many addresses: what looking up is compared with."""
    entries = "".join(
        f"<url><loc>{url(n)}</loc><lastmod>{BEGAN.isoformat()}</lastmod></url>" for n in numbers
    )
    parse_sitemap(f"<urlset>{entries}</urlset>".encode(), "https://www.rayon.example/a.xml")


def take(archive: Archive) -> int:
    """Take what is due a month later, batch by batch; returns how many that is."""
    cursor, taken = Cursor(), 0
    while True:
        due, cursor = archive.take("rayon", BEGAN + timedelta(days=31), cursor, 100)
        if not due:
            return taken
        taken += len(due)


def settle(archive: Archive, numbers: range) -> None:
    """Settle visits that found nothing modified, a hundred at a time."""
    visits = [
        Visit(
            magazine="rayon",
            address=url(number),
            visited_at=BEGAN + timedelta(days=31),
            url=url(number),
            status=304,
        )
        for number in numbers
    ]
    for start in range(0, len(visits), 100):
        archive.store(visits[start : start + 100])


def timed(label: str, number: int, work: Callable[[], object]) -> None:
    """Run, and print what it took, and how much memory the process has had so far."""
    before = resource.getrusage(resource.RUSAGE_SELF)
    started = time.perf_counter()
    result = work()
    seconds = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    said = f", {result}" if result is not None else ""
    print(
        f"{label:<34} {seconds:8.2f} s {seconds / number * 1e6:9.1f} us each, CPU "
        f"{cpu / number * 1e6:7.1f}; peak {after.ru_maxrss / 1024:.0f} MiB{said}"
    )


def main() -> None:
    """Fill, look up, take, settle, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--db", help="an empty database; a temporary SQLite file by default")
    parser.add_argument("--known", type=int, default=1_000_000)
    parser.add_argument("--listed", type=int, default=50_000)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        measure(args.db or f"sqlite:///{Path(folder, 'known.db')}", args.known, args.listed)


def measure(url_: str, number: int, in_sitemap: int) -> None:
    """What a crawl does, in its order."""
    with Archive.open(url_) as archive:
        known, listed = range(number), range(min(in_sitemap, number))
        timed("put on record", number, lambda: fill(archive, number))
        timed("a sitemap is parsed", len(listed), lambda: parse(listed))
        timed("known addresses are looked up", len(listed), lambda: look_up(archive, listed))
        timed("all of them", len(known), lambda: look_up(archive, known))
        some = range(number - len(listed) + 100, number + 100)
        timed("100 new ones at the end", len(some), lambda: look_up(archive, some))
        timed("what is due is taken", number // 50 + 100, lambda: take(archive))
        again = range(0, min(number, 250_000), 50)
        timed("not modified: settled", len(again), lambda: settle(archive, again))
        timed("counted", 1, lambda: archive.waiting("rayon", BEGAN + timedelta(days=31)))


if __name__ == "__main__":
    main()
