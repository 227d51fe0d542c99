"""What the learned template answers about one page. Reads only; three statements.

Extraction asks for every page it reads, so the statements are made once.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, bindparam, select

from archive.database import chunks
from archive.fingerprints import in_language
from archive.models import Article, LayoutPlace, PrintedBlock, Url, Version
from archive.records import BlockSeen, PlaceSeen, Template
from archive.template import learning
from archive.template.printed import MAX_VERSIONS, Print, unpack

_ASKER = (
    select(
        Version.printed,
        Version.headline_fingerprint,
        Article.counted_language,
        Article.ordinal,
    )
    .join(Article, Article.id == Version.article_id)
    .join(Url, Url.article_id == Article.id)
    .where(Url.url == bindparam("url"), Url.magazine == bindparam("magazine"))
    .order_by(Version.number.desc())
    .limit(MAX_VERSIONS)
)

_BLOCKS = select(
    PrintedBlock.fingerprint,
    PrintedBlock.articles,
    PrintedBlock.headlines,
    PrintedBlock.language,
    PrintedBlock.first_ordinal,
    PrintedBlock.last_ordinal,
).where(
    PrintedBlock.magazine == bindparam("magazine"),
    PrintedBlock.fingerprint.in_(bindparam("numbers", expanding=True)),
)

_PLACES = select(
    LayoutPlace.place,
    LayoutPlace.layout,
    LayoutPlace.articles,
    LayoutPlace.blocks,
    LayoutPlace.recurring,
).where(
    LayoutPlace.magazine == bindparam("magazine"),
    LayoutPlace.place.in_(bindparam("numbers", expanding=True)),
)


def look_up(
    connection: Connection,
    magazine: str,
    url: str,
    fingerprints: Collection[int],
    places: Collection[int],
) -> Template:
    """What other articles' pages of a magazine printed, of these texts and at these places."""
    asker = _Asker.load(connection, magazine, url)
    wanted = asker.fingerprints.union(fingerprints)
    others: dict[int, BlockSeen] = {}
    for chunk in chunks(sorted(wanted)):
        for row in connection.execute(_BLOCKS, {"magazine": magazine, "numbers": chunk}):
            seen = asker.others_block(row)
            if seen.articles or seen.is_headline:
                others[row.fingerprint] = seen
    return Template(
        blocks={number: others[number] for number in fingerprints if number in others},
        places=_places_seen(connection, magazine, set(places) - {0}, asker, others),
    )


def _places_seen(
    connection: Connection,
    magazine: str,
    places: Collection[int],
    asker: "_Asker",
    others: Mapping[int, BlockSeen],
) -> dict[int, PlaceSeen]:
    """What stood at these places of the layout that knows most of them."""
    found: dict[int, dict[int, PlaceSeen]] = {}
    for chunk in chunks(sorted(places)):
        for row in connection.execute(_PLACES, {"magazine": magazine, "numbers": chunk}):
            seen = asker.others_place(row, others)
            if seen.articles:
                found.setdefault(row.place, {})[row.layout] = seen
    layout = learning.nearest_layout(places, found)
    if layout is None:
        return {}
    return {place: by[layout] for place, by in found.items() if layout in by}


class _Asker:
    """What the article that asks has itself contributed to the counts."""

    def __init__(
        self,
        prints: Iterable[Print],
        headlines: Collection[int],
        counted_as: tuple[str | None, int | None],
    ) -> None:
        self.headlines = headlines
        self.counted_as = counted_as
        """Language and ordinal."""
        self.fingerprints: set[int] = set()
        self.at: dict[tuple[int, int], set[int]] = {}
        """Layout and place to the fingerprints of what stood there."""
        for printed in prints:
            self.fingerprints.add(printed.fingerprint)
            at = (printed.layout, printed.place)
            self.at.setdefault(at, set()).add(printed.fingerprint)

    @classmethod
    def load(cls, connection: Connection, magazine: str, url: str) -> "_Asker":
        """The article known under ``url``; one that contributed nothing, if there is none."""
        rows = connection.execute(_ASKER, {"magazine": magazine, "url": url}).all()
        prints = [printed for row in rows for printed in unpack(row.printed)]
        counted_as = (rows[0].counted_language, rows[0].ordinal) if rows else (None, None)
        headlines = {in_language(row.headline_fingerprint, row.counted_language) for row in rows}
        return cls(prints, headlines, counted_as)

    def others_block(self, row: Any) -> BlockSeen:
        """A row of ``printed_blocks`` without the asker."""
        is_own = row.fingerprint in self.fingerprints
        articles = row.articles - is_own
        return BlockSeen(
            articles=articles,
            span=self._others_span(row, is_own, articles) if articles else 0,
            is_headline=row.headlines > (row.fingerprint in self.headlines),
        )

    def _others_span(self, row: Any, is_own: bool, articles: int) -> int:
        """From the first of the others to the last, or a little more.

        Where the asker is the first or last itself, its neighbour is unknown and taken to be near;
        that may make a seldom block's span too long, never too short.
        """
        if articles == 1:
            return 1
        span: int = row.last_ordinal - row.first_ordinal + 1
        if is_own:
            span -= (row.language, row.first_ordinal) == self.counted_as
            span -= (row.language, row.last_ordinal) == self.counted_as
        return max(span, articles)  # articles of another language count, and have no ordinal in it

    def others_place(self, row: Any, others: Mapping[int, BlockSeen]) -> PlaceSeen:
        """A row of ``layout_places`` without the asker."""
        own = self.at.get((row.layout, row.place), set())
        return PlaceSeen(
            articles=row.articles - bool(own),
            blocks=row.blocks - len(own),
            recurring=row.recurring - sum(number in others for number in own),
        )
