"""Raw responses as WARC files: one ``.warc.gz`` a run, one response record a page.

Written before anything is extracted. Knows no database: a ``Capture`` says where a record lies, and
what is done with that is the caller's business.
"""

import hashlib
import io
from collections.abc import Sequence
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.errors import CaptureDamaged
from archive.records import Capture

_UNTRUE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})
"""The body is kept decoded and whole; these would describe another one."""


class CapturedResponse(NamedTuple):
    """A response read back from a WARC file."""

    status: int
    headers: tuple[tuple[str, str], ...]
    """In their order; Content-Length is that of ``body``."""
    body: bytes
    """Content encoding (gzip…) undone, character encoding untouched."""


class _Headers(StatusAndHeaders):  # type: ignore[misc]  # warcio is untyped
    """HTTP headers written as UTF-8; warcio would percent-encode what is not ASCII."""

    def compute_headers_buffer(self, header_filter: object = None) -> None:
        """Called by warcio when it writes the record."""
        self.headers_buff = self.to_bytes(header_filter)


class CaptureWriter:
    """Writes one WARC file; used by one thread.

    The file is ``<folder>/<name>.warc.gz``; ``name`` may begin with a folder, and carries the run's
    id, for two writers in one file would ruin it.
    """

    def __init__(self, folder: Path, name: str) -> None:
        """Create the file; raises FileExistsError where there is one, and other OSErrors."""
        self._relative = f"{name}.warc.gz"
        path = folder / self._relative
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        self._writer = WARCWriter(self._file, gzip=True, warc_version="1.1")
        information = {"software": "tradecrawler", "format": "WARC File Format 1.1"}
        self._writer.write_record(self._writer.create_warcinfo_record(path.name, information))

    def write(
        self,
        url: str,
        status: int,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        fetched_at: datetime,
    ) -> Capture:
        """Append one response and flush it; returns where it lies.

        ``body`` has its content encoding undone, so headers that say otherwise are left out;
        ``fetched_at`` has a time zone. Raises OSError, and ValueError once closed.
        """
        digest = f"sha256:{hashlib.sha256(body).hexdigest()}"
        moment = fetched_at.astimezone(UTC)
        record = self._writer.create_warc_record(
            _one_line(url),
            "response",
            payload=io.BytesIO(body),
            length=len(body),
            http_headers=_http_headers(status, headers, len(body)),
            warc_headers_dict={
                "WARC-Date": moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
                "WARC-Payload-Digest": digest,
            },
        )
        offset = self._file.tell()
        self._writer.write_record(record)
        self._file.flush()
        return Capture(
            url=url,
            fetched_at=moment,
            status=status,
            digest=digest,
            file=self._relative,
            offset=offset,
            length=self._file.tell() - offset,
        )

    def close(self) -> None:
        """Close the file; further calls do nothing."""
        self._file.close()

    def __enter__(self) -> Self:
        """The writer itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the file."""
        self.close()


def read_capture(folder: Path, capture: Capture) -> CapturedResponse:
    """The response that ``capture`` points to, from the WARC files below ``folder``.

    Raises CaptureDamaged where the file or record is missing, or the payload is not what was
    written.
    """
    place = f"{capture.file} at byte {capture.offset}"
    try:
        with (folder / capture.file).open("rb") as file:
            file.seek(capture.offset)
            stored = io.BytesIO(file.read(capture.length))
        record = next(iter(ArchiveIterator(stored)), None)
        if record is None or record.rec_type != "response" or record.http_headers is None:
            raise CaptureDamaged(f"no response record in {place}")
        body: bytes = record.raw_stream.read()
    except (OSError, EOFError, ArchiveLoadFailed) as error:
        raise CaptureDamaged(f"cannot read {place}: {error}") from error
    if f"sha256:{hashlib.sha256(body).hexdigest()}" != capture.digest:
        raise CaptureDamaged(f"the payload of {place} is not the one that was fetched")
    status = int(record.http_headers.get_statuscode())
    return CapturedResponse(status, tuple(record.http_headers.headers), body)


def _http_headers(status: int, headers: Sequence[tuple[str, str]], length: int) -> _Headers:
    """Status line and headers as they describe the stored body."""
    true = [
        (_one_line(name), _one_line(value))
        for name, value in headers
        if name.strip().lower() not in _UNTRUE_HEADERS
    ]
    try:
        phrase = HTTPStatus(status).phrase
    except ValueError:
        phrase = "Unknown"  # a status code outside the registry, such as 520
    return _Headers(
        f"{status} {phrase}", [*true, ("Content-Length", str(length))], protocol="HTTP/1.1"
    )


def _one_line(text: str) -> str:
    """The text without line breaks, which would end a header; and such that UTF-8 can hold it."""
    return " ".join(text.split()).encode("utf-8", "replace").decode("utf-8")
