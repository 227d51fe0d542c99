"""Writes a batch into the database: loads what is held, lets ``archive.plan`` decide, writes.

Runs inside a transaction that its caller begins and ends. Knows no HTML, no files, no retries.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update

from archive import children, database, dedup, search, teasers, template
from archive.database import chunks
from archive.errors import UnknownRun
from archive.models import Article as ArticleTable
from archive.models import Capture, Run, Url, Version
from archive.plan import (
    Entry,
    HeldArticle,
    HeldVersion,
    NewVersion,
    Plan,
    Record,
    addresses,
    in_order,
    published_on,
)
from archive.printed import pack, unpack
from archive.records import Article
from archive.results import Stored
from archive.text import storable


def store_batch(
    connection: Connection, batch: Sequence[Record], run_id: str | None
) -> list[Stored]:
    """Store records, one result for each, in the order given; raises UnknownRun."""
    if run_id is not None and connection.scalar(select(Run.id).where(Run.id == run_id)) is None:
        raise UnknownRun(f"no run has the id {run_id!r}: start it first")
    records = dict(enumerate(storable(record) for record in batch))
    database.lock(connection, [record.magazine for record in records.values()])
    plan = _load(connection, list(records.values()))
    entries = {key: plan.add(records[key]) for key in in_order(records)}
    _write(connection, plan, run_id)
    return [_stored(entries[key]) for key in sorted(entries)]


def _stored(entry: Entry) -> Stored:
    """The caller's view of an entry."""
    return Stored(
        outcome=entry.decision.outcome,
        reason=entry.decision.reason,
        article_id=entry.article.id if entry.article else None,
        version_id=entry.version.id if entry.version else None,
    )


# Loading


def _load(connection: Connection, records: Sequence[Record]) -> Plan:
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
    held = _load_articles(connection, {*by_address.values(), *by_content.values()})
    return Plan(
        addresses={address: held[id_] for address, id_ in by_address.items()},
        contents={content: held[id_] for content, id_ in by_content.items()},
    )


def _load_articles(connection: Connection, ids: Iterable[int]) -> dict[int, HeldArticle]:
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
                Version.printed,
            )
            .where(Version.article_id.in_(chunk))
            .order_by(Version.article_id, Version.number)
        )
        for version in connection.execute(versions):
            values = version._asdict()
            values["printed"] = unpack(values["printed"])
            held[values.pop("article_id")].versions.append(HeldVersion(**values))
    return held


# Writing, in an order that foreign keys and the index of current versions allow


def _write(connection: Connection, plan: Plan, run_id: str | None) -> None:
    """Write down what the plan came to."""
    _write_articles(connection, plan)
    template.learn(connection, plan)
    _write_captures(connection, plan.entries, run_id)
    _write_versions(connection, plan)
    _write_children(connection, plan.new_versions)
    _write_teasers(connection, plan.entries)
    current = [new for new in plan.new_versions if new.version is new.article.current]
    search.index(connection, [_search_text(new) for new in current])


def _write_articles(connection: Connection, plan: Plan) -> None:
    """Identities and addresses."""
    new, touched = plan.new_articles, plan.touched_articles()
    rows = [
        {
            "magazine": article.magazine,
            "canonical_url": article.canonical_url,
            "first_seen": article.first_seen,
            "last_seen": article.last_seen,
        }
        for article in new
    ]
    for article, id_ in zip(new, _insert(connection, ArticleTable, rows), strict=True):
        article.id = id_
    changes = [
        {"key": article.id, "first_seen": article.first_seen, "last_seen": article.last_seen}
        for article in touched
    ]
    if changes:
        connection.execute(update(ArticleTable).where(ArticleTable.id == bindparam("key")), changes)
    urls = [
        {"url": url, "magazine": magazine, "article_id": article.id, "first_seen": moment}
        for (magazine, url), article, moment in plan.new_addresses
    ]
    if urls:
        connection.execute(insert(Url), urls)


def _write_captures(connection: Connection, entries: Sequence[Entry], run_id: str | None) -> None:
    """One row a fetched page; a response that is on record already keeps its first row."""
    known = _known_captures(connection, entries)
    first: dict[tuple[str, int], Entry] = {}
    new = []
    for entry in entries:
        capture = entry.record.capture
        if capture is not None:
            place = (capture.file, capture.offset)
            if place in known or first.setdefault(place, entry) is not entry:
                continue
        new.append(entry)
    ids = _insert(connection, Capture, [_capture_row(entry, run_id) for entry in new])
    for entry, id_ in zip(new, ids, strict=True):
        entry.capture_id = id_
    for entry in entries:
        capture = entry.record.capture
        if entry.capture_id is None and capture is not None:
            place = (capture.file, capture.offset)
            entry.capture_id = known[place] if place in known else first[place].capture_id


