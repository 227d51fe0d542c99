"""Clean, SplitTeasers and Normalize, one after the other, as the settings order them."""

import asyncio
import inspect
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.records import Article, Refusal
from tests.crawling import article_html, crawler_of
from tradecrawler.items import Document, Page, Split
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.clean import Clean
from tradecrawler.pipelines.normalize import Normalize
from tradecrawler.pipelines.split_teasers import SplitTeasers

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
STAGES: tuple[Any, ...] = (Clean, SplitTeasers, Normalize)


def page(body: str) -> Page:
    return Page(
        url="https://www.example.org/a",
        body=body.encode(),
        fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
    )


def walk(item: Any) -> list[Any]:
    crawler = crawler_of(MAGAZINE)
    seen = []
    for stage in STAGES:
        item = process(stage, crawler, item)
        seen.append(item)
    return seen


def process(stage: Any, crawler: Any, item: Any) -> Any:
    """What a stage that asks no archive makes of an item."""
    done = stage.from_crawler(crawler).process_item(item)
    return asyncio.run(done) if inspect.iscoroutine(done) else done


def test_a_page_becomes_a_document_a_split_and_an_article() -> None:
    document, split, article = walk(page(article_html("Une épicerie ouvre à Namur")))
    assert isinstance(document, Document)
    assert isinstance(split, Split)
    assert isinstance(article, Article)
    assert article.headline == "Une épicerie ouvre à Namur"
    assert article.magazine == "rayon"


def test_a_refusal_travels_on_to_the_archive() -> None:
    *_, last = walk(page("<!doctype html><title>Rien</title><body></body>"))
    assert isinstance(last, Refusal)
    assert last.url == "https://www.example.org/a"


@pytest.mark.parametrize("stage", STAGES)
def test_anything_else_passes_untouched(stage: Any) -> None:
    item = {"something": "else"}
    assert process(stage, crawler_of(MAGAZINE), item) is item
