"""What WARC files hold, read from the files alone: the captures that an index of them would list.

For a database that lost its rows, or was restored from an older copy. Knows no database.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.check import Problem, whole_until
from archive.captures.warc import payload_digest
from archive.records import Capture

DAMAGED = "damaged"
"""A record whose payload is not the one it names, or that says too little to be listed."""
TORN = "torn"


class Scanned(NamedTuple):
    """A response as its record tells it."""

    capture: Capture
    """Without ``original``."""
    is_revisit: bool
    """Whether its payload is in another record, which has the same digest."""


def scan(folder: Path) -> Iterator[Scanned | Problem]:
    """All responses in the WARC files below ``folder``, file by file, and what cannot be read.

    Decompresses every file twice. What follows a torn record in its file is not read.
    """
    for path in sorted(folder.rglob("*.warc.gz")):
        name = path.relative_to(folder).as_posix()
        try:
            yield from _scan_file(path, name)
        except (OSError, EOFError, ArchiveLoadFailed) as error:
            yield Problem("unreadable", name, 0, str(error))


def _scan_file(path: Path, name: str) -> Iterator[Scanned | Problem]:
    end, size = whole_until(path), path.stat().st_size
    with path.open("rb") as file:
        records = ArchiveIterator(file)
        for record in records:
            is_response = record.rec_type in ("response", "revisit") and record.http_headers
            body = record.raw_stream.read() if is_response else b""
            offset, length = records.get_record_offset(), records.get_record_length()
            if offset + length > end:
                break
            if is_response:
                yield _scanned(record, body, name, offset, length)
            if offset + length == end:
                break  # the iterator would fail on what is torn
    if end < size:
        yield Problem(TORN, name, end, f"{size - end} bytes are no whole record")


def _scanned(
    record: ArcWarcRecord, body: bytes, name: str, offset: int, length: int
) -> Scanned | Problem:
    """A record as a capture."""
    url, date, stated = (
        record.rec_headers.get_header(header)
        for header in ("WARC-Target-URI", "WARC-Date", "WARC-Payload-Digest")
    )
    is_revisit = record.rec_type == "revisit"
    digest = stated if is_revisit else payload_digest(body)
    if url is None or date is None or digest is None:
        return Problem(DAMAGED, name, offset, "the record does not say of what it is")
    if stated and stated.startswith("sha256:") and stated != digest:
        return Problem(DAMAGED, name, offset, f"the payload is {digest}, not {stated}")
    try:
        moment, status = datetime.fromisoformat(date), int(record.http_headers.get_statuscode())
    except ValueError as error:
        return Problem(DAMAGED, name, offset, f"no date or no status: {error}")
    capture = Capture(
        url=url,
        fetched_at=moment.astimezone(UTC),
        status=status,
        digest=digest,
        file=name,
        offset=offset,
        length=length,
    )
    return Scanned(capture, is_revisit)
