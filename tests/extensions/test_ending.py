from typing import Any

import pytest
from scrapy.crawler import Crawler

from tests.crawling import crawler_of
from tradecrawler.extensions.ending import (
    ALREADY_RUNNING,
    BUSY,
    FAILED,
    NOTHING_READABLE,
    exit_status,
    fail_run,
    failures,
)
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def crawler(reason: str | None = "finished", **stats: Any) -> Crawler:
    made = crawler_of(MAGAZINE)
    for key, value in stats.items():
        made.stats.set_value(key.replace("__", "/"), value)
    if reason:
        made.stats.set_value("finish_reason", reason)
    return made


@pytest.mark.parametrize(
    "stats",
    [
        {"articles__found": 1, "articles__new": 1},
        {"articles__found": 3, "articles__unchanged": 1, "failed__http_404": 2},
        {"articles__duplicate": 1, "refused__listing": 40},
        {"spool__waiting": 1},
        # a magazine that is known, on a quiet day
        {"discovery__unchanged": 1, "discovery__failed__http_500": 1},
        {"discovery__not_due": 3},
        {"discovery__listing": 4, "run__listed_before": 40},
        {"discovery__listing": 4, "run__linked_before": 40, "refused__consent_wall": 2},
    ],
)
def test_a_run_that_could_read_something_has_not_failed(stats: dict[str, Any]) -> None:
    run = crawler(**stats)
    assert failures(run) == ()
    assert exit_status(run) == 0


@pytest.mark.parametrize(
    "stats",
    [
        {},
        {"discovery__failed__http_500": 3},
        {"discovery__listing": 4},
        {"articles__found": 3, "refused__consent_wall": 3},
        {"articles__found": 3, "failed__http_403": 2, "articles__beyond_limit": 1},
        {"articles__found": 9, "failed__http_403": 2, "articles__waiting": 7},
        {"discovery__listing": 4, "run__listed_before": 40, "refused__consent_wall": 3},
        {"discovery__failed__http_500": 3, "run__listed_before": 40},
    ],
)
def test_a_run_that_read_nothing_has_failed(stats: dict[str, Any]) -> None:
    run = crawler(**stats)
    assert failures(run) == (NOTHING_READABLE,)
    assert exit_status(run) == FAILED


@pytest.mark.parametrize("reason", ["shutdown", "closespider_timeout", "request_limit"])
def test_a_run_that_was_stopped_or_bounded_has_not_failed(reason: str) -> None:
    assert exit_status(crawler(reason)) == 0


@pytest.mark.parametrize(
    "reason", ["archive_failed", "captures_failed", "extraction_failed", "memusage_exceeded"]
)
def test_some_reasons_to_end_are_failures(reason: str) -> None:
    run = crawler(reason, articles__new=3)
    assert failures(run) == (reason,)
    assert exit_status(run) == FAILED


def test_anybody_may_mark_a_run_as_failed() -> None:
    run = crawler("captures_failed", articles__new=3)
    for reason in ("expectations_broken", "expectations_broken", "another"):
        fail_run(run, reason)
    assert failures(run) == ("captures_failed", "expectations_broken", "another")


def test_the_reason_may_be_given_before_scrapy_has_noted_it() -> None:
    run = crawler(None, articles__new=3)
    assert failures(run) == ()
    assert failures(run, "archive_failed") == ("archive_failed",)
    assert exit_status(run, "archive_failed") == FAILED


def test_a_run_that_did_not_begin_may_be_tried_again() -> None:
    assert exit_status(crawler(ALREADY_RUNNING)) == BUSY
