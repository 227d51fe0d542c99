"""What magazines promoted: written once for each thing, with a sighting for each version and zone.

A version's teasers are those of its latest fetch; those that had rotated away keep the moment when
they were last seen. What a teaser leads to is found by the view ``teasers_flat``.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import blake2b
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Integer,
    Text,
    and_,
    bindparam,
    column,
    delete,
    exists,
    select,
    table,
    update,
)

from archive.addresses import clean_address, key_number
from archive.database import chunks, upsert
from archive.deciding.decide import MAX_URL_BYTES
from archive.fingerprints import fingerprint
from archive.models import Teaser, TeaserSighting, Version
from archive.models.base import UtcDateTime
from archive.records import Teaser as TeaserRecord
from archive.results import TeaserRow
from archive.rows import insert_new

# Writing


@dataclass(frozen=True, kw_only=True, slots=True)
class Sight:
    """The teasers of one fetch of a version."""

    magazine: str
    version_id: int
    teasers: Sequence[TeaserRecord]
    seen_at: datetime


@dataclass(kw_only=True, slots=True)
class _Held:
    """A teaser's row as the batch sees it."""

    id: int | None
    first_seen: datetime
    last_seen: datetime


def write(connection: Connection, sights: Sequence[Sight]) -> None:
    """Keep what was seen, in whatever order it was; seeing the same again changes nothing."""
    digests = [
        [_digest(teaser.label, teaser.text, teaser.url) for teaser in sight.teasers]
        for sight in sights
    ]
    held: dict[tuple[str, str], _Held] = {}
    for magazine in sorted({sight.magazine for sight in sights}):
        own = [each for each in zip(sights, digests, strict=True) if each[0].magazine == magazine]
        held |= {(magazine, key): row for key, row in _write_teasers(connection, magazine, own)}
    rows = _load_sightings(connection, [sight.version_id for sight in sights])
    for sight, keys in zip(sights, digests, strict=True):
        for ordinal, (teaser, digest) in enumerate(zip(sight.teasers, keys, strict=True)):
            teaser_id = held[sight.magazine, digest].id
            key = (sight.version_id, teaser_id or 0, teaser.zone)
            row = rows.setdefault(key, {"first_seen": sight.seen_at})
            row["first_seen"] = min(row["first_seen"], sight.seen_at)
            if row.get("last_seen", sight.seen_at) < sight.seen_at or "ordinal" not in row:
                row |= {"ordinal": ordinal, "position": teaser.position, "last_seen": sight.seen_at}
    upsert(
        connection,
        TeaserSighting,
        [
            {
                "version_id": version,
                "teaser_id": teaser,
                "zone": zone,
                **rows[version, teaser, zone],
            }
            for version, teaser, zone in sorted(rows)
        ],
    )


def _write_teasers(
    connection: Connection, magazine: str, sights: Sequence[tuple[Sight, Sequence[str]]]
) -> Iterable[tuple[str, _Held]]:
    """One row for each thing these pages promoted, with their digests; gives these and the rows."""
    records = {
        digest: teaser
        for sight, digests in sights
        for digest, teaser in zip(digests, sight.teasers, strict=True)
    }
    before = _load_teasers(connection, magazine, sorted(records))
    held = {
        key: _Held(id=row.id, first_seen=row.first_seen, last_seen=row.last_seen)
        for key, row in before.items()
    }
    for sight, digests in sights:
        for digest in digests:
            row = held.setdefault(
                digest,
                _Held(id=None, first_seen=sight.seen_at, last_seen=sight.seen_at),
            )
            row.first_seen = min(row.first_seen, sight.seen_at)
            row.last_seen = max(row.last_seen, sight.seen_at)
    widened = [
        {"key": row.id, "first_seen": row.first_seen, "last_seen": row.last_seen}
        for key, row in sorted(held.items())
        if row.id
        and (row.first_seen, row.last_seen) != (before[key].first_seen, before[key].last_seen)
    ]
    if widened:
        connection.execute(update(Teaser).where(Teaser.id == bindparam("key")), widened)
    new = [key for key in sorted(held) if held[key].id is None]
    if new:
        rows = [_row(magazine, key, records[key], held[key]) for key in new]
        for key, id_ in zip(new, insert_new(connection, Teaser, rows), strict=True):
            held[key].id = id_
    return held.items()


def _load_teasers(connection: Connection, magazine: str, digests: Sequence[str]) -> dict[str, Any]:
    """The rows that are there already, by digest."""
    found: dict[str, Any] = {}
    for chunk in chunks(digests):
        rows = select(Teaser.digest, Teaser.id, Teaser.first_seen, Teaser.last_seen).where(
            Teaser.magazine == magazine, Teaser.digest.in_(chunk)
        )
        found |= {row.digest: row for row in connection.execute(rows)}
    return found


