"""Questions about an article's relatives: its story, what is like it. Writes nothing."""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, case, or_, select

from archive.database import chunks
from archive.errors import UnknownArticle
from archive.models import Article, Relation
from archive.models import Story as StoryTable
from archive.reading import article_rows
from archive.relatives import grouping
from archive.relatives.editions import pairs_of
from archive.relatives.records import Edition, Related, Story
from archive.results import ArticleRow


def story(connection: Connection, article_id: int) -> Story | None:
    """The story of an article; None where no other tells it. Raises UnknownArticle."""
    _check(connection, article_id)
    for story_id, members in grouping.members_of(
        connection, grouping.STORIES, [article_id]
    ).items():
        origin_id = connection.scalar(select(StoryTable.origin_id).where(StoryTable.id == story_id))
        rows = rows_by_id(connection, members)
        ordered = sorted(
            rows.values(),
            key=lambda row: (
                row.id != origin_id,
                row.published_on or row.first_seen.date(),
                row.first_seen,
                row.id,
            ),
        )
        return Story(id=story_id, origin_id=ordered[0].id, articles=tuple(ordered))
    return None


def related(connection: Connection, article_id: int) -> list[Related]:
    """What was found to be like an article, closest first; raises UnknownArticle."""
    _check(connection, article_id)
    is_first = Relation.article_id == article_id
    other = case((is_first, Relation.other_id), else_=Relation.article_id).label("other")
    found = connection.execute(
        select(Relation, other).where(or_(is_first, Relation.other_id == article_id))
    ).all()
    rows = rows_by_id(connection, {row.other for row in found})
    relations = [
        Related(
            article=rows[row.other],
            kind=row.kind,
            shared_hashes=row.shared_hashes,
            resemblance=row.resemblance,
            containment=row.containment,
            kept=row.kept,
            found_at=row.found_at,
        )
        for row in found
    ]
    return sorted(
        relations,
        key=lambda r: (-(1.0 if r.resemblance is None else r.resemblance), r.article.id, r.kind),
    )


def editions(connection: Connection, article_id: int) -> list[Edition]:
    """The language editions of an article, certain ones first; raises UnknownArticle."""
    _check(connection, article_id)
    groups = grouping.members_of(connection, grouping.EDITIONS, [article_id])
    pairs = {
        row.other_id if row.article_id == article_id else row.article_id: row
        for row in pairs_of(connection, article_id)
    }
    certain = {id_ for members in groups.values() for id_ in members} - {article_id}
    certain |= {id_ for id_, row in pairs.items() if row.is_certain}
    rows = rows_by_id(connection, certain | set(pairs))
    settled = {rows[id_].language for id_ in certain}
    found = []
    for id_, article in rows.items():
        if id_ not in certain and article.language in settled:
            continue  # a guess that a page has answered otherwise
        row = pairs.get(id_)
        found.append(
            Edition(
                article=article,
                is_certain=id_ in certain,
                declared_by=_declared_by(row.declared_by if row else "", article_id < id_),
                score=row.score if row else None,
                reasons=row.reasons if row else {},
            )
        )
    return sorted(found, key=lambda e: (not e.is_certain, e.article.language or "", e.article.id))


def _declared_by(kept: str, is_first: bool) -> Literal["this", "other", "both", "neither"]:
    """Who declares a pair, seen from one of its articles."""
    if kept == "both":
        return "both"
    if kept not in ("first", "second"):
        return "neither"
    return "this" if (kept == "first") is is_first else "other"


def rows_by_id(connection: Connection, article_ids: Iterable[int]) -> dict[int, ArticleRow]:
    """Articles as they stand now."""
    return {
        row.id: ArticleRow(**row._asdict())
        for chunk in chunks(sorted(article_ids))
        for row in connection.execute(article_rows().where(Article.id.in_(chunk)))
    }


def _check(connection: Connection, article_id: int) -> None:
    """Raises UnknownArticle."""
    if connection.scalar(select(Article.id).where(Article.id == article_id)) is None:
        raise UnknownArticle(f"no article has the id {article_id}")
