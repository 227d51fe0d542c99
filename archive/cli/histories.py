"""Commands for what an article said when, and what was read from a page: versions, extractions,
promote.
"""

from itertools import pairwise
from typing import Annotated

import typer

from archive.cli.options import ArticleId, AsJson, Database, archive_at, plain, write_json_lines
from archive.differences import differences
from archive.display import histories
from archive.errors import UnknownVersion
from archive.results import StoredVersion
from archive.store import DEFAULT_URL, Archive

VersionNumber = Annotated[
    int | None,
    typer.Option("--version", metavar="N", help="Which version; the current one if not given."),
]


def versions(article_id: ArticleId, *, as_json: AsJson = False, db: Database = DEFAULT_URL) -> None:
    """Show all that an article ever said, oldest first, and what each version changed."""
    with archive_at(db) as archive:
        found = archive.versions(article_id)
    changes = [differences(old.article, new.article) for old, new in pairwise(found)]
    rows = list(zip(found, [(), *changes], strict=True))
    if as_json:
        write_json_lines({**plain(version), "differences": changed} for version, changed in rows)
    else:
        histories.versions(rows)


def extractions(
    article_id: ArticleId,
    *,
    version: VersionNumber = None,
    as_json: AsJson = False,
    db: Database = DEFAULT_URL,
) -> None:
    """Show all readings of a version's page, and where each differs from the promoted one."""
    with archive_at(db) as archive:
        found = archive.extractions(_version(archive, article_id, version).id)
    promoted = next(reading.article for reading in found if reading.is_promoted)
    rows = [(reading, differences(promoted, reading.article)) for reading in found]
    if as_json:
        write_json_lines({**plain(reading), "differences": other} for reading, other in rows)
    else:
        histories.extractions(rows)


def promote(
    article_id: ArticleId,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As extractions gives it.")],
    *,
    version: VersionNumber = None,
    db: Database = DEFAULT_URL,
) -> None:
    """Let a version say what another of its readings says; an earlier one: roll back."""
    with archive_at(db) as archive:
        chosen = _version(archive, article_id, version)
        row = archive.promote(chosen.id, number)
    typer.echo(
        f"Version {chosen.number} of article {article_id} says what reading {row.number} does."
    )


def _version(archive: Archive, article_id: int, number: int | None) -> StoredVersion:
    """An article's version of this number, or its current one."""
    found = archive.versions(article_id)
    if number is None:
        return found[-1]
    for version in found:
        if version.number == number:
            return version
    raise UnknownVersion(f"article {article_id} has no version {number}, but {len(found)}")
