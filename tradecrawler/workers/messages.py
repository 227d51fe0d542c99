"""What a crawl and its workers tell each other: pickled, and before it its length.

A page goes one way and its article the other. The document that is made of it in between is large,
and stays where it is: of it the crawl learns the prints that the archive is asked about. Other
calls are answered at once.
"""

import pickle
import struct
from collections.abc import Callable, Iterator
from io import BytesIO
from typing import Any, BinaryIO, NamedTuple

from archive.records import Article, Template
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

_LENGTH = struct.Struct("!I")


class Clean(NamedTuple):
    """To the worker: clean a page, and keep the document."""

    ticket: int
    """By which both sides know the page."""
    page: Page
    magazine: Magazine


class Finish(NamedTuple):
    """To the worker: make the document of this ticket an article."""

    ticket: int
    template: Template | None
    """What the archive knows; None where it is not asked."""


class Forget(NamedTuple):
    """To the worker: nobody waits for this ticket any more. Not answered."""

    ticket: int


class Call(NamedTuple):
    """To the worker: call a function, and keep nothing."""

    ticket: int
    function: Callable[..., Any]
    """One of a module, for it is sent by its name."""
    arguments: tuple[Any, ...]


class Ready(NamedTuple):
    """From the worker, before all else: all is loaded."""


class Cleaned(NamedTuple):
    """The answer to Clean: what to ask the archive about."""

    ticket: int
    fingerprints: list[int]
    places: list[int]


class Finished(NamedTuple):
    """The answer to Finish."""

    ticket: int
    article: Article


class Returned(NamedTuple):
    """The answer to Call."""

    ticket: int
    value: Any


class Refused(NamedTuple):
    """The answer to Clean or Finish, that there is no article; to any order, ``too_slow``."""

    ticket: int
    reason: str
    canonical_url: str | None = None


class Crashed(NamedTuple):
    """The answer to any order: an exception; but that there is no article."""

    ticket: int
    error: Exception


Order = Clean | Finish | Forget | Call
Answer = Cleaned | Finished | Returned | Refused | Crashed


def pack(message: Order | Answer | Ready) -> memoryview:
    """A message as it is sent; the bytes of a large page are copied once."""
    stream = BytesIO()
    stream.seek(_LENGTH.size)
    pickle.dump(message, stream, pickle.HIGHEST_PROTOCOL)
    packed = stream.getbuffer()
    _LENGTH.pack_into(packed, 0, len(packed) - _LENGTH.size)
    return packed


def receive(stream: BinaryIO) -> Any:
    """The next message; None at the end, also where it ends in the middle of one."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    content = stream.read(*_LENGTH.unpack(length))
    return pickle.loads(content) if len(content) == _LENGTH.unpack(length)[0] else None


class Inbox:
    """Makes messages of the bytes that arrive, however they are cut."""

    def __init__(self) -> None:
        """Start empty."""
        self._received = bytearray()

    def feed(self, data: bytes) -> Iterator[Any]:
        """The messages that are complete by now, each once."""
        self._received += data
        start = 0
        while len(self._received) >= start + _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._received, start)
            stop = start + _LENGTH.size + length
            if len(self._received) < stop:
                break
            with memoryview(self._received) as received:  # a slice of bytes would be a copy
                message = pickle.loads(received[start + _LENGTH.size : stop])
            yield message
            start = stop
        del self._received[:start]
