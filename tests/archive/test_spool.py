"""Records that wait for an archive that does not answer."""

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from archive.errors import DatabaseUnreachable, SpoolFull
from archive.records import Article, Refusal, Visit
from archive.spool import BATCH, Spool
from tests.archive.invented import invented_article

URL = "postgresql://reader:secret@host/archive"
ROOT = Path(__file__).parents[2]

Record = Article | Refusal | Visit


class Store:
    """Remembers what it was given, by run."""

    def __init__(self, answers: int = 1_000) -> None:
        self.batches: list[tuple[str | None, int]] = []
        self.records: list[Record] = []
        self.answers = answers

    def __call__(self, records: Sequence[Record], run_id: str | None) -> None:
        if len(self.batches) == self.answers:
            raise DatabaseUnreachable("no answer")
        self.batches.append((run_id, len(records)))
        self.records += records


def spool(folder: Path, run: str = "ab12", **options: int) -> Spool:
    return Spool(folder / "spool", URL, run, **options)


def articles(number: int) -> list[Record]:
    return [invented_article(str(place)) for place in range(number)]


def test_what_waits_is_stored_in_order_and_the_file_goes(tmp_path: Path) -> None:
    own, store = spool(tmp_path), Store()
    assert own.is_empty
    own.append(articles(2))
    own.append(articles(BATCH))
    assert not own.is_empty
    assert own.replay(store) == BATCH + 2
    assert store.records == articles(2) + articles(BATCH)
    assert store.batches == [("ab12", BATCH), ("ab12", 2)]
    assert own.is_empty
    assert list((tmp_path / "spool").iterdir()) == []
    assert own.replay(store) == 0


def test_a_visit_that_brought_no_page_waits_as_well(tmp_path: Path) -> None:
    visit = Visit(
        magazine="rayon",
        address="https://www.rayon.example/fr/ciney",
        visited_at=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
        failure="http_503",
        status=503,
    )
    read = replace(invented_article(), visit=replace(visit, failure=None, status=200, etag='"x"'))
    own, store = spool(tmp_path), Store()
    own.append([visit, read])
    own.replay(store)
    assert store.records == [visit, read]


def test_nothing_is_made_where_nothing_waits(tmp_path: Path) -> None:
    spool(tmp_path).close()
    assert spool(tmp_path).replay_others(Store()) == 0
    assert list(tmp_path.iterdir()) == []


def test_file_stays_whole_while_the_archive_does_not_answer(tmp_path: Path) -> None:
    own = spool(tmp_path)
    own.append(articles(BATCH + 1))
    with pytest.raises(DatabaseUnreachable):
        own.replay(Store(answers=1))
    own.append(articles(1))
    store = Store()
    assert own.replay(store) == BATCH + 2


def test_the_next_run_takes_over(tmp_path: Path) -> None:
    first, store = spool(tmp_path, "first"), Store()
    first.append(articles(3))
    second = spool(tmp_path, "second")
    assert second.replay_others(store) == 0  # the first is at work
    first.close()
    assert Spool(tmp_path / "spool", "sqlite:///other.db", "x").replay_others(store) == 0
    with pytest.raises(DatabaseUnreachable):
        second.replay_others(Store(answers=0))
    assert second.replay_others(store) == 3
    assert store.batches == [("first", 3)]
    assert list((tmp_path / "spool").iterdir()) == []


def test_a_process_that_was_killed_leaves_all_it_acknowledged(tmp_path: Path) -> None:
    program = (
        "import os, pathlib, sys\n"
        "from archive.spool import Spool\n"
        "from tests.archive.invented import invented_article\n"
        f"spool = Spool(pathlib.Path(sys.argv[1]) / 'spool', {URL!r}, 'killed')\n"
        "spool.append([invented_article('un'), invented_article('deux')])\n"
        "os.kill(os.getpid(), 9)\n"
    )
    done = subprocess.run([sys.executable, "-c", program, str(tmp_path)], cwd=ROOT, check=False)
    assert done.returncode == -9
    store = Store()
    assert spool(tmp_path).replay_others(store) == 2
    assert store.records == [invented_article("un"), invented_article("deux")]


def test_a_line_that_was_cut_off_is_skipped_and_said(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own, store = spool(tmp_path), Store()
    own.append(articles(2))
    own.close()
    content = own.path.read_bytes()
    own.path.write_bytes(content[:-20])
    assert spool(tmp_path, "next").replay_others(store) == 1
    assert "line 2" in caplog.text


def test_it_is_bounded(tmp_path: Path) -> None:
    own, store = spool(tmp_path, limit=10_000), Store()
    own.append(articles(2))
    with pytest.raises(SpoolFull, match="may have 10000"):
        own.append(articles(5))
    assert own.replay(store) == 2


def test_no_password_is_in_its_name(tmp_path: Path) -> None:
    own = spool(tmp_path)
    own.append(articles(1))
    assert "secret" not in str(own.path)
    assert b"secret" not in own.path.read_bytes()
    own.close()
