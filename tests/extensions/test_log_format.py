from datetime import UTC, datetime
from typing import Any

import pytest
from scrapy.exceptions import DropItem

from tests.crawling import crawler_of
from tradecrawler.extensions.log_format import ItemsByAddress, address_of
from tradecrawler.items import Document, Metadata, Page, Split
from tradecrawler.magazine import Magazine

URL = "https://www.example.org/a"
PAGE = Page(url=URL, body=b"all of it", fetched_at=datetime(2026, 5, 5, tzinfo=UTC))
DOCUMENT = Document(page=PAGE, metadata=Metadata(), blocks=(), body=range(0))
SPLIT = Split(document=DOCUMENT, lead=None, article=(), teasers=(), boilerplate=())


@pytest.mark.parametrize("item", [PAGE, DOCUMENT, SPLIT])
def test_every_stage_is_named_by_its_address(item: object) -> None:
    assert address_of(item) == URL


def test_other_items_are_printed_as_they_are() -> None:
    assert address_of({"a": 1}) == {"a": 1}


def test_log_lines_hold_the_address_and_not_the_page() -> None:
    crawler = crawler_of(Magazine(slug="rayon", title="Rayon", homepage="https://example.org/"))
    spider: Any = crawler.spider
    spider.crawler = crawler
    formatter = ItemsByAddress()
    for line in (
        formatter.scraped(PAGE, None, spider),
        formatter.dropped(PAGE, DropItem("refused"), None, spider),
        formatter.item_error(PAGE, ValueError("broken"), None, spider),
    ):
        assert isinstance(line["args"], dict)
        assert line["args"]["item"] == URL
