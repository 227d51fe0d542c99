"""``tradearchive``: lists, shows and searches what is in an archive; makes, upgrades, checks one.

Every command takes ``--db``, any SQLAlchemy URL, and ``--json`` for programs. A failure is one line
on standard error and exit code 1.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, is_dataclass
from datetime import date, datetime
from typing import Annotated, Any

import typer

from archive import display
from archive.errors import ArchiveError
from archive.relatives.records import Relatives
from archive.store import DEFAULT_URL, Archive

app = typer.Typer(
    help="Read an archive of trade-press articles.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Database = Annotated[
    str,
    typer.Option(
        "--db",
        envvar="ARCHIVE_URL",
        metavar="URL",
        help="Database: sqlite:///FILE or postgresql://USER@HOST/DATABASE.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write JSON Lines instead of a table.")]
Magazine = Annotated[str | None, typer.Option(help="Slug of the magazine.")]
Language = Annotated[str | None, typer.Option(help="ISO 639-1 code, such as fr or nl.")]
Day = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="First day of publication."),
]
LastDay = Annotated[
    datetime | None,
    typer.Option(formats=["%Y-%m-%d"], metavar="YYYY-MM-DD", help="Last day of publication."),
]


@app.command("list")
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
    with _archive(db) as archive:
        rows = archive.articles(
            magazine=magazine,
            language=language,
            since=_day(since),
            until=_day(until),
            limit=limit,
        )
    if as_json:
        _write_json_lines(rows)
    else:
        display.articles(rows)


@app.command()
def show(
    article_id: Annotated[int, typer.Argument(metavar="ID", help="Number, as list gives it.")],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show one article: fields, text, teasers, versions, relatives, where values came from."""
    with _archive(db) as archive:
        article = archive.article(article_id)
        versions = archive.versions(article_id)
        relatives = Relatives(
            editions=archive.editions(article_id),
            story=archive.story(article_id),
            related=archive.related(article_id),
        )
    if as_json:
        _write_json_lines([{**_plain(article), "versions": versions, **_plain(relatives)}])
    else:
        display.article(article, versions, relatives)


@app.command(context_settings={"ignore_unknown_options": True})  # a word to exclude begins with -
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
    with _archive(db) as archive:
        hits = archive.search(
            " ".join(words),
            magazine=magazine,
            language=language,
            since=_day(since),
            until=_day(until),
            limit=limit,
        )
    if as_json:
        _write_json_lines(hits)
    else:
        display.hits(hits)


@app.command()
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
    with _archive(db) as archive:
        rows = archive.teasers(magazine=magazine, since=_day(since), until=_day(until), limit=limit)
    if as_json:
        _write_json_lines(rows)
    else:
        display.promoted(rows)


@app.command()
def stats(*, as_json: AsJson = False, db: Database = DEFAULT_URL) -> None:
    """Count what is in the archive, and what was refused and why."""
    with _archive(db) as archive:
        totals = archive.stats()
    if as_json:
        _write_json_lines([totals])
    else:
        display.stats(totals)


