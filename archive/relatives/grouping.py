"""Articles that belong together, pair by pair: groups that grow and merge, in SQL.

The same for stories and for sets of language editions; what makes a pair is not decided here. Two
groups that turn out to be one become the older of them, and the other remembers where it went.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field

from sqlalchemy import Connection, delete, select, text, update

from archive.database import chunks, upsert
from archive.models import EditionMember, EditionSet, Story, StoryMember
from archive.rows import insert_new, known_id

Pair = tuple[int, int]
"""Two articles, by id."""

MayMerge = Callable[[Set[int], Set[int]], bool]
"""Told the articles of two groups: may they become one?"""


@dataclass(frozen=True, slots=True)
class Grouping:
    """The two tables of a kind of groups."""

    groups: type[Story | EditionSet]
    """One row a group."""
    members: type[StoryMember | EditionMember]
    """One row an article."""


STORIES = Grouping(Story, StoryMember)
EDITIONS = Grouping(EditionSet, EditionMember)


@dataclass(slots=True, eq=False)
class _Group:
    """A group in the making."""

    id: int | None
    articles: set[int]
    merged: list[int] = field(default_factory=list)
    """Groups in the database that went into this one."""
    is_touched: bool = False


def members_of(
    connection: Connection, kind: Grouping, article_ids: Iterable[int]
) -> Mapping[int, set[int]]:
    """Group id to its articles, for the groups in which any of these articles is."""
    found: dict[int, set[int]] = {}
    table = kind.members
    for chunk in chunks(sorted(set(article_ids))):
        ids = connection.scalars(
            select(table.group_id).where(table.article_id.in_(chunk)).distinct()
        )
        for stretch in chunks(sorted(set(ids) - set(found))):
            rows = select(table.group_id, table.article_id).where(table.group_id.in_(stretch))
            for group_id, article_id in connection.execute(rows):
                found.setdefault(group_id, set()).add(article_id)
    return found


def join(
    connection: Connection,
    kind: Grouping,
    pairs: Iterable[Pair],
    may_merge: MayMerge = lambda _one, _other: True,
) -> Mapping[int, Set[int]]:
    """Bring the articles of each pair into one group; returns the groups that changed.

    Pairs are taken in their order, which matters only where ``may_merge`` has a say: a pair that it
    refuses changes nothing. Writers follow each other here: the transaction holds a lock until it
    ends.
    """
    wanted = list(dict.fromkeys(pairs))
    if not wanted:
        return {}
    lock(connection, kind)
    of_article: dict[int, _Group] = {}
    for id_, articles in members_of(connection, kind, (id_ for p in wanted for id_ in p)).items():
        of_article |= dict.fromkeys(articles, _Group(id_, articles))
    for pair in wanted:
        one, other = (of_article.get(a) or _Group(None, {a}) for a in pair)
        if one is other or not may_merge(one.articles, other.articles):
            continue
        merged = _merged(one, other)
        of_article |= dict.fromkeys(merged.articles, merged)
    touched = [g for g in dict.fromkeys(of_article.values()) if g.is_touched]
    return _write(connection, kind, touched)


def regroup(
    connection: Connection,
    kind: Grouping,
    group_id: int,
    pairs: Iterable[Pair],
    may_merge: MayMerge = lambda _one, _other: True,
) -> None:
    """Take a group apart and join again those of its articles that these pairs still tie together.

    The largest part keeps its number, the others get new ones; an article that is alone has no
    group. The caller holds the lock.
    """
    ids = connection.scalars(
        select(kind.members.article_id).where(kind.members.group_id == group_id)
    )
    of_article = {id_: _Group(None, {id_}) for id_ in ids}
    whole = len(of_article)
    for pair in pairs:
        one, other = (of_article[id_] for id_ in pair)
        if one is not other and may_merge(one.articles, other.articles):
            merged = _merged(one, other)
            of_article |= dict.fromkeys(merged.articles, merged)
    parts = [part for part in dict.fromkeys(of_article.values()) if part.is_touched]
    parts.sort(key=lambda part: (-len(part.articles), min(part.articles)))
    if parts and len(parts[0].articles) == whole:
        return
    connection.execute(delete(kind.members).where(kind.members.group_id == group_id))
    for number, part in enumerate(parts):
        part.id = group_id if number == 0 else None
    _write(connection, kind, parts)


def _merged(one: _Group, other: _Group) -> _Group:
    """Both groups as the one that has the lower number, if any has."""
    ids = sorted(group.id for group in (one, other) if group.id is not None)
    return _Group(
        id=ids[0] if ids else None,
        articles=one.articles | other.articles,
        merged=[*one.merged, *other.merged, *ids[1:]],
        is_touched=True,
    )


def _write(connection: Connection, kind: Grouping, groups: Sequence[_Group]) -> dict[int, Set[int]]:
    """Write groups down that are new or have grown; returns them by their ids."""
    new = [group for group in groups if group.id is None]
    ids = insert_new(connection, kind.groups, [{}] * len(new))
    for group, id_ in zip(new, ids, strict=True):
        group.id = id_
    written = {known_id(group.id): group for group in groups}
    owners = {article: id_ for id_, group in written.items() for article in group.articles}
    rows = [{"article_id": id_, "group_id": owners[id_]} for id_ in sorted(owners)]
    upsert(connection, kind.members, rows)
    for id_, group in written.items():
        went = update(kind.groups).values(merged_into=id_)
        for chunk in chunks(sorted(group.merged)):  # those that went into them before, too
            connection.execute(went.where(kind.groups.id.in_(chunk)))
            connection.execute(went.where(kind.groups.merged_into.in_(chunk)))
    return {id_: group.articles for id_, group in written.items()}


def lock(connection: Connection, kind: Grouping) -> None:
    """Let no other writer join groups of this kind; SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        connection.execute(
            text("SELECT pg_advisory_xact_lock(hashtextextended(:name, 0))"),
            {"name": f"tradearchive groups {kind.groups.__tablename__}"},
        )
