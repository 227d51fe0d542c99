"""The demo, from its site to the archive, in both editions; and its sister."""

from collections import Counter
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from archive.store import Archive
from tests.crawling import Crawl, crawl
from tradecrawler.demo.truth import truth


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture(scope="module")
def first(folder: Path) -> Crawl:
    # as it is crawled by everybody: pages are read in a process of their own
    return crawl(folder, "crawl", "demo", settings={"EXTRACTION_PROCESSES": 1})


@pytest.fixture(scope="module")
def again(first: Crawl) -> Crawl:
    return crawl(first.folder, "crawl", "demo")


@pytest.fixture(scope="module")
def a_week_later(again: Crawl) -> Crawl:
    return crawl(again.folder, "crawl", "demo", "-a", "edition=2")


@pytest.fixture(scope="module")
def all_again(a_week_later: Crawl) -> Crawl:
    return crawl(a_week_later.folder, "crawl", "demo", "-a", "edition=2", "-a", "revisit=all")


@pytest.fixture(scope="module")
def sister(all_again: Crawl) -> Crawl:
    return crawl(all_again.folder, "crawl", "demo_sister")


def test_the_first_run_archives_the_magazine(first: Crawl) -> None:
    assert first.code == 0
    assert first.reason == "finished"
    assert first.counts["articles/new"] == 63
    assert not first.counts.get("articles/waiting")
    assert len(first.items) == first.counts["articles/new"]
    assert {item["language"] for item in first.items} == {"fr", "nl"}


def test_what_is_no_article_is_refused_by_name(first: Crawl) -> None:
    refused = {key for key in first.counts if key.startswith("refused/")}
    assert {"refused/consent_wall", "refused/soft_404", "refused/empty"} <= refused


@pytest.mark.parametrize("run", ["first", "again", "a_week_later", "all_again", "sister"])
def test_every_page_found_has_an_outcome(run: str, request: pytest.FixtureRequest) -> None:
    result: Crawl = request.getfixturevalue(run)
    assert result.outcomes == result.counts["articles/found"]


def test_editions_are_tied_by_language(first: Crawl) -> None:
    tied = [
        item for item in first.items if {"fr", "nl"} <= {code[:2] for code in item["alternates"]}
    ]
    assert len(tied) > len(first.items) / 2


def test_the_run_ends_with_a_table_and_little_else(first: Crawl) -> None:
    lines = first.output.splitlines()
    assert "demo: finished" in lines
    assert "pages/s" in lines[-1]
    assert len(lines) < 25


def test_the_second_run_asks_the_sources_and_no_article(first: Crawl, again: Crawl) -> None:
    assert again.counts == {
        "articles/found": 0,
        "discovery/not_due": 5,
        "discovery/unchanged": 5,
        "frontier/known": first.counts["articles/found"],
    }


def test_a_week_later_the_sources_tell_what_is_new_and_changed(a_week_later: Crawl) -> None:
    """Not what is gone: the articles are minutes old, by the clock, and no source names it."""
    assert a_week_later.counts["articles/new"] > 0
    assert a_week_later.counts["articles/changed"] > 0
    assert "articles/unchanged" not in a_week_later.counts
    assert a_week_later.counts["frontier/known"] > 60


def test_looking_at_all_again_finds_what_is_gone(all_again: Crawl) -> None:
    assert all_again.counts["articles/unchanged"] > 60
    assert "articles/changed" not in all_again.counts
    assert all_again.counts["failed/http_410"] == 1
    with Archive.open(all_again.archive_url) as archive:
        gone = [archive.article(row.id) for row in archive.articles(limit=None)]
    assert [article.gone_status for article in gone if article.gone_at] == [410]


def test_a_paywall_notice_does_not_replace_an_article(a_week_later: Crawl) -> None:
    assert a_week_later.counts["refused/paywalled_refetch"] == 1


def test_the_sister_magazine_is_archived_beside(sister: Crawl) -> None:
    assert sister.counts["articles/new"] > 0
    with Archive.open(sister.archive_url) as archive:
        magazines = {totals.magazine for totals in archive.stats().magazines}
    assert magazines == {"demo", "demo_sister"}


def test_the_press_release_is_one_story_of_both_magazines(sister: Crawl) -> None:
    """Of all articles only the release stands in both; it ran in the demo an hour earlier."""
    with Archive.open(sister.archive_url) as archive:
        stories = {
            story.id: story
            for row in archive.articles(limit=None)
            if (story := archive.story(row.id)) is not None
        }
        [story] = stories.values()
        [kind] = {other.kind for other in archive.related(story.origin_id)}
    assert [row.magazine for row in story.articles] == ["demo", "demo_sister"]
    assert {row.language for row in story.articles} == {"fr"}
    assert all("alombelle" in row.headline for row in story.articles)
    assert kind == "same_story"


def test_translations_come_out_as_they_were_made(sister: Crawl) -> None:
    """By address: the site's truth knows which article is a translation of which."""
    pages = [page for page in truth(edition=2) if page.key]
    key = {urlsplit(page.url).path: (page.magazine, page.key) for page in pages}
    languages = Counter((page.magazine, page.key) for page in pages if not page.duplicate_of)
    with Archive.open(sister.archive_url) as archive:
        rows = archive.articles(magazine="demo", limit=None)
        editions = {row.id: archive.editions(row.id) for row in rows}
    keys = {row.id: key.get(urlsplit(row.canonical_url).path) for row in rows}
    tied = 0
    for id_, found in editions.items():
        for edition in found:
            assert edition.is_certain
            assert keys[edition.article.id] == keys[id_]
            tied += 1
    assert tied == sum(1 for found_key in keys.values() if found_key and languages[found_key] == 2)


def test_an_unknown_edition_is_told_without_a_traceback(tmp_path: Path) -> None:
    result = crawl(tmp_path, "crawl", "demo", "-a", "edition=11")
    assert result.code == 1
    assert "there are editions 1 to 10" in result.output
    assert "Traceback" not in result.output