@app.command()
def health(
    *,
    magazine: Magazine = None,
    check: Annotated[bool, typer.Option(help="Exit code 1 if anything is broken.")] = False,
    broken: Annotated[bool, typer.Option(help="Only what is broken or unusual.")] = False,
    accept: Annotated[
        str | None,
        typer.Option(
            metavar="MEASURE",
            help="Close the open alerts of this measure, or 'all': from now on this is usual.",
        ),
    ] = None,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show how each magazine is: what its last runs brought, what is usual, what is broken.

    A run's figures are judged when it ends; here they are shown. An alert stays open until the
    magazine is as it was, or until it is accepted: --magazine NAME --accept MEASURE.
    """
    if accept is not None and magazine is None:
        raise typer.BadParameter("--accept needs --magazine")
    with _archive(db) as archive:
        if accept is not None and magazine is not None:
            names = {alert.measure for alert in archive.alerts(magazine)}
            if accept != "all" and accept not in names:
                open_ = ", ".join(sorted(names)) or "none"
                raise typer.BadParameter(f"no alert is open about {accept!r}; open: {open_}")
            archive.accept(magazine, None if accept == "all" else accept)
        findings = archive.health(magazine)
    if broken:
        findings = [found for found in findings if found.verdict in ("broken", "unusual")]
    if as_json:
        _write_json_lines(findings)
    else:
        display.health(findings)
    if check and any(found.verdict == "broken" for found in findings):
        raise typer.Exit(1)


@app.command()
def runs(
    *,
    magazine: Magazine = None,
    limit: Annotated[int, typer.Option(min=1, help="How many runs at most.")] = 20,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """List runs, the latest first: how each ended, and what it found."""
    with _archive(db) as archive:
        rows = archive.runs(limit, magazine=magazine)
    if as_json:
        _write_json_lines(rows)
    else:
        display.runs(rows)


@app.command()
def run(
    run_id: Annotated[
        str, typer.Argument(metavar="ID", help="Of the run, or its beginning, as runs gives it.")
    ],
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Write one JSON object.")] = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show one run: when, how it ended, what it counted, with which versions."""
    with _archive(db) as archive:
        row = archive.run(run_id)
    if as_json:
        _write_json_lines([row])
    else:
        display.run(row)


@app.command()
def init(*, db: Database = DEFAULT_URL) -> None:
    """Make an archive in an empty database; what is an archive already stays as it is."""
    with _errors(), Archive.open(db):
        typer.echo("The archive is there.")


@app.command()
def upgrade(*, db: Database = DEFAULT_URL) -> None:
    """Bring an archive of an older version of this program up to date; make a copy of it first."""
    with _errors():
        done = Archive.upgrade(db)
    if done.before != done.after:
        typer.echo(f"Upgraded from revision {done.before} to {done.after}.")
    if done.reindexed is not None:
        typer.echo(f"Indexed {done.reindexed} articles anew.")
    elif done.before == done.after:
        typer.echo(f"Nothing to do: the archive has revision {done.after}.")


@app.command()
def reindex(*, db: Database = DEFAULT_URL) -> None:
    """Make the search index anew, where another version of this program or of Snowball made it."""
    with _errors(), Archive.open(db, create=False) as archive:
        typer.echo(f"Indexed {archive.rebuild_search()} articles anew.")


@app.command()
def check(*, as_json: AsJson = False, db: Database = DEFAULT_URL) -> None:
    """Check schema, keys, versions, captures and search index; exit code 1 if anything fails."""
    with _archive(db) as archive:
        checks = archive.check()
    if as_json:
        _write_json_lines(checks)
    else:
        display.checks(checks)
    if not all(check.holds for check in checks):
        raise typer.Exit(1)


@contextmanager
def _archive(url: str) -> Iterator[Archive]:
    """The archive, opened to read; its errors end the program with one line."""
    with _errors(), Archive.open(url, create=False) as archive:
        yield archive


@contextmanager
def _errors() -> Iterator[None]:
    """An archive's errors end the program with one line."""
    try:
        yield
    except ArchiveError as error:
        typer.echo(f"tradearchive: {error}", err=True)
        raise typer.Exit(1) from error


def _day(moment: datetime | None) -> date | None:
    """The day an option names."""
    return moment.date() if moment else None


def _write_json_lines(records: list[Any]) -> None:
    """One JSON object a line, in UTF-8."""
    for record in records:
        sys.stdout.write(json.dumps(_plain(record), ensure_ascii=False) + "\n")


def _plain(value: Any) -> Any:
    """The value as JSON knows it: moments and days as ISO 8601 text."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(item) for name, item in asdict(value).items()}
    if isinstance(value, dict):
        return {"unknown" if key is None else key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):  # a datetime is a date too
        return value.isoformat()
    return value
