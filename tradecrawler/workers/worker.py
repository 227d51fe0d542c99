"""The crawl's line to one worker process: what was sent and is not answered yet, and its end.

Decides nothing about pages: what it receives, and that it has ended, it tells its owner.
"""

import asyncio
import os
import signal
import sys
import time
from collections import deque
from typing import Any, Protocol, cast

from tradecrawler.workers.messages import Answer, Forget, Inbox, Order, Ready, pack

if sys.platform != "win32":
    import fcntl

PROCESS = "tradecrawler.workers.process"
"""The module that is run."""
PIECE = 1 << 20
"""Bytes of an order that the event loop is given at once: it copies what it cannot write yet, and a
sitemap of 50 MB would hold it up."""
PIPE_BYTES = 1 << 20
"""What the system holds of what was sent and is not read: by default 64 KB, so that a worker which
is ready for its next page would have to wait until the crawl has time to send the rest of it."""


class Owner(Protocol):
    """Hears what a worker does."""

    def ready(self, worker: "Worker") -> None:
        """The process has started."""

    def answered(self, worker: "Worker", answer: Answer) -> None:
        """An order was answered."""

    def ended(self, worker: "Worker") -> None:
        """The process is gone; what it had answered was told before."""


class Worker(asyncio.SubprocessProtocol):
    """One process, and the orders that it has."""

    def __init__(self, owner: Owner) -> None:
        """Tell ``owner``."""
        self._owner = owner
        self._inbox = Inbox()
        self._transport: asyncio.SubprocessTransport | None = None
        self._orders: deque[int] = deque()
        self._outbox: deque[memoryview] = deque()
        self._is_full = False
        self._since = time.monotonic()
        self.tickets: set[int] = set()
        """What it has in hand; kept by the owner."""
        self.is_ready = False
        """Whether the process has started."""
        self.gone = asyncio.get_running_loop().create_future()
        """Done when the process has ended."""

    async def start(self, seconds: float) -> None:
        """Start the process. Raises OSError where that is not possible."""
        environment = {
            **os.environ,
            # what is importable here is importable there
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            # one thread: products of small arrays gain nothing from more, and the cores are taken
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        await asyncio.get_running_loop().subprocess_exec(
            lambda: self,
            *(sys.executable, "-m", PROCESS, str(seconds)),
            stderr=None,
            env=environment,
            start_new_session=True,  # a terminal's Ctrl-C is for the crawl alone
        )

    @property
    def is_able(self) -> bool:
        """Whether it can be given something."""
        return self.is_ready and not self._pipe().is_closing()

    @property
    def current(self) -> int | None:
        """The ticket it works at; None when it is idle."""
        return self._orders[0] if self._orders else None

    @property
    def silence(self) -> float:
        """Seconds for which it has had reason to say something, and did not."""
        return time.monotonic() - self._since if self._orders or not self.is_ready else 0.0

    @property
    def exit_code(self) -> int | None:
        """What the process ended with: a signal's number is below zero."""
        return self._transport.get_returncode() if self._transport is not None else None

    @property
    def fate(self) -> str:
        """How the process ended, in words."""
        code = self.exit_code
        if code is not None and code < 0:
            return f"a worker ended ({signal.strsignal(-code) or f'signal {-code}'})"
        return f"a worker ended (exit code {code})"

    def send(self, order: Order) -> None:
        """Send an order; it is answered in its turn, or the worker ends."""
        if not isinstance(order, Forget):
            if not self._orders:
                self._since = time.monotonic()
            self._orders.append(order.ticket)
        message = pack(order)
        self._outbox.extend(
            message[start : start + PIECE] for start in range(0, len(message), PIECE)
        )
        self._write()

    def finish(self) -> None:
        """Let it end when it has done what it has."""
        if self._transport is not None:
            self._is_full = False
            self._write()
            self._pipe().close()

    def kill(self) -> None:
        """End it now."""
        if self._transport is not None and self._transport.get_returncode() is None:
            self._transport.kill()

    def _write(self) -> None:
        """Write what waits, until the pipe is full."""
        while self._outbox and not self._is_full:
            piece = self._outbox.popleft()
            if not self._pipe().is_closing():  # else the owner will hear that it has ended
                self._pipe().write(piece)

    def _pipe(self) -> asyncio.WriteTransport:
        assert self._transport is not None  # the process has been started
        return cast(asyncio.WriteTransport, self._transport.get_pipe_transport(0))

    # Called by the event loop

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The process runs."""
        self._transport = cast(asyncio.SubprocessTransport, transport)
        if sys.platform == "linux":
            for number in (0, 1):
                pipe: Any = self._transport.get_pipe_transport(number)
                fcntl.fcntl(pipe.get_extra_info("pipe"), fcntl.F_SETPIPE_SZ, PIPE_BYTES)

    def pause_writing(self) -> None:
        """The pipe is full."""
        self._is_full = True

    def resume_writing(self) -> None:
        """The pipe has room."""
        self._is_full = False
        self._write()

    def pipe_data_received(self, fd: int, data: bytes) -> None:
        """Some bytes have come."""
        for answer in self._inbox.feed(data):
            if isinstance(answer, Ready):
                self.is_ready = True
                self._owner.ready(self)
                continue
            self._orders.popleft()
            self._since = time.monotonic()
            self._owner.answered(self, answer)

    def connection_lost(self, exc: Exception | None) -> None:
        """The process has ended, and all that it wrote was received."""
        self._owner.ended(self)
        if self._transport is not None:
            self._transport.close()
        if not self.gone.done():
            self.gone.set_result(None)
