"""The end of a crawl whose magazine has broken."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.store import Archive
from tests.crawling import Crawl, TinySite, crawl
from tradecrawler.demo.replay import replay
from tradecrawler.spiders.demo import DemoSpider

REDESIGN = 7


@pytest.fixture(scope="module")
def hook() -> list[bytes]:
    """What the webhook was told."""
    return []


@pytest.fixture(scope="module")
def redesigned(tmp_path_factory: pytest.TempPathFactory, hook: list[bytes]) -> Crawl:
    """A crawl of the redesigned demo, after six weeks."""
    folder = tmp_path_factory.mktemp("health")
    last_week = datetime.now(UTC) - timedelta(days=7)
    with Archive.open(f"sqlite:///{folder / 'archive.db'}") as archive:
        weeks = replay(archive, DemoSpider.magazine, REDESIGN - 1, until=last_week)
        assert not any(week.raised for week in weeks)
    with TinySite() as site:
        site.page("/hook", "ok")
        settings = {"HEALTH_WEBHOOK": f"{site.url}/hook"}
        done = crawl(folder, "crawl", "demo", "-a", f"edition={REDESIGN}", settings=settings)
        hook += site.posted
    return done


def test_the_run_ends_loudly(redesigned: Crawl) -> None:
    assert redesigned.code == 1
    assert "FAILED: unhealthy" in redesigned.output
    assert "demo: no author (fr): 100%" in redesigned.output


def test_dates_that_only_the_feed_has_are_missed_on_the_page(redesigned: Crawl) -> None:
    assert "demo: no date on the page (nl): 100%" in redesigned.output


def test_the_webhook_is_told(redesigned: Crawl, hook: list[bytes]) -> None:
    [body] = hook
    told = json.loads(body)
    assert told["magazine"] == "demo"
    assert told["failures"] == ["unhealthy"]
    assert any(line.startswith("template distance") for line in told["unusual"])
    assert "/hook" not in redesigned.output


def test_the_next_run_of_the_same_is_not_raised_anew(redesigned: Crawl) -> None:
    again = crawl(redesigned.folder, "crawl", "demo", "-a", f"edition={REDESIGN + 1}")
    assert again.code == 0
    assert "no author (fr)" in again.output
    with Archive.open(again.archive_url) as archive:
        assert {alert.measure for alert in archive.alerts("demo")} >= {"undated", "unsigned"}


def test_a_backfill_is_not_judged(tmp_path: Path) -> None:
    done = crawl(tmp_path, "crawl", "demo", "-a", "since=2026-11-10")
    with Archive.open(done.archive_url) as archive:
        assert archive.health() == []
