"""Whose transaction comes next: processes in a ring, through which one byte is handed on.

A process that has ended hands nothing on. The next one hears that at once, for nobody else holds
the other end of its pipe.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress

_TURN = b"t"


class RingBroken(RuntimeError):
    """The process whose turn came before has ended: none after it has one any more."""


class Ring:
    """One process's place in the ring."""

    def __init__(self, before: int, after: int) -> None:
        """File descriptors: to read from the process before this one, and to write to the next."""
        self._before, self._after = before, after

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the next turn of this process, and hand it on at the end, whatever happened.

        Every process takes as many as the others. Raises RingBroken.
        """
        if os.read(self._before, 1) != _TURN:
            raise RingBroken(RingBroken.__doc__)
        try:
            yield
        finally:
            # who comes next may have ended, which who gives it orders hears
            with suppress(BrokenPipeError):
                os.write(self._after, _TURN)


def ring(size: int) -> list[tuple[int, int]]:
    """The two descriptors of each process in a ring, whose first has the first turn.

    To be handed to the processes, and closed here once all of them are started.
    """
    pipes = [os.pipe() for _ in range(size)]
    os.write(pipes[0][1], _TURN)
    return [(pipes[n][0], pipes[(n + 1) % size][1]) for n in range(size)]
