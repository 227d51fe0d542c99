"""From an address to a spider that works, and a recorded page."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.records import Article
from tests.crawling import ROOT, TIMEOUT, TinySite, article_html
from tradecrawler.commands.newmagazine import Best, module_of
from tradecrawler.discovery.suggestion import Suggestion
from tradecrawler.extract import extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine, Sitemap
from tradecrawler.recording import read_expected

COUNT = 24
MAGAZINE = Magazine(
    slug="le_rayon",
    title='Le "Rayon"',
    homepage="https://www.example.org/",
    languages=("fr",),
    sources=(Sitemap(url="https://www.example.org/sitemap.xml"),),
    article_urls=(r"://[^/]+/(?:" + "|".join(f"section-{n}" for n in range(12)) + r")/[^/?#]+/?$",),
)


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        paths = [f"/fr/news/une-epicerie-ouvre-{n}" for n in range(COUNT)]
        for path in paths:
            site.article(path, f"Une épicerie ouvre {path}")
        site.sitemap("/sitemap.xml", *paths)
        site.page("/", "<!doctype html><title>Le Rayon | retail</title><a href='/fr/'>Fr</a>")
        yield site


def scrapy(folder: Path, *arguments: str) -> tuple[int, str]:
    command = [
        sys.executable, "-m", "scrapy", *arguments, "--spiders", str(folder), "--pages",
        str(folder / "pages"), "-s", "DOWNLOAD_DELAY=0", "-s", "RETRY_TIMES=0",
    ]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=TIMEOUT, check=False
    )
    return done.returncode, done.stdout + done.stderr


def test_a_spider_and_a_recorded_page(site: TinySite, tmp_path: Path) -> None:
    code, output = scrapy(tmp_path, "newmagazine", "rayon", f"{site.url}/")
    assert code == 0, output
    module = (tmp_path / "rayon.py").read_text(encoding="utf-8")
    found: dict[str, object] = {}
    exec(module, found)
    magazine = found["RayonSpider"].magazine  # type: ignore[attr-defined]
    assert magazine == Magazine(
        slug="rayon",
        title="Le Rayon",
        homepage=f"{site.url}/",
        languages=("fr",),
        sources=(Sitemap(url=f"{site.url}/sitemap.xml", language="fr"),),
        article_urls=("://[^/]+/fr/news/[^/?#]+/?$",),
    )
    (example,) = (tmp_path / "pages" / "rayon").iterdir()
    expected = read_expected(example)
    assert expected is not None
    assert expected["headline"].startswith("Une épicerie ouvre")
    assert "scrapy crawl rayon -a limit=5" in output

    code, output = scrapy(tmp_path, "newmagazine", "rayon", f"{site.url}/")
    assert code != 0
    assert "is there already, and is not overwritten" in output
    assert (tmp_path / "rayon.py").read_text(encoding="utf-8") == module


def test_a_site_that_does_not_answer(tmp_path: Path) -> None:
    with TinySite() as site:
        code, output = scrapy(tmp_path, "newmagazine", "rayon", f"{site.url}/")
    assert code == 1
    assert "no article was read" in output
    assert "discovery/failed/http_404 2" in output
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["newmagazine"], "give the magazine a name"),
        (["newmagazine", "Le-Rayon", "https://www.example.org/"], "digits and underscores only"),
    ],
    ids=["nothing", "a name"],
)
def test_what_is_wrong_is_said(arguments: list[str], message: str, tmp_path: Path) -> None:
    code, output = scrapy(tmp_path, *arguments)
    assert code != 0
    assert message in output
    assert "Traceback" not in output
    assert list(tmp_path.iterdir()) == []


def test_a_module_is_as_ruff_would_have_it() -> None:
    text = module_of(MAGAZINE, Suggestion(magazine=MAGAZINE, articles=70))
    assert "class LeRayonSpider(MagazineSpider):" in text
    compile(text, "le_rayon.py", "exec")
    for command in (["format"], ["check", "--select=E,F,I,D1"]):
        arguments = [sys.executable, "-m", "ruff", *command, "--line-length=100", "-"]
        done = subprocess.run(arguments, input=text, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        assert command != ["format"] or done.stdout == text


def article(**fields: object) -> tuple[Page, Article]:
    page = Page(
        url="https://www.example.org/a",
        body=article_html("Une épicerie ouvre à Namur").encode(),
        fetched_at=datetime(2026, 5, 6, tzinfo=UTC),
    )
    return page, replace(extract(page, MAGAZINE), **fields)  # type: ignore[arg-type]


def test_the_best_example() -> None:
    best = Best()
    page, plain = article(authors=(), word_count=900)
    best.add(page, plain)
    signed, by_somebody = article(authors=("Jeanne Exemple",), word_count=200)
    best.add(signed, by_somebody)
    for fields in ({"date_published": None}, {"is_accessible_for_free": False}):
        best.add(*article(authors=("Jeanne Exemple",), word_count=900, **fields))
    assert best.page is signed
