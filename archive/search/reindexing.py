"""Indexes articles anew from what the database holds of them: after a promotion, or all of them.

Storing an article indexes it already (``archive.writing``); this is for changes that bring no new
record, and for a new release that sees other words (``archive.search.analysis``).
"""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from archive import history
from archive.database import chunks
from archive.models import Article
from archive.search import index


def reindex(connection: Connection, article_ids: Sequence[int]) -> None:
    """Put the current versions of these articles into the index, in the place of what it holds."""
    for chunk in chunks(sorted(article_ids)):
        current = history.current(connection, chunk)
        index.put(connection, {id_: version.article for id_, version in current.items()})


def rebuild(connection: Connection) -> int:
    """Empty the index and fill it again by this program's analysis; returns how many articles."""
    index.clear(connection)
    index.sign(connection)
    ids = list(connection.scalars(select(Article.id).order_by(Article.id)))
    reindex(connection, ids)
    return len(ids)
