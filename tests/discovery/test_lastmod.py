from datetime import UTC, datetime

import pytest

from tradecrawler.discovery.lastmod import moment_of

MOMENT = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-02T09:30:00+01:00",
        "2026-11-02T08:30Z",
        " 2026-11-02 08:30:00 ",
        "Mon, 02 Nov 2026 08:30:00 GMT",
        "Mon, 02 Nov 2026 09:30:00 +0100",
    ],
)
def test_the_ways_to_write_a_moment(text: str) -> None:
    assert moment_of(text) == MOMENT


def test_a_day_begins_at_midnight() -> None:
    assert moment_of("2026-11-02") == datetime(2026, 11, 2, tzinfo=UTC)


@pytest.mark.parametrize("text", [None, "", "yesterday", "2026-13-45", "0001-01-01T00:00:00+23:00"])
def test_what_is_no_date_is_none(text: str | None) -> None:
    assert moment_of(text) is None
