"""WARC files: what goes in comes out, for this package and for other readers."""

import gzip
import hashlib
import os
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from archive.captures import CaptureWriter, read_capture
from archive.captures.writer import MAX_BYTES
from archive.records import Capture, Exchange, RecordPlace

Make = Callable[..., Exchange]

NAME = "rayon/20261102-ab12"
PROFILE = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
ASKED = (("User-Agent", "tradecrawler/0.1.0"), ("Accept", "text/html"))


def records(folder: Path, file: str) -> list[Any]:
    """All records as warcio reads them, digests checked."""
    found = []
    with (folder / file).open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests=True):
            record.content = record.content_stream().read()
            assert record.digest_checker.problems == []
            found.append(record)
    return found


def header(record: Any, name: str) -> str:
    return str(record.rec_headers.get_header(name))


# What goes in comes out


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
def test_body_comes_back(tmp_path: Path, make_exchange: Make, body: bytes) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [_, capture] = writer.write([make_exchange(b"another"), make_exchange(body)])
    response = read_capture(tmp_path, capture)
    assert response.body == body
    assert response.headers[-1] == ("Content-Length", str(len(body)))
    assert capture.digest == f"sha256:{hashlib.sha256(body).hexdigest()}"
    assert capture.fetched_at == make_exchange().fetched_at
    assert capture.fetched_at.tzinfo is UTC


@pytest.mark.parametrize("status", [200, 301, 404, 520])
def test_status_comes_back(tmp_path: Path, make_exchange: Make, status: int) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [capture] = writer.write([make_exchange(status=status)])
    assert capture.status == status
    assert read_capture(tmp_path, capture).status == status


def test_every_record_is_a_gzip_member_of_its_own(tmp_path: Path, make_exchange: Make) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [capture] = writer.write([make_exchange()])
    stored = (tmp_path / capture.file).read_bytes()
    member = stored[capture.offset : capture.offset + capture.length]
    assert gzip.decompress(member).startswith(b"WARC/1.1\r\n")


# What other readers find


def test_request_stands_beside_its_response(tmp_path: Path, make_exchange: Make) -> None:
    exchange = make_exchange(request_headers=ASKED)
    with CaptureWriter(tmp_path, NAME) as writer:
        [capture] = writer.write([exchange])
    information, response, request = records(tmp_path, capture.file)
    assert [information.rec_type, response.rec_type, request.rec_type] == [
        "warcinfo",
        "response",
        "request",
    ]
    assert header(information, "WARC-Filename") == "20261102-ab12-00001.warc.gz"
    assert b"Never written: authentication-info, authorization," in information.content
    assert header(response, "WARC-Target-URI") == exchange.url
    assert header(response, "WARC-Date") == "2026-11-02T08:30:15.250000Z"
    assert header(response, "WARC-Payload-Digest") == capture.digest
    assert response.content == exchange.body
    assert header(request, "WARC-Concurrent-To") == header(response, "WARC-Record-ID")
    assert header(request, "WARC-Target-URI") == exchange.url
    assert request.http_headers.protocol == "GET"
    assert request.http_headers.statusline == "/fr/ciney HTTP/1.1"
    assert request.http_headers.headers == [("Host", "www.rayon.example"), *ASKED]


def test_revisit_names_its_original(tmp_path: Path, make_exchange: Make) -> None:
    first = make_exchange()
    again = make_exchange(
        url="https://www.rayon.example/fr/ciney?page=1", headers=(("X-Served", "later"),)
    )
    with CaptureWriter(tmp_path, NAME) as writer:
        captures = writer.write([first]) + writer.write([again])
    _, response, revisit = records(tmp_path, captures[0].file)
    assert revisit.rec_type == "revisit"
    assert revisit.content == b""
    assert header(revisit, "WARC-Profile") == PROFILE
    assert header(revisit, "WARC-Payload-Digest") == captures[0].digest
    assert header(revisit, "WARC-Refers-To") == header(response, "WARC-Record-ID")
    assert header(revisit, "WARC-Refers-To-Target-URI") == first.url
    assert header(revisit, "WARC-Refers-To-Date") == header(response, "WARC-Date")
    assert revisit.http_headers.get_header("X-Served") == "later"


def test_fastwarc_reads_the_same(tmp_path: Path, make_exchange: Make) -> None:
    exchanges = [make_exchange(b"un", request_headers=ASKED), make_exchange(b"deux")] * 2
    with CaptureWriter(tmp_path, NAME) as writer:
        [capture, *_] = writer.write(exchanges)
    with (tmp_path / capture.file).open("rb") as stream:
        found = [
            (record.headers["WARC-Type"], record.verify_block_digest())
            for record in FastIterator(stream, parse_http=False)
        ]
    kinds = ["response", "request", "response", "revisit", "request", "revisit"]
    assert found[1:] == [(kind, True) for kind in kinds]


def test_no_secret_is_in_the_file(tmp_path: Path, make_exchange: Make) -> None:
    private = (("Set-Cookie", "sesame"), ("Authorization", "Basic sesame"), ("Cookie", "sesame"))
    exchange = make_exchange(
        url="https://editor:sesame@www.rayon.example/", headers=private, request_headers=private
    )
    with CaptureWriter(tmp_path, NAME) as writer:
        [first, second] = writer.write([exchange, exchange])
    assert b"sesame" not in gzip.decompress((tmp_path / first.file).read_bytes())
    assert first.url == second.url == "https://www.rayon.example/"


# Nothing twice


