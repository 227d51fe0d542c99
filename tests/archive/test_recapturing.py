"""The table of captures can be made again from the files."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from typer.testing import CliRunner

from archive.captures import CaptureWriter, verify
from archive.cli import app
from archive.records import Article, Capture, Exchange
from archive.store import Archive
from tests.archive.invented import FIRST

Make = Callable[..., Article]


def exchange(number: int, body: bytes) -> Exchange:
    return Exchange(
        url=f"https://www.rayon.example/fr/{number}",
        status=200,
        headers=(("Content-Type", "text/html"),),
        body=body,
        fetched_at=FIRST + timedelta(seconds=number),
    )


@pytest.fixture
def written(tmp_path: Path) -> list[Capture]:
    """Five pages, the last with the payload of the first."""
    with CaptureWriter(tmp_path / "captures", "rayon/1", max_bytes=1_000) as writer:
        bodies = [b"un", b"deux", b"trois", b"quatre", b"un"]
        return [writer.write([exchange(n, body)])[0] for n, body in enumerate(bodies)]


def test_what_was_lost_is_put_on_record(
    archive: Archive, tmp_path: Path, written: list[Capture], make_article: Make
) -> None:
    """The database was restored from a copy that knew the second page only."""
    folder = tmp_path / "captures"
    archive.store([make_article("1", capture=written[1], url=written[1].url)])
    done = archive.index_captures(folder)
    assert (done.found, done.added, done.problems) == (5, 4, ())
    assert {c.place: c for c in archive.captures()} == {c.place: c for c in written}
    assert not list(verify(folder, archive.captures()))
    assert archive.index_captures(folder).added == 0
    assert archive.article(1).article.capture == written[1]
    assert archive.stats().captures == 1


def test_command_names_what_cannot_be_put_on_record(
    archive_url: str, tmp_path: Path, written: list[Capture]
) -> None:
    folder = tmp_path / "captures"
    Archive.open(archive_url).close()
    (folder / written[0].file).unlink()
    kept = [capture for capture in written if capture.file != written[0].file]
    assert kept
    assert kept[-1].original is not None
    result = CliRunner().invoke(app, ["reindex-captures", str(folder), "--db", archive_url])
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        f"{len(kept)} responses in the files, of which {len(kept) - 1} were not on record.\n"
    )
    assert result.stderr.startswith(f"orphan: {kept[-1].file} at byte {kept[-1].offset}: no record")
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT magazine, outcome, reason FROM captures")).all()
    engine.dispose()
    assert set(rows) == {("rayon", "other", "reindexed")}
