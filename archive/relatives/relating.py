"""Finds an article's relatives: same address, same content, same story, other languages.

In three steps. With a version, in its own transaction, go its sketch and a row that says that its
relatives are still to be looked for (``note``). They are looked for after that was committed
(``find``): of two writers that store two alike texts at the same time, the one that commits last
finds the other's, which inside one transaction neither would. That only reads, for comparing takes
time, in which others may write; what was found is written in a transaction after it (``write``).
What a writer that was killed in between has left, the next one catches up with. Looking twice finds
the same and changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple, Protocol

from sqlalchemy import Connection, delete, select
from sqlalchemy.orm import aliased

from archive.database import chunks, upsert
from archive.models import Article, PendingLookup, Url, Version
from archive.relatives import editions, near, relations
from archive.relatives.likeness import Likeness, Parts, compare
from archive.relatives.near import Near
from archive.relatives.relations import Found, Relative
from archive.relatives.sketch import ALGORITHM, pack, sketch, unpack

MAX_COMPARED = 8
"""Versions whose text is compared, those with most shared hashes first: a report that follows a
template has a hundred candidates, each of which takes 0.4 ms. A story still comes together, for
each of its articles finds some of the others."""

MAX_UNLIKE = 3
"""So many in a row that tell something else, and what shares still fewer hashes is not compared:
what they share is a portrait of the company, or a report's template."""

BATCH = 200
"""Versions looked up or sketched in one transaction when there are many."""


class _HasText(Protocol):
    """A record or a row of a version."""

    @property
    def lead(self) -> str | None: ...
    @property
    def body_text(self) -> str: ...


def text(article: _HasText) -> Parts:
    """What of an article is compared: not the headline, which every magazine writes anew."""
    return (article.lead, article.body_text) if article.lead else (article.body_text,)


def sketch_of(article: _HasText) -> tuple[int, ...]:
    """The sketch of an article, remembered for a while."""
    return sketch(*text(article))


def note(connection: Connection, articles: Mapping[int, _HasText]) -> None:
    """Keep the sketches of versions, by id, and that their relatives are to be looked for.

    In the transaction that writes the versions.
    """
    sketches = {version_id: sketch_of(article) for version_id, article in sorted(articles.items())}
    near.write(connection, sketches)
    rows = [
        {"version_id": version_id, "algorithm": ALGORITHM, "sketch": pack(hashes)}
        for version_id, hashes in sketches.items()
    ]
    upsert(connection, PendingLookup, rows)


def pending(connection: Connection, version_ids: Iterable[int] | None = None) -> list[int]:
    """Versions whose relatives were not looked for; of these, or of all."""
    statement = select(PendingLookup.version_id).order_by(PendingLookup.version_id)
    if version_ids is None:
        return list(connection.scalars(statement))
    return [
        version_id
        for chunk in chunks(sorted(set(version_ids)))
        for version_id in connection.scalars(statement.where(PendingLookup.version_id.in_(chunk)))
    ]


def note_again(connection: Connection, after: int) -> list[int]:
    """As ``note``, for the next current versions with a higher number than ``after``.

    Returns their numbers, none where there are no more.
    """
    rows = connection.execute(
        select(Version.id, Version.lead, Version.body_text)
        .where(Version.id > after, Version.valid_to.is_(None))
        .order_by(Version.id)
        .limit(BATCH)
    ).all()
    note(connection, {row.id: row for row in rows})
    return [row.id for row in rows]


class Findings(NamedTuple):
    """What was found of some versions that waited for it."""

    waited: Mapping[int, Relative]
    found: Sequence[Found]


def find(connection: Connection, version_ids: Sequence[int]) -> Findings | None:
    """Look for the relatives of some versions that wait for it; None where none does any longer."""
    waiting = _waiting(connection, version_ids)
    if not waiting:
        return None
    found = [
        *_same_url(connection, waiting),
        *_same_content(connection, waiting),
        *_near(connection, waiting),
    ]
    return Findings(waiting, found)


def write(connection: Connection, findings: Findings, moment: datetime) -> None:
    """Write relations and stories; ``moment`` is when. Pair editions, which takes but a look.

    A version that was read anew since, and waits again with another sketch, goes on waiting.
    """
    relations.write(connection, findings.found, moment)
    waited = findings.waited
    editions.look_up(connection, {version.article_id for version in waited.values()}, moment)
    done = [
        version_id
        for version_id, sketch in _sketches(connection, sorted(waited)).items()
        if sketch == waited[version_id].sketch
    ]
    for chunk in chunks(done):
        connection.execute(delete(PendingLookup).where(PendingLookup.version_id.in_(chunk)))


def _waiting(connection: Connection, version_ids: Sequence[int]) -> dict[int, Relative]:
    """Those of these versions whose relatives were not looked for."""
    sketches = _sketches(connection, sorted(version_ids))
    versions = _versions(connection, sketches)
    return {version.id: version._replace(sketch=sketches[version.id]) for version in versions}


