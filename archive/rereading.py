"""Several readings of one page state: which to make again, held side by side, promoted.

One of the parts of ``archive.store.Archive``, where it says what every method may raise.
"""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from sqlalchemy import Connection

from archive import database
from archive.extractions import asking, correcting, promoting
from archive.keeping import Keeping
from archive.records import Article
from archive.results import (
    Captured,
    ExtractionRow,
)
from archive.text import storable
from archive.writing import add_extraction


class Rereading(Keeping):
    """An archive as those see it who read its pages again."""

    def add_extraction(
        self,
        version_id: int,
        article: Article,
        why: str,
        *,
        promote: bool = True,
        extracted_at: datetime | None = None,
    ) -> ExtractionRow:
        """Hold another reading of a version's page, and let the version say what it reads.

        Not an edit by the magazine: no version is made. A reading that says the same as one that
        is held adds nothing, and is promoted if it is not. ``why`` is a reason in snake_case, such
        as ``template``; ``extracted_at`` is now, if it is not given. Raises UnknownVersion.
        """
        record, moment = storable(article), extracted_at or datetime.now(UTC)

        def operation(connection: Connection) -> ExtractionRow:
            number = add_extraction(
                connection,
                version_id,
                record,
                why=why,
                is_promoted=promote,
                extracted_at=moment,
            )
            return asking.listed(connection, version_id)[number - 1]

        row = database.write(self._engine, operation)
        self._relate([version_id])
        return row

    def promote(self, version_id: int, number: int) -> ExtractionRow:
        """Let a version say what one of its readings reads, an earlier one too.

        Fields, lists, teasers and the search index follow, in one transaction. Raises
        UnknownExtraction.
        """

        def operation(connection: Connection) -> ExtractionRow:
            promoting.promote(connection, version_id, number)
            return asking.listed(connection, version_id)[number - 1]

        row = database.write(self._engine, operation)
        self._relate([version_id])
        return row

    def extractions(self, version_id: int) -> list[ExtractionRow]:
        """All readings of a version, the oldest first; raises UnknownVersion."""
        with database.reading(self._engine) as connection:
            return asking.listed(connection, version_id)

    def captured(
        self, magazine: str | None = None, article_ids: Iterable[int] | None = None
    ) -> Iterator[Captured]:
        """Articles whose current version was read from a capture, to be read again.

        By id, or in the order of ``article_ids``, give or take a few hundred. Takes little memory
        however many there are, and the archive may be written to in between.
        """
        return correcting.captured(self._engine, magazine=magazine, article_ids=article_ids)

    def to_correct(self, magazine: str, articles: int) -> Iterator[int]:
        """Ids of articles that hold, as their text, what the template has learnt since.

        That is a block that by now at least ``articles`` articles printed, or one at a place of
        which most recurs. Remembered are the first articles of each block and place only: those
        stored before there was enough to learn from. May give too many.
        """
        return correcting.to_correct(self._engine, magazine, articles)
