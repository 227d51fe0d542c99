"""What is done after storing: looking for relatives, at once or behind the writer.

One of the parts of ``archive.store.Archive``, where it says what every method may raise.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from functools import partial

from sqlalchemy import Engine

from archive import database
from archive.behind import Behind
from archive.relatives import near, proposing, relating, sketch_runs
from archive.relatives.translations import Proposal
from archive.search.tidying import Tidying


class Lookups:
    """An archive as it finds relatives."""

    _engine: Engine
    _behind: Behind | None = None
    """The thread that looks for relatives; None where who stores does so."""
    _is_caught_up: bool = False
    """Whether what a killed writer left to be looked up is looked up."""
    _tidying: Tidying

    def relate(self) -> int:
        """Look for the relatives of all articles that still wait for it; returns how many did.

        ``store`` does so for what it has stored, and first for what a killed writer has left: this
        is for who reads an archive that nobody writes to any more.
        """
        if self._behind is not None:
            self._behind.wait()
        return self._catch_up()

    def resketch(self) -> int:
        """Sketch all current versions again and look for their relatives; returns how many.

        For an archive whose sketches are of an older algorithm, or that has none. May be stopped
        at any time and begun again; others may write meanwhile.
        """
        count, last = 0, 0
        while done := database.write(self._engine, partial(relating.note_again, after=last)):
            count, last = count + len(done), done[-1]
        self.relate()
        return count

    def propose_editions(
        self, magazines: Iterable[str], *, since: date | None = None, until: date | None = None
    ) -> int:
        """Look for translations that no page declares, among all articles of these magazines.

        By names, numbers, image and day of publication; ``since`` and ``until`` are days of
        publication and both included. Returns how many pairs are new. Reads the texts of all
        articles in the range, a month at a time; those of one language only, it leaves out.
        """
        with database.reading(self._engine) as connection:
            proposals = proposing.proposals(connection, list(magazines), since, until)
        return self._write_proposals(proposals)

    def _write_proposals(self, proposals: Sequence[Proposal]) -> int:
        """Keep proposals; returns how many are new."""
        if not proposals:
            return 0
        moment = datetime.now(UTC)
        return database.write(
            self._engine,
            lambda connection: proposing.write_proposals(connection, proposals, moment),
        )

    def _relate(self, version_ids: Iterable[int | None]) -> None:
        """Look for relatives after a commit, when other writers' articles can be seen.

        Should that fail, the versions wait, and the next call looks for theirs too.
        """
        ids = [id_ for id_ in version_ids if id_ is not None]
        if self._behind is None:
            self._relate_now(ids)
        else:
            self._behind.put(partial(self._relate_now, ids))

    def _relate_now(self, version_ids: Sequence[int]) -> None:
        """The same, and wait for it."""
        if not self._is_caught_up:
            self._catch_up()
            self._is_caught_up = True
            return
        with database.reading(self._engine) as connection:
            waiting = relating.pending(connection, version_ids)
        if waiting:
            self._is_caught_up = False
            self._look_up(waiting)
            self._is_caught_up = True
        self._tidying.add(len(waiting))

    def _catch_up(self) -> int:
        """Look for the relatives of all versions that wait for it, and put in hashes that wait."""
        with database.reading(self._engine) as connection:
            waiting = relating.pending(connection)
            has_runs = sketch_runs.count(connection) > 0
        for start in range(0, len(waiting), relating.BATCH):
            self._look_up(waiting[start : start + relating.BATCH])
        if has_runs:
            database.write(self._engine, near.merge)
        return len(waiting)

    def _look_up(self, version_ids: Sequence[int]) -> None:
        """Read and compare, and write in a transaction that is short."""
        moment = datetime.now(UTC)
        with database.reading(self._engine) as connection:
            found = relating.find(connection, version_ids)
        if found is not None:
            database.write(self._engine, lambda c: relating.write(c, found, moment))
