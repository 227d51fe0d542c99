"""Gives batches to writers in turns, and their results back in order."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, wait
from itertools import islice
from types import TracebackType
from typing import Self

from archive.results import Stored
from archive.storing import Batch
from archive.writers.line import Line
from archive.writers.messages import Relate, Store
from archive.writers.turns import ring

LONGEST = 3_000
"""Articles in a run, which one writer stores in one transaction, if its batches are no larger:
fewer pages are written twice. Towards the end runs are shorter, for nobody helps with the last."""
AHEAD = LONGEST * 3 // 2
"""Articles for each writer that were given and are not stored yet: a run at work, and the beginning
of the next one. More would only take memory."""


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
        self._runs = 0
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
        """Store batches in their order, each whole or not at all; as ``Archive.store`` does.

        Yields what became of each batch once it is safe; at its end, the relatives of all are
        found, too. What ``Archive.store`` raises of a batch is raised in its place, and WriterDied:
        of the batches after it some may be stored. Takes several thousand articles for each writer
        ahead; some hundred make a good batch.
        """
        if self._lines:
            yield from self._store_there(batches, run_id)
            for relating in [line.give(Relate()) for line in self._lines]:
                relating.result()
        else:
            yield from (self._store(batch, run_id) for batch in batches)
        self._relate()

    def _store_there(self, batches: Iterable[Batch], run_id: str | None) -> Iterator[list[Stored]]:
        waiting: deque[tuple[int, Future[list[Stored]]]] = deque()
        ahead, is_open = 0, False
        try:
            for batch, is_last in in_runs(batches, len(self._lines)):
                while waiting and ahead + len(batch) > AHEAD * len(self._lines):
                    size, stored = waiting.popleft()
                    yield stored.result()
                    ahead -= size
                waiting.append((len(batch), self._give(Store(batch, run_id, is_last))))
                ahead, is_open = ahead + len(batch), not is_last
            while waiting:
                yield waiting.popleft()[1].result()
        finally:
            given = [future for _, future in waiting]
            if is_open:
                given.append(self._give(Store((), None, is_last=True)))
            wait(given)  # nothing of it goes on behind the caller's back

    def _give(self, order: Store) -> Future[list[Stored]]:
        """To the writer whose run it is."""
        given = self._lines[self._runs % len(self._lines)].give(order)
        self._runs += order.is_last
        return given

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


def in_runs(batches: Iterable[Batch], writers: int) -> Iterator[tuple[Batch, bool]]:
    """The batches, each with whether it ends its run.

    A run is an equal share of the articles that are known to come, but not longer than ``LONGEST``;
    one batch at least. Looks ahead, though only by one more batch for each that is given: the first
    writer begins at once.
    """
    source, known, left = iter(batches), deque[Batch](), 0
    while True:
        coming = sum(map(len, known))
        known.extend(islice(source, 2 if coming < LONGEST * writers else 1))
        if not known:
            return
        left = left or min(LONGEST, sum(map(len, known)) // writers)
        batch = known.popleft()
        left -= len(batch)
        if not known or left < len(known[0]):
            left = 0
        yield batch, left == 0
