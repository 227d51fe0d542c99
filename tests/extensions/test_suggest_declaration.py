from dataclasses import dataclass
from typing import Any

import pytest

from tests.crawling import crawler_of
from tradecrawler.discovery.suggestion import Suggestion
from tradecrawler.extensions.suggest_declaration import SHOWN, SuggestDeclaration, text_of
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(
    slug="rayon",
    title="Le Rayon [beta]",
    homepage="https://www.example.org/",
    article_urls=(r"/news/[^/?#]+/?$",),
)


@dataclass
class Spider:
    found: Suggestion | None

    def suggestion(self) -> Suggestion | None:
        return self.found


def printed(spider: Any, capsys: pytest.CaptureFixture[str], known: int = 0) -> str:
    crawler = crawler_of(MAGAZINE)
    crawler.stats.set_value("run/listed_before", known)
    if spider is not None:
        crawler.spider = spider
    SuggestDeclaration.from_crawler(crawler).engine_stopped()
    return capsys.readouterr().err


def test_a_suggestion_is_printed_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    text = printed(Spider(Suggestion(magazine=MAGAZINE, articles=40)), capsys)
    assert text.startswith("From 40 articles, this declaration is suggested:")
    assert 'title="Le Rayon [beta]"' in text
    assert r'article_urls=("/news/[^/?#]+/?$",)' in text
    assert "scrapy newmagazine rayon https://www.example.org/" in text
    assert "leaves out" not in text


def test_what_it_leaves_out_is_shown() -> None:
    urls = tuple(f"https://www.example.org/{n}/" for n in range(SHOWN + 3))
    text = text_of(Suggestion(magazine=MAGAZINE, articles=40, uncovered=urls))
    assert f"leaves out {SHOWN + 3} of their addresses" in text
    assert urls[SHOWN - 1] in text
    assert urls[SHOWN] not in text


def test_nothing_to_suggest_from(capsys: pytest.CaptureFixture[str]) -> None:
    assert "no article was read" in printed(Spider(None), capsys)
    assert printed(Spider(None), capsys, known=40) == ""


def test_a_declared_magazine_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    assert printed(None, capsys) == ""
