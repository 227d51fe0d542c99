"""Loads what the archive holds of a batch's addresses and contents, for ``archive.plan``."""

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection, select

from archive import dedup
from archive.database import chunks
from archive.decide import Printed
from archive.models import Article as ArticleTable
from archive.models import Capture, Extraction, Url, Version
from archive.plan import HeldArticle, HeldVersion, Plan, Record, addresses
from archive.printed import MAX_VERSIONS, unpack
from archive.records import Article


def load(connection: Connection, records: Sequence[Record]) -> Plan:
    """What the archive holds of the addresses and contents in this batch."""
    by_address: dict[tuple[str, str], int] = {}
    by_content: dict[tuple[str, str], int] = {}
    for magazine in {record.magazine for record in records}:
        own = [record for record in records if record.magazine == magazine]
        urls = {url for record in own for _, url in addresses(record)}
        for chunk in chunks(sorted(urls)):
            known = select(Url.url, Url.article_id).where(
                Url.magazine == magazine, Url.url.in_(chunk)
            )
            by_address |= {(magazine, r.url): r.article_id for r in connection.execute(known)}
        hashes = {record.content_hash for record in own if isinstance(record, Article)}
        for chunk in chunks(sorted(hashes)):
            twins = dedup.articles_with_content(connection, magazine, chunk)
            by_content |= {(magazine, content): id_ for content, id_ in twins.items()}
    held = load_articles(connection, {*by_address.values(), *by_content.values()})
    return Plan(
        addresses={address: held[id_] for address, id_ in by_address.items()},
        contents={content: held[id_] for content, id_ in by_content.items()},
    )


def load_articles(connection: Connection, ids: Iterable[int]) -> dict[int, HeldArticle]:
    """Articles with the dates and hashes of their versions, without any text."""
    held: dict[int, HeldArticle] = {}
    for chunk in chunks(sorted(ids)):
        articles = select(
            ArticleTable.id,
            ArticleTable.magazine,
            ArticleTable.canonical_url,
            ArticleTable.first_seen,
            ArticleTable.last_seen,
            ArticleTable.ordinal,
            ArticleTable.counted_language,
        ).where(ArticleTable.id.in_(chunk))
        for row in connection.execute(articles):
            held[row.id] = HeldArticle(**row._asdict(), versions=[])
        versions = (
            select(
                Version.article_id,
                Version.id,
                Version.number,
                Version.content_hash,
                Version.headline_fingerprint,
                Version.word_count,
                Version.is_accessible_for_free,
                Version.valid_from,
                Version.valid_to,
                Version.last_seen,
                Version.extractor_version,
                Version.fetched_at,
                Capture.digest,
            )
            .outerjoin(Capture, Capture.id == Version.capture_id)
            .where(Version.article_id.in_(chunk))
            .order_by(Version.article_id, Version.number)
        )
        for version in connection.execute(versions):
            values = version._asdict()
            held[values.pop("article_id")].versions.append(HeldVersion(**values))
    latest = [v for article in held.values() for v in article.versions[-MAX_VERSIONS:]]
    _load_printed(connection, latest)
    _load_extractions(connection, latest)
    return held


def _load_printed(connection: Connection, versions: Iterable[HeldVersion]) -> None:
    """What the pages of some versions printed."""
    by_id = {version.id: version for version in versions if version.id is not None}
    for chunk in chunks(sorted(by_id)):
        packed = select(Version.id, Version.printed).where(Version.id.in_(chunk))
        for row in connection.execute(packed):
            by_id[row.id].printed = unpack(row.printed)
            by_id[row.id].pages = Printed.of(by_id[row.id].printed)


def _load_extractions(connection: Connection, versions: Iterable[HeldVersion]) -> None:
    """The content hashes of versions that were read more than once."""
    by_id = {version.id: version for version in versions if version.id is not None}
    for chunk in chunks(sorted(by_id)):
        read = select(Extraction.version_id, Extraction.content_hash).where(
            Extraction.version_id.in_(chunk)
        )
        for row in connection.execute(read):
            by_id[row.version_id].extraction_hashes.add(row.content_hash)
