"""What a site reserves is recorded with each capture, and honoured where a magazine says so."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from archive.store import Archive
from tests.crawling import Answer, Crawl, TinySite, article_html, captured, crawl_magazine

POLICY = {"location": "/fr/", "tdm-reservation": 1, "tdm-policy": "/policy.json"}


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        site.article("/fr/un", "Ouverture à Namur cette semaine")
        site.article("/libre/deux", "Fermeture à Huy la semaine passée")
        closed = article_html("Secret de Spa et de sa région").replace(
            "<head>", '<head><meta name="robots" content="noarchive, nofollow">'
        )
        site.page("/libre/trois", closed, headers={"X-Robots-Tag": "googlebot: noindex"})
        site.sitemap("/a.xml", "/fr/un", "/libre/deux", "/libre/trois")
        site.page("/.well-known/tdmrep.json", json.dumps([POLICY]), type="application/json")
        yield site


def crawl(site: TinySite, folder: Path, *honour: str, arguments: Sequence[str] = ()) -> Crawl:
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),), honour={honour!r})'
    )
    return crawl_magazine(folder, declaration, *arguments)


def rows(result: Crawl, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(result.archive_url)
    with engine.connect() as connection:
        found = [tuple(row) for row in connection.execute(text(statement))]
    engine.dispose()
    return found


def test_what_is_reserved_is_recorded_with_each_capture(site: TinySite, tmp_path: Path) -> None:
    result = crawl(site, tmp_path)
    assert result.counts["articles/new"] == 3
    statement = (
        "SELECT robots, directives, tdm_reservation, tdm_policy FROM articles_flat"
        " ORDER BY canonical_url"
    )
    assert rows(result, statement) == [
        ("absent", None, 1, f"{site.url}/policy.json"),
        ("absent", None, None, None),
        ("absent", "googlebot:noindex noarchive", None, None),
    ]
    assert site.asked.count("/.well-known/tdmrep.json") == 1


def test_what_is_honoured_is_neither_kept_nor_stored(site: TinySite, tmp_path: Path) -> None:
    result = crawl(site, tmp_path, "noarchive", "tdm-reservation")
    assert result.counts["articles/new"] == 1
    assert result.counts["refused/reserved_noarchive"] == 1
    assert result.counts["refused/reserved_tdm_reservation"] == 1
    written = b"".join(captured(tmp_path / "captures"))
    assert b"Fermeture" in written
    assert b"Secret" not in written
    assert b"Ouverture" not in written
    statement = (
        "SELECT url, reason, directives, file FROM captures WHERE outcome = 'refused' ORDER BY url"
    )
    assert rows(result, statement) == [
        (f"{site.url}/fr/un", "reserved_tdm_reservation", None, None),
        (f"{site.url}/libre/trois", "reserved_noarchive", "googlebot:noindex noarchive", None),
    ]


def test_an_article_that_was_kept_before_stays(site: TinySite, tmp_path: Path) -> None:
    crawl(site, tmp_path)
    result = crawl(site, tmp_path, "noarchive", arguments=("-a", "revisit=all"))
    with Archive.open(result.archive_url) as archive:
        assert archive.stats().articles == 3
        assert len(archive.search("Secret")) == 1
    statement = "SELECT article_id IS NOT NULL FROM captures WHERE reason = 'reserved_noarchive'"
    assert rows(result, statement) == [(1,)]


def test_a_file_that_is_none_reserves_nothing(site: TinySite, tmp_path: Path) -> None:
    site.answers["/.well-known/tdmrep.json"] = Answer(body=b"<!doctype html><title>Oups</title>")
    result = crawl(site, tmp_path, "tdm-reservation")
    assert result.counts["articles/new"] == 3
