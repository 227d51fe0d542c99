"""Measures a run by what it left in the archive, above all by its pages. Reads only.

What a run brought is its new and changed pages; what it found unchanged is read no better and no
worse than before.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from math import log
from typing import Any

from sqlalchemy import Connection, exists, func, select

from archive.database import chunks
from archive.health.figures import Figure, FinishedRun, Measured
from archive.health.measures import EVERY_LANGUAGE
from archive.health.outcomes import of_captures, of_counts
from archive.models import Author, Capture, DayVolume, Layout, LayoutPlace, TeaserSighting, Version
from archive.template.printed import unpack

RECENT = timedelta(days=90)
"""Articles that were published so much earlier than the magazine's newest, which a first run brings
and a list that was forgotten, say nothing about how the site is read today: they are left out of
all measures of pages."""

HINTED = "feed"
"""A date's provenance where a feed or sitemap has it, and not the page."""

FIELDS = ("undated", "unsigned", "leadless", "unsectioned", "walled")


def gather(connection: Connection, run: FinishedRun, before: Collection[str]) -> Measured:
    """Measure a finished run; ``before`` are the ids of the magazine's runs before it."""
    pages = _pages(connection, run)
    newest = _newest(connection, run, pages)
    recent = [
        page for page in pages if page.published_on is None or page.published_on > newest - RECENT
    ]
    figures = [
        *of_captures(connection, run, before),
        *of_counts(run.counts),
        *_of_fields(recent),
        *_of_lengths(connection, recent),
        *_of_template(connection, run, recent),
    ]
    return Measured(figures=tuple(figures), days=_days(pages))


def _pages(connection: Connection, run: FinishedRun) -> Sequence[Any]:
    """The versions that the run brought."""
    has_author = exists().where(Author.version_id == Version.id)
    statement = (
        select(
            Version.id,
            Version.number,
            func.coalesce(Version.language, EVERY_LANGUAGE).label("language"),
            Version.url,
            Version.fetched_at,
            Version.published_on,
            Version.date_published,
            Version.provenance,
            Version.section,
            Version.is_accessible_for_free,
            Version.word_count,
            Version.printed,
            (func.coalesce(Version.lead, "") == "").label("leadless"),
            (~has_author).label("unsigned"),
        )
        .join(Capture, Capture.article_id == Version.article_id)
        .where(
            Capture.run_id == run.id,
            Capture.outcome.in_(("new", "changed")),
            Version.capture_id == Capture.id,
        )
        .order_by(Version.id)
    )
    return connection.execute(statement).all()


def _newest(connection: Connection, run: FinishedRun, pages: Sequence[Any]) -> date:
    """The day of the magazine's newest article; of the run, where none has a date."""
    known = connection.scalar(
        select(func.max(DayVolume.day)).where(DayVolume.magazine == run.magazine)
    )
    today = run.finished_at.date()
    days = [page.published_on for page in pages if page.published_on] + [known or date.min]
    newest = max(days)
    return today if newest == date.min else min(newest, today)


def _days(pages: Sequence[Any]) -> dict[tuple[date, str], int]:
    """Day and language to new articles."""
    days: Counter[tuple[date, str]] = Counter()
    for page in pages:
        if page.number == 1:
            fetched = page.fetched_at.date()
            days[min(page.published_on or fetched, fetched), page.language] += 1
    return dict(days)


def _of_fields(pages: Sequence[Any]) -> Iterator[Figure]:
    """Fields that are empty, by language."""
    for language, group in _by_language(pages):
        for measure in FIELDS:
            hits = [page for page in group if _lacks(page, measure)]
            yield Figure(
                measure=measure,
                language=language,
                amount=len(hits),
                pages=len(group),
                example=hits[0].url if hits else None,
            )


def _lacks(page: Any, measure: str) -> bool:
    """Whether one of ``FIELDS`` is true of a page."""
    match measure:
        case "undated":
            return page.date_published is None or page.provenance.get("date_published") == HINTED
        case "unsigned":
            return bool(page.unsigned)
        case "leadless":
            return bool(page.leadless)
        case "unsectioned":
            return page.section is None
        case "walled":
            return not page.is_accessible_for_free
    raise ValueError(f"no measure of fields: {measure!r}")


def _of_lengths(connection: Connection, pages: Sequence[Any]) -> Iterator[Figure]:
    """Words, text per page and teasers, by language."""
    teasers = _teasers(connection, [page.id for page in pages])
    for language, group in _by_language(pages):
        shares = [share for page in group if (share := _text_share(page.printed)) is not None]
        for measure, values in (
            ("words", [log(max(page.word_count, 1)) for page in group]),
            ("text_share", [log(share) for share in shares]),
            ("teasers", [log(1 + teasers.get(page.id, 0)) for page in group]),
        ):
            yield Figure(
                measure=measure,
                language=language,
                amount=sum(values),
                pages=len(values),
                example=group[0].url,
            )


def _text_share(printed: bytes | None) -> float | None:
    """The share of a page's blocks that is the article's text; None where none were kept."""
    blocks = unpack(printed)
    if not blocks:
        return None
    return max(sum(block.is_text for block in blocks), 0.5) / len(blocks)


def _teasers(connection: Connection, version_ids: Sequence[int]) -> dict[int, int]:
    """Version to how many teasers its page printed."""
    found: dict[int, int] = {}
    for chunk in chunks(version_ids):
        statement = (
            select(TeaserSighting.version_id, func.count())
            .where(TeaserSighting.version_id.in_(chunk))
            .group_by(TeaserSighting.version_id)
        )
        found |= {row[0]: row[1] for row in connection.execute(statement)}
    return found


def _of_template(
    connection: Connection, run: FinishedRun, pages: Sequence[Any]
) -> Iterator[Figure]:
    """How far the pages are from the learnt layouts: the share of their places that were not known
    before the run. Nothing for a magazine of which nothing had been learnt.
    """
    learnt = select(Layout.number).where(
        Layout.magazine == run.magazine, Layout.first_seen < run.started_at
    )
    if connection.scalar(learnt.limit(1)) is None:
        return
    places = {
        page.id: {(block.place, block.layout) for block in unpack(page.printed) if block.place}
        for page in pages
    }
    known = _known_places(connection, run, {place for each in places.values() for place, _ in each})
    for language, group in _by_language(pages):
        distances = {
            page.url: len(places[page.id] - known) / len(places[page.id])
            for page in group
            if places[page.id]
        }
        yield Figure(
            measure="template",
            language=language,
            amount=sum(distances.values()),
            pages=len(distances),
            example=max(distances, key=distances.__getitem__, default=None),
        )


def _known_places(
    connection: Connection, run: FinishedRun, places: Collection[int]
) -> set[tuple[int, int]]:
    """Those of the places, each with its layout, that were known before the run."""
    known: set[tuple[int, int]] = set()
    for chunk in chunks(sorted(places)):
        statement = select(LayoutPlace.place, LayoutPlace.layout).where(
            LayoutPlace.magazine == run.magazine,
            LayoutPlace.place.in_(chunk),
            LayoutPlace.first_seen < run.started_at,
        )
        known |= {(row.place, row.layout) for row in connection.execute(statement)}
    return known


def _by_language(pages: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    for language in sorted({page.language for page in pages}):
        yield language, [page for page in pages if page.language == language]
