"""Marks articles that a magazine took off its site. Nothing is ever deleted.

The mark goes again with the next fetch that finds the article: ``archive.deciding.plan``.
"""

from datetime import datetime

from sqlalchemy import Connection, select, update

from archive import database
from archive.addresses import clean_address
from archive.models import Article, Url, Version

STATUSES = frozenset({404, 410})
"""What says that there is nothing at an address; 403, 451 or 5xx say something else."""


def mark(
    connection: Connection, magazine: str, url: str, status: int, moment: datetime
) -> int | None:
    """Mark the article at this URL; returns its id, None where nothing is to be marked.

    A short link or an old address that is dead says nothing of the article. The first answer is
    kept: since then it is gone. Raises ValueError for another status.
    """
    if status not in STATUSES:
        raise ValueError(f"HTTP status {status} does not say that an article is gone")
    database.lock(connection, [magazine])
    addresses = list(dict.fromkeys((url, clean_address(url))))
    row = connection.execute(
        select(
            Article.id,
            Article.canonical_url,
            Article.last_seen,
            Article.gone_at,
            Version.url.label("read_at"),
        )
        .join(Url, Url.article_id == Article.id)
        .join(Version, Version.article_id == Article.id)
        .where(Url.url.in_(addresses), Url.magazine == magazine, Version.valid_to.is_(None))
        .order_by(Article.id)
    ).first()
    if row is None or moment <= row.last_seen:
        return None
    if not {row.canonical_url, row.read_at} & set(addresses):
        return None
    if row.gone_at is None or moment < row.gone_at:
        connection.execute(
            update(Article).where(Article.id == row.id).values(gone_at=moment, gone_status=status)
        )
    return int(row.id)
