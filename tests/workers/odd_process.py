"""A worker process that does what a page's address says, before it reads the page."""

import os
import signal
import time
from typing import Any

from tradecrawler.workers import process
from tradecrawler.workers.messages import Clean


class OddReader(process.Reader):
    """Dies, loops, sleeps or crashes where it is told to."""

    def _answer(self, order: Any) -> Any:
        if isinstance(order, Clean):
            for word, act in ACTS.items():
                if word in order.page.url:
                    act(order.page.url)
        return super()._answer(order)


def _die(_url: str) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _falter(url: str) -> None:
    """Die, unless the file that the address names is there."""
    try:
        os.close(os.open(url.partition("?")[2], os.O_CREAT | os.O_EXCL))
    except FileExistsError:
        return
    _die(url)


def _loop(_url: str) -> None:
    while True:
        pass


def _sleep(_url: str) -> None:
    time.sleep(60)  # takes no CPU time


def _crash(_url: str) -> None:
    raise ZeroDivisionError("a rule is wrong")


ACTS = {
    "/falters": _falter,
    "/dies": _die,
    "/loops": _loop,
    "/sleeps": _sleep,
    "/crashes": _crash,
}

if __name__ == "__main__":
    process.Reader = OddReader  # type: ignore[misc]
    process.main()
