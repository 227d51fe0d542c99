"""A run ends by name when it has taken enough, and leaves the rest."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import Crawl, TinySite, crawl_magazine

PAGES = 30


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        paths = [f"/fr/news/{number}" for number in range(PAGES)]
        for number, path in enumerate(paths):
            site.article(path, f"Ouverture {number} à Namur cette semaine")
        site.sitemap("/a.xml", *paths)
        yield site


def crawl(site: TinySite, folder: Path, **settings: object) -> Crawl:
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))'
    )
    return crawl_magazine(folder, declaration, DOWNLOAD_DELAY=0.01, **settings)


def test_requests(site: TinySite, tmp_path: Path) -> None:
    result = crawl(site, tmp_path, RUN_MAX_REQUESTS=8)
    assert result.reason == "request_limit"
    assert 8 <= len(site.asked) <= 9  # one may be on its way
    read = len(site.asked) - 3  # robots.txt, tdmrep.json, the sitemap
    assert result.counts["articles/new"] == read
    assert result.counts["articles/found"] == PAGES
    assert not [key for key in result.counts if "failed/" in key]

    again = crawl(site, tmp_path)
    assert again.reason == "finished"
    assert again.counts["articles/new"] == PAGES - read


def test_bytes(site: TinySite, tmp_path: Path) -> None:
    result = crawl(site, tmp_path, RUN_MAX_BYTES=10_000)
    assert result.reason == "byte_limit"
    assert 0 < result.counts["articles/new"] < PAGES
    assert not [key for key in result.counts if "failed/" in key]
