"""Look-up of sketches in SQL: few false, none missed, and never a popular hash read whole."""

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, create_engine, text

from archive.relatives import near
from archive.relatives.near import NEWEST, Near
from archive.relatives.sketch import ALGORITHM, MIN_SHARED, SKETCH_HASHES
from archive.store import Archive


@pytest.fixture
def connection(archive_url: str) -> Iterator[Connection]:
    Archive.open(archive_url).close()
    engine = create_engine(archive_url)
    with engine.begin() as opened:
        yield opened
    engine.dispose()


def hashes(*numbers: int) -> tuple[int, ...]:
    """Hashes near the upper end of what a column holds."""
    return tuple((1 << 61) - 2 - number for number in numbers)


def test_most_similar_first_and_then_newest(connection: Connection) -> None:
    wanted = hashes(*range(SKETCH_HASHES))
    sketches = {
        1: wanted[: MIN_SHARED - 1],
        2: wanted[:MIN_SHARED],
        3: wanted[-10:],
        4: wanted[:MIN_SHARED],
        5: hashes(*range(100, 120)),
    }
    near.write(connection, sketches)
    near.write(connection, sketches | {9: wanted})  # again: nothing changes
    assert near.find(connection, {9: wanted, 5: sketches[5]}) == {
        9: [Near(3, 10), Near(4, MIN_SHARED), Near(2, MIN_SHARED)]
    }
    assert near.find(connection, {}) == {}


def test_of_a_popular_hash_the_newest_are_asked(connection: Connection) -> None:
    wanted = hashes(*range(MIN_SHARED))
    near.write(connection, dict.fromkeys(range(1, 2 * NEWEST + 1), wanted))
    found = near.find(connection, {2 * NEWEST: wanted})[2 * NEWEST]
    assert [n.version_id for n in found] == list(range(2 * NEWEST - 1, NEWEST, -1))


def test_sketches_of_another_algorithm_are_not_looked_at(connection: Connection) -> None:
    wanted = hashes(*range(MIN_SHARED))
    for number in wanted:
        connection.execute(
            text("INSERT INTO sketch_hashes (algorithm, hash, version_id) VALUES (:a, :h, 1)"),
            {"a": ALGORITHM + 1, "h": number},
        )
    assert near.find(connection, {2: wanted}) == {}


def test_many_are_asked_at_once(connection: Connection) -> None:
    count = 600  # more than one statement takes
    sketches = {n: hashes(*range(n // 2 * 50, n // 2 * 50 + SKETCH_HASHES)) for n in range(count)}
    near.write(connection, sketches)
    found = near.find(connection, sketches)
    assert found == {n: [Near(n ^ 1, SKETCH_HASHES)] for n in range(count)}
