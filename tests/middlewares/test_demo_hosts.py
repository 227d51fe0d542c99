from types import SimpleNamespace
from typing import Any

import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Request

from tradecrawler.middlewares.demo_hosts import DemoHosts, edition_of
from tradecrawler.spiders.arguments import InvalidArgument


def test_requests_go_through_the_demo_server() -> None:
    middleware = DemoHosts(edition=1)
    middleware.spider_opened()
    try:
        request = Request("http://www.comptoir-toonbank.example/robots.txt")
        middleware.process_request(request)
        assert request.meta["proxy"] == middleware.server.proxy_url
    finally:
        middleware.spider_closed()


def test_nothing_leaves_the_machine() -> None:
    with pytest.raises(IgnoreRequest):
        DemoHosts(edition=1).process_request(Request("https://www.example.org/"))


@pytest.mark.parametrize(
    ("given", "expected"), [({}, 1), ({"edition": "2"}, 2), ({"edition": 1}, 1)]
)
def test_the_edition_is_the_spiders_argument(given: dict[str, Any], expected: int) -> None:
    spider: Any = SimpleNamespace(**given)
    assert edition_of(spider) == expected


@pytest.mark.parametrize("edition", ["0", "11", "two", ""])
def test_other_editions_do_not_exist(edition: str) -> None:
    spider: Any = SimpleNamespace(edition=edition)
    with pytest.raises(InvalidArgument, match="-a edition="):
        edition_of(spider)
