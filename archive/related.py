"""Questions about an article's relatives: its story, what is like it. Writes nothing."""

from collections.abc import Iterable

from sqlalchemy import Connection, case, or_, select

from archive import grouping
from archive.database import chunks
from archive.errors import UnknownArticle
from archive.models import Article, Relation
from archive.models import Story as StoryTable
from archive.reading import article_rows
from archive.relatives import Related, Story
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
