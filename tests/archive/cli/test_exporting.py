"""``tradearchive export``: every format, on both databases."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from archive.cli import app
from archive.records import Article
from archive.store import Archive

Make = Callable[..., Article]


@pytest.fixture
def url(archive_url: str, make_article: Make) -> str:
    with Archive.open(archive_url) as archive:
        archive.store(
            [
                make_article("un", headline='Le "lait",\nencore', authors=("Ada", "Jo")),
                make_article("deux", magazine="etal", headline="Brood", language="nl"),
                make_article("trois", headline="Sans date", date_published=None),
            ]
        )
    return archive_url


def run(*arguments: str, db: str) -> Result:
    return CliRunner().invoke(app, ["export", *arguments, "--db", db], catch_exceptions=False)


def test_csv_into_a_pipe(url: str) -> None:
    result = run(db=url)
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(result.stdout_bytes.decode(), newline="")))
    with Archive.open(url) as archive:
        columns, expected = archive.export()
        assert [row["headline"] for row in rows] == [row["headline"] for row in expected]
    assert list(rows[0]) == list(columns)
    undated, milk = (row for row in rows if row["magazine"] == "rayon")  # by address
    assert milk["authors"] == "Ada; Jo"
    assert milk["published_on"] == "2026-11-01"
    assert milk["first_seen"] == "2026-11-02T08:30:15.123456+00:00"
    assert milk["is_accessible_for_free"] == "true"
    assert undated["published_on"] == ""


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (["--magazine", "etal"], ["Brood"]),
        (["--language", "nl"], ["Brood"]),
        (["--since", "2026-11-02"], []),
        (["--until", "2026-11-01", "--language", "fr"], ['Le "lait",\nencore']),
    ],
)
def test_json_lines_with_filters(url: str, options: list[str], expected: list[str]) -> None:
    result = run("-", "--format", "jsonl", *options, db=url)
    rows = [json.loads(line) for line in result.stdout_bytes.decode().split("\n") if line]
    assert [row["headline"] for row in rows] == expected
    assert all(row["is_accessible_for_free"] is True for row in rows)


def test_parquet_keeps_types(url: str, tmp_path: Path) -> None:
    parquet: Any = pytest.importorskip("pyarrow.parquet")
    file = tmp_path / "articles.parquet"
    assert run(str(file), db=url).exit_code == 0
    rows = parquet.read_table(file).to_pylist()
    undated, milk = (row for row in rows if row["magazine"] == "rayon")  # by address
    assert milk["published_on"] == date(2026, 11, 1)
    assert milk["first_seen"] == datetime(2026, 11, 2, 8, 30, 15, 123456, tzinfo=UTC)
    assert (milk["is_accessible_for_free"], undated["published_on"]) == (True, None)
    assert [path.name for path in tmp_path.iterdir() if "part" in path.suffix] == []


def test_file_by_its_name_and_pages(
    sqlite_url: str, tmp_path: Path, make_article: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("archive.flat.CHUNK", 2)
    with Archive.open(sqlite_url) as archive:
        archive.store([make_article(str(n), body_text=f"Texte {n}", lead=None) for n in range(5)])
    file = tmp_path / "articles.jsonl"
    result = run(str(file), db=sqlite_url)
    assert result.stderr == f"Wrote 5 articles to {file}.\n"
    assert [json.loads(line)["id"] for line in file.read_text().splitlines()] == [1, 2, 3, 4, 5]


def test_what_cannot_be_written(sqlite_url: str, tmp_path: Path) -> None:
    Archive.open(sqlite_url).close()
    assert "--format csv, jsonl, parquet" in run(str(tmp_path / "a.xls"), db=sqlite_url).stderr
    result = run(str(tmp_path / "absent" / "a.csv"), db=sqlite_url)
    assert result.exit_code == 1
    assert result.stderr.startswith("tradearchive: cannot write")
