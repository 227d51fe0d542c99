"""Rows into files: CSV, JSON Lines, Parquet; a row after the other. Knows no database."""

import csv
import itertools
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any, BinaryIO, Literal, get_args

from archive.errors import DriverMissing

Format = Literal["csv", "jsonl", "parquet"]
FORMATS: tuple[Format, ...] = get_args(Format)

Columns = Mapping[str, type]
"""Name to the Python type of its values, of which each may be None."""

Rows = Iterable[Mapping[str, Any]]

_GROUP = 10_000
"""Articles in a row group of Parquet: some 50 MB of text in memory."""


def write_csv(file: BinaryIO, columns: Columns, rows: Rows) -> int:
    """UTF-8, a header, commas, quotes where needed (RFC 4180); empty for None; returns how many.

    Moments and days are ISO 8601, truth is true or false.
    """
    file.write(_csv_line(list(columns)))
    count = 0
    for row in rows:
        file.write(_csv_line([_csv_value(row[name]) for name in columns]))
        count += 1
    return count


def write_json_lines(file: BinaryIO, columns: Columns, rows: Rows) -> int:
    """One object a line, in UTF-8; moments and days are ISO 8601; returns how many."""
    count = 0
    for row in rows:
        values = {name: _json_value(row[name]) for name in columns}
        file.write(json.dumps(values, ensure_ascii=False).encode() + b"\n")
        count += 1
    return count


def write_parquet(file: BinaryIO, columns: Columns, rows: Rows) -> int:
    """Typed columns, compressed with zstd; returns how many rows.

    Raises DriverMissing where pyarrow is not installed.
    """
    try:
        import pyarrow  # large, and an extra
        import pyarrow.parquet
    except ModuleNotFoundError as error:
        raise DriverMissing(
            "Parquet needs pyarrow, which is not installed; install tradecrawler[parquet]"
        ) from error
    types = {
        str: pyarrow.string(),
        int: pyarrow.int64(),
        bool: pyarrow.bool_(),
        date: pyarrow.date32(),
        datetime: pyarrow.timestamp("us", tz="UTC"),
    }
    schema = pyarrow.schema([(name, types[kind]) for name, kind in columns.items()])
    count, rest = 0, iter(rows)
    with pyarrow.parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        while group := list(itertools.islice(rest, _GROUP)):
            writer.write_table(pyarrow.Table.from_pylist(group, schema=schema))
            count += len(group)
    return count


WRITERS: Mapping[Format, Callable[[BinaryIO, Columns, Rows], int]] = {
    "csv": write_csv,
    "jsonl": write_json_lines,
    "parquet": write_parquet,
}


class _Line:
    """What the csv module writes to."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _csv_line(values: list[Any]) -> bytes:
    line = _Line()
    csv.writer(line).writerow(values)
    return line.text.encode()


def _csv_value(value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return _json_value(value)


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value  # a datetime is a date too
