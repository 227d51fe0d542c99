"""What runs in a worker: ``python -m tradecrawler.workers.process SECONDS``.

Orders come on standard input, answers go to standard output, in the order of the orders. Ends when
its input does, and so with the crawl, however that ended.
"""

import gc
import os
import pickle
import signal
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import BinaryIO

from tradecrawler.extract import NotAnArticle, clean, normalize, split
from tradecrawler.extract.block_model import block_model
from tradecrawler.extract.list_model import list_model
from tradecrawler.extract.page_model import page_model
from tradecrawler.extract.template import UNKNOWN, Known, Prints, read_prints
from tradecrawler.items import Document
from tradecrawler.magazine import Magazine
from tradecrawler.workers.messages import (
    Answer,
    Call,
    Clean,
    Cleaned,
    Crashed,
    Finished,
    Forget,
    Order,
    Ready,
    Refused,
    Returned,
    pack,
    receive,
)

COLLECTED = 100
"""Orders between two collections of reference cycles, of which there are few; the collector itself
would look for them several times a page, a twentieth of the time."""


class TooSlow(BaseException):
    """A page takes more time than it may. No Exception, so that no rule takes it for its own."""


class Reader:
    """Reads pages, and keeps the documents that are not finished yet."""

    def __init__(self, seconds: float) -> None:
        """An order may take so many seconds of CPU time."""
        self._seconds = seconds
        self._documents: dict[int, tuple[Document, Prints, Magazine]] = {}

    def answer(self, order: Order) -> Answer | None:
        """Do what is asked. Raises TooSlow, after which the process should not go on."""
        try:
            with bounded(self._seconds):
                return self._answer(order)
        except NotAnArticle as refusal:
            return Refused(order.ticket, refusal.reason, refusal.canonical_url)
        except Exception as error:  # noqa: BLE001  # whatever it is, the crawl must hear of it
            return Crashed(order.ticket, portable(error))

    def _answer(self, order: Order) -> Answer | None:
        if isinstance(order, Clean):
            document = clean(order.page, order.magazine)
            prints = read_prints(document, order.magazine)
            self._documents[order.ticket] = document, prints, order.magazine
            return Cleaned(order.ticket, prints.fingerprints(), prints.places())
        if isinstance(order, Call):
            return Returned(order.ticket, order.function(*order.arguments))
        if isinstance(order, Forget):
            self._documents.pop(order.ticket, None)  # it may have been refused
            return None
        document, prints, magazine = self._documents.pop(order.ticket)
        known = UNKNOWN if order.template is None else Known(prints, order.template)
        return Finished(order.ticket, normalize(split(document, magazine, known), magazine))


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Raise TooSlow after so much CPU time, which on a busy machine is the same.

    Where there is no such clock (Windows), and inside one long call into C, nothing is raised: the
    crawl ends a worker that is silent for too long.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    signal.signal(signal.SIGPROF, _too_slow)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _too_slow(_number: int, _frame: FrameType | None) -> None:
    raise TooSlow


def portable(error: Exception) -> Exception:
    """The exception as it can be sent, with its traceback as a note."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  # exceptions may be made in any way
        return RuntimeError("\n".join((f"{type(error).__name__}: {error}", *error.__notes__)))
    return error


def serve(orders: BinaryIO, answers: BinaryIO, seconds: float) -> None:
    """Answer orders until there are no more, or one was cut short."""
    reader = Reader(seconds)
    _send(answers, Ready())
    number = 0
    while (order := receive(orders)) is not None:
        try:
            answer = reader.answer(order)
        except TooSlow:  # cut anywhere: what is remembered may be half of it, so start afresh
            _send(answers, Refused(order.ticket, "too_slow"))
            return
        if answer is not None:
            _send(answers, answer)
        number += 1
        if number % COLLECTED == 0:
            gc.collect()


def _send(answers: BinaryIO, message: Answer | Ready) -> None:
    answers.write(pack(message))
    answers.flush()


def main() -> None:
    """Serve on standard input and output."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # they are meant for the crawl, which ends in order
    orders = sys.stdin.buffer
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever prints, prints into the log and not into the answers
    block_model()
    page_model()
    list_model()
    gc.collect()
    gc.freeze()
    gc.disable()
    serve(orders, answers, float(sys.argv[1]))


if __name__ == "__main__":
    main()
