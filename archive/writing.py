"""Writes a batch into the database: loads what is held, lets ``deciding.plan`` decide, writes.

Runs inside a transaction that its caller begins and ends. Knows no HTML, no files, no retries.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from archive import capture_index, children, database, history, teasers
from archive.deciding import loading
from archive.deciding.decide import EXTRACTION, Decision
from archive.deciding.held import HeldArticle
from archive.deciding.identity import Addresses
from archive.deciding.plan import Entry, NewVersion, Plan, Record, in_order
from archive.errors import UnknownRun
from archive.extractions import promoting
from archive.extractions.content import content_columns
from archive.models import Article as ArticleTable
from archive.models import Capture, Run, Url, Version
from archive.records import Article, Refusal, Reserved
from archive.relatives import editions, relating
from archive.results import Stored
from archive.rows import insert, insert_new, known_id
from archive.search import index
from archive.template import teaching
from archive.template.printed import pack


def store_batch(
    connection: Connection, batch: Sequence[Record], run_id: str | None
) -> list[Stored]:
    """Store records that a database can hold (``text.storable``).

    One result for each, in the order given. Raises UnknownRun.
    """
    if run_id is not None and connection.scalar(select(Run.id).where(Run.id == run_id)) is None:
        raise UnknownRun(f"no run has the id {run_id!r}: start it first")
    records = dict(enumerate(batch))
    database.lock(connection, [record.magazine for record in records.values()])
    plan = loading.load(connection, list(records.values()))
    entries = {key: plan.add(records[key]) for key in in_order(records)}
    _write(connection, plan, run_id)
    return [_stored(entries[key]) for key in sorted(entries)]


def add_extraction(
    connection: Connection,
    version_id: int,
    record: Article,
    *,
    why: str,
    is_promoted: bool,
    extracted_at: datetime,
) -> int:
    """Hold another reading of a version, and learn what it says the page printed.

    Returns its number; raises UnknownVersion.
    """
    version = history.version(connection, version_id)
    database.lock(connection, [version.article.magazine])
    promoting.hold_first(connection, [version_id])  # before what it printed is added to
    if record.printed:
        article_id = connection.scalar(select(Version.article_id).where(Version.id == version_id))
        [article] = loading.load_articles(connection, [known_id(article_id)]).values()
        entry = Entry(
            record=record,
            decision=Decision(
                outcome="unchanged",
                reason=EXTRACTION,
                extraction="promoted" if is_promoted else "kept",
            ),
            article=article,
            version=next(held for held in article.versions if held.id == version_id),
            is_seen=True,
        )
        teaching.learn(connection, [entry])
    return promoting.add(
        connection,
        version_id,
        record,
        why=why,
        is_promoted=is_promoted,
        extracted_at=extracted_at,
    )


def _stored(entry: Entry) -> Stored:
    """The caller's view of an entry."""
    return Stored(
        outcome=entry.decision.outcome,
        reason=entry.decision.reason,
        article_id=entry.article.id if entry.article else None,
        version_id=entry.version.id if entry.version else None,
    )


# Writing, in an order that foreign keys and the index of current versions allow


def _write(connection: Connection, plan: Plan, run_id: str | None) -> None:
    """Write down what the plan came to."""
    _write_articles(connection, plan)
    # before anything of them changes
    again = [e.version for e in plan.entries if e.decision.extraction is not None and e.version]
    promoting.hold_first(connection, [v.id for v in again if v.id is not None])
    teaching.learn(connection, plan.entries)
    _write_captures(connection, plan.entries, run_id)
    _write_versions(connection, plan)
    _write_children(connection, plan.new_versions)
    _write_teasers(connection, plan.entries)
    current = [new for new in plan.new_versions if new.version is new.article.current]
    index.put(connection, {known_id(new.article.id): new.record for new in current})
    _note_relatives(connection, plan, current)
    _write_extractions(connection, plan.entries)


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
    for article, id_ in zip(new, insert_new(connection, ArticleTable, rows), strict=True):
        article.id = id_
    changes = [
        {
            "key": article.id,
            "canonical_url": article.canonical_url,
            "first_seen": article.first_seen,
            "last_seen": article.last_seen,
            "gone_at": article.gone_at,
            "gone_status": article.gone_status,
        }
        for article in touched
    ]
    if changes:
        connection.execute(update(ArticleTable).where(ArticleTable.id == bindparam("key")), changes)
    _write_addresses(connection, plan.addresses)


