"""Addresses that were found go on record, once; what is known of them decides what they are.

A batch of known addresses costs one look-up and no write, however many the archive has.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, func, select, update

from archive import database
from archive.addresses import key_number, rendering
from archive.frontier import policy
from archive.frontier.habits import load
from archive.frontier.records import Candidate, Standing, Waiting
from archive.models import Address

_Row = Row[*tuple[Any, ...]]

_COLUMNS = (
    Address.id,
    Address.key,
    Address.url,
    Address.lastmod,
    Address.visited_at,
    Address.due_at,
    Address.outcome,
    Address.found_at,
    Address.born_at,
)


@dataclass(slots=True)
class Finding:
    """What a batch of found addresses comes to."""

    standings: list[Standing]
    """One for each, in the order given."""
    born: list[datetime | None] = field(default_factory=list)
    """When the article at each appeared, by its page; None where it is not known, or not yet."""
    new: dict[int, Candidate] = field(default_factory=dict)
    """By key."""
    changes: list[dict[str, Any]] = field(default_factory=list)
    """Columns of known addresses, with ``row``, the id."""
    hinted: dict[int, Candidate] = field(default_factory=dict)
    """By id: of addresses that wait, of which more may have been said."""
    moved: int = 0
    """Known addresses whose lastmod is newer than it was."""
    forward: int = 0
    """Those of them that are looked at because of it."""


def find(
    connection: Connection,
    magazine: str,
    candidates: Sequence[Candidate],
    moment: datetime,
    spent: int = 0,
) -> Finding:
    """Look the addresses up, and decide; nothing is written. ``moment`` is the run's start, and
    ``spent`` how many addresses it has brought forward already.
    """
    keys = [key_number(candidate.url) for candidate in candidates]
    held = _held(connection, magazine, keys)
    found = Finding(standings=[])
    moved: list[tuple[_Row, Candidate]] = []
    for key, candidate in zip(keys, candidates, strict=True):
        row = held.get(key)
        if row is None:
            found.standings.append("waiting" if key in found.new else "new")
            found.new.setdefault(key, candidate)
            found.born.append(None)
            continue
        found.standings.append(_standing(row, moment))
        found.born.append(_born(row))
        if row.visited_at is None:
            if candidate.hints or candidate.lastmod is not None:
                found.hinted[row.id] = candidate
        elif policy.is_moved(candidate.lastmod, row.lastmod, row.visited_at):
            moved.append((row, candidate))
        if _is_better(candidate.url, row):
            found.changes.append({"row": row.id, **_fetchable(row, candidate.url, moment)})
    _bring_forward(connection, magazine, found, moved, len(held), moment, spent)
    return found


def _held(connection: Connection, magazine: str, keys: Sequence[int]) -> dict[int, _Row]:
    """The rows of known addresses, by key."""
    held: dict[int, _Row] = {}
    for chunk in database.chunks(sorted(set(keys))):
        statement = select(*_COLUMNS).where(Address.magazine == magazine, Address.key.in_(chunk))
        held.update((row.key, row) for row in connection.execute(statement))
    return held


def _standing(row: _Row, moment: datetime) -> Standing:
    if row.visited_at is None:
        return "waiting"
    return "due" if row.due_at is not None and row.due_at <= moment else "known"


def _born(row: _Row) -> datetime | None:
    """When an article appeared; one without a date counts as born when it was found."""
    is_dated = row.born_at is not None and row.born_at < row.found_at
    return row.born_at if is_dated else None


def _is_better(url: str, row: _Row) -> bool:
    """Whether a twin is to be fetched in a known address's place: that one is dead, or it is the
    print or AMP page of this one and was not fetched yet."""
    if url == row.url:
        return False
    if row.outcome in ("gone", "failed"):
        return True
    return row.visited_at is None and rendering(row.url) != "page" == rendering(url)


def _fetchable(row: _Row, url: str, moment: datetime) -> dict[str, Any]:
    values = {"url": url, "etag": None, "last_modified": None}
    return values if row.visited_at is None else values | {"due_at": moment, "why": "retry"}


def _bring_forward(
    connection: Connection,
    magazine: str,
    found: Finding,
    moved: Sequence[tuple[_Row, Candidate]],
    listed: int,
    moment: datetime,
    spent: int,
) -> None:
    """Let a newer lastmod bring visits forward, as far as it is believed."""
    if not moved:
        return
    habit = load(connection, magazine).get(policy.LASTMOD, policy.NO_HABIT)
    found.moved = len(moved)
    found.forward = policy.brought_forward(len(moved), listed, habit, spent)
    for row, candidate in moved[: found.forward]:
        due_at = max(row.visited_at + policy.GAP, moment) if row.lastmod is None else moment
        if row.due_at is None or due_at < row.due_at:
            change = {"due_at": due_at, "why": policy.LASTMOD, "lastmod": candidate.lastmod}
            found.changes.append({"row": row.id, **change})


def write(connection: Connection, magazine: str, found: Finding, moment: datetime) -> None:
    """Write down what ``find`` came to, in the same transaction."""
    rows = [
        {
            "magazine": magazine,
            "key": key,
            "url": candidate.url,
            "found_at": moment,
            "steps": candidate.steps,
            "lastmod": candidate.lastmod,
            "hints": dict(candidate.hints) or None,
            "due_at": moment,
            "why": "new",
            "setbacks": 0,
        }
        for key, candidate in found.new.items()
    ]
    database.insert_missing(connection, Address, rows)
    for change in found.changes:
        values = {name: value for name, value in change.items() if name != "row"}
        connection.execute(update(Address).where(Address.id == change["row"]).values(**values))
    _write_hints(connection, found.hinted)


def _write_hints(connection: Connection, hinted: Mapping[int, Candidate]) -> None:
    """Fill the gaps of what was said of addresses that wait."""
    rows = []
    for chunk in database.chunks(sorted(hinted)):
        statement = select(Address.id, Address.hints, Address.lastmod).where(Address.id.in_(chunk))
        for row in connection.execute(statement):
            more = hinted[row.id]
            known = {"hints": row.hints or {}, "lastmod": row.lastmod}
            said = [moment for moment in (row.lastmod, more.lastmod) if moment is not None]
            merged = {
                "hints": merged_hints(row.hints or {}, more.hints),
                "lastmod": max(said, default=None),
            }
            if merged != known:
                rows.append({"row": row.id, **merged})
    if rows:
        connection.execute(update(Address).where(Address.id == bindparam("row")), rows)


def merged_hints(first: Mapping[str, Any], second: Mapping[str, Any]) -> dict[str, Any]:
    """``first`` with its gaps filled from ``second``; mappings in them are merged the same way."""
    merged = {**second, **{key: value for key, value in first.items() if value}}
    for key, value in first.items():
        other = second.get(key)
        if isinstance(value, Mapping) and isinstance(other, Mapping):
            merged[key] = {**other, **value}
    return merged


def due_again(connection: Connection, magazine: str, moment: datetime) -> int:
    """Let everything that was ever fetched be due; returns how many addresses that is."""
    statement = (
        update(Address)
        .where(Address.magazine == magazine, Address.visited_at < moment)
        .values(due_at=moment, why="asked")
    )
    return connection.execute(statement).rowcount


def wanted_now(
    connection: Connection,
    magazine: str,
    since: datetime | None,
    before: datetime | None,
    moment: datetime,
) -> int:
    """Let be due what another backfill did not want, and this one does."""
    statement = update(Address).where(
        Address.magazine == magazine,
        Address.visited_at < moment,
        Address.reason == policy.OUTSIDE_WINDOW,
    )
    if since is not None:
        statement = statement.where(Address.born_at >= since)
    if before is not None:
        statement = statement.where(Address.born_at < before)
    return connection.execute(statement.values(due_at=moment, why="asked")).rowcount


def waiting(connection: Connection, magazine: str, moment: datetime) -> Waiting:
    """How the magazine's frontier stands."""
    own = Address.magazine == magazine
    seen = Address.visited_at.is_not(None)
    # by the moment, too, so that the index is used that has nothing else
    new = select(func.count()).where(own, Address.visited_at.is_(None), Address.found_at <= moment)
    total = select(func.count()).select_from(Address).where(own)
    due = select(func.count()).where(own, seen, Address.due_at <= moment)
    following = select(func.min(Address.due_at)).where(own, seen, Address.due_at > moment)
    never, all_, again = (connection.execute(each).scalar_one() for each in (new, total, due))
    return Waiting(
        new=never,
        due=again,
        known=all_ - never - again,
        next_due=connection.execute(following).scalar_one(),
    )


def listed(connection: Connection, magazine: str, limit: int, *, by_links: bool = False) -> int:
    """At how many addresses that a source named, or that links led to, an article was found."""
    found = (
        select(Address.id)
        .where(
            Address.magazine == magazine,
            Address.steps.is_not(None) if by_links else Address.steps.is_(None),
            Address.visited_at.is_not(None),
            Address.setbacks == 0,
        )
        .limit(limit)
        .subquery()
    )
    return connection.execute(select(func.count()).select_from(found)).scalar_one()


def is_on_record(connection: Connection, magazine: str, url: str) -> bool:
    """Whether an address, or a twin of it, was found before."""
    found = select(Address.id).where(Address.magazine == magazine, Address.key == key_number(url))
    return connection.scalar(found) is not None
