import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler import magazine as declarations
from tradecrawler.declaration import names_used, written
from tradecrawler.magazine import Feed, Listing, Magazine, Selectors, Sitemap, WordPress

HOME = "https://www.example.org/"
SMALL = Magazine(slug="rayon", title="Le Rayon", homepage=HOME)
LARGE = Magazine(
    slug="rayon",
    title='Le "Rayon" d\'Or',
    homepage=HOME,
    languages=("fr", "nl"),
    sources=(
        Sitemap(url=HOME + "sitemap.xml"),
        Feed(url=HOME + "fr/rss.xml", language="fr"),
        Listing(url=HOME + "a-rather-long-path/" * 4, language="nl", links="h2 > a[href]", pages=5),
        WordPress(url=HOME + "wp-json/wp/v2/posts"),
    ),
    article_urls=(r"://[^/]+/(?:fr|nl)/news/\d{4}/[^/?#]+/?$",),
    other_urls=tuple(f"/a-section-{n}-that-is-none/" for n in range(6)),
    selectors=Selectors(headline="h1.title", remove=(".ad",)),
    time_zone="Europe/Brussels",
)


def read(text: str) -> Magazine:
    found = eval(text, vars(declarations))
    assert isinstance(found, Magazine)
    return found


def test_a_small_declaration() -> None:
    assert written(SMALL) == (
        'Magazine(\n    slug="rayon",\n    title="Le Rayon",\n'
        '    homepage="https://www.example.org/",\n)'
    )


@pytest.mark.parametrize("magazine", [SMALL, LARGE])
def test_what_is_written_makes_the_same_magazine(magazine: Magazine) -> None:
    assert read(written(magazine, indent=4)) == magazine


@pytest.mark.parametrize("sources", [1, 2, 4])
def test_ruff_has_nothing_to_change(sources: int) -> None:
    magazine = replace(LARGE, sources=LARGE.sources[:sources])
    text = f"class A:\n    magazine = {written(magazine, indent=4)}\n"
    command = [sys.executable, "-m", "ruff", "format", "--line-length=100", "-"]
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text


@given(st.text(max_size=30))
def test_any_title_can_be_written(title: str) -> None:
    magazine = Magazine(slug="rayon", title=title, homepage=HOME)
    assert read(written(magazine)) == magazine


def test_the_names_it_needs() -> None:
    assert names_used(SMALL) == ["Magazine"]
    assert names_used(LARGE) == [
        "Feed", "Listing", "Magazine", "Selectors", "Sitemap", "WordPress",
    ]  # fmt: skip
