from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tradecrawler.politeness.retry_after import retry_after

NOW = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("120", 120.0),
        (" 0 ", 0.0),
        ("1.5", 1.5),
        ("Mon, 02 Nov 2026 08:31:30 GMT", 90.0),
        ("Monday, 02-Nov-26 08:31:30 GMT", 90.0),
        ("Mon Nov  2 08:31:30 2026", 90.0),
        ("Mon, 02 Nov 2026 08:31:30 -0000", 90.0),
        ("Mon, 02 Nov 2026 09:31:30 +0100", 90.0),
        ("Mon, 02 Nov 2026 08:00:00 GMT", 0.0),
        ("-5", None),
        ("1e9", None),
        ("9" * 400, None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after(value: str | None, expected: float | None) -> None:
    assert retry_after(value, NOW) == expected


@given(st.text())
def test_any_text_is_read(value: str) -> None:
    seconds = retry_after(value, NOW)
    assert seconds is None or seconds >= 0
