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
from archive.behind import Behind
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
from archive.search.tidying import Tidying

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

    def __init__(self, engine: Engine, *, behind: Behind | None = None) -> None:
        """Not for callers: use ``Archive.open``."""
        self._engine = engine
        self._tidying = Tidying(engine)
        self._behind = behind

    @classmethod
    def open(
        cls, url: str = DEFAULT_URL, *, create: bool = True, relate_behind: bool = False
    ) -> Self:
        """Open the archive at an SQLAlchemy URL, for SQLite or PostgreSQL.

        An empty database is made an archive if ``create`` is set. Raises UnsupportedDatabase,
        DriverMissing, DatabaseUnreachable; UpgradeNeeded, ArchiveTooNew or another SchemaMismatch;
        ArchiveMissing without ``create``. Logs a warning where another analysis made the search
        index.

        With ``relate_behind``, ``store`` returns when its batch is safe, and a thread looks for
        relatives meanwhile; ``close`` waits for it, and what it raises, the next ``store`` or
        ``close`` raises. One thread may store then. SQLite, which has one writer at a time, looks
        for them at once all the same.
        """
        engine = database.connect(url)
        try:
            schema.prepare(engine, create=create)
        except BaseException:
            engine.dispose()
            raise
        is_behind = relate_behind and engine.dialect.name == "postgresql"
        return cls(engine, behind=Behind("relatives") if is_behind else None)

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
        try:
            if self._behind is not None:
                self._behind.close()
        finally:
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
