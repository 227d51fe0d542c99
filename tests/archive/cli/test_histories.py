"""``tradearchive versions``, ``extractions``, ``promote``, ``show --as-of``."""

import json
from collections.abc import Callable

import pytest
from typer.testing import CliRunner, Result

from archive.cli import app
from archive.records import Article
from archive.store import Archive

Make = Callable[..., Article]


@pytest.fixture
def url(sqlite_url: str, make_article: Make) -> str:
    """An article of two versions, of which the second was read twice."""
    with Archive.open(sqlite_url) as archive:
        archive.store([make_article(headline="Le lait", body_text="Un\nDeux", lead=None)])
        second = {"headline": "Le lait monte", "body_text": "Un\nTrois", "lead": None}
        archive.store([make_article(day=2, **second)])
        other = make_article(day=2, **(second | {"lead": "[bold]Chapeau", "body_text": "Trois"}))
        version = archive.versions(1)[-1]
        archive.add_extraction(version.id, other, "extractor", promote=False)
    return sqlite_url


def run(*arguments: str, db: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", db], catch_exceptions=False)


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def test_versions_say_what_changed(url: str) -> None:
    assert lines(run("versions", "1", db=url)) == [
        "version 1  2026-11-02 08:30 UTC to 2026-11-04 08:30 UTC  Le lait",
        "version 2  2026-11-04 08:30 UTC to -  Le lait monte",
        "    headline",
        "      - Le lait",
        "      + Le lait monte",
        "    body_text",
        "      - Deux",
        "      + Trois",
    ]


def test_versions_as_json(url: str) -> None:
    first, second = map(json.loads, lines(run("versions", "1", "--json", db=url)))
    assert (first["number"], first["differences"]) == (1, [])
    assert second["differences"][0] == {
        "field": "headline",
        "removed": ["Le lait"],
        "added": ["Le lait monte"],
    }


def test_extractions_differ_from_the_promoted_one(url: str) -> None:
    first, second, *rest = lines(run("extractions", "1", db=url))
    assert first.startswith("reading 1, promoted  2026-11-04 08:30 UTC  fetched by ")
    assert second.startswith("reading 2  ")
    assert rest == [
        "    lead",
        "      + [bold]Chapeau",
        "    body_text",
        "      - Un",
    ]
    [only] = lines(run("extractions", "1", "--version", "1", db=url))
    assert only.startswith("reading 1, promoted")


def test_promoting_and_rolling_back(url: str) -> None:
    for number, lead in (("2", "[bold]Chapeau"), ("1", None)):
        said = lines(run("promote", "1", number, db=url))
        assert said == [f"Version 2 of article 1 says what reading {number} does."]
        [shown] = map(json.loads, lines(run("show", "1", "--json", db=url)))
        assert shown["current"]["article"]["lead"] == lead
    readings = [json.loads(line) for line in lines(run("extractions", "1", "--json", db=url))]
    assert [reading["is_promoted"] for reading in readings] == [True, False]


@pytest.mark.parametrize(
    ("moment", "headline"),
    [
        ("2026-11-02", "Le lait"),
        ("2026-11-04T08:29", "Le lait"),
        ("2026-11-04T08:31", "Le lait monte"),
        ("2026-11-04T09:31+01:00", "Le lait monte"),
        ("2026-11-04T00:00", "Le lait"),
        ("2026-11-04", "Le lait monte"),
    ],
)
def test_show_as_of(url: str, moment: str, headline: str) -> None:
    assert lines(run("show", "1", "--as-of", moment, db=url))[0] == headline


def test_a_moment_that_is_none(url: str) -> None:
    result = run("show", "1", "--as-of", "yesterday", db=url)
    assert result.exit_code == 2
    assert "--as-of" in result.stderr


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["show", "1", "--as-of", "2026-11-01"],
            "article 1 was not in the archive at 2026-11-01T23",
        ),
        (["versions", "9"], "no article has the id 9"),
        (["extractions", "1", "--version", "3"], "article 1 has no version 3, but 2"),
        (["promote", "1", "7"], "has no extraction 7"),
    ],
)
def test_what_is_not_there(url: str, arguments: list[str], message: str) -> None:
    result = run(*arguments, db=url)
    assert result.exit_code == 1
    assert message in result.stderr
