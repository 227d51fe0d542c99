"""Several processes that store together, on each database."""

import os
import random
import signal
from collections.abc import Generator, Iterable, Iterator, Sequence
from types import MappingProxyType
from typing import Any

import pytest
from sqlalchemy import create_engine, func, select

from archive.errors import ArchiveMissing, StorageFailed, UnknownRun, WriterDied
from archive.models import Base, PendingLookup
from archive.records import Article, Refusal, Visit
from archive.store import Archive
from archive.storing import Batch
from archive.writers import pool
from benchmarks import prose
from tests.archive.invented import FIRST, invented_article

RUN = "import"


def told(number: int, *, day: float = 0, **fields: Any) -> Article:
    """An article with a text of its own; each fourth tells in another magazine what the one before
    it told.
    """
    text = number - 1 if number % 4 == 3 else number
    body = prose.text(text, 120)
    values: dict[str, Any] = {
        "magazine": "etal" if number % 4 == 3 else "rayon",
        "headline": f"Le magasin numéro {number}",
        "lead": None,
        "body_text": body,
    }
    return invented_article(f"{number}", day, **(values | fields))


def batches(count: int, size: int = 4) -> list[list[Article]]:
    return [
        [told(number) for number in range(start, start + size)]
        for start in range(0, count * size, size)
    ]


def rows(url: str) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the archive, but when relatives were looked for and in which order."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {
            table.name: sorted(
                tuple(repr(value) for column, value in row._mapping.items() if column != "found_at")
                for row in connection.execute(select(table))
            )
            for table in Base.metadata.sorted_tables
            if not table.name.startswith("stor")
        }
    engine.dispose()
    return found


def test_the_same_is_stored_as_by_one_process(archive_url: str, tmp_path: Any) -> None:
    again = [told(1, day=2), told(2, day=2, headline="Le magasin a fermé")]
    refused = Refusal(
        url="https://www.rayon.example/fr/x", magazine="rayon", reason="listing", fetched_at=FIRST
    )
    visit = Visit(
        magazine="rayon", address="https://www.rayon.example/fr/y", visited_at=FIRST, status=500,
        failure="http_500",
    )  # fmt: skip
    all_: list[Batch] = [*batches(6), [], [*again, refused, visit]]
    with Archive.open(archive_url) as archive:
        archive.start_run(RUN, "rayon", FIRST, "test")
        with archive.writers(2) as writers:
            found = list(writers.store(all_[:3], RUN)) + list(writers.store(all_[3:], RUN))
        stories = [archive.story(stored.article_id or 0) for stored in found[0]]
    with Archive.open(f"sqlite:///{tmp_path}/one.db") as one:
        one.start_run(RUN, "rayon", FIRST, "test")
        with one.writers(0) as alone:
            assert list(alone.store(all_, RUN)) == found
        assert [one.story(stored.article_id or 0) for stored in found[0]] == stories
    assert [stored.outcome for stored in found[-1]] == ["unchanged", "changed", "refused", "failed"]
    if archive_url.startswith("sqlite"):
        assert rows(archive_url) == rows(f"sqlite:///{tmp_path}/one.db")


def test_when_it_is_done_relatives_are_found(archive_url: str) -> None:
    pairs = [(4 * number + 3, 4 * number + 2) for number in range(5)]
    apart = [[told(n)] for pair in pairs for n in pair]  # each pair at once, by two processes
    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        for _ in writers.store(apart):
            pass
        engine = create_engine(archive_url)
        with engine.connect() as connection:
            assert connection.scalar(select(func.count()).select_from(PendingLookup)) == 0
        engine.dispose()
        stories = [archive.related(article_id) for article_id in range(1, 11)]
    assert [len(found) for found in stories] == [1] * 10


def test_a_batch_that_fails_is_named_and_others_go_on(archive_url: str) -> None:
    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        with pytest.raises(UnknownRun):
            list(writers.store(batches(3), "nobody knows"))
        strange = told(1, provenance=MappingProxyType({}))  # which cannot be sent
        with pytest.raises(TypeError):
            list(writers.store([[strange]]))
        assert archive.stats().articles == 0
        assert len(list(writers.store(batches(3)))) == 3
        assert archive.stats().articles == 12


def test_of_a_run_one_batch_fails_alone(archive_url: str) -> None:
    given = batches(8)
    given[3] = [told(12), told(13, word_count=2**70), told(14)]  # more than a database holds
    runs = [number for number, (_, is_last) in enumerate(pool.in_runs(given, 2)) if is_last]
    assert 2 not in runs  # it is stored with the one before it
    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        stored = writers.store(given)
        assert [len(next(stored)) for _ in range(3)] == [4, 4, 4]
        with pytest.raises((OverflowError, StorageFailed)):
            next(stored)
        assert archive.stats().articles == 7 * 4


