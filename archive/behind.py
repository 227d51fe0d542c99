"""A thread that does what may be done a little later, in order. Knows nothing of archives."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from queue import SimpleQueue

Piece = Callable[[], None]

AHEAD = 4
"""Pieces of work that may wait. More would only put off that all of them take too long."""


class Behind:
    """Does pieces of work one after the other, behind who hands them over.

    What a piece raises is raised to the next caller, whatever it came for. Used by one thread.
    """

    def __init__(self, name: str) -> None:
        """Start the thread; ``name`` is its own."""
        self._orders: SimpleQueue[tuple[Piece, Future[None]] | None] = SimpleQueue()
        self._done: deque[Future[None]] = deque()
        # a daemon, so that a process can be ended while a piece hangs
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self._thread.start()

    def put(self, piece: Piece) -> None:
        """Hand over a piece of work; waits for one to be done where too many wait."""
        while self._done and (len(self._done) >= AHEAD or self._done[0].done()):
            self._done.popleft().result()
        done: Future[None] = Future()
        self._done.append(done)
        self._orders.put((piece, done))

    def wait(self) -> None:
        """Wait for all pieces; raises what the first of them raised that failed."""
        pieces = list(self._done)
        self._done.clear()
        wait(pieces)
        for piece in pieces:
            piece.result()

    def close(self) -> None:
        """Wait for all pieces, and end the thread; raises as ``wait`` does."""
        self._orders.put(None)
        self._thread.join()
        self.wait()

    def _run(self) -> None:
        while (order := self._orders.get()) is not None:
            piece, done = order
            try:
                piece()
            except Exception as error:  # noqa: BLE001  # whatever it is, who waits must hear of it
                done.set_exception(error)
            else:
                done.set_result(None)
