"""What robots.txt says is obeyed and recorded; what it does not say is not invented."""

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy.http import Request

from archive.store import Archive
from tests.crawling import Answer, Crawl, TinySite, crawl_magazine, crawler_of
from tradecrawler.magazine import Magazine
from tradecrawler.middlewares.robots import Robots


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        site.article("/fr/news/un", "Ouverture à Namur cette semaine")
        site.article("/fr/interdit/deux", "Fermeture à Huy la semaine passée")
        site.sitemap("/a.xml", "/fr/news/un", "/fr/interdit/deux")
        yield site


def crawl(site: TinySite, folder: Path, **settings: object) -> Crawl:
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))'
    )
    return crawl_magazine(folder, declaration, **settings)


def test_a_redirect_brings_nothing_from_the_host_it_is_from() -> None:
    magazine = Magazine(slug="rayon", title="Rayon", homepage="https://www.rayon.example/")
    middleware = Robots(crawler_of(magazine))
    notes = {"dont_obey_robotstxt": True, "download_slot": "rayon.example", "robots": "allowed"}
    request = Request("https://www.rayon.example/robots.txt", meta=notes)
    asyncio.run(middleware.process_request(request))
    assert request.meta == {"dont_obey_robotstxt": True}


def decisions(result: Crawl) -> dict[str, str | None]:
    with Archive.open(result.archive_url) as archive:
        return {
            capture.url.partition("127.0.0.1:")[2].partition("/")[2]: capture.reserved.robots
            for capture in archive.captures()
        }


CLOSED = "User-agent: *\nDisallow: /fr/interdit/\n\nUser-agent: bot\nDisallow: /\n"


def test_what_is_allowed_is_recorded_and_what_is_not_is_not_fetched(
    site: TinySite, tmp_path: Path
) -> None:
    site.page("/robots.txt", CLOSED, type="text/plain")
    contact = "https://bot.example/bot"  # no rule for it, and none for "bot" either
    result = crawl(site, tmp_path, CONTACT_URL=contact)
    assert decisions(result) == {
        "robots.txt": None,
        ".well-known/tdmrep.json": "allowed",
        "a.xml": "allowed",
        "fr/news/un": "allowed",
    }
    assert result.counts["failed/forbidden_by_robots_txt"] == 1


def test_with_an_agreement_it_is_recorded_all_the_same(site: TinySite, tmp_path: Path) -> None:
    site.page("/robots.txt", CLOSED, type="text/plain")
    result = crawl(site, tmp_path, ROBOTSTXT_OBEY=False)
    assert result.counts["articles/new"] == 2
    assert decisions(result)["fr/interdit/deux"] == "disallowed"


def test_a_host_without_robots_txt_may_be_crawled(site: TinySite, tmp_path: Path) -> None:
    # an error's page is no robots.txt, whatever is written on it
    site.answers["/robots.txt"] = Answer(status=404, body=b"User-agent: *\nDisallow: /")
    result = crawl(site, tmp_path)
    assert result.counts["articles/new"] == 2
    assert decisions(result)["fr/news/un"] == "absent"


def test_a_robots_txt_that_redirects_without_end_is_none(site: TinySite, tmp_path: Path) -> None:
    site.redirect("/robots.txt", "{url}/robots.txt?again")
    site.redirect("/robots.txt?again", "{url}/robots.txt")
    result = crawl(site, tmp_path, REDIRECT_MAX_TIMES=5)
    assert result.counts["articles/new"] == 2
    assert decisions(result)["fr/news/un"] == "absent"


def test_a_host_that_keeps_it_back_is_not_crawled_unless_told_to(
    site: TinySite, tmp_path: Path
) -> None:
    site.answers["/robots.txt"] = Answer(status=500)
    result = crawl(site, tmp_path)
    assert result.counts["discovery/failed/robots_txt_unreachable"] == 1
    assert set(site.asked) == {"/robots.txt"}
    result = crawl(site, tmp_path, ROBOTSTXT_REQUIRED=False)
    assert result.counts["articles/new"] == 2
    assert decisions(result)["fr/news/un"] == "unreachable"
