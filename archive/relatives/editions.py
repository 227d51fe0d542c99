"""Which articles are language editions of one: what pages declare.

A page's hreflang is believed wherever it leads, to another magazine or host too, and where the
other page says nothing of it. As with other relatives (``relating``), the declarations go
into the version's own transaction and are followed after it was committed, so that a pair is found
whichever of its articles is stored first or by whom. It holds as long as one of the two declares
it: a new version that does not takes it back.

What is only likely is in ``proposing``.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Connection,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from archive.addresses import clean_address
from archive.database import chunks, insert_missing, upsert
from archive.deciding.decide import MAX_URL_BYTES
from archive.models import Article, DeclaredEdition, EditionPair, Url, Version
from archive.relatives import grouping
from archive.relatives.grouping import EDITIONS, Pair

_NO_LANGUAGE = "x-default"
"""hreflang for readers of any other language; a page of choices most often."""


def declare(connection: Connection, alternates: Mapping[int, Mapping[str, str]]) -> None:
    """Keep what pages declare, beside what is kept: article id to hreflang code to URL."""
    rows = _declarations(alternates)
    insert_missing(connection, DeclaredEdition, [rows[key] for key in sorted(rows)])


def withdraw(connection: Connection, alternates: Mapping[int, Mapping[str, str]]) -> None:
    """Forget what articles declare besides this: their pages do no longer, as of a new version.

    What they declared before stays with their earlier versions.
    """
    kept = _declarations(alternates)
    for chunk in chunks(sorted(alternates)):
        rows = connection.execute(
            select(DeclaredEdition.__table__).where(DeclaredEdition.article_id.in_(chunk))
        ).all()
        gone = [row for row in rows if kept.get((row.url, row.article_id)) != row._asdict()]
        if gone:
            connection.execute(
                delete(DeclaredEdition).where(
                    DeclaredEdition.url == bindparam("u"),
                    DeclaredEdition.article_id == bindparam("a"),
                ),
                [{"u": row.url, "a": row.article_id} for row in gone],
            )


def _declarations(
    alternates: Mapping[int, Mapping[str, str]],
) -> dict[tuple[str, int], dict[str, Any]]:
    """What pages declare as rows, by their keys."""
    return {
        (url, article_id): {"url": url, "article_id": article_id, "language": code}
        for article_id, editions in alternates.items()
        for code, url in ((code, clean_address(url)) for code, url in editions.items())
        if code.lower() != _NO_LANGUAGE and url and len(url.encode()) <= MAX_URL_BYTES
    }


def look_up(connection: Connection, article_ids: Iterable[int], moment: datetime) -> None:
    """Pair articles with those they declare, and with those that declare them; part the others."""
    ids = sorted(set(article_ids))
    if not _declared(connection, ids) and not _certain(connection, ids):
        return
    grouping.lock(connection, EDITIONS)
    declared, before = _declared(connection, ids), _certain(connection, ids)
    pairs = _write_declared(connection, declared, moment)
    grouping.join(connection, EDITIONS, pairs, _may_merge(connection))
    _part(connection, before - set(pairs))


def _declared(connection: Connection, article_ids: Sequence[int]) -> set[Pair]:
    """Who declares whom, where one of the two is among these articles."""
    declared: set[Pair] = set()
    for chunk in chunks(article_ids):
        links = (
            select(DeclaredEdition.article_id, Url.article_id.label("other_id"))
            .join(Url, Url.url == DeclaredEdition.url)
            .where(DeclaredEdition.article_id != Url.article_id)
        )
        for mine in (DeclaredEdition.article_id, Url.article_id):
            rows = connection.execute(links.where(mine.in_(chunk)))
            declared.update((row.article_id, row.other_id) for row in rows)
    return declared


def _certain(connection: Connection, article_ids: Sequence[int]) -> set[Pair]:
    """Pairs on record as declared of which one is among these articles."""
    found: set[Pair] = set()
    for chunk in chunks(article_ids):
        for mine in (EditionPair.article_id, EditionPair.other_id):
            rows = select(EditionPair.article_id, EditionPair.other_id).where(
                EditionPair.is_certain, mine.in_(chunk)
            )
            found.update((row.article_id, row.other_id) for row in connection.execute(rows))
    return found


def _write_declared(
    connection: Connection, declared: Set[Pair], moment: datetime
) -> Sequence[Pair]:
    """Certain pairs, with who declares them; those that both do first."""
    wanted = sorted({(min(pair), max(pair)) for pair in declared})
    known = known_pairs(connection, wanted)
    rows = []
    for pair in wanted:
        before = known.get(pair)
        ways = [name for name, way in (("first", pair), ("second", pair[::-1])) if way in declared]
        rows.append(
            {
                "article_id": pair[0],
                "other_id": pair[1],
                "is_certain": True,
                "declared_by": "both" if len(ways) == 2 else ways[0],
                "score": before.score if before else None,
                "reasons": before.reasons if before else {},
                "found_at": before.found_at if before and before.is_certain else moment,
            }
        )
    upsert(connection, EditionPair, rows)
    rows.sort(key=lambda row: row["declared_by"] != "both")
    return [(row["article_id"], row["other_id"]) for row in rows]


def _part(connection: Connection, pairs: Set[Pair]) -> None:
    """Take back pairs that nobody declares any more; one that was proposed is a proposal again."""
    for pair in sorted(pairs):
        mine = and_(EditionPair.article_id == pair[0], EditionPair.other_id == pair[1])
        connection.execute(delete(EditionPair).where(mine, EditionPair.score.is_(None)))
        connection.execute(
            update(EditionPair).where(mine).values(is_certain=False, declared_by="neither")
        )
    for set_id, articles in grouping.members_of(
        connection, EDITIONS, (id_ for pair in pairs for id_ in pair)
    ).items():
        left = select(EditionPair.article_id, EditionPair.other_id).where(
            EditionPair.is_certain,
            EditionPair.article_id.in_(articles),
            EditionPair.other_id.in_(articles),
        )
        ordered = left.order_by(EditionPair.declared_by != "both", *left.selected_columns)
        grouping.regroup(
            connection,
            EDITIONS,
            set_id,
            [(row.article_id, row.other_id) for row in connection.execute(ordered)],
            _may_merge(connection),
        )


def known_pairs(connection: Connection, pairs: Sequence[Pair]) -> dict[Pair, Any]:
    """Pairs that are on record already."""
    wanted = set(pairs)
    found = {}
    for chunk in chunks(sorted({article_id for article_id, _ in pairs})):
        rows = select(EditionPair.__table__).where(EditionPair.article_id.in_(chunk))
        for row in connection.execute(rows):
            if (row.article_id, row.other_id) in wanted:
                found[row.article_id, row.other_id] = row
    return found


def _may_merge(connection: Connection) -> Callable[[Set[int], Set[int]], bool]:
    """Two sets may become one if no magazine has two articles of one language in it then.

    A page that declares its neighbour's translation, or a listing, would tie articles together that
    have nothing to do with each other. The pair stays on record.
    """
    kinds: dict[int, tuple[str, str | None]] = {}

    def may_merge(one: Set[int], other: Set[int]) -> bool:
        missing = sorted((one | other) - set(kinds))
        for chunk in chunks(missing):
            rows = select(Article.id, Article.magazine, Version.language).join(
                Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None))
            )
            for row in connection.execute(rows.where(Article.id.in_(chunk))):
                kinds[row.id] = row.magazine, row.language
        return {kinds[id_] for id_ in one}.isdisjoint(kinds[id_] for id_ in other)

    return may_merge


def pairs_of(connection: Connection, article_id: int) -> Sequence[Any]:
    """The rows of ``edition_pairs`` in which an article is."""
    return connection.execute(
        select(EditionPair.__table__).where(
            or_(EditionPair.article_id == article_id, EditionPair.other_id == article_id)
        )
    ).all()
