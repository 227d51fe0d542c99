"""A writer that is killed at each of its steps, one after the other, on each database."""

import os
import subprocess
import sys
from pathlib import Path

from archive.captures import verify
from archive.store import Archive
from tests.whole import assert_whole

ROOT = Path(__file__).parents[2]
STEPS = 60
"""Fewer would mean that not all is counted: two batches send more statements than that."""


def test_writer_killed_at_each_step_leaves_a_whole_archive(
    archive_url: str, tmp_path: Path
) -> None:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("killed_writer.py")), archive_url, tmp_path],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    kills = int(done.stdout)
    assert kills > STEPS
    # of the runs that were killed late the first batch is there, and all of the last run's
    number = assert_whole(archive_url, tmp_path, "magasin")
    assert kills / 3 < number <= 2 * kills + 3
    with Archive.open(archive_url) as archive:
        captures = list(archive.captures())
        outcomes = archive.stats().outcomes
        last = archive.known(f"https://www.rayon.example/fr/{2 * (kills + 1) + 1}")
    assert last is not None
    assert set(outcomes) == {"new", "unchanged", "changed", "refused"}
    assert any(capture.original for capture in captures)
    torn = [problem.kind for problem in verify(tmp_path, [])]
    assert len(torn) > 5  # some died within a record
    assert set(torn) == {"torn"}
