"""The command line of benchmarks that fill an empty database with articles."""

import argparse
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path


def command(
    description: str | None, measure: Callable[[str, Sequence[int]], None], sizes: Sequence[int]
) -> None:
    """Read ``--url`` and ``--articles``, by default ``sizes``, and measure there."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--url", help="an empty database; SQLite in a temporary folder otherwise")
    parser.add_argument("--articles", type=int, nargs="+", default=sizes)
    arguments = parser.parse_args()
    if arguments.url:
        measure(arguments.url, arguments.articles)
        return
    with tempfile.TemporaryDirectory() as folder:
        measure(f"sqlite:///{Path(folder) / 'archive.db'}", arguments.articles)
