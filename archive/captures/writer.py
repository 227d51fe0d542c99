"""Writes exchanges into WARC files: a new file when one is full, nothing twice, safe on return.

Who writes articles writes their captures first: ``CaptureWriter.write`` returns when the records
are on the disk itself, one fsync for all of them.
"""

import os
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from types import TracebackType
from typing import Self

from archive.captures import warc
from archive.captures.headers import public_url
from archive.records import Capture, Exchange

MAX_BYTES = 1_000_000_000
"""Size from which a new file is begun. The WARC standard's annex recommends 1 GB: large enough for
millions of pages in thousands of files, small enough to be copied, checked and lost one by one."""

REMEMBERED = 300
"""Payloads of this run whose place is known without asking the archive, which has not yet been told
of the last hundred or two: some 0.2 MB. What a site answers again within a run (robots.txt, a
consent page) comes again soon. More of them would be what Python's collector of cycles spends its
time on.
"""

Holding = Callable[[Collection[str]], Mapping[str, Capture]]
"""Asked for payload digests, answers with the captures that have these payloads."""


class CaptureWriter:
    """Writes the WARC files of one run; used by one thread at a time.

    The files are ``<folder>/<name>-00001.warc.gz`` and so on; ``name`` may begin with a folder, and
    carries the run's id, for two writers in one file would ruin it. A file is made when there is
    something to write. A run that was killed leaves at most a torn last record, which is never
    added to: the next run has another name.
    """

    def __init__(
        self,
        folder: Path,
        name: str,
        *,
        max_bytes: int = MAX_BYTES,
        holding: Holding | None = None,
    ) -> None:
        """Write below ``folder``; ``holding`` is asked once a batch for payloads known before."""
        self._folder = folder
        self._name = name
        self._max_bytes = max_bytes
        self._holding = holding or _nothing
        self._files = 0
        self._file: _WarcFile | None = None
        self._remembered: OrderedDict[str, Capture] = OrderedDict()

    def write(self, exchanges: Sequence[Exchange]) -> list[Capture]:
        """Append exchanges, and wait until the disk has them; returns where each response lies.

        A payload that the archive holds already is not written again but referred to (a revisit),
        if its file is still there. Raises OSError, FileExistsError among them where another writer
        has the same name: then none of ``exchanges`` is kept, and the next call begins a new file.
        What ``holding`` raises goes through, before anything is written.
        """
        digests = [warc.payload_digest(exchange.body) for exchange in exchanges]
        known = self._known({d for d, e in zip(digests, exchanges, strict=True) if e.body})
        try:
            captures = [
                self._append(exchange, digest, known)
                for exchange, digest in zip(exchanges, digests, strict=True)
            ]
            if self._file is not None:
                self._file.sync()
        except OSError:
            self._abandon()
            raise
        self._remember(known)
        return captures

    def close(self) -> None:
        """Close the file; the next ``write`` would begin another."""
        if self._file is not None:
            self._file.close()
            self._file = None

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

    # Payloads that are held already

    def _known(self, digests: Collection[str]) -> dict[str, Capture]:
        """The originals of these payloads, of this run or an earlier one, whose files are there."""
        known = {d: self._remembered[d] for d in digests if d in self._remembered}
        missing = [digest for digest in digests if digest not in known]
        if missing:
            known |= self._holding(missing)
        return {digest: capture for digest, capture in known.items() if self._is_there(capture)}

    def _is_there(self, capture: Capture) -> bool:
        """Whether a file still reaches to the end of a record; it may have been moved away."""
        try:
            size = (self._folder / capture.file).stat().st_size
        except OSError:
            return False
        return capture.original is None and size >= capture.offset + capture.length

    def _remember(self, known: Mapping[str, Capture]) -> None:
        for digest, capture in known.items():
            self._remembered[digest] = capture
            self._remembered.move_to_end(digest)
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    # Files

    def _append(self, exchange: Exchange, digest: str, known: dict[str, Capture]) -> Capture:
        """Write one exchange, response first; an original is known from now on."""
        file = self._file_with_room()
        id_ = warc.record_id(file.name, file.size)
        original = known.get(digest)
        record = (
            warc.response(exchange, digest, id_)
            if original is None
            else warc.revisit(exchange, original, id_)
        )
        capture = Capture(
            url=public_url(exchange.url),
            fetched_at=exchange.fetched_at.astimezone(UTC),
            status=exchange.status,
            digest=digest,
            file=file.name,
            offset=file.append(record),
            length=len(record),
            original=None if original is None else original.place,
            reserved=exchange.reserved,
        )
        if exchange.request_headers is not None:
            file.append(warc.request(exchange, id_))
        if original is None and exchange.body:
            known[digest] = capture
        return capture

    def _file_with_room(self) -> "_WarcFile":
        """The file to write to; an exchange is never divided between two."""
        if self._file is not None and self._file.size >= self._max_bytes:
            self._file.sync()
            self.close()
        if self._file is None:
            self._files += 1
            self._file = _WarcFile(self._folder, f"{self._name}-{self._files:05}.warc.gz")
        return self._file

    def _abandon(self) -> None:
        """Leave the file as it was after the last batch, and never write to it again."""
        if self._file is not None:
            self._file.abandon()
            self._file = None


class _WarcFile:
    """A file that is appended to, and its size."""

    def __init__(self, folder: Path, name: str) -> None:
        """Create the file, below ``folder``, with its first record."""
        self.name = name
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # unbuffered: records come whole, and what is not written yet cannot fail later
        self._file = path.open("xb", buffering=0)
        self.size = 0
        self._safe = 0
        try:
            self.append(warc.information(name))
            # a file whose name is not on the disk is lost, however well its content was written
            inner = path.parent.relative_to(folder)
            for parent in (inner, *inner.parents):
                _sync_folder(folder / parent)
        except OSError:
            self._file.close()
            raise

    def append(self, record: bytes) -> int:
        """Write a record; returns its offset."""
        offset = self.size
        rest = memoryview(record)
        while rest:
            rest = rest[self._file.write(rest) :]
        self.size += len(record)
        return offset

    def sync(self) -> None:
        """Wait until the disk has it all."""
        if self._safe != self.size:
            os.fsync(self._file.fileno())
            self._safe = self.size

    def abandon(self) -> None:
        """Cut off what was written since the last ``sync``, as far as the disk lets us; close."""
        with suppress(OSError):
            self._file.truncate(self._safe)
        with suppress(OSError):
            self._file.close()

    def close(self) -> None:
        """Close the file."""
        self._file.close()


def _nothing(_digests: Collection[str]) -> Mapping[str, Capture]:
    return {}


def _sync_folder(folder: Path) -> None:
    """Wait until the disk has a folder's entries; Windows does so without being asked."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
