"""Crawls that follow each other: what they ask for, and what they do not ask for again."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from scrapy import Request

from archive.store import Archive
from tests.crawling import Answer, TinySite, article_html, crawl_magazine
from tradecrawler.discovery.found import Found
from tradecrawler.items import Hints
from tradecrawler.middlewares.frontier import candidate_of
from tradecrawler.middlewares.sources import is_source


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        for name in ("un", "deux", "trois"):
            html = article_html(f"Ouverture {name} à Namur cette semaine").encode()
            site.answers[f"/news/{name}"] = Answer(body=html, headers={"ETag": f'"{name}"'})
        yield site


def declaration(site: TinySite, sources: str, articles: str = "/news/") -> str:
    return (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=({sources.replace("{url}", site.url)},), article_urls=(r"{articles}",))'
    )


def asked(site: TinySite) -> list[str]:
    """What was asked for, but for what each crawl asks each host first."""
    first = ("/robots.txt", "/.well-known/tdmrep.json")
    return [path for path in site.asked if path not in first]


def test_pages_that_were_not_modified_are_unchanged(site: TinySite, tmp_path: Path) -> None:
    site.redirect("/news/ancien", "{url}/news/trois")
    site.sitemap("/a.xml", "/news/un", "/news/deux", "/news/ancien")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    crawl_magazine(tmp_path, rayon)
    site.answers["/news/deux"] = Answer(body=article_html("Fermeture deux").encode())
    result = crawl_magazine(tmp_path, rayon, "-a", "revisit=all")
    # not /news/trois: what was asked for was another address
    assert site.not_modified == ["/news/un"]
    assert result.counts["articles/unchanged"] == 2
    assert result.counts["articles/changed"] == 1
    with Archive.open(result.archive_url) as archive:
        [run, _] = archive.runs()
        seen = [row.last_seen for row in archive.articles()]
    assert min(seen) >= run.started_at


def test_a_list_is_followed_as_far_as_it_has_news(site: TinySite, tmp_path: Path) -> None:
    def publish(*names: str) -> None:
        for number, name in enumerate(names, 1):
            path = "/list" if number == 1 else f"/list?page={number}"
            links = f"<a href='/news/{name}'>x</a><a rel=next href='/list?page={number + 1}'>y</a>"
            site.page(path, f"<!doctype html><title>{name}</title>{links}")
        item = f"<item><title>{names[0]}</title><link>/news/{names[0]}</link></item>"
        site.page("/rss", f"<rss version='2.0'><channel>{item}</channel></rss>")

    rayon = declaration(site, 'Feed(url="{url}/rss"), Listing(url="{url}/list", pages=2)')
    publish("un", "deux")
    crawl_magazine(tmp_path, rayon)
    site.asked.clear()
    publish("trois", "un", "deux")
    result = crawl_magazine(tmp_path, rayon)
    # although the feed has named what is new on the first page
    assert sorted(asked(site)) == ["/list", "/list?page=2", "/news/trois", "/rss"]
    assert result.counts["articles/new"] == result.counts["articles/found"] == 1
    site.asked.clear()
    publish("un", "trois", "deux")  # another order is no news
    assert crawl_magazine(tmp_path, rayon).counts["discovery/not_due"] == 1
    assert sorted(asked(site)) == ["/list", "/rss"]


def test_a_source_is_read_again_where_it_failed_or_the_declaration_changed(
    site: TinySite, tmp_path: Path
) -> None:
    site.sitemap("/a.xml", "/news/un", "/autres/quatre")
    site.article("/autres/quatre", "Ouverture quatre")
    sources = 'Sitemap(url="{url}/a.xml"), Feed(url="{url}/rss")'
    site.page("/rss", "<!doctype html><title>Oups</title>")
    first = crawl_magazine(tmp_path, declaration(site, sources))
    again = crawl_magazine(tmp_path, declaration(site, sources))
    for result in (first, again):
        assert result.counts["discovery/failed/not_a_feed"] == 1
    wider = crawl_magazine(tmp_path, declaration(site, sources, "/(?:news|autres)/"))
    assert wider.counts["articles/new"] == wider.counts["articles/found"] == 1
    assert "discovery/unchanged" not in wider.counts


def test_nothing_is_concluded_from_a_run_that_wants_only_a_part(
    site: TinySite, tmp_path: Path
) -> None:
    site.sitemap("/a.xml", "/news/un", "/news/deux")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    part = (
        f"{rayon}\n    is_partial = property(lambda self: True, lambda self, value: None)"
        "\n    def is_candidate(self, url): return 'un' in url"
    )
    assert crawl_magazine(tmp_path, part).counts["articles/new"] == 1
    assert crawl_magazine(tmp_path, rayon).counts["articles/new"] == 1


def test_what_the_archive_is_told_of_an_address() -> None:
    found = Found(
        url="https://www.rayon.example/a",
        hints=Hints(headline="Ciney rouvre", alternates={"nl": "https://www.rayon.example/nl/a"}),
        lastmod="2026-11-02",
    )
    request = Request(found.url, meta={"found": found, "steps": 2})
    candidate = candidate_of(request)
    assert candidate.hints == {
        "headline": "Ciney rouvre",
        "alternates": {"nl": "https://www.rayon.example/nl/a"},
    }
    assert candidate.lastmod is not None
    assert candidate.steps == 2
    assert not is_source(request)
