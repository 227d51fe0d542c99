"""What runs in a writer: ``python -m archive.writers.process BEFORE AFTER``, two descriptors.

Orders come on standard input, answers go to standard output. Ends when its input does, and so with
who gives the orders, however that ended; what it had begun is whole then or not there.
"""

import gc
import os
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO, NamedTuple

from sqlalchemy import Connection, Engine

from archive import database, schema, storing
from archive.relatives import relating
from archive.results import Stored
from archive.search.tidying import Tidying
from archive.storing import Batch
from archive.writers.messages import (
    Answer,
    Done,
    Failed,
    Open,
    Order,
    Store,
    failed,
    pack,
    read,
    receive,
    unpack,
)
from archive.writers.turns import Ring

COLLECTED = 20
"""Orders between two looks for garbage that refers to itself, of which there is little. Left to
itself Python goes through all words it remembers at every second batch: a tenth of the time."""


class Prepared(NamedTuple):
    """A batch that was thought about; an empty one where that failed."""

    batch: Batch
    run_id: str | None
    failure: Failed | None = None


class Writer:
    """Stores runs of batches in its turns, and looks for relatives in between."""

    def __init__(self, engine: Engine, ring: Ring) -> None:
        """Write by ``engine``; have turns in ``ring``."""
        self._engine = engine
        self._ring = ring
        self._run: list[Prepared] = []
        """What waits for the last batch of its run."""
        self._found: relating.Findings | None = None
        """The relatives of the last run, which are written with the next one."""
        self._tidying = Tidying(engine)

    def answer(self, order: Order) -> list[Answer]:
        """Do what is ordered; returns the answers to what is done now, also earlier orders'."""
        if isinstance(order, Store):
            self._run.append(self._prepared(order))
            if not order.is_last:
                return []
            run, self._run = self._run, []
            return self._try(partial(self._store, run), len(run))
        return self._try(self._relate, 1)

    def end(self) -> None:
        """Write down what was found."""
        self._relate()

    def _try(self, action: Callable[[], list[Answer]], orders: int) -> list[Answer]:
        try:
            return action()
        except Exception as error:  # noqa: BLE001  # who gave the orders must hear of any
            return [failed(error)] * orders

    def _prepared(self, order: Store) -> Prepared:
        try:
            batch = storing.prepare(order.batch)
            storing.think_ahead(self._engine.dialect.name, batch)
        except Exception as error:  # noqa: BLE001  # its run goes on without it
            return Prepared((), order.run_id, failed(error))
        return Prepared(batch, order.run_id)

    def _store(self, run: Sequence[Prepared]) -> list[Answer]:
        with self._ring.turn():
            answers = self._write(run)
        storing.forget()
        stored = [each for answer in answers if isinstance(answer, Done) for each in answer.stored]
        self._find([each.version_id for each in stored if each.version_id is not None])
        return answers

    def _write(self, run: Sequence[Prepared]) -> list[Answer]:
        """In one transaction; where that fails, in one for each batch, so that one alone fails."""
        found, self._found = self._found, None  # should all fail, they wait as before

        records = [record for each in run for record in each.batch]

        def operation(connection: Connection) -> Iterator[Stored]:
            if found is not None:
                relating.write(connection, found, datetime.now(UTC))
            return iter(storing.store(connection, records, run[0].run_id))

        try:
            stored = database.write(self._engine, operation)
        except Exception:
            if len(run) == 1:
                raise
            return [answer for each in run for answer in self._try(partial(self._write, [each]), 1)]
        return [each.failure or Done(list(islice(stored, len(each.batch)))) for each in run]

    def _relate(self) -> list[Answer]:
        found, self._found = self._found, None
        if found is not None:
            moment = datetime.now(UTC)
            database.write(self._engine, lambda c: relating.write(c, found, moment))
        return [Done([])]

    def _find(self, version_ids: list[int]) -> None:
        with database.reading(self._engine) as connection:
            self._found = relating.find(connection, version_ids)
        self._tidying.add(len(version_ids))


def serve(orders: BinaryIO, answers: BinaryIO, ring: Ring) -> None:
    """Answer orders until there are no more."""
    first = receive(orders)
    if not isinstance(first, Open):
        return
    try:
        engine = database.connect(first.url)
        schema.prepare(engine, create=False)
    except Exception as error:  # noqa: BLE001  # whatever it is, who opens must hear of it
        _send(answers, failed(error))
        return
    try:
        _send(answers, Done([]))
        gc.collect()
        gc.freeze()
        gc.disable()
        writer = Writer(engine, ring)
        for number, order in enumerate(_read_ahead(orders), 1):
            for answer in writer.answer(order):
                _send(answers, answer)
            if number % COLLECTED == 0:
                gc.collect()
        writer.end()
    finally:
        engine.dispose()


def _read_ahead(orders: BinaryIO) -> Iterator[Order]:
    """All orders until there are no more.

    The next one is read while one is at work. It is unpacked afterwards: a thread that computes
    would keep the other one waiting after each row that it writes.
    """
    waiting: SimpleQueue[bytes | None] = SimpleQueue()  # as long as who gives the orders lets it be

    def take() -> None:
        while (content := read(orders)) is not None:
            waiting.put(content)
        waiting.put(None)

    Thread(target=take, daemon=True).start()
    while (content := waiting.get()) is not None:
        yield unpack(content)


def _send(answers: BinaryIO, answer: Answer) -> None:
    answers.write(pack(answer))
    answers.flush()


def main() -> None:
    """Serve on standard input and output."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are meant for who gives the orders
    orders = os.fdopen(os.dup(0), "rb")  # not sys.stdin, which is closed while it may be read
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints into the log and not into the answers
    with suppress(BrokenPipeError):  # nobody is there to be answered: it was killed
        serve(orders, answers, Ring(int(sys.argv[1]), int(sys.argv[2])))


if __name__ == "__main__":
    main()
