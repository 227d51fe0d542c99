"""Which article has this content; and by which index that is found."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import create_engine, event, text

from archive.deciding import dedup
from archive.records import Article
from archive.store import Archive

Make = Callable[..., Article]

WHOLE = {"pending_lookups", "sketch_runs", "asked", "json_each"}
"""Read from end to end: a queue that is nearly always empty, what an import keeps back (of 10,000
versions at most, and nothing after it), and what the question itself gives."""


def test_current_content_of_this_magazine_is_found(archive_url: str, make_article: Make) -> None:
    past, current = make_article("a"), make_article("a", day=1, headline="Corrigé")
    elsewhere = make_article("b", magazine="etal")
    with Archive.open(archive_url) as archive:
        archive.store([past, current, elsewhere])
    wanted = [past.content_hash, current.content_hash, elsewhere.content_hash, "0" * 64]
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        here = dedup.articles_with_content(connection, "rayon", wanted)
        there = dedup.articles_with_content(connection, "etal", wanted)
    engine.dispose()
    assert list(here) == [current.content_hash]
    assert list(there) == [elsewhere.content_hash]


def test_storing_reads_no_table_from_end_to_end(sqlite_url: str, make_article: Make) -> None:
    """What a crawl asks for every batch must not take longer the larger the archive is."""
    asked: list[tuple[str, Any]] = []
    with Archive.open(sqlite_url) as archive:
        engine = archive._engine

        @event.listens_for(engine, "before_cursor_execute")
        def remember(*arguments: Any) -> None:
            _, _, statement, parameters, _, executemany = arguments
            if not executemany and statement.lstrip().startswith(("SELECT", "UPDATE", "WITH")):
                asked.append((statement, parameters))

        archive.store([make_article("a"), make_article("b", headline="Autre")])
        archive.store([make_article("a", day=1, headline="Corrigé")])
        archive.known("https://www.rayon.example/fr/a")
        event.remove(engine, "before_cursor_execute", remember)
    assert len(asked) > 5
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        for statement, parameters in asked:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [row[-1] for row in plan]
            scans = {step.split()[1] for step in steps if step.startswith("SCAN")}
            assert scans <= WHOLE, (statement, steps)
            assert not [step for step in steps if "articles_identity (magazine=?)" in step]
    engine.dispose()


@pytest.mark.parametrize("since", [None, "2026-10-01"])
def test_list_follows_the_index_of_days(archive_url: str, since: str | None) -> None:
    Archive.open(archive_url).close()
    explain = "EXPLAIN QUERY PLAN" if archive_url.startswith("sqlite") else "EXPLAIN"
    condition = f"AND v.published_on >= '{since}'" if since else ""
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        if explain == "EXPLAIN":
            connection.execute(text("SET enable_seqscan = off"))
            connection.execute(text("SET enable_sort = off"))
        plan = connection.execute(
            text(
                f"{explain} SELECT a.id FROM articles AS a"
                f" JOIN versions AS v ON v.article_id = a.id AND v.valid_to IS NULL {condition}"
                " ORDER BY v.published_on DESC NULLS LAST, v.article_id DESC LIMIT 20"
            )
        )
        steps = " ".join(str(row[-1]) for row in plan)
    engine.dispose()
    assert "versions_current_published" in steps
    assert "TEMP B-TREE" not in steps
    assert "Sort" not in steps
