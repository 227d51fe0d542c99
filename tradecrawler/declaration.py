"""A magazine's declaration as Python text, as one would write it: defaults are left out."""

import dataclasses
from typing import Any

from tradecrawler.magazine import Magazine

_WIDTH = 100
"""Columns of a line, as ruff has it."""


def written(magazine: Magazine, indent: int = 0) -> str:
    """Return the expression that makes ``magazine``; lines after the first are indented."""
    return _call(magazine, indent)


def names_used(magazine: Magazine) -> list[str]:
    """Return what has to be imported from ``tradecrawler.magazine`` for it, sorted."""
    found: set[str] = set()
    waiting: list[Any] = [magazine]
    while waiting:
        value = waiting.pop()
        if isinstance(value, tuple):
            waiting += value
        elif dataclasses.is_dataclass(value):
            found.add(type(value).__name__)
            waiting += [given for _, given in _given(value)]
    return sorted(found)


def _call(value: Any, indent: int, used: int = 0) -> str:
    """Write a data class, on one line where there is room for it after ``used`` columns."""
    short = _short(value)
    if not isinstance(value, Magazine) and indent + used + len(short) + 1 <= _WIDTH:
        return short
    inner = " " * (indent + 4)
    lines = [
        f"{inner}{name}={_value(given, indent + 4, len(name) + 1)},"
        for name, given in _given(value)
    ]
    return "\n".join([f"{type(value).__name__}(", *lines, f"{' ' * indent})"])


def _value(value: Any, indent: int, used: int) -> str:
    """Write a value on one line, or its items on lines of their own where that is too long."""
    if dataclasses.is_dataclass(value):
        return _call(value, indent, used)
    if not isinstance(value, tuple):
        return _short(value)
    short = _short(value)
    is_nested = len(value) > 1 and any(map(dataclasses.is_dataclass, value))
    if not is_nested and indent + used + len(short) + 1 <= _WIDTH:
        return short
    inner = " " * (indent + 4)
    lines = [f"{inner}{_value(item, indent + 4, 0)}," for item in value]
    return "\n".join(["(", *lines, f"{' ' * indent})"])


def _short(value: Any) -> str:
    """Write a value on one line."""
    if isinstance(value, tuple):
        items = ", ".join(_short(item) for item in value)
        return f"({items},)" if len(value) == 1 else f"({items})"
    if dataclasses.is_dataclass(value):
        given = ", ".join(f"{name}={_short(given)}" for name, given in _given(value))
        return f"{type(value).__name__}({given})"
    return _string(value) if isinstance(value, str) else repr(value)


def _given(value: Any) -> list[tuple[str, Any]]:
    """Return the fields of a data class that are not their defaults."""
    fields = dataclasses.fields(value)
    pairs = ((field, getattr(value, field.name)) for field in fields)
    return [(field.name, given) for field, given in pairs if given != _default(field)]


def _default(field: "dataclasses.Field[Any]") -> Any:
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _string(text: str) -> str:
    """Write a text in double quotes; raw, where it has backslashes, as expressions have."""
    is_raw = "\\" in text and '"' not in text and not text.endswith("\\") and text.isprintable()
    if is_raw:
        return f'r"{text}"'
    quoted = repr(text)
    if quoted.startswith('"') or text.count('"') > text.count("'"):
        return quoted
    inner = quoted[1:-1].replace("\\'", "'")
    return '"' + inner.replace('"', '\\"') + '"'
