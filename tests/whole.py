"""Is all that an archive has whole? For the tests that kill its writers."""

from pathlib import Path

from sqlalchemy import create_engine, text

from archive.captures import verify
from archive.store import Archive

NONE = {
    "an article without exactly one current version": """
        SELECT a.id FROM articles a LEFT JOIN versions v ON v.article_id = a.id
        AND v.valid_to IS NULL GROUP BY a.id HAVING count(v.id) <> 1""",
    "an article with a version missing": """
        SELECT article_id FROM versions GROUP BY article_id HAVING max(number) <> count(*)""",
    "a version without its record": """
        SELECT v.id FROM versions v LEFT JOIN captures c ON c.id = v.capture_id
        WHERE c.file IS NULL OR c.digest IS NULL""",
    "an article without its address": """
        SELECT a.id FROM articles a LEFT JOIN urls u ON u.article_id = a.id
        AND u.url = a.canonical_url WHERE u.url IS NULL""",
    "an article that nothing was learnt from": "SELECT id FROM articles WHERE ordinal IS NULL",
    "an article twice": """
        SELECT min(id) FROM articles GROUP BY magazine, canonical_url HAVING count(*) > 1""",
    "a record twice": """
        SELECT min(id) FROM captures GROUP BY file, record_offset HAVING count(*) > 1""",
}
"""What must not be found, and how to look for it."""


def assert_whole(archive_url: str, folder: Path, word: str, moment: str = "") -> int:
    """Assert that every article is whole and its record readable; returns how many there are.

    ``folder`` has the captures; ``word`` occurs in every article.
    """
    with Archive.open(archive_url, create=False) as archive:
        problems = list(verify(folder, archive.captures(), read_files=False))
        found = len(archive.search(word, limit=10**6))
        number = archive.stats().articles
    assert problems == [], moment
    assert found == number, moment
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.scalar(text("PRAGMA integrity_check")) == "ok", moment
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == [], moment
        for trouble, statement in NONE.items():
            assert connection.execute(text(statement)).all() == [], f"{moment}: {trouble}"
    engine.dispose()
    return number
