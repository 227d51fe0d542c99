"""One thread that writes batches, and coroutines that wait until their item is safe.

Knows nothing of articles or databases: it is given a function that writes a batch.
"""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

BATCH = 100
"""Items in one transaction, at most."""
WAIT = 0.5
"""Seconds that an item waits for company, at most; by default. An article that is stored with
twenty others takes half the time of one that is stored with five, and a crawl on one core reads
some forty a second."""
WAITING = 400
"""Items that may wait at once; further coroutines wait before they hand theirs over."""


class WriteFailed(RuntimeError):
    """The batch of an item was not written; the cause says why. Nothing of it is kept."""


@dataclass(frozen=True, slots=True)
class _Order(Generic[Item, Outcome]):
    item: Item
    outcome: "asyncio.Future[Outcome]"


class BatchWriter(Generic[Item, Outcome]):
    """Hands items to ``write`` in batches, in a thread of its own."""

    def __init__(
        self, write: Callable[[Sequence[Item]], Sequence[Outcome]], *, wait: float = WAIT
    ) -> None:
        """Start the thread; call this from a running event loop.

        An item waits for company for ``wait`` seconds; with 0 it finds those that came while the
        batch before it was written.
        """
        self._write = write
        self._wait = wait
        self._loop = asyncio.get_running_loop()
        self._orders: queue.SimpleQueue[_Order[Item, Outcome] | None] = queue.SimpleQueue()
        self._room = asyncio.Semaphore(WAITING)
        # a daemon, so that a second Ctrl-C ends the process even while a database hangs
        self._thread = threading.Thread(target=self._run, name="batch-writer", daemon=True)
        self._thread.start()

    async def put(self, item: Item) -> Outcome:
        """Return what became of ``item``, once it is written; raise WriteFailed if it is not."""
        async with self._room:
            order: _Order[Item, Outcome] = _Order(item, self._loop.create_future())
            self._orders.put(order)
            return await order.outcome

    async def close(self) -> None:
        """Write what waits, and end the thread."""
        self._orders.put(None)
        await asyncio.to_thread(self._thread.join)

    def _run(self) -> None:
        is_open = True
        while is_open:
            batch, is_open = self._next_batch()
            if batch:
                self._deliver(batch)

    def _next_batch(self) -> tuple[list[_Order[Item, Outcome]], bool]:
        """Wait for a first item, then for others until the batch is full or has waited enough."""
        batch: list[_Order[Item, Outcome]] = []
        deadline = None
        while len(batch) < BATCH:
            try:
                timeout = None if deadline is None else max(deadline - time.monotonic(), 0)
                order = self._orders.get(timeout=timeout)
            except queue.Empty:
                break
            if order is None:
                return batch, False
            deadline = deadline or time.monotonic() + self._wait
            batch.append(order)
        return batch, True

    def _deliver(self, batch: list[_Order[Item, Outcome]]) -> None:
        try:
            outcomes = self._write([order.item for order in batch])
            if len(outcomes) != len(batch):
                raise ValueError(f"{len(outcomes)} outcomes for {len(batch)} items")  # noqa: TRY301
        except Exception as error:  # noqa: BLE001  # whatever it is, those who wait must hear of it
            for order in batch:
                failure = WriteFailed(f"{type(error).__name__}: {error}")
                failure.__cause__ = error
                self._loop.call_soon_threadsafe(_fail, order.outcome, failure)
            return
        for order, outcome in zip(batch, outcomes, strict=True):
            self._loop.call_soon_threadsafe(_resolve, order.outcome, outcome)


def _resolve(future: "asyncio.Future[Outcome]", outcome: Outcome) -> None:
    if not future.done():  # cancelled, where the crawl was stopped by force
        future.set_result(outcome)


def _fail(future: "asyncio.Future[Outcome]", failure: WriteFailed) -> None:
    if not future.done():
        future.set_exception(failure)
