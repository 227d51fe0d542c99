"""Teaches the learned template, in the database, what a batch's pages printed.

What is counted, and how, is in ``learning``. One writer at a time learns for a magazine
(``database.lock``), so what was loaded is still true when it is written.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from archive.database import chunks, upsert
from archive.deciding.plan import Entry
from archive.fingerprints import fingerprint, fingerprint_in, in_language
from archive.models import Article as ArticleTable
from archive.models import LanguageCount, Layout, LayoutPlace, PrintedBlock, Version
from archive.records import Article
from archive.template import learning
from archive.template.learning import Knowledge, Page
from archive.template.printed import pack


def learn(connection: Connection, entries: Iterable[Entry]) -> None:
    """Learn from the pages of a batch whose articles have their ids; versions may have none yet.

    New versions are left with what they are to keep in ``printed``; kept ones are written. A late
    fetch of a past version teaches nothing: what it printed is out of date.
    """
    learnt = [entry for entry in entries if entry.is_learnt]
    for magazine in sorted({entry.record.magazine for entry in learnt}):
        own = [entry for entry in learnt if entry.record.magazine == magazine]
        _learn(connection, magazine, sorted(own, key=lambda entry: entry.record.fetched_at))


def _learn(connection: Connection, magazine: str, entries: Sequence[Entry]) -> None:
    """Learn from pages of one magazine, in the order given."""
    records = [entry.record for entry in entries if isinstance(entry.record, Article)]
    printed = [block for record in records for block in record.printed]
    headlines = {fingerprint_in(record.language, record.headline) for record in records}
    knowledge = _load(
        connection,
        magazine,
        headlines | {block.fingerprint for block in printed},
        {block.place for block in printed} - {0},
    )
    grown: dict[int, bytes] = {}
    counted: dict[int, dict[str, Any]] = {}
    for entry in entries:
        article, version = entry.article, entry.version
        assert isinstance(entry.record, Article)  # as entry.is_learnt says
        assert article is not None
        assert article.id is not None
        assert version is not None
        page = _page(entry.record, entry)
        before, ordinal = len(version.printed), article.ordinal
        version.printed = knowledge.learn(page)
        if entry.decision.extraction == "promoted":
            version.headline_fingerprint = fingerprint(entry.record.headline)
        if version.id is not None and len(version.printed) > before:
            grown[version.id] = pack(version.printed)
        if page.ordinal != ordinal:
            article.ordinal, article.counted_language = page.ordinal, page.counted_language
            counted[article.id] = {"ordinal": page.ordinal, "language": page.counted_language}
    _write(connection, magazine, knowledge)
    if grown:
        connection.execute(
            update(Version).where(Version.id == bindparam("key")).values(printed=bindparam("now")),
            [{"key": key, "now": grown[key]} for key in sorted(grown)],
        )
    if counted:
        connection.execute(
            update(ArticleTable)
            .where(ArticleTable.id == bindparam("key"))
            .values(ordinal=bindparam("ordinal"), counted_language=bindparam("language")),
            [{"key": key, **counted[key]} for key in sorted(counted)],
        )


def _page(record: Article, entry: Entry) -> Page:
    """What the template can learn from an entry."""
    article, version = entry.article, entry.version
    assert article is not None
    assert article.id is not None
    assert version is not None
    is_new = entry.decision.outcome != "unchanged"
    # the marks say what the promoted reading takes for text
    is_believed = entry.decision.extraction != "kept"
    earlier = [v for v in article.versions if v.number < version.number + (not is_new)]
    return Page(
        article_id=article.id,
        language=record.language or "",
        fetched_at=record.fetched_at,
        headline=fingerprint_in(record.language, record.headline),
        past_headlines={in_language(v.headline_fingerprint, record.language) for v in earlier},
        blocks=record.printed
        if is_believed
        else [block._replace(is_text=False) for block in record.printed],
        kept=version.printed,
        past=[printed for v in article.versions for printed in v.printed],
        ordinal=article.ordinal,
        counted_language=article.counted_language,
    )


def _load(
    connection: Connection, magazine: str, fingerprints: Collection[int], places: Collection[int]
) -> Knowledge:
    """What is known of some texts and places of a magazine, and of its layouts and languages."""
    counts = select(LanguageCount.language, LanguageCount.articles).where(
        LanguageCount.magazine == magazine
    )
    layouts = select(Layout.number, Layout.articles, Layout.first_seen, Layout.last_seen).where(
        Layout.magazine == magazine
    )
    knowledge = Knowledge(counts={row.language: row.articles for row in connection.execute(counts)})
    for row in connection.execute(layouts):
        values = row._asdict()
        number = values.pop("number")
        knowledge.layouts[number] = learning.Layout(**values)
    columns = [c for c in PrintedBlock.__table__.c if c.name != "magazine"]
    for chunk in chunks(sorted(fingerprints)):
        blocks = select(*columns).where(
            PrintedBlock.magazine == magazine, PrintedBlock.fingerprint.in_(chunk)
        )
        for row in connection.execute(blocks):
            values = row._asdict()
            values["early"] = _ids(values["early"])
            values["first_places"] = _places(values["first_places"])
            number = values.pop("fingerprint")
            knowledge.blocks[number] = learning.Block(**values)
    columns = [c for c in LayoutPlace.__table__.c if c.name != "magazine"]
    for chunk in chunks(sorted(places)):
        at = select(*columns).where(LayoutPlace.magazine == magazine, LayoutPlace.place.in_(chunk))
        for row in connection.execute(at):
            values = row._asdict()
            values["early"] = _ids(values["early"])
            layout, number = values.pop("layout"), values.pop("place")
            knowledge.places.setdefault(number, {})[layout] = learning.Place(**values)
    return knowledge


def _write(connection: Connection, magazine: str, knowledge: Knowledge) -> None:
    """Write down what changed, each table in the order of its key."""
    counts = [{"language": name, "articles": n} for name, n in sorted(knowledge.counts.items())]
    layouts = [
        {"number": number, **asdict(knowledge.layouts[number])}
        for number in sorted(knowledge.touched_layouts)
    ]
    blocks = [
        _block_row(number, knowledge.blocks[number]) for number in sorted(knowledge.touched_blocks)
    ]
    places = [
        _place_row(place, layout, knowledge.places[place][layout])
        for place, layout in sorted((place, layout) for layout, place in knowledge.touched_places)
    ]
    of_magazine = {"magazine": magazine}
    upsert(connection, LanguageCount, [of_magazine | row for row in counts])
    upsert(connection, Layout, [of_magazine | row for row in layouts])
    upsert(connection, PrintedBlock, [of_magazine | row for row in blocks])
    upsert(connection, LayoutPlace, [of_magazine | row for row in places])
    if knowledge.credits:
        connection.execute(
            update(LayoutPlace)
            .where(
                LayoutPlace.magazine == magazine,
                LayoutPlace.place == bindparam("at_place"),
                LayoutPlace.layout == bindparam("at_layout"),
            )
            .values(recurring=LayoutPlace.recurring + bindparam("more")),
            [
                {"at_place": place, "at_layout": layout, "more": more}
                for (layout, place), more in sorted(knowledge.credits.items())
            ],
        )


def _block_row(number: int, block: learning.Block) -> dict[str, Any]:
    return {
        "fingerprint": number,
        "articles": block.articles,
        "headlines": block.headlines,
        "early": " ".join(map(str, block.early)),
        "language": block.language,
        "first_ordinal": block.first_ordinal,
        "last_ordinal": block.last_ordinal,
        "first_seen": block.first_seen,
        "last_seen": block.last_seen,
        "first_places": " ".join(f"{layout}:{place}" for layout, place in block.first_places),
        "sample": block.sample,
    }


def _place_row(number: int, layout: int, place: learning.Place) -> dict[str, Any]:
    return {
        "place": number,
        "layout": layout,
        "articles": place.articles,
        "blocks": place.blocks,
        "recurring": place.recurring,
        "early": " ".join(map(str, place.early)),
        "first_seen": place.first_seen,
        "last_seen": place.last_seen,
        "sample": place.sample,
    }


def _ids(text: str) -> list[int]:
    return [int(id_) for id_ in text.split()]


def _places(text: str) -> list[tuple[int, int]]:
    """Layout and place, from ``layout:place layout:place``."""
    pairs = (pair.partition(":") for pair in text.split())
    return [(int(layout), int(place)) for layout, _, place in pairs]
