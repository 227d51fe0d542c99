"""The readings of a version, read back. Writes nothing."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from archive import capture_index, history
from archive.models import Capture, Extraction
from archive.records import Article, Teaser
from archive.results import ExtractionRow


def listed(connection: Connection, version_id: int) -> list[ExtractionRow]:
    """All readings of a version, the oldest first; raises UnknownVersion."""
    version = history.version(connection, version_id)
    rows = rows_of(connection, version_id)
    if rows:
        return [reading_of(row, version.article) for row in rows]
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


def rows_of(connection: Connection, version_id: int) -> Sequence[Row[*tuple[Any, ...]]]:
    """The rows of a version that has several readings, with their captures; else none."""
    statement = (
        select(*Extraction.__table__.c, *capture_index.COLUMNS)
        .outerjoin(Capture, Capture.id == Extraction.capture_id)
        .where(Extraction.version_id == version_id)
        .order_by(Extraction.number)
    )
    return connection.execute(statement).all()


def reading_of(row: Row[*tuple[Any, ...]], article: Article) -> ExtractionRow:
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
