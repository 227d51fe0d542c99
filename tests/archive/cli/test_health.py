"""``tradearchive health`` on both databases."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from typer.testing import CliRunner, Result

from archive.cli import app
from archive.health.expectations import Expectations
from archive.records import Article
from archive.store import Archive

Make = Callable[..., Article]


def run(*arguments: str, db: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", db], catch_exceptions=False)


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(result)]


@pytest.fixture
def broken_url(archive_url: str, make_article: Make) -> str:
    """A magazine of which nothing is dated, which it is declared to be."""
    began = datetime(2026, 5, 4, tzinfo=UTC)
    with Archive.open(archive_url) as archive:
        archive.start_run("run", "rayon", began, "0.1.0")
        names = [
            make_article(str(n), date_published=None, body_text=f"{n}. " * 9) for n in range(9)
        ]
        archive.store(names, "run")
        archive.finish_run("run", began + timedelta(hours=1), "finished", {"articles/new": 9})
        assert archive.assess("run", Expectations(dated=0.9)).raised
    return archive_url


def test_health_shows_what_is_broken_and_since_when(broken_url: str) -> None:
    header, *rows = lines(run("health", "--broken", db=broken_url))
    assert header.split()[:3] == ["magazine", "measure", "now"]
    [row] = rows
    assert row.startswith("rayon")
    assert "broken" in row
    assert "2026-05-04" in row
    assert len(lines(run("health", db=broken_url))) > 10


def test_health_as_json(broken_url: str) -> None:
    found = records(run("health", "--json", "--magazine", "rayon", db=broken_url))
    [broken] = [finding for finding in found if finding["verdict"] == "broken"]
    assert broken["measure"] == "undated"
    assert broken["since"] == "2026-05-04T01:00:00+00:00"


def test_health_checks_until_the_change_is_accepted(broken_url: str) -> None:
    assert run("health", "--check", db=broken_url).exit_code == 1
    accepted = run("health", "--check", "--magazine", "rayon", "--accept", "undated", db=broken_url)
    assert accepted.exit_code == 0
    assert run("health", "--check", db=broken_url).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--accept", "all"], "needs --magazine"),
        (["--magazine", "rayon", "--accept", "words"], "no alert is open"),
    ],
)
def test_what_cannot_be_accepted_is_told(
    arguments: list[str], message: str, broken_url: str
) -> None:
    told = run("health", *arguments, db=broken_url)
    assert told.exit_code == 2
    assert message in told.output


def test_health_of_an_archive_in_which_nothing_was_measured(archive_url: str) -> None:
    Archive.open(archive_url).close()
    assert lines(run("health", db=archive_url)) == [
        "Nothing was measured: figures are taken at the end of each crawl."
    ]