@pytest.mark.parametrize("count", [0, 1, 2, 3, 20, 100])
@pytest.mark.parametrize("writers", [2, 3, 4])
@pytest.mark.parametrize("size", [1, 3])
def test_runs_are_long_and_short_at_the_end(
    count: int, writers: int, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "LONGEST", 4 * size)
    given = [[told(number)] * size for number in range(count)]
    found = list(pool.in_runs(iter(given), writers))
    assert [batch for batch, _ in found] == given
    ends = [number for number, (_, is_last) in enumerate(found) if is_last]
    lengths = [end - start for start, end in zip([-1, *ends], ends, strict=False)]
    assert sum(lengths) == count
    assert max(lengths, default=1) <= 4
    assert lengths[-1:] == [1] * bool(count)
    assert 4 in lengths or count < 100


def test_a_run_has_at_least_one_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "LONGEST", 4)
    given = [[told(1)] * 9, [], [told(2)], [], [], [told(3)] * 5, []]
    found = list(pool.in_runs(given, 2))
    assert [batch for batch, _ in found] == given
    assert [is_last for _, is_last in found][-2:] == [True, True]


def test_the_first_run_begins_at_once() -> None:
    taken = iter(batches(9))
    next(pool.in_runs(taken, 3))
    assert len(list(taken)) == 7


def test_who_stops_in_between_leaves_whole_batches(archive_url: str) -> None:
    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        for _ in writers.store(batches(8)):
            break
        assert archive.stats().articles % 4 == 0
        list(writers.store(batches(8)))
        assert archive.stats().articles == 32


@pytest.mark.parametrize("seed", range(3))
def test_killed_writers_lose_nothing_that_was_said_to_be_stored(
    archive_url: str, seed: int
) -> None:
    chance, given = random.Random(seed), batches(10)
    known: list[int | None] = []

    def handed(writers: pool.Writers) -> Iterator[Sequence[Article]]:
        last = chance.randrange(3, 10)
        for number, batch in enumerate(given):
            if number == last:
                victim = chance.choice(writers._lines)
                os.kill(victim._process.pid, signal.SIGKILL)
            yield batch

    with Archive.open(archive_url) as archive:
        with archive.writers(2) as writers, pytest.raises(WriterDied):  # noqa: PT012
            for stored in writers.store(handed(writers)):
                known += [each.article_id for each in stored]
            pytest.fail("nobody noticed")
        assert archive.stats().articles % 4 == 0
        before = {row.id for row in archive.articles(limit=None)}
        assert before.issuperset(known)
        with archive.writers(2) as writers:
            list(writers.store(given))
        assert archive.stats().articles == archive.stats().versions == 40
        assert archive.relate() == 0
        assert all(
            len(archive.related(row.id)) == 1
            for row in archive.articles(limit=None)
            if int(row.canonical_url.rpartition("/")[2]) % 4 in (2, 3)
        )


def test_with_one_process_or_in_memory_all_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        pytest.fail("a process was started")

    monkeypatch.setattr(pool, "Line", refuse)
    with Archive.open("sqlite://") as archive, archive.writers(5) as writers:
        stored = writers.store(iter(batches(2)))
        assert [len(results) for results in stored] == [4, 4]
        assert len(archive.related(1)) == 1


@pytest.mark.parametrize("heard", range(1, 8))
def test_who_stops_while_a_run_is_open_is_let_go(
    archive_url: str, monkeypatch: pytest.MonkeyPatch, heard: int
) -> None:
    monkeypatch.setattr(pool, "LONGEST", 2)
    monkeypatch.setattr(pool, "AHEAD", 1)
    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        stored = writers.store(batches(8, 1))
        for _ in range(heard):
            assert len(next(stored)) == 1
        assert isinstance(stored, Generator)
        stored.close()
        assert heard <= archive.stats().articles <= heard + 2


def test_writers_that_cannot_open_the_archive_say_why(tmp_path: Any) -> None:
    def nothing(_batch: object, _run: object) -> list[Any]:
        return []

    with pytest.raises(ArchiveMissing):
        pool.Writers(f"sqlite:///{tmp_path}/none.db", 2, nothing, lambda: 0)


def test_takes_few_batches_ahead(archive_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "LONGEST", 3)
    monkeypatch.setattr(pool, "AHEAD", 5)
    taken = 0

    def counted(given: Iterable[Sequence[Article]]) -> Iterator[Sequence[Article]]:
        nonlocal taken
        for batch in given:
            taken += 1
            yield batch

    with Archive.open(archive_url) as archive, archive.writers(2) as writers:
        for number, _ in enumerate(writers.store(counted(batches(30, 1)))):
            assert taken <= number + 1 + 2 * (5 + 3)
