"""Gives batches to writers in turns, and their results back in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from types import TracebackType
from typing import Self

from archive.results import Stored
from archive.storing import Batch
from archive.writers.line import Line
from archive.writers.messages import Relate, Store
from archive.writers.turns import ring

AHEAD = 2
"""Batches for each writer that are taken from the caller before the first result is back: one at
work and one that waits there. More would only take memory."""


class Writers:
    """Processes that store many articles together. Made by ``Archive.writers``, used by one thread.

    Close it, or use it in a ``with`` statement.
    """

    def __init__(
        self,
        url: str,
        processes: int,
        store: Callable[[Batch, str | None], list[Stored]],
        relate: Callable[[], int],
    ) -> None:
        """Start so many writers; with less than two, ``store`` stores here instead.

        ``relate`` looks for the relatives that were left to be looked for.
        """
        self._store, self._relate = store, relate
        self._lines: list[Line] = []
        self._given = 0
        if processes >= 2:
            self._start(url, processes)

    def _start(self, url: str, processes: int) -> None:
        places = ring(processes)
        try:
            self._lines += [Line(url, *place) for place in places]
        finally:
            for descriptor in {descriptor for place in places for descriptor in place}:
                os.close(descriptor)
        try:
            for line in self._lines:
                line.opened.result()
        except BaseException:
            self.close()
            raise

    def store(self, batches: Iterable[Batch], run_id: str | None = None) -> Iterator[list[Stored]]:
        """Store batches, each in one transaction, in their order; as ``Archive.store`` does.

        Yields what became of each batch once it is safe; at its end, the relatives of all are
        found, too. What ``Archive.store`` raises of a batch is raised in its place, and WriterDied:
        of the batches after it some may be stored. Takes some batches ahead. Several hundred
        articles make a good batch: their transaction takes 15 % less than five of a hundred.
        """
        if self._lines:
            yield from self._store_there(batches, run_id)
            for relating in [line.give(Relate()) for line in self._lines]:
                relating.result()
        else:
            yield from (self._store(batch, run_id) for batch in batches)
        self._relate()

    def _store_there(self, batches: Iterable[Batch], run_id: str | None) -> Iterator[list[Stored]]:
        waiting: deque[Future[list[Stored]]] = deque()
        try:
            for batch in batches:
                if len(waiting) >= AHEAD * len(self._lines):
                    yield waiting.popleft().result()
                line = self._lines[self._given % len(self._lines)]
                self._given += 1
                waiting.append(line.give(Store(batch, run_id)))
            while waiting:
                yield waiting.popleft().result()
        finally:
            wait(waiting)  # nothing of it goes on behind the caller's back

    def close(self) -> None:
        """End the writers when they have done what they have."""
        for line in self._lines:
            line.close()

    def __enter__(self) -> Self:
        """The pool itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the writers."""
        self.close()
