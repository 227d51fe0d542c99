"""The line to one writer: orders go there, their answers come back."""

import os
import signal
import subprocess
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress

from archive.errors import WriterDied
from archive.results import Stored
from archive.writers.messages import Answer, Failed, Open, Order, Store, pack, receive

PROCESS = "archive.writers.process"
"""The module that is run."""
FAREWELL = 30.0
"""Seconds that a writer has to end when there is no more to do, as it writes what it found; then it
is ended."""


class Line:
    """One process, and two threads: one sends orders, the other waits for answers."""

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
            # -P: not from the folder that happens to be the working one
            [sys.executable, "-P", "-m", PROCESS, str(before), str(after)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
            pass_fds=(before, after),
            start_new_session=True,  # a terminal's Ctrl-C is not for it
        )
        self._sending = ThreadPoolExecutor(1, thread_name_prefix="orders")
        self._hearing = ThreadPoolExecutor(1, thread_name_prefix="answers")
        self.opened = self.give(Open(url))
        """Done when the archive is open there."""

    def give(self, order: Order) -> Future[list[Stored]]:
        """Have something done, after what was given before.

        The future raises what doing it raised; WriterDied where the process has ended.
        """
        return self._hearing.submit(self._hear, self._sending.submit(self._send, order))

    def close(self) -> None:
        """Let the process end when it has done what it has."""
        self._sending.shutdown(cancel_futures=True)
        self._hearing.shutdown(cancel_futures=True)
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

    def _send(self, order: Order) -> Exception | None:
        """Returns what keeps the order from being sent; then an empty one is, as the other
        writers wait until its turn is over."""
        refusal = None
        try:
            message = pack(order)
        except Exception as error:
            if not isinstance(order, Store):
                raise
            message, refusal = pack(order._replace(batch=())), error
        orders = self._process.stdin
        assert orders is not None
        with suppress(BrokenPipeError):  # it has ended, which is heard where its answer should be
            orders.write(message)
            orders.flush()
        return refusal

    def _hear(self, sent: Future[Exception | None]) -> list[Stored]:
        refusal = sent.result()
        answers = self._process.stdout
        assert answers is not None
        answer: Answer | None = receive(answers)
        if answer is None:
            raise WriterDied(self._fate)
        if refusal is not None:
            raise refusal
        if isinstance(answer, Failed):
            raise answer.error
        return answer.stored

    @property
    def _fate(self) -> str:
        """How the process ended, in words."""
        code = self._process.wait(FAREWELL)
        how = signal.strsignal(-code) if code < 0 else f"exit code {code}"
        return f"a writer ended ({how}); what it was given is stored whole, or not: store it again"
