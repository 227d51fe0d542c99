"""WARC files: what goes in comes out, for this package and for other readers."""

import gzip
import hashlib
import os
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from archive.captures import CaptureWriter, read_capture
from archive.errors import CaptureDamaged
from archive.records import Capture

FETCHED = datetime(2026, 11, 2, 9, 30, 15, 250000, tzinfo=timezone(timedelta(hours=1)))
URL = "https://www.rayon.example/fr/ciney"
HTML = ("Content-Type", "text/html; charset=utf-8")


def write_one(
    folder: Path, body: bytes, headers: tuple[tuple[str, str], ...] = (HTML,), status: int = 200
) -> Capture:
    with CaptureWriter(folder, "rayon/20261102-ab12") as writer:
        writer.write(URL, 200, [HTML], b"<p>une autre page</p>", FETCHED)
        return writer.write(URL, status, headers, body, FETCHED)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<p>La cr\xc3\xa8me glac\xc3\xa9e</p>",
        b"\r\n\r\nWARC/1.0\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
        os.urandom(3_000_000),
    ],
    ids=["empty", "html", "looks like a record", "large"],
)
def test_body_comes_back(tmp_path: Path, body: bytes) -> None:
    capture = write_one(tmp_path, body)
    response = read_capture(tmp_path, capture)
    assert response == (200, (HTML, ("Content-Length", str(len(body)))), body)
    assert capture.digest == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert capture.fetched_at == FETCHED
    assert capture.fetched_at.tzinfo is UTC


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (("X-Note", "crème brûlée"), ("X-Note", "crème brûlée")),
        (("X-Note", "one\r\nSet-Cookie: two"), ("X-Note", "one Set-Cookie: two")),
        (("X-Note", "  spaced\tout  "), ("X-Note", "spaced out")),
        (("X-Note", ""), ("X-Note", "")),
        (("X-Note", "a: b: c"), ("X-Note", "a: b: c")),
        (("X-Note", "\udce9"), ("X-Note", "?")),
    ],
)
def test_odd_header_does_no_harm(
    tmp_path: Path, given: tuple[str, str], expected: tuple[str, str]
) -> None:
    capture = write_one(tmp_path, b"abc", (HTML, given, HTML))
    assert read_capture(tmp_path, capture).headers == (
        HTML,
        expected,
        HTML,
        ("Content-Length", "3"),
    )


def test_headers_describe_the_decoded_body(tmp_path: Path) -> None:
    headers = (
        ("content-encoding", "gzip"),
        ("Transfer-Encoding", "chunked"),
        ("CONTENT-LENGTH", "17"),
        HTML,
    )
    response = read_capture(tmp_path, write_one(tmp_path, b"decoded", headers))
    assert response.headers == (HTML, ("Content-Length", "7"))
    assert response.body == b"decoded"


@pytest.mark.parametrize("status", [200, 404, 520])
def test_status_comes_back(tmp_path: Path, status: int) -> None:
    assert read_capture(tmp_path, write_one(tmp_path, b"x", status=status)).status == status


def test_other_readers_understand_the_file(tmp_path: Path) -> None:
    capture = write_one(tmp_path, b"<p>Ciney</p>")
    with (tmp_path / capture.file).open("rb") as file:
        records = [
            (
                record.rec_type,
                record.rec_headers.get_header("WARC-Target-URI"),
                record.rec_headers.get_header("WARC-Date"),
                record.content_stream().read(),
                record.digest_checker.problems,
            )
            for record in ArchiveIterator(file, check_digests=True)
        ]
    assert [record[0] for record in records] == ["warcinfo", "response", "response"]
    assert records[2][1:] == (URL, "2026-11-02T08:30:15.250000Z", b"<p>Ciney</p>", [])


def test_page_is_on_disk_before_close(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, "rayon") as writer:
        capture = writer.write(URL, 200, [HTML], b"abc", FETCHED)
        assert capture.file == "rayon.warc.gz"
        assert read_capture(tmp_path, capture).body == b"abc"
        assert (tmp_path / "rayon.warc.gz").stat().st_size == capture.offset + capture.length


def test_two_writers_never_share_a_file(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, "rayon"), pytest.raises(FileExistsError):
        CaptureWriter(tmp_path, "rayon")


def test_missing_file_is_reported(tmp_path: Path) -> None:
    capture = replace(write_one(tmp_path, b"abc"), file="gone.warc.gz")
    with pytest.raises(CaptureDamaged, match=r"gone\.warc\.gz"):
        read_capture(tmp_path, capture)


@pytest.mark.parametrize("shift", [-7, 0, 5, 1_000_000])
def test_wrong_place_is_reported(tmp_path: Path, shift: int) -> None:
    capture = write_one(tmp_path, b"abc")
    wrong = replace(capture, offset=capture.offset + shift, length=capture.length - 20)
    with pytest.raises(CaptureDamaged):
        read_capture(tmp_path, wrong)


def test_other_payload_is_reported(tmp_path: Path) -> None:
    capture = replace(write_one(tmp_path, b"abc"), digest="sha256:" + "0" * 64)
    with pytest.raises(CaptureDamaged, match="not the one that was fetched"):
        read_capture(tmp_path, capture)


def test_warcinfo_is_not_taken_for_a_response(tmp_path: Path) -> None:
    capture = write_one(tmp_path, b"abc")
    with pytest.raises(CaptureDamaged, match="no response record"):
        read_capture(tmp_path, replace(capture, offset=0))


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path) -> None:
    capture = write_one(tmp_path, b"abc")
    stored = (tmp_path / capture.file).read_bytes()
    member = stored[capture.offset : capture.offset + capture.length]
    assert gzip.decompress(member).startswith(b"WARC/1.1\r\n")
