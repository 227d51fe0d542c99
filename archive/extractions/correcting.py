"""Which articles are to be read again, and from which captures. Reads only.

Long lists are read in pages, each in a transaction of its own, so that a reader who takes hours
over them keeps no writer waiting. Whether another reading is better is not decided here.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, Engine, select

from archive import capture_index
from archive.database import CHUNK, chunks, reading
from archive.models import Article as ArticleTable
from archive.models import Capture, LayoutPlace, PrintedBlock, Version
from archive.results import Captured
from archive.template.printed import unpack

RECURRING_SHARE = 0.6
"""Share of the blocks at a place that must recur before it is taken for the template's. A place in
the text has a recurring block now and then, a quotation or a subheading; one of promos that rotate
has mostly what stood on other pages."""


def captured(
    engine: Engine, *, magazine: str | None = None, article_ids: Iterable[int] | None = None
) -> Iterator[Captured]:
    """Articles whose current version was read from a capture, by id; all, or those of some ids."""
    if article_ids is not None:
        for ids in _stretches(article_ids):
            with reading(engine) as connection:
                page = _captured(connection, magazine, article_ids=ids)
            yield from page
        return
    last = 0
    while True:
        with reading(engine) as connection:
            page = _captured(connection, magazine, after=last)
        yield from page
        if len(page) < CHUNK:
            return
        last = page[-1].article_id


def _captured(
    connection: Connection,
    magazine: str | None,
    *,
    article_ids: Sequence[int] | None = None,
    after: int = 0,
) -> list[Captured]:
    """One page of them."""
    statement = (
        select(
            ArticleTable.id,
            ArticleTable.magazine,
            ArticleTable.canonical_url,
            Version.id.label("version_id"),
            Version.url,
            Version.extractor_version,
            Version.content_hash,
            Version.word_count,
            *capture_index.COLUMNS,
        )
        .join(Version, Version.article_id == ArticleTable.id)
        .join(Capture, Capture.id == Version.capture_id)
        .where(Version.valid_to.is_(None), Capture.file.is_not(None), ArticleTable.id > after)
        .order_by(ArticleTable.id)
        .limit(CHUNK)
    )
    if magazine is not None:
        statement = statement.where(ArticleTable.magazine == magazine)
    if article_ids is not None:
        statement = statement.where(ArticleTable.id.in_(article_ids))
    return [
        Captured(
            article_id=row.id,
            version_id=row.version_id,
            magazine=row.magazine,
            url=row.url,
            canonical_url=row.canonical_url,
            extractor_version=row.extractor_version,
            content_hash=row.content_hash,
            word_count=row.word_count,
            capture=capture_index.capture_of(row),
        )
        for row in connection.execute(statement)
    ]


def to_correct(engine: Engine, magazine: str, articles: int) -> Iterator[int]:
    """Ids of early articles that hold, as their text, what is known to be the template's by now.

    That is a block that at least ``articles`` articles printed, or one at a place where so many had
    something and ``RECURRING_SHARE`` of it recurs. May give too many, for the rule that decides
    knows more; of the articles that the template remembers as early, none is left out.
    """
    with reading(engine) as connection:
        places = _recurring_places(connection, magazine, articles)
        candidates = _early_of_blocks(connection, magazine, articles)
        for early in places.values():
            candidates.update(early)
    for ids in _stretches(sorted(candidates)):
        with reading(engine) as connection:
            found = _still_wrong(connection, magazine, articles, ids, places)
        yield from found


def _early_of_blocks(connection: Connection, magazine: str, articles: int) -> set[int]:
    """The first articles that printed the blocks which recur so often."""
    statement = select(PrintedBlock.early).where(
        PrintedBlock.magazine == magazine,
        PrintedBlock.articles >= articles,
        PrintedBlock.articles > 1,  # so that the index of what recurs can answer
    )
    return {int(id_) for early in connection.scalars(statement) for id_ in early.split()}


def _recurring_places(
    connection: Connection, magazine: str, articles: int
) -> dict[tuple[int, int], list[int]]:
    """Layout and place to the first articles there, of places where most blocks recur."""
    statement = select(LayoutPlace.layout, LayoutPlace.place, LayoutPlace.early).where(
        LayoutPlace.magazine == magazine,
        LayoutPlace.articles >= articles,
        LayoutPlace.recurring >= RECURRING_SHARE * LayoutPlace.blocks,
    )
    return {
        (row.layout, row.place): [int(id_) for id_ in row.early.split()]
        for row in connection.execute(statement)
    }


def _still_wrong(
    connection: Connection,
    magazine: str,
    articles: int,
    ids: Sequence[int],
    places: dict[tuple[int, int], list[int]],
) -> list[int]:
    """Those of some articles whose current text holds what recurs, in the order of their ids."""
    rows = connection.execute(
        select(Version.article_id, Version.printed).where(
            Version.article_id.in_(ids), Version.valid_to.is_(None)
        )
    )
    texts = {
        row.article_id: [printed for printed in unpack(row.printed) if printed.is_text]
        for row in rows
    }
    recurring: set[int] = set()
    for chunk in chunks(sorted({p.fingerprint for prints in texts.values() for p in prints})):
        recurring |= set(
            connection.scalars(
                select(PrintedBlock.fingerprint).where(
                    PrintedBlock.magazine == magazine,
                    PrintedBlock.fingerprint.in_(chunk),
                    PrintedBlock.articles >= max(articles, 2),
                )
            )
        )
    return [
        article_id
        for article_id, prints in sorted(texts.items())
        if any(p.fingerprint in recurring or (p.layout, p.place) in places for p in prints)
    ]


def _stretches(ids: Iterable[int]) -> Iterator[list[int]]:
    """The ids in stretches that one statement can ask for."""
    rest = iter(ids)
    while stretch := list(itertools.islice(rest, CHUNK)):
        yield stretch
