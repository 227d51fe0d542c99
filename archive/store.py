"""``Archive``: the only way in and out of the database.

Everything it returns is in ``archive.results``, everything it raises in ``archive.errors``. It may
be shared by threads; several processes may write to one archive at the same time.
"""

from types import TracebackType
from typing import Self

from sqlalchemy import Engine

from archive import (
    database,
    schema,
)
from archive.asking import Asking
from archive.deciding.plan import Record
from archive.frontier.asking import Frontier
from archive.relatives.records import Edition, Related, Story
from archive.rereading import Rereading
from archive.results import (
    ArticleRow,
    Captured,
    CapturesIndexed,
    Check,
    ExtractionRow,
    Hit,
    RunRow,
    Stats,
    Stored,
    StoredArticle,
    StoredVersion,
    TeaserRow,
    Upgraded,
)

__all__ = [
    "DEFAULT_URL",
    "Archive",
    "ArticleRow",
    "Captured",
    "CapturesIndexed",
    "Check",
    "Edition",
    "ExtractionRow",
    "Hit",
    "Record",
    "Related",
    "RunRow",
    "Stats",
    "Stored",
    "StoredArticle",
    "StoredVersion",
    "Story",
    "TeaserRow",
    "Upgraded",
]

DEFAULT_URL = "sqlite:///archive.db"


class Archive(Asking, Rereading, Frontier):
    """An open archive; close it, or use it in a ``with`` statement.

    Every method may raise DatabaseUnreachable, ArchiveBusy (other writers were in the way for too
    long) and StorageFailed.
    """

    def __init__(self, engine: Engine) -> None:
        """Not for callers: use ``Archive.open``."""
        self._engine = engine

    @classmethod
    def open(cls, url: str = DEFAULT_URL, *, create: bool = True) -> Self:
        """Open the archive at an SQLAlchemy URL, for SQLite or PostgreSQL.

        An empty database is made an archive if ``create`` is set. Raises UnsupportedDatabase,
        DriverMissing, DatabaseUnreachable; UpgradeNeeded, ArchiveTooNew or another SchemaMismatch;
        ArchiveMissing without ``create``. Logs a warning where another analysis made the search
        index.
        """
        engine = database.connect(url)
        try:
            schema.prepare(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        return cls(engine)

    @staticmethod
    def upgrade(url: str = DEFAULT_URL) -> Upgraded:
        """Bring an archive of an older program to this one's schema, in one transaction.

        Articles are indexed anew where another analysis made the search index. Raises
        ArchiveMissing, ArchiveTooNew and what ``open`` raises.
        """
        engine = database.connect(url)
        try:
            return schema.upgrade(engine)
        finally:
            engine.dispose()

    def close(self) -> None:
        """Close all connections; further calls do nothing."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        """The archive itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close the archive."""
        self.close()
