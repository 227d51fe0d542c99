"""Runs on both databases: begun, ended, judged, found to be killed."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import create_engine, text

from archive.errors import UnknownRun
from archive.records import Article, Refusal
from archive.store import Archive

START = datetime(2026, 11, 2, 6, 15, tzinfo=UTC)
VERSIONS = {"tradecrawler": "0.1.0", "scrapy": "2.19.0", "python": "3.11.2"}
COUNTS = {
    "articles/found": 9,
    "articles/new": 4,
    "articles/unchanged": 1,
    "refused/listing": 2,
    "refused/consent_wall": 1,
    "failed/http_404": 1,
    "discovery/feed": 2,
    "discovery/failed/http_404": 1,
    "discovery/failed/not_a_feed": 3,
}


def begin(archive: Archive, run_id: str, hours: float = 0, magazine: str = "rayon") -> None:
    archive.start_run(run_id, magazine, START + timedelta(hours=hours), "3", versions=VERSIONS)


def end(archive: Archive, run_id: str, hours: float = 0.5, reason: str = "finished") -> None:
    archive.finish_run(
        run_id,
        START + timedelta(hours=hours),
        reason,
        COUNTS,
        requests=14,
        bytes_received=1_500_000,
    )
    archive.judge_run(run_id, 0)


def test_a_run_tells_all_about_itself(archive: Archive) -> None:
    archive.start_run("ab12", "rayon", START, "3", versions=VERSIONS, arguments={"limit": "9"})
    row = archive.run("ab12")
    assert (row.finished_at, row.finish_reason, row.exit_status) == (None, None, None)
    assert (row.requests, row.bytes_received, row.counts) == (None, None, {})
    end(archive, "ab12")
    archive.judge_run("ab12", 1, ["archive_failed", "expectations_broken"])
    row = archive.run("ab12")
    assert row.started_at == START
    assert row.finished_at == START + timedelta(minutes=30)
    assert row.finish_reason == "finished"
    assert (row.exit_status, row.failure) == (1, "archive_failed, expectations_broken")
    assert (row.requests, row.bytes_received) == (14, 1_500_000)
    assert (row.counts, row.arguments, row.versions) == (COUNTS, {"limit": "9"}, VERSIONS)
    assert list(row.errors.items()) == [("not_a_feed", 3), ("http_404", 2)]
    assert row.total("refused/") == 3


def test_a_run_is_found_by_the_beginning_of_its_id(archive: Archive) -> None:
    for run_id in ("ab12", "ab34", "ab"):
        begin(archive, run_id)
    assert archive.run("ab1").id == "ab12"
    assert archive.run("ab").id == "ab"
    with pytest.raises(UnknownRun, match="several runs have an id that begins with 'a'"):
        archive.run("a")
    for absent in ("", "cd", "%", "ab12x"):
        with pytest.raises(UnknownRun, match="no run has the id"):
            archive.run(absent)


def test_runs_of_one_magazine(archive: Archive) -> None:
    begin(archive, "ab", 1)
    begin(archive, "cd", 2, magazine="etal")
    begin(archive, "ef", 3)
    assert [run.id for run in archive.runs()] == ["ef", "cd", "ab"]
    assert [run.id for run in archive.runs(magazine="rayon")] == ["ef", "ab"]
    assert [run.id for run in archive.runs(1, magazine="rayon")] == ["ef"]


def test_the_last_run_is_an_ordinary_one(archive: Archive) -> None:
    assert archive.last_run("rayon") is None
    begin(archive, "ab", 1)
    begin(archive, "cd", 2, magazine="etal")
    archive.start_run("ef", "rayon", START + timedelta(hours=3), "3", arguments={"limit": "5"})
    last = archive.last_run("rayon")
    assert last is not None
    assert last.id == "ab"


def test_who_locks_a_magazine_finds_its_dead_runs(
    archive: Archive, make_article: Callable[..., Article], make_refusal: Callable[..., Refusal]
) -> None:
    begin(archive, "dead", 1)
    archive.store([make_article("un"), make_article("deux"), make_refusal("trois")], "dead")
    begin(archive, "ended", 2)
    end(archive, "ended", 3, "shutdown")
    begin(archive, "alive", 4, magazine="etal")
    archive.lock_magazine("rayon").release()
    assert archive.run("ended").finish_reason == "shutdown"
    assert archive.run("alive").finish_reason is None
    dead = archive.run("dead")
    assert (dead.finish_reason, dead.failure) == ("killed", "killed")
    assert (dead.finished_at, dead.exit_status, dead.requests) == (None, None, None)
    assert sum(dead.counts.values()) == 3
    assert dead.counts["refused/consent_wall"] == 1


def test_a_run_that_was_not_started_cannot_end(archive: Archive) -> None:
    with pytest.raises(UnknownRun):
        end(archive, "ab")
    with pytest.raises(UnknownRun):
        archive.judge_run("ab", 0)


def test_runs_flat_has_the_counts_as_columns(archive_url: str) -> None:
    with Archive.open(archive_url) as archive:
        begin(archive, "ab")
        end(archive, "ab")
        begin(archive, "cd", 1)
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM runs_flat ORDER BY started_at"))
        ended, running = (row._asdict() for row in rows)
    engine.dispose()
    names = ("found", "new", "changed", "unchanged", "duplicate", "refused", "failed")
    assert [ended[name] for name in names] == [9, 4, 0, 1, 0, 3, 1]
    assert [running[name] for name in names] == [0] * 7
    assert ended["sources_failed"] == 4
    assert (ended["requests"], ended["bytes"], float(ended["seconds"])) == (14, 1_500_000, 1800.0)
    assert ended["arguments"] == "{}"
    assert (ended["finish_reason"], ended["exit_status"]) == ("finished", 0)
    assert (ended["scrapy_version"], ended["python_version"]) == ("2.19.0", "3.11.2")
    assert (running["seconds"], running["requests"]) == (None, None)
