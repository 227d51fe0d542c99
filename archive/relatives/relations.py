"""Relations between articles, and the stories that they make, as they are written down."""

from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, bindparam, select, update

from archive.database import chunks, insert_missing
from archive.models import Article, Relation, Story, Version
from archive.relatives import grouping
from archive.relatives.likeness import Likeness
from archive.relatives.origin import Appearance, first
from archive.relatives.sketch import ALGORITHM

_SIMILAR = ("near_duplicate", "same_story")


class Relative(NamedTuple):
    """A version and whose it is."""

    id: int
    article_id: int
    magazine: str
    content_hash: str
    sketch: tuple[int, ...] = ()


class Found(NamedTuple):
    """A relation to be written."""

    one: Relative
    other: Relative
    kind: str
    shared: int | None = None
    likeness: Likeness | None = None

    @property
    def pair(self) -> tuple[int, int]:
        """The two articles, the lower number first."""
        first_id, second_id = sorted((self.one.article_id, self.other.article_id))
        return first_id, second_id


def write(connection: Connection, found: Sequence[Found], moment: datetime) -> None:
    """Relations that are not known yet, and the stories they make."""
    by_key = {(*each.pair, each.kind): each for each in reversed(found)}
    for one, other, kind in list(by_key):  # what is the same need not be called similar
        if kind in _SIMILAR and (one, other, "same_content") in by_key:
            del by_key[one, other, kind]
    rows = [_row(by_key[key], moment) for key in sorted(by_key)]
    insert_missing(connection, Relation, rows)
    changed = grouping.join(
        connection,
        grouping.STORIES,
        # notices of a few words that are the same are no story
        [each.pair for each in by_key.values() if each.kind != "same_content" or each.one.sketch],
    )
    appearances = {each.article_id: each for each in _appearances(connection, changed)}
    origins = [
        {"story": story_id, "origin": first(appearances[id_] for id_ in articles)}
        for story_id, articles in changed.items()
    ]
    if origins:
        statement = update(Story).where(Story.id == bindparam("story"))
        connection.execute(statement.values(origin_id=bindparam("origin")), origins)


def _appearances(connection: Connection, stories: Mapping[int, Set[int]]) -> Iterator[Appearance]:
    """When the articles of some stories appeared, by what they say now."""
    article_ids = {id_ for articles in stories.values() for id_ in articles}
    for chunk in chunks(sorted(article_ids)):
        rows = (
            select(Article.id, Version.published_on, Version.date_published, Article.first_seen)
            .join(Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None)))
            .where(Article.id.in_(chunk))
        )
        yield from (Appearance(*row) for row in connection.execute(rows))


def _row(found: Found, moment: datetime) -> dict[str, Any]:
    """A relation as its row."""
    one, other = sorted((found.one, found.other), key=lambda version: version.article_id)
    likeness = found.likeness
    return {
        "article_id": one.article_id,
        "other_id": other.article_id,
        "kind": found.kind,
        "version_id": one.id,
        "other_version_id": other.id,
        "algorithm": ALGORITHM if likeness else None,
        "shared_hashes": found.shared,
        "resemblance": round(likeness.resemblance, 4) if likeness else None,
        "containment": round(likeness.containment, 4) if likeness else None,
        "kept": round(likeness.kept, 4) if likeness else None,
        "found_at": moment,
    }
