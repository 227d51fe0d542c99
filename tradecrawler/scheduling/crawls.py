"""Crawls in processes of their own, and their clean end. Knows nothing of times."""

import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress

logger = logging.getLogger(__name__)

POLL_SECONDS = 0.1
"""Between two looks at crawls that are stopping: they take some seconds."""

_Crawl = tuple[str, subprocess.Popen[bytes]]
"""A magazine's slug, and the process that crawls it."""


class Crawls:
    """Starts a process a crawl, and passes on, once, that all are to stop.

    Each is in a session of its own: a Ctrl-C at the terminal would else reach it directly as well,
    and Scrapy takes a second signal for an order to drop everything.
    """

    def __init__(self, command: Callable[[str], Sequence[str]]) -> None:
        """``command`` gives the command line of a magazine's crawl, by its slug."""
        self._command = command
        self._guard = threading.Lock()
        self._running: dict[int, _Crawl] = {}
        self._is_stopping = False

    def run(self, slug: str) -> int | None:
        """Crawl a magazine and wait for its end; returns the exit status.

        A negative one is the signal that ended it. None, and nothing is started, after ``stop``.
        """
        with self._guard:
            if self._is_stopping:
                return None
            process = subprocess.Popen(
                self._command(slug), stdin=subprocess.DEVNULL, start_new_session=True
            )
            self._running[process.pid] = (slug, process)
        logger.info("%s: crawl begins, process %d", slug, process.pid)
        try:
            return process.wait()
        finally:
            with self._guard:
                del self._running[process.pid]

    def stop(self, patience: float, wait: Callable[[float], bool]) -> bool:
        """Start nothing more, and end what runs: with SIGTERM once, then with SIGKILL.

        Crawls have ``patience`` seconds. ``wait`` waits for the seconds it is given, and returns
        whether crawls are to be killed without more patience. Returns whether none was. Call it
        once.
        """
        with self._guard:
            self._is_stopping = True
            running = list(self._running.values())
        for slug, process in running:
            logger.info("%s: crawl is stopped", slug)
            process.terminate()
        deadline = time.monotonic() + patience
        while _alive(running) and time.monotonic() < deadline:
            if wait(POLL_SECONDS):
                break
        late = _alive(running)
        for slug, process in late:
            logger.error("%s: crawl does not stop and is killed", slug)
            with suppress(ProcessLookupError):  # it has just ended
                os.killpg(process.pid, signal.SIGKILL)  # its workers, too
        return not late


def _alive(running: Sequence[_Crawl]) -> list[_Crawl]:
    return [(slug, process) for slug, process in running if process.poll() is None]
