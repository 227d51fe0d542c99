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


class Crawls:
    """Starts a process a crawl, and passes on, once, that all are to stop.

    Each is in a session of its own: a Ctrl-C at the terminal would else reach it directly as well,
    and Scrapy takes a second signal for an order to drop everything.
    """

    def __init__(self, command: Callable[[str], Sequence[str]]) -> None:
        """``command`` gives the command line of a magazine's crawl, by its slug."""
        self._command = command
        self._guard = threading.Lock()
        self._running: dict[int, tuple[str, subprocess.Popen[bytes]]] = {}
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
            logger.info("stopping the crawl of %s", slug)
            process.terminate()
        deadline = time.monotonic() + patience
        while _alive(running) and time.monotonic() < deadline:
            if wait(POLL_SECONDS):
                break
        late = _alive(running)
        for slug, process in late:
            logger.error("killing the crawl of %s, which does not stop", slug)
            with suppress(ProcessLookupError):  # it has just ended
                os.killpg(process.pid, signal.SIGKILL)  # its workers, too
        return not late


POLL_SECONDS = 0.1
"""Between two looks at crawls that are stopping: they take some seconds."""


def _alive(
    running: Sequence[tuple[str, subprocess.Popen[bytes]]],
) -> list[tuple[str, subprocess.Popen[bytes]]]:
    return [(slug, process) for slug, process in running if process.poll() is None]