def _known_captures(connection: Connection, entries: Sequence[Entry]) -> dict[tuple[str, int], int]:
    """File and offset to the id of captures of these entries that are on record already."""
    captures = [entry.record.capture for entry in entries if entry.record.capture is not None]
    known: dict[tuple[str, int], int] = {}
    for file in {capture.file for capture in captures}:
        offsets = {capture.offset for capture in captures if capture.file == file}
        for chunk in chunks(sorted(offsets)):
            statement = select(Capture.id, Capture.record_offset).where(
                Capture.file == file, Capture.record_offset.in_(chunk)
            )
            for row in connection.execute(statement):
                known[file, int(row.record_offset or 0)] = row.id
    return known


def _capture_row(entry: Entry, run_id: str | None) -> dict[str, Any]:
    record, capture = entry.record, entry.record.capture
    return {
        "run_id": run_id,
        "magazine": record.magazine,
        "article_id": entry.article.id if entry.article else None,
        "url": capture.url if capture else record.url,
        "fetched_at": capture.fetched_at if capture else record.fetched_at,
        "status": capture.status if capture else None,
        "digest": capture.digest if capture else None,
        "file": capture.file if capture else None,
        "record_offset": capture.offset if capture else None,
        "record_length": capture.length if capture else None,
        "outcome": entry.decision.outcome,
        "reason": entry.decision.reason,
    }


def _write_versions(connection: Connection, plan: Plan) -> None:
    """End the versions that were replaced, then add the new ones."""
    changes = [
        {
            "key": version.id,
            "valid_from": version.valid_from,
            "valid_to": version.valid_to,
            "last_seen": version.last_seen,
        }
        for version in plan.touched_versions()
    ]
    if changes:
        connection.execute(update(Version).where(Version.id == bindparam("key")), changes)
    ids = _insert(connection, Version, [_version_row(new) for new in plan.new_versions])
    for new, id_ in zip(plan.new_versions, ids, strict=True):
        new.version.id = id_


def _version_row(new: NewVersion) -> dict[str, Any]:
    record, version = new.record, new.version
    return {
        "article_id": new.article.id,
        "number": version.number,
        "valid_from": version.valid_from,
        "valid_to": version.valid_to,
        "last_seen": version.last_seen,
        "url": record.url,
        "fetched_at": record.fetched_at,
        "capture_id": new.entry.capture_id,
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
        "headline_fingerprint": version.headline_fingerprint,
        "alternative_headline": record.alternative_headline,
        "provenance": dict(record.provenance),
        "printed": pack(version.printed) or None,
        "lead": record.lead,
        "body_text": record.body_text,
        "body_html": record.body_html,
    }


def _write_children(connection: Connection, versions: Sequence[NewVersion]) -> None:
    """Authors, keywords and alternates."""
    records = {_known(new.version.id): new.record for new in versions}
    children.write(connection, records)


def _write_teasers(connection: Connection, entries: Sequence[Entry]) -> None:
    """What the pages promoted that showed a current version, fetched again or not."""
    teasers.write(
        connection,
        [
            teasers.Sight(
                magazine=entry.record.magazine,
                version_id=_known(entry.version.id),
                teasers=entry.record.teasers,
                seen_at=entry.record.fetched_at,
            )
            for entry in entries
            if entry.is_learnt and isinstance(entry.record, Article) and entry.version
        ],
    )


def _search_text(new: NewVersion) -> search.SearchText:
    """What is searched of a version."""
    record = new.record
    return search.SearchText(
        article_id=_known(new.article.id),
        magazine=record.magazine,
        language=record.language,
        published_on=published_on(record.date_published),
        authors=record.authors,
        section=record.section,
        headline=record.headline,
        lead=record.lead or "",
        body=record.body_text,
    )


def _known(id_: int | None) -> int:
    """An id that the database has given."""
    if id_ is None:
        raise RuntimeError("asked for an id before the row was written")
    return id_


def _insert(
    connection: Connection,
    table: type[ArticleTable] | type[Capture] | type[Version],
    rows: Sequence[dict[str, Any]],
) -> list[int]:
    """Insert rows; returns their ids in the same order."""
    if not rows:
        return []
    statement = insert(table).returning(table.id, sort_by_parameter_order=True)
    return list(connection.scalars(statement, rows))
