"""What WARC files hold is read from the files alone."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from warcio.indexer import Indexer

from archive.captures import CaptureWriter, Problem, Scanned, scan
from archive.records import Capture, Exchange

Make = Callable[..., Exchange]


@pytest.fixture
def written(tmp_path: Path, make_exchange: Make) -> list[Capture]:
    """Two pages with their requests, one of them again, a redirect; in two files."""
    exchanges = [
        make_exchange(b"un", request_headers=(("Accept", "text/html"),)),
        make_exchange("deux é".encode(), url="https://www.rayon.example/fr/2"),
        make_exchange(b"un", url="https://www.rayon.example/fr/3"),
        make_exchange(b"", status=301, headers=(("Location", "/fr/1"),)),
    ]
    with CaptureWriter(tmp_path, "rayon/1", max_bytes=1_500) as writer:
        return [capture for each in exchanges for capture in writer.write([each])]


def test_finds_what_was_written(tmp_path: Path, written: list[Capture]) -> None:
    found = list(scan(tmp_path))
    assert len({capture.file for capture in written}) > 1
    assert [item.capture.place for item in found if isinstance(item, Scanned)] == [
        capture.place for capture in written
    ]
    for item, capture in zip(found, written, strict=True):
        assert isinstance(item, Scanned)
        assert item.is_revisit is (capture.original is not None)
        assert (item.capture.url, item.capture.status) == (capture.url, capture.status)
        assert (item.capture.digest, item.capture.fetched_at) == (
            capture.digest,
            capture.fetched_at,
        )


def test_warcio_indexes_the_same_places(tmp_path: Path, written: list[Capture]) -> None:
    """Its index is what pywb and cdxj-indexer make theirs with."""
    found = []
    for name in sorted({capture.file for capture in written}):
        output = io.StringIO()
        indexer = Indexer(["offset", "length", "warc-type", "warc-target-uri"], [], "-")
        with (tmp_path / name).open("rb") as file:
            indexer.process_one(file, output, name)
        rows = [json.loads(line) for line in output.getvalue().splitlines()]
        found += [
            (row["warc-target-uri"], name, int(row["offset"]), int(row["length"]))
            for row in rows
            if row["warc-type"] in ("response", "revisit")
        ]
    assert found == [(c.url, c.file, c.offset, c.length) for c in written]


def test_torn_and_damaged_records_are_named(tmp_path: Path, written: list[Capture]) -> None:
    last = written[-1]
    file = tmp_path / last.file
    file.write_bytes(file.read_bytes()[: last.offset + last.length - 9])
    *found, problem = scan(tmp_path)
    assert len(found) == len(written) - 1
    assert isinstance(problem, Problem)
    assert (problem.kind, problem.file, problem.offset) == ("torn", last.file, last.offset)


def test_what_is_no_warc_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").write_bytes(b"no gzip")
    assert [item.kind for item in scan(tmp_path) if isinstance(item, Problem)] != []
