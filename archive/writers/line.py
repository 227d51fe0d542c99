"""The line to one writer: an order goes there, its answer comes back, one at a time."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor

from archive.errors import WriterDied
from archive.results import Stored
from archive.writers.messages import Answer, Done, Failed, Open, Order, Store, pack, receive

PROCESS = "archive.writers.process"
"""The module that is run."""
FAREWELL = 30.0
"""Seconds that a writer has to end when there is no more to do, as it writes what it found; then it
is ended."""


class Line:
    """One process, and a thread that waits for it."""

    def __init__(self, url: str, before: int, after: int) -> None:
        """Start the process, which opens the archive at ``url``; the descriptors are its turns'."""
        environment = {
            **os.environ,
            # what is importable here is importable there
            "PYTHONPATH": os.pathsep.join(filter(None, sys.path)),
            # one thread: small arrays gain nothing from more, and the cores are taken
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
        }
        self._process = subprocess.Popen(
            [sys.executable, "-m", PROCESS, str(before), str(after)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            pass_fds=(before, after),
            start_new_session=True,  # a terminal's Ctrl-C is not for it
        )
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="writer")
        self.opened = self.give(Open(url))
        """Done when the archive is open there."""

    def give(self, order: Order) -> Future[list[Stored]]:
        """Have something done, after what was given before.

        The future raises what doing it raised; WriterDied where the process has ended.
        """
        return self._thread.submit(self._ask, order)

    def close(self) -> None:
        """Let the process end when it has done what it has."""
        self._thread.shutdown(cancel_futures=True)
        pipes = (self._process.stdin, self._process.stdout)
        try:
            for pipe in pipes:
                if pipe is not None:
                    pipe.close()
        except BrokenPipeError:
            pass  # it has ended already
        try:
            self._process.wait(FAREWELL)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _ask(self, order: Order) -> list[Stored]:
        orders, answers = self._process.stdin, self._process.stdout
        assert orders is not None
        assert answers is not None
        try:
            message = pack(order)
        except Exception:
            if isinstance(order, Store):
                self._ask(Store((), None))  # the others wait until its turn is over
            raise
        try:
            orders.write(message)
            orders.flush()
        except BrokenPipeError:
            raise WriterDied(self._fate) from None
        answer: Answer | None = receive(answers)
        match answer:
            case Done():
                return answer.stored
            case Failed():
                raise answer.error
        raise WriterDied(self._fate)

    @property
    def _fate(self) -> str:
        """How the process ended, in words."""
        code = self._process.wait(FAREWELL)
        how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
        return f"a writer ended ({how}); what it was given is stored whole, or not: store it again"
