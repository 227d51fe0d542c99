"""Rows on their way into a table, on each database."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.exc import DBAPIError

from archive import rows
from archive.database import connect, write
from archive.models import Article as ArticleTable
from archive.models import Base, Keyword, LanguageCount, Run, Version

MOMENT = datetime(2026, 11, 2, 8, 30, 0, 250, tzinfo=UTC)


@pytest.fixture
def database(archive_url: str) -> Any:
    """An engine on a database with empty tables."""
    engine = connect(archive_url)
    Base.metadata.create_all(engine)
    yield engine
    engine.dispose()


def counted(language: str, articles: int) -> dict[str, Any]:
    return {"magazine": "rayon", "language": language, "articles": articles}


def counts(connection: Connection) -> dict[str, int]:
    found = connection.execute(select(LanguageCount.language, LanguageCount.articles))
    return {row.language: row.articles for row in found}


def article(number: int) -> dict[str, Any]:
    url = f"https://www.rayon.example/{number}"
    return {
        "magazine": "rayon",
        "canonical_url": url,
        "first_seen": MOMENT,
        "last_seen": MOMENT,
    }


def test_known_rows_are_refused_left_or_replaced(database: Any) -> None:
    with database.begin() as connection:
        rows.insert(connection, LanguageCount, [counted("fr", 1), counted("nl", 1)])
        rows.insert(connection, LanguageCount, [counted("fr", 2), counted("de", 2)], known="left")
        assert counts(connection) == {"fr": 1, "nl": 1, "de": 2}
        rows.insert(
            connection, LanguageCount, [counted("fr", 3), counted("en", 3)], known="replaced"
        )
        assert counts(connection) == {"fr": 3, "nl": 1, "de": 2, "en": 3}
    with pytest.raises(DBAPIError), database.begin() as connection:
        rows.insert(connection, LanguageCount, [counted("es", 1), counted("fr", 1)])
    with database.connect() as connection:
        assert "es" not in counts(connection)


def test_nothing_to_insert(database: Any) -> None:
    with database.begin() as connection:
        rows.insert(connection, LanguageCount, [])
        assert rows.insert_new(connection, ArticleTable, []) == []
        rows.insert_columns(connection, LanguageCount, {"magazine": [], "language": []})
        assert counts(connection) == {}


def test_new_rows_get_the_ids_that_are_returned(database: Any) -> None:
    def operation(connection: Connection) -> list[int]:
        return rows.insert_new(connection, ArticleTable, [article(n) for n in numbers])

    numbers = [3, 1, 2]
    ids = write(database, operation)
    numbers = [5, 4]
    ids += write(database, operation)
    with database.connect() as connection:
        found = connection.execute(select(ArticleTable.id, ArticleTable.canonical_url)).all()
    assert {id_: url.rpartition("/")[2] for id_, url in found} == dict(
        zip(ids, "31254", strict=True)
    )


def test_values_come_back_as_they_were(database: Any) -> None:
    """Types that the two databases keep in different ways; none of them, and many at once."""
    with database.begin() as connection:
        [article_id] = rows.insert_new(connection, ArticleTable, [article(1)])
        version = {
            "article_id": article_id,
            "number": 1,
            "valid_from": MOMENT,
            "valid_to": None,
            "last_seen": MOMENT,
            "url": 'https://www.rayon.example/{"}',
            "fetched_at": MOMENT,
            "capture_id": None,
            "extraction": 1,
            "extractor_version": "0.1.0",
            "content_hash": "0" * 64,
            "language": None,
            "published_on": date(2026, 11, 2),
            "date_published": None,
            "is_accessible_for_free": False,
            "word_count": 3,
            "headline": "L'enseigne \\ {a,b} NULL",
            "headline_fingerprint": 2**63 - 1,
            "provenance": {"headline": 'json-ld "x"', "lead": "p\\1"},
            "printed": b"\x00\xff\\",
            "lead": "",
            "body_text": "une\ndeux\t'trois'",
            "body_html": "",
        }
        others = [
            {**version, "number": number, "valid_to": MOMENT, "printed": None, "lead": None}
            for number in range(2, 7)
        ]
        ids = rows.insert_new(connection, Version, [version, *others])
        found = connection.execute(
            select(Version.__table__).where(Version.__table__.c.id == ids[0])
        ).one()
        assert version.items() <= found._asdict().items()
        keywords = [
            {"version_id": ids[0], "position": place, "keyword": f"mot {place}"}
            for place in range(2 * rows.MAX_ROWS + 1)
        ]
        rows.insert(connection, Keyword, keywords)
        assert connection.scalar(text("SELECT count(*) FROM keywords")) == len(keywords)


def test_a_text_that_is_too_long_is_not_cut(postgresql_url: str) -> None:
    engine = create_engine(postgresql_url)
    Base.metadata.create_all(engine)
    run = {
        "id": "r" * 65,
        "magazine": "rayon",
        "extractor_version": "0.1.0",
        "started_at": MOMENT,
        "counts": {},
    }
    with pytest.raises(DBAPIError, match="too long"), engine.begin() as connection:
        rows.insert(connection, Run, [run])
    engine.dispose()


def test_defaults_of_the_models_are_given_by_those_who_insert() -> None:
    """``rows`` sends what it is given: a new default in Python would be missed."""
    found = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if column.default is not None
    }
    assert found == {("addresses", "setbacks"), ("versions", "extraction")}
