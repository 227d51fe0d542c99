"""Every recorded page is read as somebody said it should be, field by field.

``expected.json`` is missing? It is written, and the test fails once: read it, and mend it.
"""

import importlib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tradecrawler.magazine import Magazine
from tradecrawler.recording import (
    EXPECTED,
    FIELDS,
    META,
    read_as,
    read_expected,
    read_page,
    write_expected,
)

HERE = Path(__file__).parent
FOLDERS = sorted(file.parent.relative_to(HERE).as_posix() for file in HERE.glob(f"*/*/{META}"))


@cache
def as_read(folder: str) -> dict[str, Any]:
    module = importlib.import_module(f"tradecrawler.spiders.{folder.partition('/')[0]}")
    (magazine,) = (
        found
        for value in vars(module).values()
        if isinstance(found := getattr(value, "magazine", None), Magazine)
    )
    return read_as(read_page(HERE / folder), magazine)


@cache
def expected(folder: str) -> dict[str, Any]:
    found = read_expected(HERE / folder)
    if found is None:
        write_expected(HERE / folder, as_read(folder))
        pytest.fail(f"{folder}/{EXPECTED} was written: read it, and mend what is wrong")
    return found


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_kind_of_page(folder: str) -> None:
    assert as_read(folder).get("refused") == expected(folder).get("refused")


@pytest.mark.parametrize("folder", FOLDERS)
@pytest.mark.parametrize("field", FIELDS)
def test_a_field(folder: str, field: str) -> None:
    assert as_read(folder).get(field) == expected(folder).get(field)
