"""Checks that the WARC files hold what the archive says, and end where a record ends."""

import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from archive.captures.reader import read_capture
from archive.errors import CaptureDamaged
from archive.records import Capture

_PIECE = 1 << 16
"""Bytes read at once. Deflate makes at most a thousand out of one, so no file takes more than 64 MB
of memory, whatever is in it."""


class Problem(NamedTuple):
    """Something that ought to be looked into."""

    kind: str
    """``unreadable``: an archive's record cannot be read, or its payload is another;
    ``torn``: a file does not end with a whole record, as after a crash: harmless, if nothing else
    is reported of it; ``damaged``: a record's payload is not the one it names;
    ``orphan``: a revisit of a payload that no record has."""
    file: str
    """Relative to the folder of captures."""
    offset: int
    """The record's first byte; for ``torn``, the end of the last whole record."""
    detail: str


def verify(
    folder: Path, captures: Iterable[Capture], *, read_files: bool = True
) -> Iterator[Problem]:
    """What is wrong with the files below ``folder``.

    Reads every one of ``captures`` (those of ``Archive.captures``), and then, with ``read_files``,
    every file from its first byte to its last. Takes about as long as reading all of it twice.
    """
    for capture in captures:
        try:
            read_capture(folder, capture)
        except CaptureDamaged as error:
            yield Problem("unreadable", capture.file, capture.offset, str(error))
    if read_files:
        for path in sorted(folder.rglob("*.warc.gz")):
            end, size = whole_until(path), path.stat().st_size
            if end < size:
                name = path.relative_to(folder).as_posix()
                yield Problem("torn", name, end, f"{size - end} bytes are no whole record")


def whole_until(path: Path) -> int:
    """Where the last whole gzip member of a file ends; raises OSError."""
    whole = position = 0
    member = _member()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            while piece:
                try:
                    member.decompress(piece)
                except zlib.error:
                    return whole
                position += len(piece) - len(member.unused_data)
                piece = member.unused_data
                if member.eof:
                    whole, member = position, _member()
    return whole


def _member() -> "zlib._Decompress":
    return zlib.decompressobj(16 + zlib.MAX_WBITS)