def test_payload_of_this_run_is_written_once(tmp_path: Path, make_exchange: Make) -> None:
    body = os.urandom(10_000)
    with CaptureWriter(tmp_path, NAME) as writer:
        [first, second] = writer.write([make_exchange(body), make_exchange(body, status=203)])
        [third, other] = writer.write([make_exchange(body), make_exchange(b"other")])
    assert first.original is None
    assert second.original == third.original == first.place
    assert other.original is None
    assert second.length < 1_000
    assert (read_capture(tmp_path, second).status, read_capture(tmp_path, second).body) == (
        203,
        body,
    )


def test_payload_of_an_earlier_run_is_written_once(tmp_path: Path, make_exchange: Make) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [first] = writer.write([make_exchange()])
    asked: list[Collection[str]] = []

    def holding(digests: Collection[str]) -> dict[str, Capture]:
        asked.append(set(digests))
        return {first.digest: first}

    with CaptureWriter(tmp_path, "rayon/later", holding=holding) as writer:
        [second, third] = writer.write([make_exchange(), make_exchange(b"")])
        [fourth] = writer.write([make_exchange()])
    assert asked == [{first.digest}]  # once a batch; not for what is empty, nor what is remembered
    assert second.file != first.file
    assert second.original == fourth.original == first.place
    assert third.original is None
    assert read_capture(tmp_path, second).body == make_exchange().body


@pytest.mark.parametrize("how", ["gone", "cut", "a revisit itself"])
def test_payload_that_is_not_there_any_more_is_written_again(
    tmp_path: Path, make_exchange: Make, how: str
) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [first] = writer.write([make_exchange()])
    if how == "gone":
        (tmp_path / first.file).unlink()
    elif how == "cut":
        os.truncate(tmp_path / first.file, first.offset + first.length - 1)
    else:
        first = replace(first, original=RecordPlace("x", 0, 1))
    with CaptureWriter(tmp_path, "later", holding=lambda _: {first.digest: first}) as writer:
        [second] = writer.write([make_exchange()])
    assert second.original is None
    assert read_capture(tmp_path, second).body == make_exchange().body


# Files


def test_new_file_is_begun_when_one_is_full(tmp_path: Path, make_exchange: Make) -> None:
    with CaptureWriter(tmp_path, NAME, max_bytes=2_500) as writer:
        captures = writer.write(
            [make_exchange(os.urandom(1_000), request_headers=ASKED) for _ in range(7)]
        )
        captures += writer.write([make_exchange(b"x"), make_exchange(b"y")])
    files = sorted({capture.file for capture in captures})
    assert files == [f"{NAME}-{number:05}.warc.gz" for number in range(1, len(files) + 1)]
    assert len(files) == 5
    for capture in captures:
        read_capture(tmp_path, capture)
    for file in files:
        kinds = [record.rec_type for record in records(tmp_path, file)]
        assert kinds[:2] == ["warcinfo", "response"]
        # an exchange is not divided; the last one may go beyond the limit
        assert (tmp_path / file).stat().st_size < 2_500 + 2_500


def test_files_have_the_size_that_the_standard_recommends() -> None:
    assert MAX_BYTES == 1_000_000_000


def test_a_run_without_responses_leaves_no_file(tmp_path: Path) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        assert writer.write([]) == []
    assert list(tmp_path.iterdir()) == []


def test_two_writers_never_share_a_file(tmp_path: Path, make_exchange: Make) -> None:
    with CaptureWriter(tmp_path, NAME) as writer, CaptureWriter(tmp_path, NAME) as other:
        [capture] = writer.write([make_exchange()])
        with pytest.raises(FileExistsError):
            other.write([make_exchange(b"other")])
        [second] = other.write([make_exchange(b"other")])  # the next name is free
    assert read_capture(tmp_path, capture).body == make_exchange().body
    assert read_capture(tmp_path, second).body == b"other"


# Safe on return


def test_a_batch_is_on_the_disk_on_return(
    tmp_path: Path, make_exchange: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[os.stat_result] = []

    def fsync(descriptor: int) -> None:
        synced.append(os.fstat(descriptor))

    monkeypatch.setattr(os, "fsync", fsync)
    with CaptureWriter(tmp_path, NAME) as writer:
        captures = writer.write([make_exchange(f"{n}".encode()) for n in range(20)])
        end = captures[-1].offset + captures[-1].length
        # the folders that have the new names, then the file, once
        file = tmp_path / captures[0].file
        expected = [path.stat().st_ino for path in (file.parent, tmp_path, file)]
        assert [status.st_ino for status in synced] == expected
        assert synced[-1].st_size == end
        for capture in captures:
            read_capture(tmp_path, capture)


def test_what_the_disk_refuses_leaves_no_trace(
    tmp_path: Path, make_exchange: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    with CaptureWriter(tmp_path, NAME) as writer:
        [first] = writer.write([make_exchange()])
        size = (tmp_path / first.file).stat().st_size

        def fail(descriptor: int) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(os, "fsync", fail)
            with pytest.raises(OSError, match="No space left"):
                writer.write([make_exchange(b"lost")])
        assert (tmp_path / first.file).stat().st_size == size
        # a payload that was not kept is not referred to, and a file that failed is left alone
        [second] = writer.write([make_exchange(b"lost")])
    assert second.original is None
    assert second.file == f"{NAME}-00002.warc.gz"
    assert read_capture(tmp_path, second).body == b"lost"
    assert [record.rec_type for record in records(tmp_path, first.file)] == ["warcinfo", "response"]


def test_a_folder_may_be_named_from_where_one_stands(
    tmp_path: Path, make_exchange: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with CaptureWriter(Path("captures"), NAME) as writer:
        [capture] = writer.write([make_exchange()])
    assert (tmp_path / "captures" / capture.file).is_file()
