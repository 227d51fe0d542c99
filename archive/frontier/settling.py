"""Settles addresses: what came of a visit, and when the next one is due.

Runs in the transaction that stores what was read there, so that an address is either still to be
fetched, or its article is in the archive.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, bindparam, select, update

from archive import database, gone
from archive.addresses import clean_address, key_number
from archive.frontier import habits, policy
from archive.frontier.finding import is_on_record
from archive.models import Address, Url, Version
from archive.models import Article as ArticleTable
from archive.records import Article, Refusal, Visit
from archive.results import Stored

Settled = tuple[Article | Refusal | Visit, Stored | None]
"""A record, and what became of it; None of a visit that brought no page."""

NOT_MODIFIED_STATUS = 304

NOT_MODIFIED = "not_modified"
"""Reason of what is unchanged because its server said so."""
REDIRECTED = "redirected"
"""Reason of a duplicate that was not read: it led to an address that is on record by itself."""

_Row = Row[*tuple[Any, ...]]

_COLUMNS = (
    Address.id,
    Address.key,
    Address.url,
    Address.found_at,
    Address.why,
    Address.visited_at,
    Address.born_at,
    Address.outcome,
    Address.reason,
    Address.setbacks,
)


def settle(connection: Connection, settled: Sequence[Settled]) -> list[Stored]:
    """Settle the addresses of a batch that a database can hold (``text.storable``).

    Returns what became of each record, in the order given.

    Records that name no visit, because they were read from files, settle nothing.
    """
    visits: dict[str, list[tuple[int, Visit]]] = defaultdict(list)
    for number, (record, _) in enumerate(settled):
        visit = record if isinstance(record, Visit) else record.visit
        if visit is not None:
            visits[visit.magazine].append((number, visit))
    outcomes = {n: stored for n, (_, stored) in enumerate(settled) if stored is not None}
    for magazine, own in sorted(visits.items()):
        outcomes |= _settle_magazine(connection, magazine, own, settled)
    return [outcomes[number] for number in range(len(settled))]


def _settle_magazine(
    connection: Connection,
    magazine: str,
    visits: Sequence[tuple[int, Visit]],
    settled: Sequence[Settled],
) -> dict[int, Stored]:
    database.lock(connection, [magazine])
    rows = _rows(connection, magazine, [visit for _, visit in visits])
    known = policy.Habits(habits.load(connection, magazine))
    outcomes: dict[int, Stored] = {}
    changes: dict[int, dict[str, Any]] = {}
    for number, visit in visits:
        record, stored = settled[number]
        row = rows.get(key_number(visit.address))
        if stored is None:
            stored = _without_page(connection, visit)
        outcomes[number] = stored
        if row is None or (row.visited_at is not None and visit.visited_at <= row.visited_at):
            continue  # nothing is on record, or a later visit is: a batch that is stored again
        changes[row.id] = _change(connection, visit, row, record, stored, known)
    _write(connection, changes)
    if known.added:
        total = known.total()
        habits.write(connection, magazine, {why: total[why] for why in known.added})
    return outcomes


def _rows(connection: Connection, magazine: str, visits: Sequence[Visit]) -> Mapping[int, _Row]:
    rows: dict[int, _Row] = {}
    keys = sorted({key_number(visit.address) for visit in visits})
    for chunk in database.chunks(keys):
        statement = select(*_COLUMNS).where(Address.magazine == magazine, Address.key.in_(chunk))
        rows.update((row.key, row) for row in connection.execute(statement))
    return rows


def _without_page(connection: Connection, visit: Visit) -> Stored:
    """What came of a visit after which there was nothing to read."""
    if visit.status is not None and visit.status in gone.STATUSES:
        article_id = gone.mark(
            connection, visit.magazine, visit.address, visit.status, visit.visited_at
        )
        return Stored(outcome="failed", reason=visit.failure, article_id=article_id)
    if visit.failure is not None:
        return Stored(outcome="failed", reason=visit.failure)
    if visit.status != NOT_MODIFIED_STATUS:
        return Stored(outcome="duplicate", reason=REDIRECTED)
    article_id = _see(connection, visit)
    return Stored(outcome="unchanged", reason=NOT_MODIFIED, article_id=article_id)


def _see(connection: Connection, visit: Visit) -> int | None:
    """An article whose page was not modified is still there, and says what it said."""
    addresses = list(dict.fromkeys((visit.address, clean_address(visit.address))))
    article_id = connection.scalar(
        select(Url.article_id)
        .where(Url.url.in_(addresses), Url.magazine == visit.magazine)
        .order_by(Url.article_id)
    )
    if article_id is None:
        return None
    seen = {"last_seen": visit.visited_at}
    is_new = ArticleTable.last_seen < visit.visited_at
    connection.execute(
        update(ArticleTable)
        .where(ArticleTable.id == article_id, is_new)
        .values(**seen, gone_at=None, gone_status=None)
    )
    connection.execute(
        update(Version)
        .where(
            Version.article_id == article_id,
            Version.valid_to.is_(None),
            Version.last_seen < visit.visited_at,
        )
        .values(**seen)
    )
    return int(article_id)


def _change(
    connection: Connection,
    visit: Visit,
    row: _Row,
    record: Article | Refusal | Visit,
    stored: Stored,
    known: policy.Habits,
) -> dict[str, Any]:
    """The address's row after the visit."""
    is_gone = visit.status in gone.STATUSES
    outcome = "gone" if is_gone else stored.outcome
    if outcome == "unchanged" and row.outcome == "duplicate":
        outcome = "duplicate"  # still: the article is looked at under its own address
    brought_article = outcome in ("new", "changed", "unchanged", "duplicate")
    if brought_article and row.outcome is not None:
        known.note(row.why, is_edited=outcome == "changed")
    is_unwanted = outcome == "refused" and stored.reason == policy.OUTSIDE_WINDOW
    is_article = brought_article or is_unwanted
    setbacks = 0 if is_article else row.setbacks + 1
    published = None if isinstance(record, Visit) else record.date_published
    born_at = row.born_at or policy.born(published, row.found_at, visit.visited_at)
    following = policy.next_visit(
        policy.Visit(
            visited_at=visit.visited_at,
            outcome=outcome,
            reason=stored.reason,
            born_at=born_at,
            setbacks=setbacks,
            is_elsewhere=_is_elsewhere(connection, visit, row),
        ),
        known.known,
    )
    return {
        "row": row.id,
        "visited_at": visit.visited_at,
        "born_at": born_at if is_article else row.born_at,
        "status": visit.status,
        "outcome": outcome,
        "reason": stored.reason,
        "setbacks": setbacks,
        "due_at": following.due_at,
        "why": following.why,
        # of a page that is no article nothing is kept that a 304 could confirm: it is read anew
        "etag": visit.etag if brought_article else None,
        "last_modified": visit.last_modified if brought_article else None,
    }


def _is_elsewhere(connection: Connection, visit: Visit, row: _Row) -> bool:
    """Whether a redirect led to an address that is looked at by itself."""
    if visit.url is None or key_number(visit.url) == row.key:
        return False
    return is_on_record(connection, visit.magazine, visit.url)


def _write(connection: Connection, changes: Mapping[int, dict[str, Any]]) -> None:
    if changes:
        statement = update(Address).where(Address.id == bindparam("row"))
        connection.execute(statement, [changes[id_] for id_ in sorted(changes)])
