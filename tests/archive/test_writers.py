"""Several writers at once, on each database: nothing lost, nothing twice."""

import itertools
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from archive.fingerprints import fingerprint
from archive.records import Article, BlockSeen, PlaceSeen
from archive.store import Archive
from tests.archive.writer import MENU

ROOT = Path(__file__).parents[2]
COUNT = 200
MANY = 5_555
"""Of which a tenth are copies: 5,000 articles."""
TIMEOUT_SECONDS = 600
"""A writer that hangs is to be seen as such; half a minute is what it takes."""


def test_two_processes_write_the_same_articles(archive_url: str) -> None:
    """Neither finds the schema made; each creates it or waits for the other."""
    run_two_writers(archive_url, COUNT, times=2, largest_batch=20)
    with Archive.open(archive_url, create=False) as archive:
        stats = archive.stats()
        template = archive.template("rayon", "", [fingerprint(MENU)], [1, 2])
        promoted = archive.teasers(limit=None)
        addresses = [
            archive.known(f"https://www.rayon.example/fr/{number}") for number in range(COUNT)
        ]
    # every tenth article is the copy of the one before: the second to arrive is the duplicate
    assert stats.articles == stats.versions == COUNT * 9 // 10
    assert stats.captures == COUNT * 4
    assert stats.outcomes == {
        "unchanged": COUNT * 3,
        "new": COUNT * 9 // 10,
        "duplicate": COUNT // 10,
    }
    assert None not in addresses
    # nothing counted twice, nothing forgotten
    expected = stats.articles
    assert template.blocks[fingerprint(MENU)] == BlockSeen(expected, expected, is_headline=False)
    assert template.places[1] == PlaceSeen(expected, expected, expected)
    assert template.places[2] == PlaceSeen(expected, expected, 0)
    assert promoted[0].articles == expected
    assert len(promoted) == 8
    assert len(set(addresses)) == stats.articles


def test_two_processes_write_5000_articles(archive_url: str) -> None:
    """As many as a magazine's first crawl finds, in batches as large as a crawl's."""
    run_two_writers(archive_url, MANY, times=1, largest_batch=100)
    with Archive.open(archive_url, create=False) as archive:
        stats = archive.stats()
        found = archive.articles(limit=None)
    # every tenth is the copy of the one before: one article under two addresses
    assert stats.articles == stats.versions == len(found) == MANY - MANY // 10
    assert stats.captures == 2 * MANY
    assert stats.outcomes == {"new": MANY - MANY // 10, "duplicate": MANY // 10, "unchanged": MANY}
    assert len({row.headline for row in found}) == len(found)


def run_two_writers(url: str, count: int, *, times: int, largest_batch: int) -> None:
    """Two processes at once that write the same articles, each in an order of its own."""
    script = Path(__file__).with_name("writer.py")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    numbers = [str(number) for number in (count, times, largest_batch)]
    processes = [
        subprocess.Popen(
            [sys.executable, str(script), url, str(seed), *numbers],
            env=environment,
            stderr=subprocess.PIPE,
            text=True,
        )
        for seed in (1, 2)
    ]
    errors = [process.communicate(timeout=TIMEOUT_SECONDS)[1] for process in processes]
    assert [process.returncode for process in processes] == [0, 0], errors


def test_threads_share_one_archive(archive: Archive, make_article: Callable[..., Article]) -> None:
    articles = [make_article(str(number)) for number in range(60)]
    failures: list[Exception] = []

    def write(batches: list[list[Article]]) -> None:
        try:
            for batch in batches:
                archive.store(batch)
                archive.articles(limit=3)
        except Exception as error:  # noqa: BLE001  # a thread's failure is the test's
            failures.append(error)

    forwards = [articles[i : i + 7] for i in range(0, 60, 7)]
    backwards = [batch[::-1] for batch in forwards[::-1]]
    threads = [threading.Thread(target=write, args=[b]) for b in (forwards, backwards, forwards)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert archive.stats().outcomes == {"unchanged": 120, "new": 60}


def test_version_that_appears_meanwhile_is_seen(
    archive: Archive, make_article: Callable[..., Article]
) -> None:
    """Writers of one article follow each other, however they meet."""
    states = [make_article(day=day, headline=f"Titre {day}") for day in range(12)]
    archive.store(states[:1])
    barrier = threading.Barrier(2)

    def write(own: list[Article]) -> None:
        for state in own:
            barrier.wait(timeout=30)
            archive.store([state])

    threads = [threading.Thread(target=write, args=[states[i::2]]) for i in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    versions = archive.versions(1)
    assert [version.number for version in versions] == list(range(1, len(versions) + 1))
    assert versions[-1].article == states[-1]
    for earlier, later in itertools.pairwise(versions):
        assert earlier.valid_to == later.valid_from
        assert later.valid_from - earlier.valid_from >= timedelta(days=1)


def test_row_of_a_writer_that_asks_nobody_is_met_again(
    postgresql_url: str, make_article: Callable[..., Article]
) -> None:
    """The unique index decides where the lock was not taken; the batch is then tried again."""
    with Archive.open(postgresql_url) as archive:
        engine = create_engine(postgresql_url)
        stored = []
        with engine.connect() as stranger:
            stranger.execute(
                text(
                    "INSERT INTO articles (magazine, canonical_url, first_seen, last_seen)"
                    " VALUES ('rayon', 'https://www.rayon.example/fr/ciney', now(), now())"
                )
            )
            thread = threading.Thread(target=lambda: stored.extend(archive.store([make_article()])))
            thread.start()
            thread.join(timeout=0.5)
            assert thread.is_alive()  # it waits for the stranger's transaction
            stranger.rollback()
            thread.join(timeout=30)
        engine.dispose()
    assert [result.outcome for result in stored] == ["new"]


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_archive_in_memory_is_one_for_all_threads(
    url: str, make_article: Callable[..., Article]
) -> None:
    with Archive.open(url) as archive:
        thread = threading.Thread(target=archive.store, args=[[make_article()]])
        thread.start()
        thread.join()
        assert len(archive.articles()) == 1
