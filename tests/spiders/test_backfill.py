"""``-a since=… -a until=…`` on small sites that keep their archives in different ways."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import Crawl, TinySite, crawl_magazine
from tradecrawler.discovery.wordpress import page_of_posts

ONE_BY_ONE = 0.01
"""Seconds: without a delay Scrapy sends all that waits for a host at once, in no certain order."""

YEARS = range(2016, 2026)


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def declaration(site: TinySite, source: str) -> str:
    return (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=({source.replace("{url}", site.url)},), article_urls=(r"/news/[^/?]+$",))'
    )


def years(result: Crawl) -> list[str]:
    return sorted(item["date_published"][:4] for item in result.items)


def articles(site: TinySite, published: bool = True) -> dict[int, str]:
    """Two articles a year, and where they are."""
    paths = {}
    for year in YEARS:
        for number in (1, 2):
            path = f"/news/ouverture-{number}-de-{year}"
            date = f"{year}-0{number + 3}-05T08:00:00+02:00" if published else None
            site.article(path, f"Ouverture numéro {number} de {year}", date)
            paths[10 * year + number] = path
    return paths


def test_sitemaps_by_year_are_chosen_by_name(site: TinySite, tmp_path: Path) -> None:
    paths = articles(site)
    index = "".join(f"<sitemap><loc>/sitemap-{year}.xml</loc></sitemap>" for year in YEARS)
    site.page("/index.xml", f"<sitemapindex>{index}</sitemapindex>")
    for year in YEARS:
        site.sitemap(f"/sitemap-{year}.xml", paths[10 * year + 1], paths[10 * year + 2])
    result = crawl_magazine(
        tmp_path, declaration(site, 'Sitemap(url="{url}/index.xml")'), "-a", "since=2019", "-a",
        "until=2020-04", DOWNLOAD_DELAY=ONE_BY_ONE,
    )  # fmt: skip
    assert years(result) == ["2019", "2019", "2020"]
    assert result.counts["discovery/skipped/sitemap_outside_window"] == len(YEARS) - 2
    assert result.counts["refused/outside_window"] == 1
    assert result.outcomes == result.counts["articles/found"] == 4
    assert [path for path in site.asked if "sitemap-" in path] == [
        "/sitemap-2020.xml",
        "/sitemap-2019.xml",
    ]


def test_hints_skip_and_their_absence_does_not(site: TinySite, tmp_path: Path) -> None:
    articles(site)
    site.article("/news/sans-date", "Article sans aucune date", None)
    dated = "".join(
        f"<url><loc>/news/ouverture-1-de-{year}</loc><lastmod>{year}-05-01</lastmod></url>"
        for year in YEARS
    )
    undated = "<url><loc>/news/ouverture-2-de-2017</loc></url><url><loc>/news/sans-date</loc></url>"
    site.page("/a.xml", f"<urlset>{dated}{undated}</urlset>")
    result = crawl_magazine(
        tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'), "-a", "since=2024",
        DOWNLOAD_DELAY=ONE_BY_ONE,
    )  # fmt: skip
    assert sorted(item["headline"] for item in result.items) == [
        "Article sans aucune date",
        "Ouverture numéro 1 de 2024",
        "Ouverture numéro 1 de 2025",
    ]
    assert result.counts["discovery/skipped/outside_window"] == 8
    assert result.counts["refused/outside_window"] == 1
    assert "/news/ouverture-1-de-2020" not in site.asked
    fetched = [path for path in site.asked if path.startswith("/news/ouverture-1")]
    assert fetched == ["/news/ouverture-1-de-2025", "/news/ouverture-1-de-2024"]


def test_a_listing_is_walked_until_it_is_too_old(site: TinySite, tmp_path: Path) -> None:
    pages = 30
    for number in range(1, pages + 1):
        links = ""
        for place in (1, 2):
            path = f"/news/article-{number}-{place}"
            site.article(path, f"Article {number} {place}", f"{2026 - number}-05-05")
            links += f"<a href='{path}'>Article {number}</a>"
        site.page(f"/news/?page={number}", f"{links}<a href='?page={number + 1}'>Next</a>")
    result = crawl_magazine(
        tmp_path, declaration(site, 'Listing(url="{url}/news/?page=1", pages=1)'), "-a",
        "since=2022",
    )  # fmt: skip
    assert years(result) == [str(year) for year in range(2022, 2026) for _ in "12"]
    walked = [path for path in site.asked if "page=" in path]
    assert 5 <= len(walked) < pages
    assert result.counts["refused/outside_window"] >= 10

    # once more, as after a stop: the archive knows how old they are
    site.asked.clear()
    again = crawl_magazine(
        tmp_path, declaration(site, 'Listing(url="{url}/news/?page=1", pages=1)'), "-a",
        "since=2022",
    )  # fmt: skip
    assert [path for path in site.asked if "/news/" in path] == walked
    assert again.counts["articles/found"] == 0

    # and further back: what was not wanted then is now
    wider = crawl_magazine(
        tmp_path, declaration(site, 'Listing(url="{url}/news/?page=1", pages=1)'), "-a",
        "since=2020",
    )  # fmt: skip
    assert years(wider) == ["2020", "2020", "2021", "2021"]


def test_a_listing_that_repeats_itself_has_an_end(site: TinySite, tmp_path: Path) -> None:
    site.article("/news/seul", "Article seul dans sa liste")
    for number in range(1, 9):
        site.page(
            f"/news/?page={number}",
            f"<a href='/news/seul'>Seul</a><a href='?page={number + 1}'>Next</a>",
        )
    result = crawl_magazine(
        tmp_path, declaration(site, 'Listing(url="{url}/news/?page=1")'), "-a", "since=1999"
    )
    assert len(result.items) == 1
    assert result.counts["discovery/listing"] == 2


def test_archives_by_month_are_chosen_by_their_days(site: TinySite, tmp_path: Path) -> None:
    paths = articles(site)
    options = "".join(
        f"<option value='{site.url}/{year}/04/'>avril {year}</option>" for year in YEARS
    )
    site.page("/news/", f"<!doctype html><a href='{paths[20251]}'>x</a><select>{options}</select>")
    for year in YEARS:
        site.page(f"/{year}/04/", f"<a href='{paths[10 * year + 1]}'>Ouverture</a>")
    result = crawl_magazine(
        tmp_path, declaration(site, 'Listing(url="{url}/news/")'), "-a", "since=2017", "-a",
        "until=2018",
    )  # fmt: skip
    assert years(result) == ["2017", "2018"]
    assert "/2019/04/" not in site.asked


def test_without_a_window_archives_are_left_alone(site: TinySite, tmp_path: Path) -> None:
    paths = articles(site)
    site.page("/news/", f"<a href='{paths[20251]}'>x</a><a href='/2016/04/'>avril 2016</a>")
    result = crawl_magazine(tmp_path, declaration(site, 'Listing(url="{url}/news/")'))
    assert years(result) == ["2025"]
    assert "/2016/04/" not in site.asked


def test_wordpress_is_asked_for_the_days(site: TinySite, tmp_path: Path) -> None:
    paths = articles(site)
    posts = f"{site.url}/wp-json/wp/v2/posts"
    days = {"after": "2018-12-31T00:00:00", "before": "2020-01-02T00:00:00"}
    for page, number in ((1, 2), (2, 1)):
        address = page_of_posts(posts, page, **days).removeprefix(site.url)
        site.page(
            address,
            f'[{{"link": "{site.url}{paths[20190 + number]}", '
            f'"date_gmt": "2019-0{number + 3}-05T06:00:00", "title": {{"rendered": "Titre"}}}}]',
            type="application/json",
            headers={"X-WP-TotalPages": "2"},
        )
    source = f'WordPress(url="{posts}")'
    result = crawl_magazine(
        tmp_path, declaration(site, source), "-a", "since=2019", "-a", "until=2019"
    )
    assert years(result) == ["2019", "2019"]
    assert result.counts["discovery/posts"] == 2


def test_wordpress_gives_its_newest_posts(site: TinySite, tmp_path: Path) -> None:
    paths = articles(site)
    posts = f"{site.url}/wp-json/wp/v2/posts"
    site.page(
        page_of_posts(posts).removeprefix(site.url),
        f'[{{"link": "{paths[20251]}"}}, {{"link": "/kontakt"}}]',
        type="application/json",
        headers={"X-WP-TotalPages": "7"},
    )
    site.page("/broken", '{"code": "rest_disabled"}', type="application/json")
    result = crawl_magazine(tmp_path, declaration(site, f'WordPress(url="{posts}")'))
    assert years(result) == ["2025"]
    assert result.counts["discovery/posts"] == 1
    assert result.counts["discovery/skipped/other_page"] == 1


def test_an_api_that_is_shut_is_counted(site: TinySite, tmp_path: Path) -> None:
    posts = f"{site.url}/wp-json/wp/v2/posts"
    site.page(page_of_posts(posts).removeprefix(site.url), '{"code": "rest_disabled"}')
    result = crawl_magazine(tmp_path, declaration(site, f'WordPress(url="{posts}")'))
    assert result.counts["discovery/failed/not_posts"] == 1


def test_a_day_that_is_none_is_told_without_a_traceback(site: TinySite, tmp_path: Path) -> None:
    result = crawl_magazine(
        tmp_path, declaration(site, 'Feed(url="{url}/rss")'), "-a", "since=yesterday"
    )
    assert result.code == 1
    assert "-a since=yesterday: a date is needed" in result.output
    assert "Traceback" not in result.output
