"""Which articles are language editions of one: what pages declare, and what is proposed.

A page's hreflang is believed wherever it leads, to another magazine or host too, and where the
other page says nothing of it. As with other relatives (``archive.relating``), the declarations go
into the version's own transaction and are followed after it was committed, so that a pair is found
whichever of its articles is stored first or by whom.

Proposals (``archive.translations``) are pairs too, but not certain, and make no set of editions.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, and_, or_, select

from archive import grouping
from archive.addresses import clean_address
from archive.database import chunks, insert_missing, upsert
from archive.decide import MAX_URL_BYTES
from archive.grouping import EDITIONS, Pair
from archive.models import Article, DeclaredEdition, EditionPair, Url, Version
from archive.translations import Proposal, Traits, propose, traits

_NO_LANGUAGE = "x-default"
"""hreflang for readers of any other language; a page of choices most often."""


def declare(connection: Connection, alternates: Mapping[int, Mapping[str, str]]) -> None:
    """Keep what pages declare: article id to hreflang code to URL."""
    rows = {
        (url, article_id): {"url": url, "article_id": article_id, "language": code}
        for article_id, editions in alternates.items()
        for code, url in ((code, clean_address(url)) for code, url in editions.items())
        if code.lower() != _NO_LANGUAGE and url and len(url.encode()) <= MAX_URL_BYTES
    }
    insert_missing(connection, DeclaredEdition, [rows[key] for key in sorted(rows)])


def look_up(connection: Connection, article_ids: Iterable[int], moment: datetime) -> None:
    """Pair articles with those they declare, and with those that declare them."""
    declared: set[Pair] = set()
    for chunk in chunks(sorted(set(article_ids))):
        links = (
            select(DeclaredEdition.article_id, Url.article_id.label("other_id"))
            .join(Url, Url.url == DeclaredEdition.url)
            .where(DeclaredEdition.article_id != Url.article_id)
        )
        for mine in (DeclaredEdition.article_id, Url.article_id):
            rows = connection.execute(links.where(mine.in_(chunk)))
            declared.update((row.article_id, row.other_id) for row in rows)
    if not declared:
        return
    grouping.lock(connection, EDITIONS)
    pairs = _write_declared(connection, declared, moment)
    grouping.join(connection, EDITIONS, pairs, _may_merge(connection))


def _write_declared(
    connection: Connection, declared: Set[Pair], moment: datetime
) -> Sequence[Pair]:
    """Certain pairs, with who declares them; those that both do first."""
    wanted = sorted({(min(pair), max(pair)) for pair in declared})
    known = _known(connection, wanted)
    rows = []
    for pair in wanted:
        before = known.get(pair)
        declared_by = {
            name
            for name, way in (("first", pair), ("second", pair[::-1]))
            if way in declared or (before and before.declared_by in (name, "both"))
        }
        rows.append(
            {
                "article_id": pair[0],
                "other_id": pair[1],
                "is_certain": True,
                "declared_by": "both" if len(declared_by) == 2 else declared_by.pop(),
                "score": before.score if before else None,
                "reasons": before.reasons if before else {},
                "found_at": before.found_at if before and before.is_certain else moment,
            }
        )
    upsert(connection, EditionPair, rows)
    rows.sort(key=lambda row: row["declared_by"] != "both")
    return [(row["article_id"], row["other_id"]) for row in rows]


def _known(connection: Connection, pairs: Sequence[Pair]) -> dict[Pair, Any]:
    """Pairs that are on record already."""
    wanted = set(pairs)
    found = {}
    for chunk in chunks(sorted({article_id for article_id, _ in pairs})):
        rows = select(EditionPair.__table__).where(EditionPair.article_id.in_(chunk))
        for row in connection.execute(rows):
            if (row.article_id, row.other_id) in wanted:
                found[row.article_id, row.other_id] = row
    return found


def _may_merge(connection: Connection) -> Callable[[Set[int], Set[int]], bool]:
    """Two sets may become one if no magazine has two articles of one language in it then.

    A page that declares its neighbour's translation, or a listing, would tie articles together that
    have nothing to do with each other. The pair stays on record.
    """
    kinds: dict[int, tuple[str, str | None]] = {}

    def may_merge(one: Set[int], other: Set[int]) -> bool:
        missing = sorted((one | other) - set(kinds))
        for chunk in chunks(missing):
            rows = select(Article.id, Article.magazine, Version.language).join(
                Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None))
            )
            for row in connection.execute(rows.where(Article.id.in_(chunk))):
                kinds[row.id] = row.magazine, row.language
        return {kinds[id_] for id_ in one}.isdisjoint(kinds[id_] for id_ in other)

    return may_merge


# Proposals


class _Candidates(NamedTuple):
    """Articles of which a translation may be missing."""

    traits: list[Traits]
    settled: Mapping[int, Set[str]]
    """Article id to the languages of its certain editions."""


def proposals(
    connection: Connection, magazines: Sequence[str], since: date | None, until: date | None
) -> list[Proposal]:
    """Likely editions among articles of these magazines.

    Nothing is proposed to an article that has a certain edition in the other's language.
    """
    candidates = _candidates(connection, magazines, since, until)
    language = {article.article_id: article.language for article in candidates.traits}
    return [
        proposal
        for proposal in propose(candidates.traits)
        if language[proposal.other_id] not in candidates.settled.get(proposal.article_id, ())
        and language[proposal.article_id] not in candidates.settled.get(proposal.other_id, ())
    ]


def write_proposals(connection: Connection, proposed: Sequence[Proposal], moment: datetime) -> int:
    """Keep proposals, but those that have become certain; returns how many are new."""
    if not proposed:
        return 0
    grouping.lock(connection, EDITIONS)
    known = _known(connection, [(p.article_id, p.other_id) for p in proposed])
    rows = {
        (proposal.article_id, proposal.other_id): {
            "article_id": proposal.article_id,
            "other_id": proposal.other_id,
            "is_certain": False,
            "declared_by": "neither",
            "score": proposal.score,
            "reasons": dict(proposal.reasons),
            "found_at": moment,
        }
        for proposal in proposed
    }
    rows = {
        pair: row for pair, row in rows.items() if pair not in known or not known[pair].is_certain
    }
    upsert(connection, EditionPair, [rows[pair] for pair in sorted(rows)])
    return len(rows.keys() - known.keys())


def _candidates(
    connection: Connection, magazines: Sequence[str], since: date | None, until: date | None
) -> _Candidates:
    """Current versions that have a language and a day."""
    statement = (
        select(
            Article.id,
            Version.language,
            Version.published_on,
            Version.image_url,
            Version.headline,
            Version.lead,
            Version.body_text,
        )
        .join(Version, and_(Version.article_id == Article.id, Version.valid_to.is_(None)))
        .where(
            Article.magazine.in_(sorted(set(magazines))),
            Version.language.is_not(None),
            Version.published_on.is_not(None),
        )
    )
    if since is not None:
        statement = statement.where(Version.published_on >= since)
    if until is not None:
        statement = statement.where(Version.published_on <= until)
    found = []
    with connection.execute(statement.execution_options(yield_per=500)) as rows:
        for id_, language, day, image, headline, lead, body in rows:
            if language is None or day is None:
                continue  # left out above already
            found.append(traits(id_, language, day, image, f"{headline}\n{lead or ''}\n{body}"))
    languages = {article.article_id: article.language for article in found}
    settled: dict[int, set[str]] = {}
    for articles in grouping.members_of(connection, EDITIONS, languages).values():
        for id_ in articles:
            settled[id_] = {languages[other] for other in articles if other in languages}
    return _Candidates(found, settled)


def pairs_of(connection: Connection, article_id: int) -> Sequence[Any]:
    """The rows of ``edition_pairs`` in which an article is."""
    return connection.execute(
        select(EditionPair.__table__).where(
            or_(EditionPair.article_id == article_id, EditionPair.other_id == article_id)
        )
    ).all()
