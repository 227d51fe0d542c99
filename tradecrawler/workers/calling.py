"""A function's call on its way through a worker, and who waits for it: the bytes of a source go
there, and what it names comes back.
"""

import asyncio
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from tradecrawler.discovery.errors import ReaderDied, TooSlow, Unreadable
from tradecrawler.workers.messages import Answer, Call, Crashed, Refused, Returned

if TYPE_CHECKING:
    from tradecrawler.workers.worker import Worker

_GIVEN_UP: Mapping[str, type[Unreadable]] = {"too_slow": TooSlow, "reader_died": ReaderDied}


class Calling:
    """A call that is done elsewhere. Made by ``Pool.call``."""

    def __init__(self, function: Callable[..., Any], arguments: tuple[Any, ...], url: str) -> None:
        """``url`` is what is read, for the log."""
        self.url = url
        self.tries = 0
        """Workers that died of it."""
        self.value: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._function = function
        self._arguments = arguments

    # Called by the pool

    def send_to(self, worker: "Worker", ticket: int) -> None:
        """Give it to a worker, for the first time or again."""
        worker.send(Call(ticket, self._function, self._arguments))

    def hear(self, worker: "Worker", answer: Answer) -> bool:
        """Take what the worker says, which is the end."""
        match answer:
            case Returned():
                if not self.value.done():
                    self.value.set_result(answer.value)
            case Crashed():
                self.fail(answer.error)
            case Refused():
                self.give_up(answer.reason)
        return True

    def give_up(self, reason: str) -> None:
        """No worker can do it."""
        self.fail(_GIVEN_UP[reason](f"{reason}: {self.url}"))

    def fail(self, error: Exception) -> None:
        """Raise ``error`` where somebody waits."""
        if not self.value.done():
            self.value.set_exception(error)

    def cancel(self) -> None:
        """Let nobody wait."""
        self.value.cancel()
