"""A thread that does what may be done a little later, in order. Knows nothing of archives."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait

AHEAD = 4
"""Pieces of work that may wait. More would only put off that all of them take too long."""


class Behind:
    """Does pieces of work one after the other, behind who hands them over.

    What a piece raises is raised to the next caller, whatever it came for. Used by one thread.
    """

    def __init__(self, name: str) -> None:
        """The thread starts with the first piece; ``name`` is its own."""
        self._pool = ThreadPoolExecutor(1, name)
        self._pieces: deque[Future[None]] = deque()

    def put(self, piece: Callable[[], None]) -> None:
        """Hand over a piece of work; waits for one to be done where too many wait."""
        while self._pieces and (len(self._pieces) >= AHEAD or self._pieces[0].done()):
            self._pieces.popleft().result()
        self._pieces.append(self._pool.submit(piece))

    def wait(self) -> None:
        """Wait for all pieces; raises what the first of them raised that failed."""
        pieces = list(self._pieces)
        self._pieces.clear()
        wait(pieces)
        for piece in pieces:
            piece.result()

    def close(self) -> None:
        """Wait for all pieces, and end the thread; raises as ``wait`` does."""
        self._pool.shutdown()
        self.wait()
