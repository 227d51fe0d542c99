from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from archive.records import Article, Refusal
from tests.crawling import article_html, crawler_of
from tradecrawler.discovery.window import Window
from tradecrawler.extract import extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.pipelines.keep_window import KeepWindow
from tradecrawler.spiders.arguments import window

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
ARTICLE = extract(
    Page(
        url="https://www.example.org/a",
        body=article_html("Une épicerie ouvre à Namur", "2026-05-05T08:00:00+02:00").encode(),
        fetched_at=datetime(2026, 5, 6, tzinfo=UTC),
    ),
    MAGAZINE,
)


def judged(asked: Window, item: Any = ARTICLE) -> tuple[Any, dict[str, Any]]:
    crawler = crawler_of(MAGAZINE)
    crawler.spider.window = asked  # type: ignore[union-attr]
    return KeepWindow.from_crawler(crawler).process_item(item), crawler.stats.get_stats()


@pytest.mark.parametrize(
    "asked", [Window(), window("2026-05-05", "2026-05-05"), window("2026", None)]
)
def test_articles_of_the_days_that_are_wanted_pass(asked: Window) -> None:
    assert judged(asked)[0] is ARTICLE


@pytest.mark.parametrize("asked", [window("2026-05-06", None), window(None, "2026-04")])
def test_others_are_refused_by_name(asked: Window) -> None:
    item, _ = judged(asked)
    assert isinstance(item, Refusal)
    assert (item.reason, item.url) == ("outside_window", ARTICLE.url)


def test_an_article_without_a_date_is_kept_and_counted() -> None:
    undated: Article = replace(ARTICLE, date_published=None)
    item, stats = judged(window("2026", None), undated)
    assert item is undated
    assert stats["backfill/without_date"] == 1


def test_refusals_pass() -> None:
    refusal = Refusal(url="u", magazine="rayon", reason="listing", fetched_at=ARTICLE.fetched_at)
    assert judged(window("2026", None), refusal)[0] is refusal
