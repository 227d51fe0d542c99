from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import TinySite, crawl
from tradecrawler.magazine import Expectations, Magazine
from tradecrawler.spiders.arguments import InvalidArgument
from tradecrawler.spiders.site import ENOUGH, undeclared


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        site.page("/", "<!doctype html><title>Rayon</title><a href='/news/'>News</a>")
        yield site


def slugs(count: int, word: str) -> list[str]:
    return [f"/news/{word}-ouvre-le-magasin-{n}" for n in range(count)]


def test_sitemaps_of_robots_suffice(site: TinySite, tmp_path: Path) -> None:
    paths = slugs(ENOUGH, "epicerie")
    site.page("/robots.txt", "User-agent: *\nSitemap: {url}/all.xml\n", type="text/plain")
    site.sitemap("/all.xml", *paths, "/tags/prix/", "/author/jeanne/", "/contact")
    for path in paths:
        site.article(path, f"Ouverture de {path}")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/")
    assert result.counts["articles/found"] == result.counts["articles/new"] == ENOUGH
    assert result.counts["discovery/skipped/other_page"] == 3
    assert "/tags/prix/" not in site.asked
    assert "/news/" not in site.asked
    assert {item["magazine"] for item in result.items} == {undeclared(site.url).slug}


def test_links_are_followed_where_nothing_is_listed(site: TinySite, tmp_path: Path) -> None:
    first, second, third = slugs(3, "librairie")
    site.page("/news/", f"<a href='{first}'>Un</a><a href='?page=2&PHPSESSID=a1'>Next</a>")
    site.page(
        "/news/?page=2", f"<a href='{second}'>Deux</a><a href='/tags/x/'>x</a>",
        headers={"ETag": '"2"'},
    )  # fmt: skip
    site.article(first, "Librairie une")
    site.article(second, "Librairie deux", headers={"X-Note": "last"})
    site.article(third, "Librairie trois")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/")
    assert result.code == 0
    assert sorted(item["url"] for item in result.items) == [site.url + first, site.url + second]
    assert "/tags/x/" not in site.asked
    assert result.counts["discovery/absent"] > 5
    assert "discovery/failed/http_404" not in result.counts
    assert result.outcomes == result.counts["articles/found"]

    # and again: lists are asked for what has changed, as other sources are
    site.asked.clear()
    site.page("/news/", f"<a href='{third}'>Trois</a><a href='?page=2&PHPSESSID=b2'>Next</a>")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/")
    assert [item["url"] for item in result.items] == [site.url + third]
    assert site.not_modified == ["/news/?page=2"]
    assert result.counts["discovery/unchanged"] == 2  # and the home page, which has no ETag
    assert sorted(set(site.asked)) == [
        "/", "/.well-known/tdmrep.json", "/news/", "/news/?page=2", third, "/robots.txt",
    ]  # fmt: skip


def test_a_page_that_is_refused_still_leads_to_articles(site: TinySite, tmp_path: Path) -> None:
    (path,) = slugs(1, "boulangerie")
    site.page("/", "<!doctype html><title>Rayon</title><a href='/alimentation'>Alimentation</a>")
    site.page("/alimentation", f"<!doctype html><title>A</title><a href='{path}'>Boulangerie</a>")
    site.article(path, "Boulangerie ouverte")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/")
    assert [item["url"] for item in result.items] == [site.url + path]
    assert sum(n for key, n in result.counts.items() if key.startswith("refused/")) == 1


def test_the_depth_bounds_the_walk(site: TinySite, tmp_path: Path) -> None:
    first, second = slugs(2, "poissonnerie")
    site.page("/", f"<!doctype html><title>Rayon</title><a href='{first}'>Un</a>")
    site.page(first, f"<!doctype html><title>Un</title><a href='{second}'>Deux</a>")
    site.article(second, "Poissonnerie ouverte")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/", "-a", "depth=1")
    assert result.counts["articles/found"] == 1
    assert second not in site.asked


def test_feeds_of_the_homepage(site: TinySite, tmp_path: Path) -> None:
    (path,) = slugs(1, "fromagerie")
    site.page(
        "/",
        "<!doctype html><title>R</title><link rel=alternate type='application/rss+xml' href=/flux>",
    )
    site.page(
        "/flux",
        "<rss version='2.0'><channel><item><title>Fromagerie</title>"
        f"<link>{path}</link></item></channel></rss>",
        type="application/rss+xml",
    )
    site.article(path, "Fromagerie ouverte")
    result = crawl(tmp_path, "crawl", "site", "-a", f"url={site.url}/")
    assert [item["url"] for item in result.items] == [site.url + path]
    assert "/feed/" not in site.asked


def test_a_missing_address_is_told_without_a_traceback(tmp_path: Path) -> None:
    result = crawl(tmp_path, "crawl", "site")
    assert result.code == 1
    assert "scrapy crawl site -a url=" in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("url", [None, "", "www.example.org", "ftp://example.org/", "https://"])
def test_an_address_must_be_absolute(url: str | None) -> None:
    with pytest.raises(InvalidArgument):
        undeclared(url)


def test_the_declaration_of_an_undeclared_site() -> None:
    assert undeclared("https://www.example.org") == Magazine(
        slug="example_org",
        title="example.org",
        homepage="https://www.example.org/",
        expectations=Expectations(dated=0, max_refused=1),
    )
