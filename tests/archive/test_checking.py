"""What must hold of an archive is found where it does not."""

from collections.abc import Callable

import pytest
from sqlalchemy import create_engine, text

from archive.records import Article, Refusal
from archive.store import Archive, Check

Make = Callable[..., Article]


@pytest.fixture
def url(archive_url: str, make_article: Make, make_refusal: Callable[..., Refusal]) -> str:
    """An archive with a bit of everything."""
    with Archive.open(archive_url) as archive:
        archive.store(
            [
                make_article("un"),
                make_article("un", 2, headline="Corrigé"),
                make_article("un", 3, headline="Corrigé encore"),
            ]
        )
        archive.store(
            [
                make_article("deux", headline="Deux", redirected_from=("https://r.example/2",)),
                make_article("copie", headline="Deux", content_hash="0" * 64),
                make_article("copie-2", headline="Deux", content_hash="0" * 64),
                make_refusal("accueil"),
            ]
        )
        version = archive.article(1).current
        archive.add_extraction(version.id, make_article("un", 3, headline="Lu"), "extractor")
    return archive_url


def failing(url: str, *statements: str) -> dict[str, Check]:
    """What fails after somebody was at it by hand."""
    engine = create_engine(url)
    with engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()
    with Archive.open(url, create=False) as archive:
        return {check.name: check for check in archive.check() if not check.holds}


def test_a_sound_archive(url: str) -> None:
    assert failing(url) == {}
    with Archive.open(url) as archive:
        checks = {check.name: check for check in archive.check()}
    assert checks["one_current_version"].checked == 3
    assert checks["versions_follow"].checked == 5
    assert all(check.meaning for check in checks.values())


@pytest.mark.parametrize(
    ("statement", "expected", "example"),
    [
        ("UPDATE versions SET valid_to = '2030-01-01' WHERE id = 3", "one_current_version", "1"),
        ("UPDATE versions SET valid_to = '2030-01-01' WHERE id = 1", "versions_follow", "1"),
        ("UPDATE versions SET number = 7 WHERE id = 2", "versions_follow", "1"),
        ("UPDATE versions SET capture_id = NULL WHERE id = 4", "versions_have_captures", "4"),
        ("UPDATE captures SET article_id = 1 WHERE article_id = 2", "versions_have_captures", None),
        ("DELETE FROM urls WHERE url LIKE '%/un'", "canonical_addresses", "1"),
        ("UPDATE urls SET kind = 'twin' WHERE url LIKE '%/un'", "canonical_addresses", "1"),
        ("UPDATE extractions SET is_promoted = (1 = 0)", "one_promoted_extraction", "3"),
        ("UPDATE versions SET extraction = 1 WHERE id = 3", "one_promoted_extraction", "3"),
        ("DROP INDEX captures_run", "schema", "add index captures_run"),
        ("DROP VIEW articles_flat", "schema", "no view articles_flat"),
    ],
)
def test_what_is_broken_is_found(
    url: str, statement: str, expected: str, example: str | None
) -> None:
    found = failing(url, statement)
    assert expected in found
    check = found[expected]
    assert check.failures >= 1
    if example is not None:
        assert example in check.examples


def test_search_index_out_of_step(url: str) -> None:
    key = "rowid" if url.startswith("sqlite") else "article_id"
    found = failing(url, f"DELETE FROM article_search WHERE {key} = 2")
    assert (found["search_has_all"].failures, found["search_has_all"].examples) == (1, ("2",))


def test_search_index_of_an_article_that_is_not_there(sqlite_url: str) -> None:
    Archive.open(sqlite_url).close()
    found = failing(sqlite_url, "INSERT INTO article_search (rowid, headline) VALUES (77, 'x')")
    assert found["search_has_no_more"].examples == ("77",)


def test_foreign_keys_that_somebody_switched_off(sqlite_url: str) -> None:
    Archive.open(sqlite_url).close()
    found = failing(sqlite_url, "INSERT INTO authors VALUES (5, 0, 'Hélène Noël')")
    assert found["foreign_keys"].examples == ("authors 1",)


def test_view_with_other_columns(url: str) -> None:
    found = failing(url, "DROP VIEW articles_flat", "CREATE VIEW articles_flat AS SELECT 1 AS id")
    assert found["schema"].examples == ("other columns in view articles_flat",)