def _write_addresses(connection: Connection, addresses: Addresses[HeldArticle]) -> None:
    """New addresses, and what is known of others since."""
    rows = [
        {
            "url": url,
            "magazine": magazine,
            "article_id": new.article.id,
            "first_seen": new.moment,
            "kind": new.kind,
            "key": new.key,
            "is_contested": False,
        }
        for new in addresses.new
        for magazine, url in [new.address]
    ]
    insert(connection, Url, rows)
    for change, values in (
        ("kind", addresses.kinds),
        ("is_contested", dict.fromkeys(addresses.newly_contested, True)),
    ):
        if values:
            connection.execute(
                update(Url).where(Url.url == bindparam("u"), Url.magazine == bindparam("m")),
                [{"u": url, "m": m, change: value} for (m, url), value in values.items()],
            )


def _write_captures(connection: Connection, entries: Sequence[Entry], run_id: str | None) -> None:
    """One row a fetched page; a response that is on record already keeps its first row."""
    captures = [entry.record.capture for entry in entries if entry.record.capture is not None]
    known = capture_index.known_places(connection, captures)
    first: dict[tuple[str, int], Entry] = {}
    new = []
    for entry in entries:
        capture = entry.record.capture
        if capture is not None:
            place = (capture.file, capture.offset)
            if place in known or first.setdefault(place, entry) is not entry:
                continue
        new.append(entry)
    ids = insert_new(connection, Capture, [_capture_row(entry, run_id) for entry in new])
    for entry, id_ in zip(new, ids, strict=True):
        entry.capture_id = id_
    for entry in entries:
        capture = entry.record.capture
        if entry.capture_id is None and capture is not None:
            place = (capture.file, capture.offset)
            entry.capture_id = known[place] if place in known else first[place].capture_id


def _capture_row(entry: Entry, run_id: str | None) -> dict[str, Any]:
    record, capture = entry.record, entry.record.capture
    if capture is not None:
        response = capture_index.values_of(capture)
    else:
        reserved = record.reserved if isinstance(record, Refusal) else Reserved()
        response = capture_index.values_without(record.url, record.fetched_at, reserved)
    return {
        "run_id": run_id,
        "magazine": record.magazine,
        "article_id": entry.article.id if entry.article else None,
        "outcome": entry.decision.outcome,
        "reason": entry.decision.reason,
        **response,
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
    ids = insert_new(connection, Version, [_version_row(new) for new in plan.new_versions])
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
        "extraction": 1,
        "printed": pack(version.printed) or None,
        **content_columns(record),
    }


def _write_children(connection: Connection, versions: Sequence[NewVersion]) -> None:
    """Authors, keywords and alternates."""
    records = {known_id(new.version.id): new.record for new in versions}
    children.write(connection, records)


def _write_teasers(connection: Connection, entries: Sequence[Entry]) -> None:
    """What the pages promoted that showed a version, fetched again or not."""
    teasers.write(
        connection,
        [
            teasers.Sight(
                magazine=entry.record.magazine,
                version_id=known_id(entry.shown.id),
                teasers=entry.record.teasers,
                seen_at=entry.record.fetched_at,
            )
            for entry in entries
            if entry.shown is not None and isinstance(entry.record, Article)
        ],
    )


def _note_relatives(connection: Connection, plan: Plan, current: Sequence[NewVersion]) -> None:
    """What relatives will be looked for: of new texts, and of what is now known by more addresses.

    Another page's hreflang, or another magazine, may have named such an address before.
    """
    texts = {known_id(new.version.id): new.record for new in current}
    alternates = {known_id(new.article.id): dict(new.record.alternates) for new in current}
    renamed = {id(new.article) for new in plan.addresses.new}
    for entry in plan.entries:
        record, article, version = entry.record, entry.article, entry.version
        if not isinstance(record, Article) or article is None or version is None:
            continue
        if id(article) in renamed and record.content_hash == version.content_hash:
            texts.setdefault(known_id(version.id), record)
            found = alternates.setdefault(known_id(article.id), {})
            alternates[known_id(article.id)] = {**record.alternates, **found}
    relating.note(connection, texts)
    again = {known_id(new.article.id) for new in current if new.version.number > 1}
    editions.withdraw(connection, {id_: alternates[id_] for id_ in again})
    editions.declare(connection, alternates)


def _write_extractions(connection: Connection, entries: Sequence[Entry]) -> None:
    """Other readings of pages that are kept, in the order in which they were decided."""
    for entry in entries:
        fate, version = entry.decision.extraction, entry.version
        if fate is None or version is None or not isinstance(entry.record, Article):
            continue
        is_other = entry.record.extractor_version != entry.read_before_by
        promoting.add(
            connection,
            known_id(version.id),
            entry.record,
            why="extractor" if is_other else "template",
            is_promoted=fate == "promoted",
            extracted_at=entry.record.fetched_at,
        )
