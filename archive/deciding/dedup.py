"""Which kept article has this content? By content hash, inside a magazine.

Relatives of other kinds are looked for by ``archive.relatives.relating``.
"""

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, select

from archive.models import Article, Version


def articles_with_content(
    connection: Connection, magazine: str, hashes: Collection[str]
) -> Mapping[str, int]:
    """Content hash to the id of the article of this magazine that has it as its current version.

    Of several such articles the oldest is given. Hashes without article are left out; as many may
    be asked for as fit in one statement (a few hundred are safe everywhere).
    """
    statement = (
        select(Version.content_hash, Version.article_id, Article.magazine)
        .join(Article, Article.id == Version.article_id)
        .where(Version.content_hash.in_(sorted(hashes)), Version.valid_to.is_(None))
        .order_by(Version.article_id.desc())
    )
    # the magazine is compared here: told of it, SQLite would go through all of its articles
    found = connection.execute(statement)
    return {row.content_hash: row.article_id for row in found if row.magazine == magazine}
