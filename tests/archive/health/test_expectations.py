from typing import Any

import pytest

from archive.health.expectations import Expectations


@pytest.mark.parametrize(
    "fields", [{"dated": 1.5}, {"max_refused": -0.1}, {"min_articles_per_week": -1}]
)
def test_what_cannot_be_met_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=next(iter(fields))):
        Expectations(**fields)


def test_defaults_expect_little() -> None:
    assert Expectations().min_articles_per_week == 0
