"""Which articles are language editions of one: what pages declare, and what is proposed.

A page's hreflang is believed wherever it leads, to another magazine or host too, and where the
other page says nothing of it. As with other relatives (``relating``), the declarations go
into the version's own transaction and are followed after it was committed, so that a pair is found
whichever of its articles is stored first or by whom. It holds as long as one of the two declares
it: a new version that does not takes it back.

Proposals (``translations``) are pairs too, but not certain, and make no set of editions.
"""

from calendar import monthrange
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    or_,
    select,
    update,
)

from archive.addresses import clean_address
from archive.database import chunks, insert_missing, upsert
from archive.deciding.decide import MAX_URL_BYTES
from archive.models import Article, Capture, DeclaredEdition, EditionPair, Run, Url, Version
from archive.relatives import grouping
from archive.relatives.grouping import EDITIONS, Pair
from archive.relatives.translations import MAX_DAYS, Proposal, Traits, propose, traits

_NO_LANGUAGE = "x-default"
"""hreflang for readers of any other language; a page of choices most often."""


def declare(connection: Connection, alternates: Mapping[int, Mapping[str, str]]) -> None:
    """Keep what pages declare, beside what is kept: article id to hreflang code to URL."""
    rows = _declarations(alternates)
    insert_missing(connection, DeclaredEdition, [rows[key] for key in sorted(rows)])


def withdraw(connection: Connection, alternates: Mapping[int, Mapping[str, str]]) -> None:
    """Forget what articles declare besides this: their pages do no longer, as of a new version.

    What they declared before stays with their earlier versions.
    """
    kept = _declarations(alternates)
    for chunk in chunks(sorted(alternates)):
        rows = connection.execute(
            select(DeclaredEdition.__table__).where(DeclaredEdition.article_id.in_(chunk))
        ).all()
        gone = [row for row in rows if kept.get((row.url, row.article_id)) != row._asdict()]
        if gone:
            connection.execute(
                delete(DeclaredEdition).where(
                    DeclaredEdition.url == bindparam("u"),
                    DeclaredEdition.article_id == bindparam("a"),
                ),
                [{"u": row.url, "a": row.article_id} for row in gone],
            )


def _declarations(
    alternates: Mapping[int, Mapping[str, str]],
) -> dict[tuple[str, int], dict[str, Any]]:
    """What pages declare as rows, by their keys."""
    return {
        (url, article_id): {"url": url, "article_id": article_id, "language": code}
        for article_id, editions in alternates.items()
        for code, url in ((code, clean_address(url)) for code, url in editions.items())
        if code.lower() != _NO_LANGUAGE and url and len(url.encode()) <= MAX_URL_BYTES
    }


def look_up(connection: Connection, article_ids: Iterable[int], moment: datetime) -> None:
    """Pair articles with those they declare, and with those that declare them; part the others."""
    ids = sorted(set(article_ids))
    if not _declared(connection, ids) and not _certain(connection, ids):
        return
    grouping.lock(connection, EDITIONS)
    declared, before = _declared(connection, ids), _certain(connection, ids)
    pairs = _write_declared(connection, declared, moment)
    grouping.join(connection, EDITIONS, pairs, _may_merge(connection))
    _part(connection, before - set(pairs))


def _declared(connection: Connection, article_ids: Sequence[int]) -> set[Pair]:
    """Who declares whom, where one of the two is among these articles."""
    declared: set[Pair] = set()
    for chunk in chunks(article_ids):
        links = (
            select(DeclaredEdition.article_id, Url.article_id.label("other_id"))
            .join(Url, Url.url == DeclaredEdition.url)
            .where(DeclaredEdition.article_id != Url.article_id)
        )
        for mine in (DeclaredEdition.article_id, Url.article_id):
            rows = connection.execute(links.where(mine.in_(chunk)))
            declared.update((row.article_id, row.other_id) for row in rows)
    return declared


def _certain(connection: Connection, article_ids: Sequence[int]) -> set[Pair]:
    """Pairs on record as declared of which one is among these articles."""
    found: set[Pair] = set()
    for chunk in chunks(article_ids):
        for mine in (EditionPair.article_id, EditionPair.other_id):
            rows = select(EditionPair.article_id, EditionPair.other_id).where(
                EditionPair.is_certain, mine.in_(chunk)
            )
            found.update((row.article_id, row.other_id) for row in connection.execute(rows))
    return found


def _write_declared(
    connection: Connection, declared: Set[Pair], moment: datetime
) -> Sequence[Pair]:
    """Certain pairs, with who declares them; those that both do first."""
    wanted = sorted({(min(pair), max(pair)) for pair in declared})
    known = _known(connection, wanted)
    rows = []
    for pair in wanted:
        before = known.get(pair)
        ways = [name for name, way in (("first", pair), ("second", pair[::-1])) if way in declared]
        rows.append(
            {
                "article_id": pair[0],
                "other_id": pair[1],
                "is_certain": True,
                "declared_by": "both" if len(ways) == 2 else ways[0],
                "score": before.score if before else None,
                "reasons": before.reasons if before else {},
                "found_at": before.found_at if before and before.is_certain else moment,
            }
        )
    upsert(connection, EditionPair, rows)
    rows.sort(key=lambda row: row["declared_by"] != "both")
    return [(row["article_id"], row["other_id"]) for row in rows]


