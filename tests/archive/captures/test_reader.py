"""What cannot be read back is reported, never given back as something else."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from archive.captures import CaptureWriter, read_capture
from archive.errors import CaptureDamaged
from archive.records import Capture, Exchange

Make = Callable[..., Exchange]


@pytest.fixture
def capture(tmp_path: Path, make_exchange: Make) -> Capture:
    with CaptureWriter(tmp_path, "rayon") as writer:
        return writer.write([make_exchange(b"before"), make_exchange()])[1]


@pytest.fixture
def revisit(tmp_path: Path, capture: Capture, make_exchange: Make) -> Capture:
    holding = {capture.digest: capture}
    with CaptureWriter(tmp_path, "later", holding=lambda _: holding) as writer:
        return writer.write([make_exchange()])[0]


def test_missing_file_is_reported(tmp_path: Path, capture: Capture) -> None:
    with pytest.raises(CaptureDamaged, match=r"gone\.warc\.gz"):
        read_capture(tmp_path, replace(capture, file="gone.warc.gz"))


@pytest.mark.parametrize("shift", [-7, 0, 5, 1_000_000])
def test_wrong_place_is_reported(tmp_path: Path, capture: Capture, shift: int) -> None:
    wrong = replace(capture, offset=capture.offset + shift, length=capture.length - 20)
    with pytest.raises(CaptureDamaged):
        read_capture(tmp_path, wrong)


def test_other_payload_is_reported(tmp_path: Path, capture: Capture) -> None:
    wrong = replace(capture, digest="sha256:" + "0" * 64)
    with pytest.raises(CaptureDamaged, match="not the one that was fetched"):
        read_capture(tmp_path, wrong)


def test_warcinfo_is_not_taken_for_a_response(tmp_path: Path, capture: Capture) -> None:
    with pytest.raises(CaptureDamaged, match="no response record"):
        read_capture(tmp_path, replace(capture, offset=0))


def test_revisit_without_its_original_is_reported(
    tmp_path: Path, capture: Capture, revisit: Capture
) -> None:
    assert read_capture(tmp_path, revisit).body == read_capture(tmp_path, capture).body
    (tmp_path / capture.file).unlink()
    with pytest.raises(CaptureDamaged, match=r"cannot read rayon-00001\.warc\.gz"):
        read_capture(tmp_path, revisit)


def test_revisit_is_not_taken_for_a_response(tmp_path: Path, revisit: Capture) -> None:
    with pytest.raises(CaptureDamaged, match="no response record"):
        read_capture(tmp_path, replace(revisit, original=None))
