"""The ``tradearchive`` command on both databases."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner, Result

from archive.cli import app
from archive.migrations import HEAD
from archive.records import Article, Capture, Refusal, Reserved
from archive.store import Archive

Make = Callable[..., Article]

README = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")


@pytest.fixture
def filled_url(archive_url: str, make_article: Make, make_refusal: Callable[..., Refusal]) -> str:
    with Archive.open(archive_url) as archive:
        archive.store(
            [
                make_article("un", headline="La crème [bold]glacée[/bold] :ice:"),
                make_article(
                    "deux",
                    headline="Een winkel zonder kassa",
                    language="nl",
                    date_published="2026-10-05",
                    lead=None,
                    magazine="etal",
                ),
                make_article(
                    "deux", magazine="etal", day=1, headline="Zonder kassa", language="nl"
                ),
                make_article("trois", headline="Sans date \x1b[31m", date_published=None),
                make_refusal("accueil"),
            ]
        )
    return archive_url


def run(*arguments: str, db: str) -> Result:
    return CliRunner().invoke(app, [*arguments, "--db", db], catch_exceptions=False)


def lines(result: Result) -> list[str]:
    assert result.exit_code == 0, result.output
    return result.stdout.splitlines()


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in lines(result)]


def test_list(filled_url: str) -> None:
    header, *rows = lines(run("list", db=filled_url))
    assert header.split() == ["id", "date", "magazine", "lang", "words", "headline"]
    fields = [row.split(maxsplit=5) for row in rows]
    assert [(f[1], f[2], f[3], f[5]) for f in fields] == [
        ("2026-11-01", "rayon", "fr", "La crème [bold]glacée[/bold] :ice:"),
        ("2026-11-01", "etal", "nl", "Zonder kassa"),
        ("-", "rayon", "fr", "Sans date \ufffd[31m"),
    ]
    assert all(row == row.rstrip() for row in rows)


def test_list_is_not_cut_in_a_pipe(archive_url: str, make_article: Make) -> None:
    headline = "Un très long titre " * 20
    with Archive.open(archive_url) as archive:
        archive.store([make_article(headline=headline.strip())])
    assert lines(run("list", db=archive_url))[1].endswith(headline.strip())


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--magazine", "rayon"], {"un", "trois"}),
        (["--language", "nl"], {"deux"}),
        (["--since", "2026-11-01"], {"un", "deux"}),
        (["--until", "2026-10-31"], set()),
        (["--limit", "1"], {"un"}),
    ],
)
def test_list_filters(filled_url: str, options: list[str], expected: set[str]) -> None:
    rows = records(run("list", "--json", *options, db=filled_url))
    assert {str(row["canonical_url"]).rpartition("/")[2] for row in rows} == expected


def test_list_of_nothing(filled_url: str) -> None:
    assert lines(run("list", "--magazine", "absent", db=filled_url)) == ["No articles."]


def test_show(filled_url: str) -> None:
    [found] = records(run("list", "--language", "nl", "--json", db=filled_url))
    printed = run("show", str(found["id"]), db=filled_url)
    text = "\n".join(lines(printed))
    for part in (
        "Zonder kassa",
        "https://www.rayon.example/fr/deux",
        "Hélène Noël; Piet De Smedt",
        "2026-11-01T09:00:00+01:00 (1er novembre 2026, 9 h)",
        "Six cents clients par jour",
        "Un comptoir pour les invendus",
        "Dossier",
        "Les caisses sans caissier",
        "2026-11-03 08:30 UTC",
        "Een winkel zonder kassa",
        "selector:p.chapo",
        "Story 1",
        "same story",
    ):
        assert part in text
    assert max(len(line) for line in text.splitlines()) <= 110


def test_show_says_what_was_reserved(archive_url: str, make_article: Make) -> None:
    policy = "https://www.rayon.example/policy"
    reserved = Reserved(
        robots="absent", tdm_reservation=True, tdm_policy=policy, directives=("noai", "noarchive")
    )
    article = make_article()
    capture = Capture(
        url=article.url,
        fetched_at=article.fetched_at,
        status=200,
        digest="sha256:" + "a" * 64,
        file="rayon/one.warc.gz",
        offset=412,
        length=77,
        reserved=reserved,
    )
    with Archive.open(archive_url) as archive:
        archive.store([replace(article, capture=capture)])
    text = "\n".join(lines(run("show", "1", db=archive_url)))
    for part in ("robots.txt    absent", "noai, noarchive, tdm-reservation", policy):
        assert part in text


def test_show_as_json(filled_url: str) -> None:
    [found] = records(run("list", "--language", "nl", "--json", db=filled_url))
    [shown] = records(run("show", str(found["id"]), "--json", db=filled_url))
    assert shown["version_count"] == 2
    current, versions = shown["current"], shown["versions"]
    assert isinstance(current, dict)
    assert isinstance(versions, list)
    assert current["article"]["headline"] == "Zonder kassa"
    assert current["article"]["teasers"][0]["label"] == "Dossier"
    assert [v["article"]["headline"] for v in versions] == [
        "Een winkel zonder kassa",
        "Zonder kassa",
    ]
    story, related = shown["story"], shown["related"]
    assert isinstance(story, dict)
    assert isinstance(related, list)
    assert found["id"] in [article["id"] for article in story["articles"]]
    assert {other["kind"] for other in related} == {"same_story"}


def test_show_of_an_unknown_article(filled_url: str) -> None:
    result = run("show", "99", db=filled_url)
    assert result.exit_code == 1
    assert result.stderr == "tradearchive: no article has the id 99\n"


def test_search(filled_url: str) -> None:
    first, second, *_ = lines(run("search", "creme", "[bold]glacee", db=filled_url))
    assert first.endswith("2026-11-01  rayon  fr  La crème [bold]glacée[/bold] :ice:")
    assert second.startswith(
        "    … la gare. Quinze personnes y travaillent, et la crème glacée vient"
    )


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["kassa"], 1),
        (["kassa", "-winkel"], 1),  # the version with that word is no longer current
        (["creme", "-kassa"], 2),
        (['"creme glacee"', "-kassa"], 2),
        (["creme", "--language", "nl"], 1),
        (["creme", "--since", "2026-11-01"], 2),
        (["absent"], 0),
    ],
)
def test_search_as_json(filled_url: str, words: list[str], expected: int) -> None:
    assert len(records(run("search", *words, "--json", db=filled_url))) == expected


def test_search_for_nothing(filled_url: str) -> None:
    result = run("search", "-lait", db=filled_url)
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == "tradearchive: no word to look for in '-lait'\n"


def test_search_does_not_take_a_mistyped_option_for_a_word(filled_url: str) -> None:
    result = run("search", "creme", "--langage", "nl", db=filled_url)
    assert result.exit_code == 2
    assert "--langage" in result.stderr


def test_teasers(filled_url: str) -> None:
    header, *rows = lines(run("teasers", "--magazine", "rayon", db=filled_url))
    assert header.split() == ["first", "last", "pages", "magazine", "label", "article", "text"]
    row = "2026-11-02  2026-11-02      2  rayon     À lire aussi        -  Le prix du lait"
    assert row in [line.rstrip() for line in rows]
    assert len(rows) == 4
    assert lines(run("teasers", "--until", "2026-11-01", db=filled_url)) == ["No teasers."]


def test_teasers_as_json(filled_url: str) -> None:
    found = records(run("teasers", "--since", "2026-11-03", "--json", db=filled_url))
    assert {row["magazine"] for row in found} == {"etal"}
    assert {row["days"] for row in found} == {1}


def test_stats(filled_url: str) -> None:
    printed = lines(run("stats", db=filled_url))
    assert [line.split() for line in printed if line.startswith(("articles", "versions"))] == [
        ["articles", "3"],
        ["versions", "4"],
    ]
    rows = [line.split() for line in printed]
    assert ["consent_wall", "1"] in rows
    assert ["changed", "1"] in rows
    assert ["fr", "2"] in rows


def test_stats_as_json(filled_url: str) -> None:
    [totals] = records(run("stats", "--json", db=filled_url))
    assert totals["outcomes"] == {"new": 3, "changed": 1, "refused": 1}
    assert totals["refusals"] == {"consent_wall": 1}


def test_url_from_the_environment(filled_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ARCHIVE_URL", filled_url)
    result = CliRunner().invoke(app, ["list"], catch_exceptions=False)
    assert len(lines(result)) == 4


def test_missing_file_is_said_and_not_made(tmp_path: Path) -> None:
    result = run("list", db=f"sqlite:///{tmp_path}/archive.db")
    assert result.exit_code == 1
    assert result.stderr.startswith("tradearchive: there is no archive at sqlite:///")
    assert list(tmp_path.iterdir()) == []


COMMANDS = [command.name or command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]
WITHOUT_JSON = {"promote", "export", "init", "upgrade", "reindex", "reindex-captures"}


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_and_a_place_in_the_readme(command: str) -> None:
    result = CliRunner().invoke(app, [command, "--help"], catch_exceptions=False)
    assert ("--json" in result.output) is not (command in WITHOUT_JSON)
    assert "--db" in result.output
    assert f"`{command}`" in README or f"`tradearchive {command}" in README


# Making, upgrading, checking


def test_init_makes_an_archive_and_leaves_it(archive_url: str, make_article: Make) -> None:
    assert lines(run("init", db=archive_url)) == ["The archive is there."]
    with Archive.open(archive_url, create=False) as archive:
        archive.store([make_article()])
    assert lines(run("init", db=archive_url)) == ["The archive is there."]
    with Archive.open(archive_url, create=False) as archive:
        assert archive.stats().articles == 1


def test_upgrade_of_an_archive_that_is_up_to_date(filled_url: str) -> None:
    assert lines(run("upgrade", db=filled_url)) == [
        f"Nothing to do: the archive has revision {HEAD}."
    ]


def test_check_says_what_holds_and_what_fails(filled_url: str) -> None:
    assert all(line.startswith("ok ") for line in lines(run("check", db=filled_url))[1:])
    engine = create_engine(filled_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE versions SET capture_id = NULL WHERE id = 2"))
    engine.dispose()
    result = run("check", db=filled_url)
    assert result.exit_code == 1
    assert "FAILS  versions_have_captures" in result.stdout
    result = run("check", "--json", db=filled_url)
    assert result.exit_code == 1
    [failing] = [json.loads(line) for line in result.stdout.splitlines() if '["2"]' in line]
    assert (failing["name"], failing["failures"]) == ("versions_have_captures", 1)


@pytest.mark.parametrize("command", ["upgrade", "check"])
def test_nothing_is_made_where_none_is(sqlite_url: str, tmp_path: Path, command: str) -> None:
    result = run(command, db=sqlite_url)
    assert result.exit_code == 1
    assert "there is no archive at" in result.output
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def run_url(archive_url: str) -> str:
    """An archive of three runs: one that ended, one that failed, one that goes on."""
    start = datetime(2026, 11, 2, 6, 15, tzinfo=UTC)
    counts = {"articles/found": 5, "articles/new": 3, "refused/listing": 1, "failed/http_404": 1}
    with Archive.open(archive_url) as archive:
        for hour, run_id in enumerate(("ab12cd34ef56", "cd34", "ef56")):
            moment = start + timedelta(hours=hour)
            archive.start_run(
                run_id,
                "rayon",
                moment,
                "3",
                versions={"scrapy": "2.19.0"},
                arguments={"limit": "5"},
            )
            if run_id != "ef56":
                archive.finish_run(
                    run_id,
                    moment + timedelta(minutes=4),
                    "finished",
                    counts,
                    requests=7,
                    bytes_received=1_234_567,
                )
        archive.judge_run("ab12cd34ef56", 0)
        archive.judge_run("cd34", 1, ["expectations_broken"])
    return archive_url


def test_runs(run_url: str) -> None:
    header, *rows = lines(run("runs", db=run_url))
    assert header.split()[:3] == ["id", "started", "magazine"]
    assert [row.split()[0] for row in rows] == ["ef56", "cd34", "ab12cd34"]
    assert [row.split()[-1] for row in rows] == ["running", "expectations_broken", "finished"]
    assert rows[2].split()[4:-1] == ["rayon", "0:04:00", *"5300117", "1.2"]


def test_runs_filtered(run_url: str) -> None:
    assert lines(run("runs", "--magazine", "etal", db=run_url)) == ["No runs."]
    assert len(lines(run("runs", "--limit", "1", db=run_url))) == 2
    [first, *_] = records(run("runs", "--json", db=run_url))
    assert (first["id"], first["finished_at"], first["arguments"]) == ("ef56", None, {"limit": "5"})


def test_run(run_url: str) -> None:
    text = "\n".join(lines(run("run", "cd34", db=run_url)))
    for part in ("expectations_broken", "limit=5", "2.19.0", "articles/new", "http_404", "0:04:00"):
        assert part in text
    [row] = records(run("run", "ab12", "--json", db=run_url))
    assert row["id"] == "ab12cd34ef56"


def test_run_that_is_not_there(run_url: str) -> None:
    result = run("run", "zz", db=run_url)
    assert result.exit_code == 1
    assert "tradearchive: no run has the id 'zz'" in result.stderr
