"""One response back from the WARC files, checked against its digest."""

import io
from pathlib import Path
from typing import NamedTuple

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.captures.warc import payload_digest
from archive.errors import CaptureDamaged
from archive.records import Capture, RecordPlace


class CapturedResponse(NamedTuple):
    """A response read back from a WARC file."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """In their order; Content-Length is that of ``body``."""
    body: bytes
    """Content encoding (gzip…) undone where Content-Encoding is not among the headers; character
    encoding untouched."""


def read_capture(folder: Path, capture: Capture) -> CapturedResponse:
    """The response that ``capture`` points to, from the WARC files below ``folder``.

    A revisit has its own status and headers, and the body of its original. Raises CaptureDamaged
    where a file or record is missing, or the payload is not what was written.
    """
    kind = "response" if capture.original is None else "revisit"
    record, body = _read(folder, capture.place, kind)
    if capture.original is not None:
        body = _read(folder, capture.original, "response")[1]
    if payload_digest(body) != capture.digest:
        place = _named(capture.original or capture.place)
        raise CaptureDamaged(f"the payload of {place} is not the one that was fetched")
    headers = record.http_headers
    return CapturedResponse(int(headers.get_statuscode()), tuple(headers.headers), body)


def _read(folder: Path, place: RecordPlace, kind: str) -> tuple[ArcWarcRecord, bytes]:
    """The record of this kind at a place, and what follows its headers."""
    try:
        with (folder / place.file).open("rb") as file:
            file.seek(place.offset)
            stored = io.BytesIO(file.read(place.length))
        record = next(iter(ArchiveIterator(stored)), None)
        if record is None or record.rec_type != kind or record.http_headers is None:
            raise CaptureDamaged(f"no {kind} record in {_named(place)}")
        return record, record.raw_stream.read()
    except (OSError, EOFError, ArchiveLoadFailed) as error:
        raise CaptureDamaged(f"cannot read {_named(place)}: {error}") from error


def _named(place: RecordPlace) -> str:
    return f"{place.file} at byte {place.offset}"