def _sketches(connection: Connection, version_ids: Sequence[int]) -> dict[int, tuple[int, ...]]:
    """Of those that wait; empty where another algorithm made it."""
    rows = select(PendingLookup.version_id, PendingLookup.algorithm, PendingLookup.sketch)
    return {
        row.version_id: unpack(row.sketch) if row.algorithm == ALGORITHM else ()
        for chunk in chunks(version_ids)
        for row in connection.execute(rows.where(PendingLookup.version_id.in_(chunk)))
    }


def _versions(connection: Connection, version_ids: Iterable[int]) -> Iterator[Relative]:
    """Versions and whose they are."""
    for chunk in chunks(sorted(version_ids)):
        rows = (
            select(Version.id, Version.article_id, Article.magazine, Version.content_hash)
            .join(Article, Article.id == Version.article_id)
            .where(Version.id.in_(chunk))
        )
        for row in connection.execute(rows):
            yield Relative(*row)


# The kinds of relations


def _same_url(connection: Connection, waiting: Mapping[int, Relative]) -> Iterator[Found]:
    """Articles of another magazine that are known under one of an article's addresses."""
    by_article = {version.article_id: version for version in waiting.values()}
    mine, theirs = aliased(Url), aliased(Url)
    for chunk in chunks(sorted(by_article)):
        rows = (
            select(mine.article_id, Version.id)
            .join(theirs, theirs.url == mine.url)
            .join(Version, Version.article_id == theirs.article_id)
            .where(
                mine.article_id.in_(chunk),
                theirs.article_id != mine.article_id,
                Version.valid_to.is_(None),
            )
        )
        pairs = {(article_id, version_id) for article_id, version_id in connection.execute(rows)}
        others = {v.id: v for v in _versions(connection, {version_id for _, version_id in pairs})}
        for article_id, version_id in sorted(pairs):
            yield Found(by_article[article_id], others[version_id], "same_url")


def _same_content(connection: Connection, waiting: Mapping[int, Relative]) -> Iterator[Found]:
    """Articles whose current version has the same words, headline included."""
    hashes = sorted({version.content_hash for version in waiting.values()})
    twins: dict[str, list[Relative]] = {}
    for chunk in chunks(hashes):
        rows = (
            select(Version.id, Version.article_id, Article.magazine, Version.content_hash)
            .join(Article, Article.id == Version.article_id)
            .where(Version.content_hash.in_(chunk), Version.valid_to.is_(None))
        )
        for row in connection.execute(rows):
            twins.setdefault(row.content_hash, []).append(Relative(*row))
    for version in waiting.values():
        for twin in twins.get(version.content_hash, ()):
            if twin.article_id != version.article_id:
                yield Found(version, twin, "same_content")


def _near(connection: Connection, waiting: Mapping[int, Relative]) -> Iterator[Found]:
    """Versions of other articles that tell the same story: by sketch, then by text."""
    candidates = near.find(connection, {v.id: v.sketch for v in waiting.values() if v.sketch})
    ids = {n.version_id for found in candidates.values() for n in found}
    others = {version.id: version for version in _versions(connection, ids)}
    questions = {
        version_id: list(_worth_comparing(waiting[version_id], found, others))
        for version_id, found in candidates.items()
    }
    asked = {each.version_id for found in questions.values() for each in found}
    texts = _texts(connection, {*questions, *asked})
    answers: dict[tuple[int, int], Likeness] = {}
    for version_id, found in questions.items():
        unlike = 0
        for each in found:
            pair = (min(version_id, each.version_id), max(version_id, each.version_id))
            likeness = answers.get(pair) or compare(texts[version_id], texts[each.version_id])
            answers[pair] = likeness
            unlike = 0 if likeness.is_same_story else unlike + 1
            if unlike == MAX_UNLIKE:
                break
            if likeness.is_same_story:
                one, other = waiting[version_id], others[each.version_id]
                kind = "near_duplicate" if one.magazine == other.magazine else "same_story"
                yield Found(one, other, kind, each.shared, likeness)


def _worth_comparing(
    version: Relative, found: Sequence[Near], others: Mapping[int, Relative]
) -> Iterator[Near]:
    """The most similar version of each other article; not more than can be compared."""
    articles = {version.article_id}
    for each in found:
        other = others.get(each.version_id)  # None where somebody deleted it
        if other and other.article_id not in articles and len(articles) <= MAX_COMPARED:
            articles.add(other.article_id)
            yield each


def _texts(connection: Connection, version_ids: Iterable[int]) -> dict[int, Parts]:
    """The texts of versions."""
    return {
        row.id: text(row)
        for chunk in chunks(sorted(version_ids))
        for row in connection.execute(
            select(Version.id, Version.lead, Version.body_text).where(Version.id.in_(chunk))
        )
    }
