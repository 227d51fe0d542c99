"""Holds another reading of a version, and lets the version say what one of its readings says."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from archive import children, database, history, teasers
from archive.errors import UnknownExtraction
from archive.extractions import asking
from archive.extractions.content import content_columns
from archive.models import Capture, Extraction, Version
from archive.records import Article
from archive.relatives import editions, relating
from archive.search import reindexing
from archive.template.printed import Print, pack, unpack

GIVEN = frozenset(
    {
        *("url", "canonical_url", "redirected_from", "magazine", "fetched_at"),
        *("capture", "printed", "visit"),
    }
)
"""Fields of an article that its page, its address or its fetch decide, whoever reads it."""

SIGNATURE = frozenset({"extractor_version", "provenance"})
"""Fields that differ between two readings that say the same."""


def hold_first(connection: Connection, version_ids: Iterable[int]) -> None:
    """Write down the only reading of versions that are about to get another."""
    for version_id in sorted(set(version_ids)):
        if asking.rows_of(connection, version_id):
            continue
        version = history.version(connection, version_id)
        kept = connection.execute(
            select(Version.capture_id, Version.printed).where(Version.id == version_id)
        ).one()
        _insert(
            connection,
            version_id,
            version.article,
            number=version.extraction,
            is_promoted=True,
            extracted_at=version.article.fetched_at,
            why="fetched",
            capture_id=kept.capture_id,
            printed=kept.printed,
        )


def add(
    connection: Connection,
    version_id: int,
    record: Article,
    *,
    why: str,
    is_promoted: bool,
    extracted_at: datetime,
) -> int:
    """Hold another reading of a version, unless one says the same; returns its number.

    Raises UnknownVersion.
    """
    version = history.version(connection, version_id)
    database.lock(connection, [version.article.magazine])
    hold_first(connection, [version_id])
    rows = asking.rows_of(connection, version_id)
    is_latest = record.fetched_at == version.last_seen
    said = _said(_decided(record), is_latest)
    number: int | None = next(
        (row.number for row in rows if _said(row.record, is_latest) == said), None
    )
    if number is None:
        number = len(rows) + 1
        _insert(
            connection,
            version_id,
            record,
            number=number,
            is_promoted=False,
            extracted_at=extracted_at,
            why=why,
            capture_id=_capture_id(connection, version_id, record),
            printed=pack(_prints(record)) or None,
        )
    if is_promoted and not any(row.number == number and row.is_promoted for row in rows):
        promote(connection, version_id, number)
    return number


def promote(connection: Connection, version_id: int, number: int) -> None:
    """Let the version say what one of its readings says; raises UnknownExtraction."""
    rows = asking.rows_of(connection, version_id)
    chosen = next((row for row in rows if row.number == number), None)
    if chosen is None:
        raise UnknownExtraction(f"version {version_id} has no extraction {number}")
    version = history.version(connection, version_id)
    database.lock(connection, [version.article.magazine])
    record = asking.reading_of(chosen, version.article).article
    for row in rows:
        if row.is_promoted is not (row.number == number):
            connection.execute(
                update(Extraction)
                .where(Extraction.version_id == version_id, Extraction.number == row.number)
                .values(is_promoted=row.number == number)
            )
    kept = connection.execute(
        select(Version.article_id, Version.printed).where(Version.id == version_id)
    ).one()
    connection.execute(
        update(Version)
        .where(Version.id == version_id)
        .values(
            extraction=number,
            url=chosen.url,
            fetched_at=chosen.fetched_at,
            capture_id=chosen.capture_id,
            printed=_marked(unpack(kept.printed), unpack(chosen.printed)),
            **content_columns(record),
        )
    )
    children.replace(connection, version_id, record)
    teasers.replace_latest(
        connection,
        teasers.Sight(
            magazine=record.magazine,
            version_id=version_id,
            teasers=record.teasers,
            seen_at=record.fetched_at,
        ),
    )
    if version.valid_to is None:
        reindexing.reindex(connection, [kept.article_id])
        relating.note(connection, {version_id: record})
        editions.withdraw(connection, {kept.article_id: record.alternates})
        editions.declare(connection, {kept.article_id: record.alternates})


def _insert(
    connection: Connection,
    version_id: int,
    record: Article,
    *,
    number: int,
    is_promoted: bool,
    extracted_at: datetime,
    why: str,
    capture_id: int | None,
    printed: bytes | None,
) -> None:
    connection.execute(
        insert(Extraction).values(
            version_id=version_id,
            number=number,
            is_promoted=is_promoted,
            extractor_version=record.extractor_version,
            extracted_at=extracted_at,
            why=why,
            url=record.url,
            fetched_at=record.fetched_at,
            capture_id=capture_id,
            content_hash=record.content_hash,
            record=_decided(record),
            printed=printed,
        )
    )


def _decided(record: Article) -> dict[str, Any]:
    """The fields that a reading decides, as JSON knows them."""
    found = {f.name: getattr(record, f.name) for f in fields(record) if f.name not in GIVEN}
    return found | {
        "authors": list(record.authors),
        "keywords": list(record.keywords),
        "alternates": dict(record.alternates),
        "teasers": [asdict(teaser) for teaser in record.teasers],
        "provenance": dict(record.provenance),
    }


def _said(decided: dict[str, Any], is_latest: bool) -> dict[str, Any]:
    """What makes it another reading. Teasers do for the latest fetch only: they rotate."""
    ignored = SIGNATURE if is_latest else SIGNATURE | {"teasers"}
    return {name: value for name, value in decided.items() if name not in ignored}


def _capture_id(connection: Connection, version_id: int, record: Article) -> int | None:
    """The capture that was read; that of the version where the record names none that is known."""
    if record.capture is not None:
        found = connection.scalar(
            select(Capture.id).where(
                Capture.file == record.capture.file,
                Capture.record_offset == record.capture.offset,
            )
        )
        if found is not None:
            return found
    return connection.scalar(select(Version.capture_id).where(Version.id == version_id))


def _prints(record: Article) -> list[Print]:
    """A page's blocks without their layout, which is the version's to know."""
    return [Print(b.fingerprint, b.place, 0, b.is_text) for b in record.printed]


def _marked(kept: Sequence[Print], chosen: Sequence[Print]) -> bytes | None:
    """What the version's pages printed, with what the chosen reading takes for text marked so."""
    if not chosen:  # a reading that did not say
        return pack(kept) or None
    texts = {(p.fingerprint, p.place) for p in chosen if p.is_text}
    return pack(p._replace(is_text=(p.fingerprint, p.place) in texts) for p in kept) or None
