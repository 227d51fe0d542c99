"""A host that answers 429 or 503: waited for, and given up by name."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from tests.crawling import Answer, Crawl, TinySite, crawl_magazine
from tradecrawler.extensions.ending import FAILED

NAMES = ("un", "deux", "trois")


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        for name in NAMES:
            site.article(f"/fr/news/{name}", f"Ouverture {name} à Namur cette semaine")
        site.sitemap("/a.xml", *(f"/fr/news/{name}" for name in NAMES))
        yield site


def crawl(site: TinySite, folder: Path, **settings: object) -> Crawl:
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))'
    )
    return crawl_magazine(folder, declaration, **settings)


def busy(site: TinySite, path: str, times: int, status: int, **headers: str) -> None:
    """Answer a path with ``status`` a number of times, and then as it does now."""
    then = site.answers[path]

    def recover() -> None:
        if site.asked.count(path) > times:
            site.answers[path] = then

    site.answers[path] = Answer(status=status, body=b"later", headers=headers, before=recover)
    # the handler has taken the answer before it calls ``recover``, so the next one is another


@pytest.mark.parametrize("status", [429, 503])
def test_a_refused_page_is_asked_for_again_and_no_other_fails(
    site: TinySite, tmp_path: Path, status: int
) -> None:
    busy(site, "/fr/news/un", 1, status, **{"Retry-After": "0"})
    result = crawl(site, tmp_path, RETRY_TIMES=2)
    assert result.reason == "finished"
    assert result.counts["articles/new"] == len(NAMES)
    assert not [key for key in result.counts if key.startswith("failed/")]
    assert result.counts[f"politeness/pauses/http_{status}"] == 2
    assert site.asked.count("/fr/news/un") == 3


def test_while_a_host_is_left_alone_nothing_is_sent(site: TinySite, tmp_path: Path) -> None:
    moments: list[float] = []
    for path, answer in list(site.answers.items()):
        if path.startswith("/fr/"):
            site.answers[path] = replace(answer, before=lambda: moments.append(monotonic()))
    busy(site, "/fr/news/un", 0, 429, **{"Retry-After": "1"})
    refused = site.answers["/fr/news/un"].before
    assert refused is not None

    def refuse() -> None:
        moments.append(monotonic())
        refused()

    site.answers["/fr/news/un"] = replace(site.answers["/fr/news/un"], before=refuse)
    # with no delay at all, Scrapy sends what waits all at once
    result = crawl(site, tmp_path, DOWNLOAD_DELAY=0.01)
    assert result.counts["articles/new"] == len(NAMES)
    assert len(moments) == len(NAMES) + 1
    assert moments[1] - moments[0] >= 1  # never less, however slow the machine


def test_a_run_that_is_stopped_does_not_wait_for_a_host(site: TinySite, tmp_path: Path) -> None:
    site.answers["/fr/news/un"] = Answer(status=429, headers={"Retry-After": "300"})
    result = crawl(site, tmp_path, DOWNLOAD_DELAY=0.01, CLOSESPIDER_TIMEOUT=4)
    assert result.reason == "closespider_timeout"
    assert not [key for key in result.counts if key.startswith("failed/")]


def given_up(answer: Answer) -> Callable[[TinySite], None]:
    def change(site: TinySite) -> None:
        for path in (*site.answers, "/robots.txt"):
            site.answers[path] = answer

    return change


@pytest.mark.parametrize(
    "change",
    [
        given_up(Answer(status=503)),
        given_up(Answer(status=429, headers={"Retry-After": "86400"})),
    ],
    ids=["refuses_again_and_again", "asks_for_a_day"],
)
def test_a_host_that_stays_unavailable_ends_the_run(
    site: TinySite, tmp_path: Path, change: Callable[[TinySite], None]
) -> None:
    change(site)
    result = crawl(site, tmp_path, BACKOFF_WAITS=3)
    assert result.code == FAILED, result.output
    assert result.reason == "host_unavailable"
    assert not [key for key in result.counts if "failed/" in key]
    assert set(site.asked) == {"/robots.txt"}


def test_one_page_that_is_always_refused_fails_alone(site: TinySite, tmp_path: Path) -> None:
    site.answers["/fr/news/deux"] = Answer(status=503)
    result = crawl(site, tmp_path, RETRY_TIMES=1)
    assert result.reason == "finished"
    assert result.counts["failed/http_503"] == 1
    assert result.counts["articles/new"] == len(NAMES) - 1
