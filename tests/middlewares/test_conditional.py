"""Requests that ask only for what has changed."""

from scrapy import Request

from tradecrawler.middlewares.conditional import ConditionalGet, make_conditional


def test_a_redirected_request_loses_its_conditions() -> None:
    request = Request("https://www.rayon.example/a")
    make_conditional(request, '"x"', "Mon, 02 Nov 2026 08:00:00 GMT")
    ConditionalGet().process_request(request)
    assert request.headers["If-None-Match"] == b'"x"'
    assert request.meta["handle_httpstatus_list"] == [304]
    request.meta["redirect_urls"] = ["https://www.rayon.example/b"]
    ConditionalGet().process_request(request)
    assert "If-None-Match" not in request.headers
    assert "If-Modified-Since" not in request.headers


def test_without_validators_a_request_has_no_conditions() -> None:
    request = Request("https://www.rayon.example/a")
    make_conditional(request, None, None)
    assert "handle_httpstatus_list" not in request.meta
    assert not request.headers
