import pytest
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.spidermiddlewares.httperror import HttpError
from twisted.python.failure import Failure

from tradecrawler.spiders.failures import reason_of, snake_case


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("DownloadTimeoutError", "download_timeout_error"),
        ("NotAFeed", "not_a_feed"),
        ("TCPTimedOutError", "tcp_timed_out_error"),
        ("OSError", "os_error"),
        ("Forbidden by robots.txt", "forbidden_by_robots_txt"),
        ("", ""),
    ],
)
def test_names_become_parts_of_keys(name: str, expected: str) -> None:
    assert snake_case(name) == expected


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (HttpError(Response("https://www.example.org/", status=404)), "http_404"),
        (IgnoreRequest("max redirections reached"), "max_redirections_reached"),
        (IgnoreRequest(), "ignored"),
        (TimeoutError("too slow"), "timeout_error"),
    ],
)
def test_failures_have_names(error: Exception, expected: str) -> None:
    assert reason_of(Failure(error))  # type: ignore[no-untyped-call]  # Twisted's == expected
