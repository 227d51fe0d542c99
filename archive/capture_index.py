"""The captures' index in SQL: rows of captures, and which capture has a payload. Reads no file."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, select, text

from archive.database import chunks
from archive.models import Capture as CaptureTable
from archive.records import Capture, RecordPlace, Reserved
from archive.rows import insert

COLUMNS = (
    CaptureTable.url.label("capture_url"),
    CaptureTable.fetched_at.label("capture_fetched_at"),
    CaptureTable.status,
    CaptureTable.digest,
    CaptureTable.file,
    CaptureTable.record_offset,
    CaptureTable.record_length,
    CaptureTable.original_file,
    CaptureTable.original_offset,
    CaptureTable.original_length,
    CaptureTable.robots,
    CaptureTable.tdm_reservation,
    CaptureTable.tdm_policy,
    CaptureTable.directives,
)
"""What ``capture_of`` needs of a row."""

OTHER = "other"
"""Outcome of a response that was not fetched to be read as an article, or never came that far."""

_HAS_PAYLOAD = text("file IS NOT NULL AND original_file IS NULL")
"""In the words of the index ``captures_payload``; SQLite uses it only then."""


def holding(connection: Connection, digests: Collection[str]) -> dict[str, Capture]:
    """Payload digest to the newest capture that has the payload; unknown digests are left out.

    The newest, because a payload is written again where the file of an older one was moved away.
    """
    found: dict[str, Capture] = {}
    for chunk in chunks(sorted(digests)):
        statement = (
            select(*COLUMNS)
            .where(CaptureTable.digest.in_(chunk), _HAS_PAYLOAD)
            .order_by(CaptureTable.id)
        )
        for row in connection.execute(statement):
            found[row.digest] = capture_of(row)
    return found


def listed(connection: Connection, after: int, limit: int) -> list[tuple[int, Capture]]:
    """Captures that are in a file, with the ids of their rows, from the id after ``after`` on."""
    statement = (
        select(CaptureTable.id, *COLUMNS)
        .where(CaptureTable.id > after, CaptureTable.file.is_not(None))
        .order_by(CaptureTable.id)
        .limit(limit)
    )
    return [(row.id, capture_of(row)) for row in connection.execute(statement)]


def add_others(
    connection: Connection,
    captures: Sequence[Capture],
    magazine: str,
    run_id: str | None,
    reason: str | None = None,
) -> int:
    """Rows for captures that are no article's; those that are on record already are left alone.

    Returns how many were not.
    """
    places = {(capture.file, capture.offset): capture for capture in captures}
    known = known_places(connection, captures)
    rows = [
        {
            "run_id": run_id,
            "magazine": magazine,
            "outcome": OTHER,
            "reason": reason,
            **values_of(capture),
        }
        for place, capture in places.items()
        if place not in known
    ]
    insert(connection, CaptureTable, rows)
    return len(rows)


def known_places(connection: Connection, captures: Sequence[Capture]) -> dict[tuple[str, int], int]:
    """File and offset to the id of those of these captures that are on record already."""
    known: dict[tuple[str, int], int] = {}
    for file in {capture.file for capture in captures}:
        offsets = {capture.offset for capture in captures if capture.file == file}
        for chunk in chunks(sorted(offsets)):
            statement = select(CaptureTable.id, CaptureTable.record_offset).where(
                CaptureTable.file == file, CaptureTable.record_offset.in_(chunk)
            )
            for row in connection.execute(statement):
                known[file, int(row.record_offset or 0)] = row.id
    return known


def values_of(capture: Capture) -> dict[str, Any]:
    """A capture as its row has it."""
    original = capture.original
    return {
        "url": capture.url,
        "fetched_at": capture.fetched_at,
        "status": capture.status,
        "digest": capture.digest,
        "file": capture.file,
        "record_offset": capture.offset,
        "record_length": capture.length,
        "original_file": original.file if original else None,
        "original_offset": original.offset if original else None,
        "original_length": original.length if original else None,
        **_values_of_reserved(capture.reserved),
    }


def values_without(url: str, fetched_at: datetime, reserved: Reserved) -> dict[str, Any]:
    """The same for a page that is in no WARC file: nothing of a response."""
    names = ("status", "digest", "file", "record_offset", "record_length")
    originals = ("original_file", "original_offset", "original_length")
    return {
        "url": url,
        "fetched_at": fetched_at,
        **dict.fromkeys((*names, *originals)),
        **_values_of_reserved(reserved),
    }


def _values_of_reserved(reserved: Reserved) -> dict[str, Any]:
    return {
        "robots": reserved.robots,
        "tdm_reservation": reserved.tdm_reservation,
        "tdm_policy": reserved.tdm_policy,
        "directives": " ".join(reserved.directives) or None,
    }


def capture_of(row: Row[*tuple[Any, ...]]) -> Capture:
    """The capture of a row that has ``COLUMNS`` and is in a file."""
    original = None
    if row.original_file is not None:
        original = RecordPlace(row.original_file, row.original_offset, row.original_length)
    return Capture(
        url=row.capture_url,
        fetched_at=row.capture_fetched_at,
        status=row.status,
        digest=row.digest,
        file=row.file,
        offset=row.record_offset,
        length=row.record_length,
        original=original,
        reserved=Reserved(
            robots=row.robots,
            tdm_reservation=row.tdm_reservation,
            tdm_policy=row.tdm_policy,
            directives=tuple((row.directives or "").split()),
        ),
    )
