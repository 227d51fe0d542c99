"""Several readings of one version: added, compared, promoted, rolled back.

A version's row and children hold what the promoted reading says. No reading is an edit by the
magazine: none makes a version, and none is deleted.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from archive import (
    capture_index,
    children,
    database,
    editions,
    history,
    relating,
    search,
    teasers,
)
from archive.errors import UnknownExtraction
from archive.fingerprints import fingerprint
from archive.models import Capture, Extraction, Version
from archive.plan import published_on
from archive.printed import Print, pack, unpack
from archive.records import Article, Teaser
from archive.results import ExtractionRow

GIVEN = frozenset(
    {"url", "canonical_url", "redirected_from", "magazine", "fetched_at", "capture", "printed"}
)
"""Fields of an article that its page or its address decide, whoever reads it."""

SIGNATURE = frozenset({"extractor_version", "provenance"})
"""Fields that differ between two readings that say the same."""


# Versions as records


def content_columns(record: Article) -> dict[str, Any]:
    """What a reading decides, as the columns of ``versions``."""
    return {
        "extractor_version": record.extractor_version,
        "content_hash": record.content_hash,
        "language": record.language,
        "published_on": published_on(record.date_published),
        "date_published": record.date_published,
        "date_published_raw": record.date_published_raw,
        "date_modified": record.date_modified,
        "section": record.section,
        "is_accessible_for_free": record.is_accessible_for_free,
        "word_count": record.word_count,
        "image_url": record.image_url,
        "headline": record.headline,
        "headline_fingerprint": fingerprint(record.headline),
        "alternative_headline": record.alternative_headline,
        "provenance": dict(record.provenance),
        "lead": record.lead,
        "body_text": record.body_text,
        "body_html": record.body_html,
    }


def search_text(article_id: int, record: Article) -> search.SearchText:
    """What is searched of a version."""
    return search.SearchText(
        article_id=article_id,
        magazine=record.magazine,
        language=record.language,
        published_on=published_on(record.date_published),
        authors=record.authors,
        section=record.section,
        headline=record.headline,
        lead=record.lead or "",
        body=record.body_text,
    )


# Asking


def listed(connection: Connection, version_id: int) -> list[ExtractionRow]:
    """All readings of a version, the oldest first; raises UnknownVersion."""
    version = history.version(connection, version_id)
    rows = _rows(connection, version_id)
    if rows:
        return [_row(row, version.article) for row in rows]
    only = ExtractionRow(
        version_id=version_id,
        number=version.extraction,
        is_promoted=True,
        extractor_version=version.article.extractor_version,
        extracted_at=version.article.fetched_at,
        why="fetched",
        content_hash=version.article.content_hash,
        article=version.article,
    )
    return [only]


def _rows(connection: Connection, version_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    statement = (
        select(*Extraction.__table__.c, *capture_index.COLUMNS)
        .outerjoin(Capture, Capture.id == Extraction.capture_id)
        .where(Extraction.version_id == version_id)
        .order_by(Extraction.number)
    )
    return connection.execute(statement).all()


def _row(row: Row[*tuple[Any, ...]], article: Article) -> ExtractionRow:
    """A reading with the record it made; identity and magazine are the article's."""
    record = dict(row.record)
    record["teasers"] = tuple(Teaser(**teaser) for teaser in record["teasers"])
    record |= {name: tuple(record[name]) for name in ("authors", "keywords")}
    return ExtractionRow(
        version_id=row.version_id,
        number=row.number,
        is_promoted=row.is_promoted,
        extractor_version=row.extractor_version,
        extracted_at=row.extracted_at,
        why=row.why,
        content_hash=row.content_hash,
        article=Article(
            url=row.url,
            canonical_url=article.canonical_url,
            magazine=article.magazine,
            fetched_at=row.fetched_at,
            capture=None if row.file is None else capture_index.capture_of(row),
            **record,
        ),
    )


# Writing


def hold_first(connection: Connection, version_ids: Iterable[int]) -> None:
    """Write down the only reading of versions that are about to get another."""
    for version_id in sorted(set(version_ids)):
        if _rows(connection, version_id):
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
    rows = _rows(connection, version_id)
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
    rows = _rows(connection, version_id)
    chosen = next((row for row in rows if row.number == number), None)
    if chosen is None:
        raise UnknownExtraction(f"version {version_id} has no extraction {number}")
    version = history.version(connection, version_id)
    database.lock(connection, [version.article.magazine])
    record = _row(chosen, version.article).article
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
        search.index(connection, [search_text(kept.article_id, record)])
        relating.note(connection, {version_id: relating.text(record)})
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
