from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.crawler import Crawler

from archive.records import Capture, Refusal
from tests.crawling import crawler_of
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.common import magazine_of, read_or_refuse
from tradecrawler.spiders.magazine import MagazineSpider

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
NOW = datetime(2026, 5, 5, tzinfo=UTC)
CAPTURE = Capture(
    url="https://www.example.org/a",
    fetched_at=NOW,
    status=200,
    digest="sha256:" + "0" * 64,
    file="rayon/x.warc.gz",
    offset=0,
    length=1,
)
PAGE = Page(url="https://www.example.org/a", body=b"", fetched_at=NOW, capture=CAPTURE)


def test_what_a_stage_returns_goes_on() -> None:
    assert read_or_refuse(lambda item, magazine: (item, magazine), 1, PAGE, MAGAZINE) == (
        1,
        MAGAZINE,
    )


def test_what_is_no_article_becomes_a_refusal_with_its_capture() -> None:
    def stage(item: Any, magazine: Magazine) -> Any:
        raise NotAnArticle("listing", canonical_url="https://www.example.org/b")

    assert read_or_refuse(stage, PAGE, PAGE, MAGAZINE) == Refusal(
        url=PAGE.url,
        magazine="rayon",
        reason="listing",
        fetched_at=NOW,
        canonical_url="https://www.example.org/b",
        capture=CAPTURE,
    )


def test_a_crash_is_not_hidden() -> None:
    def stage(item: Any, magazine: Magazine) -> Any:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        read_or_refuse(stage, PAGE, PAGE, MAGAZINE)


def test_the_magazine_is_the_spiders() -> None:
    assert magazine_of(crawler_of(MAGAZINE)) == MAGAZINE


def test_a_spider_without_magazine_is_a_mistake() -> None:
    with pytest.raises(TypeError, match="declares no magazine"):
        magazine_of(Crawler(MagazineSpider))
