"""Articles that only a script can write, opened by a real Chromium."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawling import TinySite, article_html, captured, crawl_magazine
from tradecrawler.rendering import BROWSERS

pytest.importorskip("scrapy_playwright", reason="scrapy-playwright is not installed")
needs_browser = pytest.mark.skipif(
    not any(map(shutil.which, BROWSERS)),
    reason="no Chromium on this machine: apt-get install chromium-headless-shell",
)


def written_by_script(headline: str) -> str:
    """Return a page of which nothing can be read until its script has run."""
    head, _, rest = article_html(headline).partition("<body>")
    body = json.dumps(rest.partition("</body>")[0]).replace("</", "<\\/")
    return f"{head}<body><script>document.body.innerHTML = {body};</script></body></html>"


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def declaration(site: TinySite, *, rendered: bool) -> str:
    return (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", rendered={rendered}, '
        f'sources=(Listing(url="{site.url}/fr/"),), article_urls=(r"/fr/news/",))'
    )


@needs_browser
def test_pages_written_by_scripts_are_read(site: TinySite, tmp_path: Path) -> None:
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.page(
        "/fr/",
        "<!doctype html><html><body><ul></ul><img src='/fr/photo.jpg'>"
        f"<script src='{elsewhere}/counter.js'></script><script src='/list.js'></script>",
    )
    site.page(
        "/list.js",
        "document.querySelector('ul').innerHTML = "
        "'<li><a href=/fr/news/un>Un</a><li><a href=/fr/news/deux>Deux</a>'",
        type="text/javascript",
    )
    site.page("/fr/news/un", written_by_script("Ouverture à Namur cette semaine"))
    site.page("/fr/news/deux", written_by_script("Fermeture à Huy la semaine passée"))
    settings = {"CONTACT_URL": "https://bot.example/", "LOG_LEVEL": "DEBUG"}
    result = crawl_magazine(tmp_path, declaration(site, rendered=True), **settings)
    assert result.reason == "finished", result.output
    assert result.counts["articles/new"] == 2
    texts = {item["headline"]: item["body_text"] for item in result.items}
    assert "premiers clients" in texts["Ouverture à Namur cette semaine"]
    # neither pictures nor who counts readers
    assert not {"/fr/photo.jpg", "/counter.js"} & set(site.asked)
    # one identity, in the browser too
    for path in ("/robots.txt", "/fr/", "/list.js", "/fr/news/un"):
        assert site.headers[path]["User-Agent"].endswith("(+https://bot.example/)")
    written = b"".join(captured(tmp_path / "captures"))
    assert written.count(b"X-Rendered-By: playwright") == 3
    assert "Ouverture à Namur cette semaine : le magasin".encode() in written


def test_without_a_browser_nothing_could_be_read(site: TinySite, tmp_path: Path) -> None:
    site.page("/fr/", '<a href="/fr/news/un">Un</a>')
    site.page("/fr/news/un", written_by_script("Ouverture à Namur cette semaine"))
    result = crawl_magazine(tmp_path, declaration(site, rendered=False))
    assert "articles/new" not in result.counts
