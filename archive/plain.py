"""Records as what JSON can hold, and back: for files that outlive the program that wrote them.

Works for any dataclass or named tuple whose fields are annotated; knows no field by name.
"""

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, TypeVar

Record = TypeVar("Record")


def to_plain(value: Any) -> Any:
    """The value in mappings, lists and what JSON knows; moments as ISO 8601."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(item) for item in value]
    return value.isoformat() if isinstance(value, datetime) else value


def from_plain(kind: type[Record], plain: Any) -> Record:
    """The record of this type that ``to_plain`` was given.

    Fields that are not there get their default, so that an older file can be read; raises
    TypeError, ValueError, KeyError or AttributeError for what is none of its kind.
    """
    return typing.cast(Record, _restored(kind, plain))


def _restored(kind: Any, plain: Any) -> Any:
    """A value of an annotated type."""
    if plain is None or kind is Any:
        return plain
    origin, arguments = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        [only] = [argument for argument in arguments if argument is not types.NoneType]
        return _restored(only, plain)
    if origin is tuple:
        return tuple(_restored(arguments[0], item) for item in plain)
    if origin is Mapping:
        return dict(plain)
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        types_ = _annotations(kind)
        return kind(**{key: _restored(types_[key], value) for key, value in plain.items()})
    if isinstance(kind, type) and issubclass(kind, tuple):
        pairs = zip(_annotations(kind).values(), plain, strict=True)
        return kind(*(_restored(each, value) for each, value in pairs))
    return datetime.fromisoformat(plain) if kind is datetime else plain


@lru_cache
def _annotations(kind: type) -> dict[str, Any]:
    """The fields of a record and their types."""
    return typing.get_type_hints(kind)
