"""What a pool and its processes tell each other: pickled, and before it its length.

Each order is answered, in the order in which they are given; batches when their run is stored.
"""

import copyreg
import pickle
import struct
import traceback
from collections.abc import Callable, Mapping
from dataclasses import fields
from io import BytesIO
from operator import attrgetter
from typing import IO, Any, ClassVar, NamedTuple

from archive.records import Article, Capture, Teaser
from archive.results import Stored
from archive.storing import Batch

_LENGTH = struct.Struct("!Q")


class Open(NamedTuple):
    """The first order: open an archive."""

    url: str


class Store(NamedTuple):
    """Store a batch, in one transaction with those before it since the last one of a run."""

    batch: Batch
    run_id: str | None
    is_last: bool


class Relate(NamedTuple):
    """Write down the relatives that were found and are not written yet."""


class Done(NamedTuple):
    """The answer to Store, with its results, and to the others, without any."""

    stored: list[Stored]


class Failed(NamedTuple):
    """The answer to any order: an exception."""

    error: Exception


Order = Open | Store | Relate
Answer = Done | Failed


def pack(message: Order | Answer) -> bytes:
    """A message as it is sent."""
    stream = BytesIO()
    _Pickler(stream, pickle.HIGHEST_PROTOCOL).dump(message)
    packed = stream.getbuffer()
    return b"".join((_LENGTH.pack(len(packed)), packed))


def read(stream: IO[bytes]) -> bytes | None:
    """The next message as it was packed; None at the end, also in the middle of one."""
    length = stream.read(_LENGTH.size)
    if len(length) < _LENGTH.size:
        return None
    (size,) = _LENGTH.unpack(length)
    content = stream.read(size)
    return content if len(content) == size else None


def receive(stream: IO[bytes]) -> Any:
    """The next message; None at the end."""
    content = read(stream)
    return None if content is None else unpack(content)


def unpack(content: bytes) -> Any:
    """The message that was read."""
    return pickle.loads(content)


# Frozen dataclasses with slots are slow to pickle, as the standard library does it

_MANY: tuple[type, ...] = (Article, Capture, Teaser)
"""Of these there are ten in an article; the others go the usual way."""
_NAMES = {kind: [field.name for field in fields(kind)] for kind in _MANY}
_TAKE: dict[type, Callable[[Any], tuple[Any, ...]]] = {
    kind: attrgetter(*names) for kind, names in _NAMES.items()
}
_PUT: dict[type, list[Callable[[Any, Any], None]]] = {
    kind: [getattr(kind, name).__set__ for name in names] for kind, names in _NAMES.items()
}


def _made(kind: type, *values: Any) -> Any:
    record: Any = object.__new__(kind)
    for put, value in zip(_PUT[kind], values, strict=True):
        put(record, value)
    return record


def _parts(record: Any) -> tuple[Callable[..., Any], tuple[Any, ...]]:
    kind = type(record)
    return _made, (kind, *_TAKE[kind](record))


class _Pickler(pickle.Pickler):
    dispatch_table: ClassVar[Mapping[type, Callable[[Any], Any]]] = {  # type: ignore[misc]
        **copyreg.dispatch_table,
        **dict.fromkeys(_MANY, _parts),
    }


def failed(error: Exception) -> Failed:
    """An exception as it can be sent, with its traceback as a note."""
    error.add_note("".join(traceback.format_exception(error)))
    try:
        pickle.loads(pickle.dumps(error))
    except Exception:  # noqa: BLE001  # exceptions may be made in any way
        said = "\n".join((f"{type(error).__name__}: {error}", *error.__notes__))
        return Failed(RuntimeError(said))
    return Failed(error)