def _load_sightings(
    connection: Connection, version_ids: Iterable[int]
) -> dict[tuple[int, int, str], dict[str, Any]]:
    """What was seen on these versions' pages before."""
    found: dict[tuple[int, int, str], dict[str, Any]] = {}
    for chunk in chunks(sorted(set(version_ids))):
        for row in connection.execute(
            select(*TeaserSighting.__table__.c).where(TeaserSighting.version_id.in_(chunk))
        ):
            values = row._asdict()
            key = (values.pop("version_id"), values.pop("teaser_id"), values.pop("zone"))
            found[key] = values
    return found


def _row(magazine: str, digest: str, teaser: TeaserRecord, held: _Held) -> dict[str, Any]:
    target = _target(teaser.url) if teaser.url else None
    return {
        "magazine": magazine,
        "digest": digest,
        "label": teaser.label,
        "text": teaser.text,
        "url": teaser.url,
        "target_url": target,
        "target_key": None if target is None else key_number(target),
        "fingerprint": fingerprint(teaser.text),
        "first_seen": held.first_seen,
        "last_seen": held.last_seen,
    }


@lru_cache(maxsize=2_000)  # a crawl's teasers repeat from page to page
def _digest(label: str | None, text: str, url: str | None) -> str:
    """What makes it another teaser: any difference of label, text or URL."""
    said = repr((label, text, url))
    return blake2b(said.encode(), digest_size=16).hexdigest()


@lru_cache(maxsize=2_000)  # a crawl's teasers repeat from page to page
def _target(url: str) -> str | None:
    """The address as the archive would know it; None for what can be no article's."""
    cleaned = clean_address(url)
    if not cleaned.startswith(("http://", "https://")):
        return None
    return cleaned if len(cleaned.encode()) <= MAX_URL_BYTES else None


def replace_latest(connection: Connection, sight: Sight) -> None:
    """Let other teasers be those of a version's latest fetch, as another extraction reads them."""
    of_fetch = and_(
        TeaserSighting.version_id == sight.version_id, TeaserSighting.last_seen == sight.seen_at
    )
    teasers = connection.scalars(select(TeaserSighting.teaser_id).where(of_fetch)).all()
    connection.execute(delete(TeaserSighting).where(of_fetch))
    write(connection, [sight])
    for chunk in chunks(sorted(set(teasers))):
        seen = exists().where(TeaserSighting.teaser_id == Teaser.id)
        connection.execute(delete(Teaser).where(Teaser.id.in_(chunk), ~seen))


# Reading


def of_versions(
    connection: Connection, version_ids: Sequence[int]
) -> dict[int, list[TeaserRecord]]:
    """The teasers of each version's latest fetch, in the page's order."""
    found: dict[int, list[TeaserRecord]] = {}
    for chunk in chunks(version_ids):
        rows = (
            select(
                TeaserSighting.version_id,
                TeaserSighting.zone,
                TeaserSighting.position,
                Teaser.label,
                Teaser.text,
                Teaser.url,
            )
            .join(Teaser, Teaser.id == TeaserSighting.teaser_id)
            .join(Version, Version.id == TeaserSighting.version_id)
            .where(
                TeaserSighting.version_id.in_(chunk),
                TeaserSighting.last_seen == Version.last_seen,
            )
            .order_by(TeaserSighting.version_id, TeaserSighting.ordinal)
        )
        for row in connection.execute(rows):
            values = row._asdict()
            found.setdefault(values.pop("version_id"), []).append(TeaserRecord(**values))
    return found


_FLAT = table(
    "teasers_flat",
    column("id", Integer),
    column("magazine", Text),
    column("label", Text),
    column("text", Text),
    column("url", Text),
    column("zones", Text),
    column("articles", Integer),
    column("first_seen", UtcDateTime),
    column("last_seen", UtcDateTime),
    column("days", Integer),
    column("target_article_id", Integer),
    column("target_headline", Text),
    column("has_other_headline", Boolean),
)


def listed(
    connection: Connection,
    *,
    magazine: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int | None,
) -> list[TeaserRow]:
    """What ran between two moments, on most articles' pages first."""
    conditions: list[ColumnElement[bool]] = []
    if magazine is not None:
        conditions.append(_FLAT.c.magazine == magazine)
    if since is not None:
        conditions.append(_FLAT.c.last_seen >= since)
    if until is not None:
        conditions.append(_FLAT.c.first_seen < until)
    statement = (
        select(_FLAT)
        .where(*conditions)
        .order_by(_FLAT.c.articles.desc(), _FLAT.c.last_seen.desc(), _FLAT.c.id)
        .limit(limit)
    )
    found = []
    for row in connection.execute(statement):
        values = row._asdict()
        values["zones"] = tuple((values["zones"] or "").split("; "))
        found.append(TeaserRow(**values))
    return found
