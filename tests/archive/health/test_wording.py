from datetime import UTC, datetime

import pytest

from archive.health.figures import Finding
from archive.health.wording import amount, message


@pytest.mark.parametrize(
    ("measure", "value", "text"),
    [
        ("undated", 0.123, "12%"),
        ("articles", 40.0, "40"),
        ("words", 287.4, "287"),
        ("latency", 0.234, "0.23"),
        ("words", None, "-"),
    ],
)
def test_values_are_said_as_people_read_them(measure: str, value: float, text: str) -> None:
    assert amount(measure, value) == text


def test_a_finding_says_what_was_usual_and_why() -> None:
    finding = Finding(
        magazine="rayon",
        measure="refused",
        language="",
        verdict="broken",
        now=0.8,
        usual=0.04,
        pages=10,
        measured_at=datetime(2026, 5, 4, tzinfo=UTC),
        detail="consent_wall 7, soft_404 1",
    )
    said = message(finding)
    assert said == "new pages refused: 80%, usual 4% [consent_wall 7, soft_404 1]"
