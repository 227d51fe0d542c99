"""Whose transaction comes next: processes in a ring, through which one byte is handed on.

A process that has ended hands nothing on. The next one hears that at once, for nobody else holds
the other end of its pipe.
"""

import os
from types import TracebackType
from typing import Self

_TURN = b"t"


class RingBroken(RuntimeError):
    """The process whose turn came before has ended: none after it has one any more."""


class Ring:
    """One process's place in the ring."""

    def __init__(self, before: int, after: int) -> None:
        """File descriptors: to read from the process before this one, and to write to the next."""
        self._before, self._after = before, after

    def turn(self) -> "Turn":
        """The turn that this process has next; every process takes as many as the others."""
        return Turn(self._before, self._after)


class Turn:
    """Waits in ``begin``, hands on in ``end``; in a ``with`` statement at its end at the latest."""

    def __init__(self, before: int, after: int) -> None:
        """Made by ``Ring.turn``."""
        self._before, self._after = before, after
        self._has_begun = self._has_ended = False

    def begin(self) -> None:
        """Wait until all batches before this one are written; raises RingBroken."""
        self._has_begun = True
        if os.read(self._before, 1) != _TURN:
            self._has_ended = True
            raise RingBroken(RingBroken.__doc__)

    def end(self) -> None:
        """Let the next batch be written."""
        self._has_ended = True
        try:
            os.write(self._after, _TURN)
        except BrokenPipeError:
            return  # who comes next has ended, which who gives it orders hears

    def __enter__(self) -> Self:
        """The turn itself."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Have the turn and hand it on, whatever has happened."""
        if not self._has_begun:
            self.begin()
        if not self._has_ended:
            self.end()


def ring(size: int) -> list[tuple[int, int]]:
    """The two descriptors of each process in a ring, whose first has the first turn.

    To be handed to the processes, and closed here once all of them are started.
    """
    pipes = [os.pipe() for _ in range(size)]
    os.write(pipes[0][1], _TURN)
    return [(pipes[n][0], pipes[(n + 1) % size][1]) for n in range(size)]
