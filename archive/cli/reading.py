"""Commands that read: list, show, search, teasers, stats."""

from dataclasses import replace
from datetime import UTC, date, datetime, time
from typing import Annotated

import typer

from archive.cli.options import (
    ArticleId,
    AsJson,
    Database,
    Day,
    Language,
    LastDay,
    Magazine,
    archive_at,
    day_of,
    plain,
    write_json_lines,
)
from archive.display import reading
from archive.errors import UnknownVersion
from archive.relatives.records import Relatives
from archive.results import StoredVersion
from archive.store import DEFAULT_URL, Archive


def _moment(text: str) -> datetime:
    """A moment as typed, in UTC if it does not say otherwise; the end of a day that stands alone.

    Raises ValueError, which typer takes for a mistake of the user.
    """
    if len(text) == len("2026-11-03"):
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def list_articles(
    *,
    magazine: Magazine = None,
    language: Language = None,
    since: Day = None,
    until: LastDay = None,
    limit: Annotated[int, typer.Option(min=1, help="How many articles at most.")] = 20,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """List articles, the newest first."""
    with archive_at(db) as archive:
        rows = archive.articles(
            magazine=magazine,
            language=language,
            since=day_of(since),
            until=day_of(until),
            limit=limit,
        )
    if as_json:
        write_json_lines(rows)
    else:
        reading.articles(rows)


def show(
    article_id: ArticleId,
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            parser=_moment,
            metavar="YYYY-MM-DD[THH:MM]",
            help="What it said then (UTC; a day alone: at its end), as far as it was fetched.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show one article: fields, text, teasers, versions, relatives, where values came from."""
    with archive_at(db) as archive:
        article = archive.article(article_id)
        if as_of is not None:
            article = replace(article, current=_held(archive, article_id, as_of))
        versions = archive.versions(article_id)
        relatives = Relatives(
            editions=archive.editions(article_id),
            story=archive.story(article_id),
            related=archive.related(article_id),
        )
    if as_json:
        write_json_lines([{**plain(article), "versions": versions, **plain(relatives)}])
    else:
        reading.article(article, versions, relatives)


def search(
    words: Annotated[
        list[str],
        typer.Argument(
            help="What to look for; quote the whole of it for the shell: '(lait OR crème) -ail'."
        ),
    ],
    *,
    magazine: Magazine = None,
    language: Language = None,
    since: Day = None,
    until: LastDay = None,
    limit: Annotated[int, typer.Option(min=1, help="How many articles at most.")] = 20,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Search headline, lead and text, each article in its own language.

    Case, accents and inflection do not matter: "legume" finds "légumes".

    \b
    lait crème              both words (also: lait AND crème)
    lait OR crème           either; OR binds less than AND
    lait -crème             the first without the second (also: lait NOT crème)
    (lait OR crème) prix    parentheses
    "prix du lait"          words in a row
    consign*                words that begin so
    headline:lait           in one field: headline, lead, body, author, section
    headline:(lait OR ail)  ... for several words
    magazine:rayon          of one magazine; language:fr likewise
    after:2026-11-03        published on this day or later; 2026-11 or 2026 will do
    before:2027             published earlier than this

    Operators are in capitals. German and Dutch compounds are found by their beginning (of five
    letters at least) and by many of their ends: Handel finds Lebensmittelhandel.
    """
    for word in words:
        if word.startswith("--"):
            raise typer.BadParameter(f"no such option: {word}")
    with archive_at(db) as archive:
        hits = archive.search(
            " ".join(words),
            magazine=magazine,
            language=language,
            since=day_of(since),
            until=day_of(until),
            limit=limit,
        )
    if as_json:
        write_json_lines(hits)
    else:
        reading.hits(hits)


def teasers(
    *,
    magazine: Magazine = None,
    since: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="First day it was seen."),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Last day it was seen."),
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many teasers at most.")] = 20,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """List what magazines promoted beside their articles, on most pages first."""
    with archive_at(db) as archive:
        rows = archive.teasers(
            magazine=magazine, since=day_of(since), until=day_of(until), limit=limit
        )
    if as_json:
        write_json_lines(rows)
    else:
        reading.promoted(rows)


def stats(*, as_json: AsJson = False, db: Database = DEFAULT_URL) -> None:
    """Count what is in the archive, and what was refused and why."""
    with archive_at(db) as archive:
        totals = archive.stats()
    if as_json:
        write_json_lines([totals])
    else:
        reading.stats(totals)


def _held(archive: Archive, article_id: int, moment: datetime) -> StoredVersion:
    """The version that held at a moment; raises UnknownVersion before the first."""
    version = archive.as_of(article_id, moment)
    if version is None:
        raise UnknownVersion(f"article {article_id} was not in the archive at {moment.isoformat()}")
    return version
