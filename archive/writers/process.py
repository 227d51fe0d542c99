"""What runs in a writer: ``python -m archive.writers.process BEFORE AFTER``, two descriptors.

Orders come on standard input, answers go to standard output. Ends when its input does, and so with
who gives the orders, however that ended; what it had begun is whole then or not there.
"""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from queue import SimpleQueue
from threading import Thread
from typing import BinaryIO

from sqlalchemy import Connection, Engine

from archive import database, schema, storing
from archive.relatives import relating
from archive.results import Stored
from archive.search.tidying import Tidying
from archive.writers.messages import (
    Answer,
    Done,
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


class Writer:
    """Stores batches in its turns, and looks for relatives in between."""

    def __init__(self, engine: Engine, ring: Ring) -> None:
        """Write by ``engine``; have turns in ``ring``."""
        self._engine = engine
        self._ring = ring
        self._found: relating.Findings | None = None
        """The relatives of the last batch, which are written with the next one."""
        self._tidying = Tidying(engine)

    def store(self, order: Store) -> list[Stored]:
        """Store a batch. Raises what storing raises; the next one may be tried."""
        with self._ring.turn() as turn:
            batch = storing.prepare(order.batch)
            storing.think_ahead(self._engine.dialect.name, batch)

            found, self._found = self._found, None  # should the batch fail, they wait as before

            def operation(connection: Connection) -> list[Stored]:
                if found is not None:
                    relating.write(connection, found, datetime.now(UTC))
                return storing.store(connection, batch, order.run_id)

            turn.begin()
            stored = database.write(self._engine, operation)
            turn.end()
            self._find([s.version_id for s in stored if s.version_id is not None])
        return stored

    def relate(self) -> None:
        """Write down what was found."""
        found, self._found = self._found, None
        if found is not None:
            moment = datetime.now(UTC)
            database.write(self._engine, lambda c: relating.write(c, found, moment))

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
            _send(answers, _answer(writer, order))
            if number % COLLECTED == 0:
                gc.collect()
        writer.relate()
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


def _answer(writer: Writer, order: Order) -> Answer:
    try:
        if isinstance(order, Store):
            return Done(writer.store(order))
        writer.relate()
    except Exception as error:  # noqa: BLE001  # whatever it is, who gave the order must hear of it
        return failed(error)
    return Done([])


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
