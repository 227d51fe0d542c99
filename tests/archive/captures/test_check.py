"""What is damaged is found, and told from what a crash leaves behind."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.captures import CaptureWriter, Problem, verify
from archive.captures.check import whole_until
from archive.records import Capture, Exchange

Make = Callable[..., Exchange]
FILE = "rayon/one-00001.warc.gz"


@pytest.fixture
def captures(tmp_path: Path, make_exchange: Make) -> list[Capture]:
    bodies = [os.urandom(200_000), b"small", b"small", b"a" * 3_000_000]
    with CaptureWriter(tmp_path, "rayon/one") as writer:
        return writer.write([make_exchange(body) for body in bodies])


def kinds(problems: list[Problem]) -> list[tuple[str, int]]:
    return [(problem.kind, problem.offset) for problem in problems]


def test_whole_files_have_no_problem(tmp_path: Path, captures: list[Capture]) -> None:
    assert list(verify(tmp_path, captures)) == []


@pytest.mark.parametrize("left", [1, 100])
def test_torn_last_record_is_told_from_what_is_missing(
    tmp_path: Path, captures: list[Capture], left: int
) -> None:
    last = captures[-1]
    os.truncate(tmp_path / FILE, last.offset + left)
    assert kinds(list(verify(tmp_path, captures[:-1]))) == [("torn", last.offset)]
    problems = list(verify(tmp_path, captures))
    assert kinds(problems) == [("unreadable", last.offset), ("torn", last.offset)]
    assert problems[1].detail == f"{left} bytes are no whole record"
    assert kinds(list(verify(tmp_path, captures, read_files=False))) == [
        ("unreadable", last.offset)
    ]


def test_whatever_a_crash_leaves_the_records_before_it_are_read(
    tmp_path: Path, captures: list[Capture]
) -> None:
    stored = (tmp_path / FILE).read_bytes()
    ends = [capture.offset + capture.length for capture in captures]
    for cut in {*range(captures[1].offset, len(stored), 97), *ends}:
        (tmp_path / FILE).write_bytes(stored[:cut])
        whole = [capture for capture, end in zip(captures, ends, strict=True) if end <= cut]
        problems = list(verify(tmp_path, whole))
        last = whole[-1].offset + whole[-1].length
        assert kinds(problems) == ([] if cut == last else [("torn", last)])


def test_garbage_at_the_end_is_found(tmp_path: Path, captures: list[Capture]) -> None:
    end = (tmp_path / FILE).stat().st_size
    with (tmp_path / FILE).open("ab") as file:
        file.write(b"\0" * 4096)
    assert list(verify(tmp_path, captures)) == [
        Problem("torn", FILE, end, "4096 bytes are no whole record")
    ]


def test_changed_byte_is_found(tmp_path: Path, captures: list[Capture]) -> None:
    stored = bytearray((tmp_path / FILE).read_bytes())
    stored[captures[0].offset + captures[0].length // 2] ^= 1
    (tmp_path / FILE).write_bytes(stored)
    assert kinds(list(verify(tmp_path, captures)))[0] == ("unreadable", captures[0].offset)


def test_empty_file_is_whole(tmp_path: Path) -> None:
    (tmp_path / "x.warc.gz").touch()
    assert whole_until(tmp_path / "x.warc.gz") == 0
