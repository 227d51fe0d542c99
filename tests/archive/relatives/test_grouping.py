"""Groups of articles, pair by pair, in any order."""

from collections.abc import Callable, Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, create_engine, delete, select

from archive.models import Story, StoryMember
from archive.records import Article
from archive.relatives.grouping import STORIES, join, members_of, regroup
from archive.store import Archive

ARTICLES = 12


@pytest.fixture
def connection(archive_url: str, make_article: Callable[..., Article]) -> Iterator[Connection]:
    with Archive.open(archive_url) as archive:
        archive.store(
            [make_article(str(n), body_text=f"Texte {n}", lead=None) for n in range(ARTICLES)]
        )
    engine = create_engine(archive_url)
    with engine.connect() as opened:
        yield opened
    engine.dispose()


def groups(connection: Connection) -> set[frozenset[int]]:
    rows = connection.execute(select(StoryMember.group_id, StoryMember.article_id)).all()
    return {frozenset(row[1] for row in rows if row[0] == id_) for id_, _ in rows}


def test_two_groups_become_the_older_one(connection: Connection) -> None:
    first = join(connection, STORIES, [(1, 2), (3, 4)])
    assert sorted(map(sorted, first.values())) == [[1, 2], [3, 4]]
    assert join(connection, STORIES, [(1, 2)]) == {}
    kept, gone = sorted(first)
    assert join(connection, STORIES, [(4, 2), (4, 5)]) == {kept: {1, 2, 3, 4, 5}}
    assert members_of(connection, STORIES, [5, 12]) == {kept: {1, 2, 3, 4, 5}}
    assert connection.scalar(select(Story.merged_into).where(Story.id == gone)) == kept
    last = next(iter(join(connection, STORIES, [(6, 7)])))
    join(connection, STORIES, [(6, 1)])
    merged = select(Story.id).where(Story.merged_into == kept).order_by(Story.id)
    assert list(connection.scalars(merged)) == [gone, last]


def test_what_may_not_merge_stays_apart(connection: Connection) -> None:
    join(connection, STORIES, [(1, 2), (3, 4)])
    changed = join(connection, STORIES, [(2, 3), (4, 5)], lambda a, b: len(a | b) < 4)
    assert list(map(sorted, changed.values())) == [[3, 4, 5]]


def test_a_group_is_taken_apart(connection: Connection) -> None:
    """The largest part keeps the number, what is alone has none, and others are left alone."""
    [(group, _)] = join(connection, STORIES, [(1, 2), (2, 3), (3, 4), (4, 5), (5, 6)]).items()
    [(other, _)] = join(connection, STORIES, [(7, 8)]).items()
    regroup(connection, STORIES, group, [(2, 3), (4, 5), (5, 6)])
    found = dict(members_of(connection, STORIES, range(1, ARTICLES)))
    assert found.pop(group) == {4, 5, 6}
    assert found.pop(other) == {7, 8}
    assert list(found.values()) == [{2, 3}]
    regroup(connection, STORIES, group, [])
    assert members_of(connection, STORIES, [4, 5, 6]) == {}


PAIRS = st.lists(st.tuples(st.integers(1, ARTICLES), st.integers(1, ARTICLES)), max_size=12)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(calls=st.lists(PAIRS, max_size=5))
def test_order_does_not_matter(connection: Connection, calls: list[list[tuple[int, int]]]) -> None:
    for pairs in calls:
        join(connection, STORIES, [pair for pair in pairs if pair[0] != pair[1]])
    found = groups(connection)
    connection.execute(delete(StoryMember))
    pairs = [pair for call in calls for pair in call if pair[0] != pair[1]]
    join(connection, STORIES, reversed(pairs))
    assert groups(connection) == found
    connection.rollback()
    for one, other in pairs:
        assert any({one, other} <= group for group in found)
