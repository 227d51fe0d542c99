"""Every page of the demo magazine, field by field: its truth is exact."""

from collections.abc import Mapping
from functools import cache, lru_cache

import pytest

from archive.records import Article
from tests.extract.samples import NOW
from tradecrawler.demo.site import build
from tradecrawler.demo.truth import TruthArticle, truth
from tradecrawler.extract import NotAnArticle, extract
from tradecrawler.items import Hints, Page
from tradecrawler.spiders.demo import DemoSpider
from tradecrawler.spiders.demo_sister import DemoSisterSpider

EDITIONS = (1, 2)
MAGAZINES = {"comptoir": DemoSpider.magazine, "quai": DemoSisterSpider.magazine}
site = lru_cache(build)


def hints(page: TruthArticle) -> Hints:
    """What the sitemap says of a page: its other editions."""
    return Hints(alternates=page.alternates if page.layout == "bare" else {})


@cache
def outcome(edition: int, url: str) -> Article | str:
    """The article, or the reason of the refusal."""
    page = PAGES[edition, url]
    resource = site(edition)[url]
    fetched = Page(
        url=url,
        body=resource.body,
        status=resource.status,
        headers=tuple(resource.headers.items()),
        fetched_at=NOW,
        hints=hints(page),
    )
    try:
        return extract(fetched, MAGAZINES[page.magazine])
    except NotAnArticle as refusal:
        return refusal.reason


PAGES: Mapping[tuple[int, str], TruthArticle] = {
    (edition, page.url): page for edition in EDITIONS for page in truth(edition)
}
ARTICLES = [key for key, page in PAGES.items() if page.refused is None]
OTHERS = [key for key, page in PAGES.items() if page.refused is not None]

every_article = pytest.mark.parametrize(
    ("edition", "url"), ARTICLES, ids=[f"{edition}-{url[7:]}" for edition, url in ARTICLES]
)


def read(edition: int, url: str) -> tuple[Article, TruthArticle]:
    found = outcome(edition, url)
    assert isinstance(found, Article), f"refused: {found}"
    return found, PAGES[edition, url]


@pytest.mark.parametrize(
    ("edition", "url"), OTHERS, ids=[f"{edition}-{url[7:]}" for edition, url in OTHERS]
)
def test_refusals(edition: int, url: str) -> None:
    assert outcome(edition, url) == PAGES[edition, url].refused


@every_article
def test_headlines(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.headline == page.headline
    assert found.alternative_headline == page.alternative_headline


@every_article
def test_lead(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.lead == page.lead


@every_article
def test_body_text(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.body_text.split("\n") == page.body_text.split("\n")


@every_article
def test_authors(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.authors == page.authors


@every_article
def test_date_published(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.date_published == page.date_published


@every_article
def test_section_and_keywords(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert (found.section, found.keywords) == (page.section, page.keywords)


@every_article
def test_language_and_editions(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert (found.language, found.alternates) == (page.language, page.alternates)


@every_article
def test_addresses(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.canonical_url == page.canonical_url
    assert found.image_url == page.image_url


@every_article
def test_teasers(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.teasers == page.teasers


@every_article
def test_access(edition: int, url: str) -> None:
    found, page = read(edition, url)
    assert found.is_accessible_for_free == page.is_accessible_for_free
