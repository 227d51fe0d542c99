"""Hashes that wait in runs: found as all others are, and put in with them in time."""

from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, delete, func, select

from archive import storing
from archive.models import SketchHash, SketchRun
from archive.relatives import near, sketch_runs
from archive.relatives.near import NEWEST, Near
from archive.relatives.sketch import ALGORITHM, MIN_SHARED, SKETCH_HASHES
from archive.store import Archive
from tests.archive.writers.test_pool import told

MANY = sketch_runs.WORTH // SKETCH_HASHES
"""Versions whose hashes make a run."""


@pytest.fixture
def engine(archive_url: str) -> Iterator[Engine]:
    Archive.open(archive_url).close()
    engine = create_engine(archive_url)
    yield engine
    engine.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.begin() as opened:
        yield opened


def sketches(first: int, count: int) -> dict[int, tuple[int, ...]]:
    """Each two versions, an even one and the next, have a sketch in common."""
    return {
        version: tuple(range(version // 2 * 50, version // 2 * 50 + SKETCH_HASHES))
        for version in range(first, first + count)
    }


def count(connection: Connection, table: type[SketchHash | SketchRun]) -> int:
    return connection.scalar(select(func.count()).select_from(table)) or 0


def test_what_waits_is_found_like_all_else(connection: Connection) -> None:
    stored = sketches(0, 2 * MANY)
    odd = {version: hashes for version, hashes in stored.items() if version % 2}
    even = {version: hashes for version, hashes in stored.items() if version % 2 == 0}
    near.write(connection, odd)
    near.write(connection, {version: even[version] for version in list(even)[:9]})
    near.write(connection, {version: even[version] for version in list(even)[9:]})
    expected = {version: [Near(version ^ 1, SKETCH_HASHES)] for version in stored}
    assert near.find(connection, stored) == expected
    is_sqlite = connection.dialect.name == "sqlite"
    assert count(connection, SketchRun) == is_sqlite  # of one; the others are few
    assert sketch_runs.count(connection) == is_sqlite * MANY * SKETCH_HASHES

    near.write(connection, stored)  # again, so that some are in two places
    assert near.find(connection, stored) == expected
    near.merge(connection)
    near.merge(connection)
    assert near.find(connection, stored) == expected
    assert sketch_runs.count(connection) == count(connection, SketchRun) == 0
    assert count(connection, SketchHash) == len(stored) * SKETCH_HASHES


def test_of_a_popular_hash_the_newest_are_asked(connection: Connection) -> None:
    wanted = tuple(range(MIN_SHARED))
    few = {7: wanted[:MIN_SHARED] + tuple(range(100, 110))}  # older than all, and alone
    near.write(connection, few)
    size = sketch_runs.WORTH // MIN_SHARED
    for first in (1_000, 1_000 + size):
        near.write(connection, dict.fromkeys(range(first, first + size), wanted))
    last = 1_000 + 2 * size - 1
    found = near.find(connection, {last: wanted, 8: few[7]})
    assert [n.version_id for n in found[last]] == list(range(last - 1, last - NEWEST, -1))
    assert found[8][0] == Near(7, 10)


def test_when_there_are_enough_they_go_into_their_table(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sketch_runs, "ENOUGH", 2 * MANY * SKETCH_HASHES)
    near.write(connection, sketches(0, MANY))
    assert count(connection, SketchHash) in (0, MANY * SKETCH_HASHES)
    near.write(connection, sketches(MANY, MANY))
    assert count(connection, SketchRun) == 0
    assert count(connection, SketchHash) == 2 * MANY * SKETCH_HASHES


def test_of_another_algorithm_nothing_is_found_or_kept(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    entries = sketch_runs.Entries(np.arange(MANY), np.arange(MANY))
    with monkeypatch.context() as patch:
        patch.setattr(sketch_runs, "ALGORITHM", ALGORITHM - 1)
        sketch_runs.keep(connection, entries)
    near.write(connection, sketches(0, MANY))
    assert len(near.find(connection, sketches(0, MANY))) == MANY
    near.merge(connection)
    assert count(connection, SketchRun) == 0
    assert count(connection, SketchHash) == MANY * SKETCH_HASHES


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.dictionaries(
        st.integers(1, 60),
        st.lists(st.integers(0, 30), unique=True, max_size=8).map(tuple),
        min_size=1,
        max_size=40,
    ).flatmap(
        lambda known: st.tuples(
            st.just(known), st.lists(st.lists(st.sampled_from(sorted(known))), max_size=5)
        )
    )
)
def test_wherever_hashes_are_the_same_is_found(
    engine: Engine,
    monkeypatch: pytest.MonkeyPatch,
    given: tuple[dict[int, tuple[int, ...]], list[list[int]]],
) -> None:
    known, batches = given
    found = []
    for worth in (1, 20, sketch_runs.WORTH):
        monkeypatch.setattr(sketch_runs, "WORTH", worth)
        with engine.begin() as connection:
            for table in (SketchHash, SketchRun):
                connection.execute(delete(table))
            for batch in batches:
                near.write(connection, {version: known[version] for version in batch})
            found.append(near.find(connection, known))
    assert found[0] == found[1] == found[2]


def test_nothing_waits_any_longer_when_an_import_has_ended(archive_url: str) -> None:
    articles = [told(number) for number in range(4, 4 + 2 * MANY)]
    with Archive.open(archive_url) as archive:
        archive.store([told(1)])  # the first one catches up
        archive.store(articles[:MANY])
        with archive._engine.begin() as connection:
            assert count(connection, SketchRun) == (connection.dialect.name == "sqlite")
        with archive.writers(0) as writers:
            list(writers.store([articles[MANY:]]))
        with archive._engine.begin() as connection:
            assert count(connection, SketchRun) == 0
            assert count(connection, SketchHash) == (1 + 2 * MANY) * SKETCH_HASHES


def test_a_killed_import_leaves_nothing_that_is_not_found(archive_url: str) -> None:
    articles = [told(number) for number in range(4, 4 + MANY)]
    with Archive.open(archive_url) as archive:
        prepared = storing.prepare(articles)
        with archive._engine.begin() as connection:
            storing.store(connection, prepared, None)  # and no more
    with Archive.open(archive_url) as archive:
        assert archive.relate() == MANY
        assert archive.relate() == 0
        with archive._engine.begin() as connection:
            assert count(connection, SketchRun) == 0
        stories = {archive.related(n)[0].kind for n in range(3, 40) if archive.related(n)}
    assert stories == {"same_story"}
