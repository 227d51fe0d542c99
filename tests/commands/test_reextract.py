"""What is learnt late is applied backwards, and is no edit by the magazine."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from tests.crawling import ROOT, TinySite, article_html, crawl_magazine
from tests.crawling import Answer as SiteAnswer
from tradecrawler.extract.template import STANDING_ARTICLES

NOTICE = (
    "Ce texte a d'abord paru dans notre édition du soir, et la rédaction l'a relu une seconde fois "
    "avant de le mettre en ligne ici."
)
PAGES = STANDING_ARTICLES + 6


def page(number: int) -> bytes:
    """An article with the notice among its paragraphs; no rule knows these words."""
    before, after = article_html(f"Ouverture numéro {number} à Namur").split("</p>", 1)
    return f"{before}</p><p>{NOTICE}</p>{after}".encode()


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the archive and captures of a magazine's first crawl."""
    folder = tmp_path_factory.mktemp("first")
    with TinySite() as site:
        paths = [f"/fr/news/article-{n}" for n in range(PAGES)]
        for n, path in enumerate(paths):
            site.answers[path] = SiteAnswer(body=page(n))
        site.sitemap("/a.xml", *paths)
        crawl_magazine(
            folder,
            f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
            f'sources=(Sitemap(url="{site.url}/a.xml"),))',
        )
    return folder


@pytest.fixture
def folder(crawled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(crawled, tmp_path / "own"))


@pytest.fixture
def archive(folder: Path) -> Iterator[Archive]:
    with Archive.open(f"sqlite:///{folder}/archive.db") as opened:
        yield opened


def reextract(folder: Path, *arguments: str) -> dict[str, int]:
    """What ``scrapy reextract`` says became of how many articles."""
    done = subprocess.run(
        [
            *(sys.executable, "-m", "scrapy", "reextract", *arguments),
            *("-s", f"ARCHIVE_URL=sqlite:///{folder}/archive.db"),
            *("-s", f"CAPTURES_DIR={folder}/captures"),
        ],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = re.findall(r"^│ (.+?) +│ +(\d+) │$", done.stdout, re.MULTILINE)
    return {name: int(number) for name, number in rows}


def noticed(archive: Archive) -> int:
    """How many articles have the notice in their text."""
    ids = [row.id for row in archive.articles(limit=None)]
    return sum(NOTICE in archive.article(id_).article.body_text for id_ in ids)


def test_the_first_pages_are_stored_before_anything_is_learnt(archive: Archive) -> None:
    assert noticed(archive) == STANDING_ARTICLES


def test_what_is_learnt_late_is_applied_backwards(folder: Path, archive: Archive) -> None:
    assert reextract(folder) == {"corrected": STANDING_ARTICLES}
    assert noticed(archive) == 0
    assert reextract(folder) == {}  # nothing is left to correct


def test_a_correction_is_another_reading_of_the_same_version(
    folder: Path, archive: Archive
) -> None:
    reextract(folder, "rayon")
    for row in archive.articles(limit=None):
        (version,) = archive.versions(row.id)
        found = archive.extractions(version.id)
        assert [(e.number, e.is_promoted) for e in found][1:] in ([], [(2, True)])
    corrected = [
        version.id
        for row in archive.articles(limit=None)
        for version in archive.versions(row.id)
        if len(archive.extractions(version.id)) == 2
    ]
    assert len(corrected) == STANDING_ARTICLES
    archive.promote(corrected[0], 1)
    assert noticed(archive) == 1


def test_a_dry_run_changes_nothing(folder: Path, archive: Archive) -> None:
    assert reextract(folder, "--dry-run") == {"corrected": STANDING_ARTICLES}
    assert noticed(archive) == STANDING_ARTICLES


def test_all_articles_are_read_again_when_asked(folder: Path) -> None:
    found = reextract(folder, "--all")
    assert found == {"corrected": STANDING_ARTICLES, "unchanged": PAGES - STANDING_ARTICLES}


def test_raw_pages_that_are_gone_are_counted(folder: Path, archive: Archive) -> None:
    shutil.rmtree(folder / "captures")
    assert reextract(folder) == {"raw page missing or damaged": STANDING_ARTICLES}
    assert noticed(archive) == STANDING_ARTICLES


def test_a_magazine_that_the_archive_does_not_know(folder: Path) -> None:
    with pytest.raises(AssertionError, match="no magazine 'nobody'"):
        reextract(folder, "nobody")
