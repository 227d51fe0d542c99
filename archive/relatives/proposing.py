"""Language editions that no page declares, proposed month by month (``translations``).

Proposals are pairs too, but not certain, and make no set of editions.
"""

from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, and_, select

from archive.database import upsert
from archive.models import Article, Capture, EditionPair, Run, Version
from archive.relatives import grouping
from archive.relatives.editions import known_pairs
from archive.relatives.grouping import EDITIONS
from archive.relatives.translations import MAX_DAYS, Proposal, Traits, propose, traits


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
    known = known_pairs(connection, [(p.article_id, p.other_id) for p in proposed])
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
