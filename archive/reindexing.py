"""Indexes articles anew from what the database holds of them: after a promotion, or all of them.

Storing an article indexes it already (``archive.writing``); this is for changes that bring no new
record, and for a new release that sees other words (``archive.analysis``).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, and_, select

from archive import children, search
from archive.database import chunks
from archive.models import Article, Version


def reindex(connection: Connection, article_ids: Sequence[int]) -> None:
    """Put the current versions of these articles into the index, in the place of what it holds."""
    for chunk in chunks(sorted(article_ids)):
        statement = (
            select(
                Article.id,
                Article.magazine,
                Version.id.label("version_id"),
                Version.language,
                Version.published_on,
                Version.section,
                Version.headline,
                Version.lead,
                Version.body_text,
            )
            .join(Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None)))
            .where(Article.id.in_(chunk))
        )
        rows = connection.execute(statement).all()
        lists = children.load(connection, [row.version_id for row in rows])
        search.index(
            connection,
            [
                search.SearchText(
                    article_id=row.id,
                    magazine=row.magazine,
                    language=row.language,
                    published_on=row.published_on,
                    authors=tuple(lists.authors.get(row.version_id, ())),
                    section=row.section,
                    headline=row.headline,
                    lead=row.lead or "",
                    body=row.body_text,
                )
                for row in rows
            ],
        )


def rebuild(connection: Connection) -> int:
    """Empty the index and fill it again; returns how many articles it holds."""
    search.clear(connection)
    ids = list(connection.scalars(select(Article.id).order_by(Article.id)))
    reindex(connection, ids)
    return len(ids)
