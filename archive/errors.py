"""What can go wrong with an archive; every exception names what its caller can do next."""


class ArchiveError(Exception):
    """Base of all errors of this package."""


class UnsupportedDatabase(ArchiveError):
    """The URL names no database that an archive can live in: use SQLite or PostgreSQL."""


class DriverMissing(ArchiveError):
    """The Python driver for this database is not installed: install the extra that brings it."""


class DatabaseUnreachable(ArchiveError):
    """The database does not answer, or the connection was lost: check it, then try again."""


class ArchiveMissing(ArchiveError):
    """There is no archive at this URL and none was to be created: check the URL, or crawl first."""


class SchemaMismatch(ArchiveError):
    """The database holds another version of the archive, or tables of something else."""


class UpgradeNeeded(SchemaMismatch):
    """An older program made the archive: copy it, then run ``tradearchive upgrade``."""


class ArchiveTooNew(SchemaMismatch):
    """A newer program made or upgraded the archive: install that one, or a newer one."""


class ArchiveBusy(ArchiveError):
    """Other writers held the archive for too long: try again later."""


class SpoolFull(ArchiveError):
    """The archive did not answer for so long that no more can wait for it: repair it, crawl on."""


class StorageFailed(ArchiveError):
    """The database refused a statement for another reason (disk full, no permission, …)."""


class WriterDied(ArchiveError):
    """One of several writers was ended: open others, and store again what it was given."""


class UnknownArticle(ArchiveError):
    """No article has this id."""


class UnknownVersion(ArchiveError):
    """No version of an article has this id."""


class UnknownExtraction(ArchiveError):
    """The version has no extraction of this number."""


class UnknownRun(ArchiveError):
    """No run has this id, or several have one that begins so: ``start_run`` begins one."""


class RunUnfinished(ArchiveError):
    """The run has no recorded end: call ``finish_run`` first."""


class RunExists(ArchiveError):
    """A run with this id was already started: mint another id."""


class MagazineBusy(ArchiveError):
    """Another run of this magazine is going on: wait for its end, or stop it."""


class QueryError(ArchiveError):
    """The query cannot be read: mend it at the place that the message names."""

    def __init__(self, message: str, query: str = "", place: int | None = None) -> None:
        """What is wrong, in which query, and the offset of the character from which on it is."""
        self.query, self.place = query, place
        where = f", at character {place + 1} of {query!r}" if place is not None else ""
        super().__init__(message + where)


class EmptyQuery(QueryError):
    """The query holds no word to look for: give at least one that is not excluded."""


class CaptureDamaged(ArchiveError):
    """The WARC record is missing, unreadable, or its payload does not match its digest."""
