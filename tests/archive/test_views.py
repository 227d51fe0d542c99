"""The views, asked in plain SQL as an analyst would."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from archive.records import Article
from archive.store import Archive
from archive.views import VIEWS, View, articles_flat, stories_flat

ROOT = Path(__file__).parents[2]
Make = Callable[..., Article]


def ask(url: str, sql: str) -> list[Any]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [row._asdict() for row in connection.execute(text(sql))]
    engine.dispose()
    return rows


def test_one_row_an_article_as_it_stands_now(archive_url: str, make_article: Make) -> None:
    article = make_article(day=1, headline="Corrigé")
    with Archive.open(archive_url) as archive:
        archive.store([make_article(), article, make_article("zinc", authors=(), keywords=())])
    first, second = ask(archive_url, "SELECT * FROM articles_flat ORDER BY id")
    assert list(first) == [column.name for column in articles_flat.columns("sqlite")]
    assert first["headline"] == "Corrigé"
    assert first["body_text"] == article.body_text
    assert first["authors"] == "Hélène Noël; Piet De Smedt"
    assert first["keywords"] == "coopérative; circuit court"
    assert first["date_published"] == "2026-11-01T09:00:00+01:00"
    assert str(first["published_on"]) == "2026-11-01"
    assert str(first["first_seen"]).startswith("2026-11-02 08:30:15.123456")
    assert str(first["last_seen"]).startswith("2026-11-03 08:30:15.123456")
    assert first["content_hash"] == article.content_hash
    assert (first["versions"], first["teasers"], first["word_count"]) == (2, 3, article.word_count)
    assert first["is_accessible_for_free"]
    assert (second["authors"], second["keywords"], second["versions"]) == (None, None, 1)


def test_range_of_days_and_joins(archive_url: str, make_article: Make) -> None:
    with Archive.open(archive_url) as archive:
        archive.store(
            [make_article(str(day), date_published=f"2026-10-{day}") for day in range(10, 15)]
        )
    labels = ask(
        archive_url,
        "SELECT t.label, count(*) AS number FROM articles_flat AS a"
        " JOIN teaser_sightings AS s ON s.version_id = a.version_id"
        " JOIN teasers AS t ON t.id = s.teaser_id"
        " WHERE a.published_on BETWEEN '2026-10-11' AND '2026-10-13' AND t.label IS NOT NULL"
        " GROUP BY t.label ORDER BY t.label DESC",
    )
    assert {row["label"]: row["number"] for row in labels} == {"À lire aussi": 3, "Dossier": 3}


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_column_is_documented_in_sqlite(view: View, sqlite_url: str) -> None:
    Archive.open(sqlite_url).close()
    [row] = ask(sqlite_url, f"SELECT sql FROM sqlite_master WHERE name = '{view.name}'")
    for column in view.columns("sqlite"):
        assert f"AS {column.name}" in row["sql"]
        assert f"-- {column.comment}" in row["sql"]


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_every_column_is_documented_in_postgresql(view: View, postgresql_url: str) -> None:
    Archive.open(postgresql_url).close()
    rows = ask(
        postgresql_url,
        "SELECT a.attname AS name, col_description(a.attrelid, a.attnum) AS comment"
        f" FROM pg_attribute AS a WHERE a.attrelid = '{view.name}'::regclass AND a.attnum > 0"
        " ORDER BY a.attnum".replace("::", "\\:\\:"),
    )
    described = [(row["name"], row["comment"]) for row in rows]
    assert described == [(c.name, c.comment) for c in view.columns("postgresql")]


DOCUMENTED = re.findall(r"```sql\n(.*?)```", (ROOT / "docs" / "archive.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("block", DOCUMENTED, ids=range(len(DOCUMENTED)))
def test_documented_queries_run(block: str, archive_url: str, make_article: Make) -> None:
    with Archive.open(archive_url) as archive:
        archive.store([make_article()])
    for query in block.split(";"):
        if query.strip():
            ask(archive_url, query)


def test_stories_name_their_articles_and_their_origin(archive_url: str, make_article: Make) -> None:
    """The invented articles differ in their headlines only."""
    with Archive.open(archive_url) as archive:
        archive.store(
            [
                make_article("b", date_published="2026-10-12", magazine="etal"),
                make_article("a", date_published="2026-10-11"),
                make_article("c", date_published="2026-10-13"),
                make_article("d", body_text="Autre chose."),
            ]
        )
    rows = ask(archive_url, "SELECT * FROM stories_flat ORDER BY published_on")
    assert list(rows[0]) == [column.name for column in stories_flat.columns("sqlite")]
    assert [bool(row["is_origin"]) for row in rows] == [True, False, False]
    assert {row["origin_magazine"] for row in rows} == {"rayon"}
    assert [row["headline"][-3:] for row in rows] == ["(a)", "(b)", "(c)"]
    assert {(r["articles"], r["magazines"], r["relations"]) for r in rows} == {(3, 2, 2)}
