"""The delays that hosts ask for are kept; looked at without waiting for them."""

from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.core.downloader import Slot
from scrapy.http import Request
from scrapy.robotstxt import ProtegoRobotParser

from tests.crawling import crawler_of
from tradecrawler.extensions.host_delays import HostDelays
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.rayon.example/")
HOST = "www.rayon.example"
PAGE = Request(f"https://{HOST}/fr/un", meta={"download_slot": HOST})


@pytest.fixture
def delays() -> HostDelays:
    crawler: Any = crawler_of(MAGAZINE)
    crawler.engine = SimpleNamespace(
        downloader=SimpleNamespace(
            slots={HOST: Slot(1, 1.0, 0.5)},
            per_slot_settings={},
            get_slot_key=lambda request: HOST,
        )
    )
    return HostDelays(crawler, longest=60, agent="tradecrawler")


def slot(delays: HostDelays) -> Slot:
    return delays.crawler.engine.downloader.slots[HOST]


def parsed(delays: HostDelays, robots: str) -> None:
    delays.robots_parsed(ProtegoRobotParser(robots.encode(), None), PAGE)


@pytest.mark.parametrize(
    ("robots", "expected"),
    [
        ("User-agent: *\nCrawl-delay: 10", 10),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: tradecrawler\nCrawl-delay: 7\n\nUser-agent: *\nCrawl-delay: 20", 7),
        ("User-agent: *\nCrawl-delay: 86400", 60),
        ("User-agent: *\nCrawl-delay: 0.2", 1),
        ("User-agent: *\nCrawl-delay: nan", 1),
        ("User-agent: *\nCrawl-delay: -3", 1),
        ("User-agent: other\nCrawl-delay: 30", 1),
        ("", 1),
    ],
)
def test_crawl_delay(delays: HostDelays, robots: str, expected: float) -> None:
    parsed(delays, robots)
    assert slot(delays).delay == expected


def test_a_crawl_delay_has_no_jitter_and_outlives_its_slot(delays: HostDelays) -> None:
    parsed(delays, "User-agent: *\nCrawl-delay: 10")
    assert slot(delays).download_delay() == 10
    assert delays.crawler.engine.downloader.per_slot_settings[HOST] == {"delay": 10, "jitter": 0}


def test_what_autothrottle_lowers_is_raised_again(delays: HostDelays) -> None:
    parsed(delays, "User-agent: *\nCrawl-delay: 10")
    slot(delays).delay = 1.0
    delays.response_downloaded(PAGE)
    assert slot(delays).delay == 10
    slot(delays).delay = 30.0  # a slow server
    delays.response_downloaded(PAGE)
    assert slot(delays).delay == 30


def test_a_host_that_was_asked_too_often_is_asked_half_as_often(delays: HostDelays) -> None:
    for expected in (2, 4, 8, 16, 32, 60, 60):
        delays.slow_down(HOST, 0.5)
        assert slot(delays).delay == expected