def _part(connection: Connection, pairs: Set[Pair]) -> None:
    """Take back pairs that nobody declares any more; one that was proposed is a proposal again."""
    for pair in sorted(pairs):
        mine = and_(EditionPair.article_id == pair[0], EditionPair.other_id == pair[1])
        connection.execute(delete(EditionPair).where(mine, EditionPair.score.is_(None)))
        connection.execute(
            update(EditionPair).where(mine).values(is_certain=False, declared_by="neither")
        )
    for set_id, articles in grouping.members_of(
        connection, EDITIONS, (id_ for pair in pairs for id_ in pair)
    ).items():
        left = select(EditionPair.article_id, EditionPair.other_id).where(
            EditionPair.is_certain,
            EditionPair.article_id.in_(articles),
            EditionPair.other_id.in_(articles),
        )
        ordered = left.order_by(EditionPair.declared_by != "both", *left.selected_columns)
        grouping.regroup(
            connection,
            EDITIONS,
            set_id,
            [(row.article_id, row.other_id) for row in connection.execute(ordered)],
            _may_merge(connection),
        )


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


class Days(NamedTuple):
    """A range of days of publication, both included."""

    first: date
    last: date


def proposals_of_run(connection: Connection, run_id: str) -> list[Proposal]:
    """Likely editions in the months in which what a run found new or changed was published."""
    magazine = connection.scalar(select(Run.magazine).where(Run.id == run_id))
    articles = select(Capture.article_id).where(
        Capture.run_id == run_id, Capture.outcome.in_(("new", "changed"))
    )
    found = connection.scalars(
        _current(Version.published_on).where(Article.id.in_(articles)).distinct()
    )
    days = {day for day in found if day is not None}
    # the older article of a pair may be of the month before
    days |= {day.replace(day=1) - timedelta(days=1) for day in days if _is_early(day)}
    return _by_month(connection, [Article.magazine == magazine], days)


def _is_early(day: date) -> bool:
    """Whether its translation may have been published in the month before."""
    return day.day <= MAX_DAYS and day.year > date.min.year


def proposals(
    connection: Connection, magazines: Sequence[str], since: date | None, until: date | None
) -> list[Proposal]:
    """Likely editions among articles of these magazines, month by month.

    Nothing is proposed to an article that has a certain edition in the other's language.
    """
    conditions = [
        Article.magazine.in_(sorted(set(magazines))),
        Version.published_on >= (since or date.min),
        Version.published_on <= (until or date.max),
    ]
    found = connection.scalars(_current(Version.published_on).where(*conditions).distinct())
    return _by_month(connection, conditions, {day for day in found if day is not None})


def _by_month(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], days: Iterable[date]
) -> list[Proposal]:
    """Pairs of which the first was published in the month of one of these days."""
    return [
        proposal
        for year, month in sorted({(day.year, day.month) for day in days})
        for proposal in _proposals_of_month(connection, conditions, year, month)
    ]


def _proposals_of_month(
    connection: Connection, conditions: Sequence[ColumnElement[bool]], year: int, month: int
) -> Iterator[Proposal]:
    """Pairs of which the first was published in this month; its neighbours compete with them."""
    days = Days(date(year, month, 1), date(year, month, monthrange(year, month)[1]))
    reach = timedelta(days=2 * MAX_DAYS)  # as far as the rivals of a pair's second article
    within = [
        *conditions,
        Version.published_on >= (days.first - reach if year > 1 else days.first),
        Version.published_on <= (days.last + reach if year < date.max.year else days.last),
    ]
    languages = connection.scalars(_current(Version.language).where(*within).distinct())
    if len(set(languages) - {None}) < 2:
        return
    articles = {article.article_id: article for article in _candidates(connection, within)}
    settled = _settled(connection, articles)
    for proposal in propose(articles.values()):
        one, other = articles[proposal.article_id], articles[proposal.other_id]
        is_settled = other.language in settled.get(one.article_id, ()) or (
            one.language in settled.get(other.article_id, ())
        )
        if not is_settled and days.first <= min(one.published_on, other.published_on) <= days.last:
            yield proposal


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


def _current(*columns: Any) -> Select[Any]:
    """These columns of current versions and their articles."""
    is_current = and_(Version.article_id == Article.id, Version.valid_to.is_(None))
    return select(*columns).select_from(Article).join(Version, is_current)


def _candidates(
    connection: Connection, conditions: Sequence[ColumnElement[bool]]
) -> Iterator[Traits]:
    """Current versions that have a language and a day."""
    rows = _current(
        Article.id,
        Version.language,
        Version.published_on,
        Version.image_url,
        Version.headline,
        Version.lead,
        Version.body_text,
    ).where(*conditions, Version.language.is_not(None))
    for id_, language, day, image, headline, lead, body in connection.execute(rows):
        yield traits(id_, language, day, image, f"{headline}\n{lead or ''}\n{body}")


def _settled(connection: Connection, articles: Mapping[int, Traits]) -> Mapping[int, Set[str]]:
    """Article id to the languages of its certain editions."""
    found: dict[int, set[str]] = {}
    for members in grouping.members_of(connection, EDITIONS, articles).values():
        for id_ in members:
            found[id_] = {articles[other].language for other in members if other in articles}
    return found


def pairs_of(connection: Connection, article_id: int) -> Sequence[Any]:
    """The rows of ``edition_pairs`` in which an article is."""
    return connection.execute(
        select(EditionPair.__table__).where(
            or_(EditionPair.article_id == article_id, EditionPair.other_id == article_id)
        )
    ).all()
