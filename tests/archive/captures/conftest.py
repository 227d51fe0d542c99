"""Invented exchanges."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest

from archive.records import Exchange

FETCHED = datetime(2026, 11, 2, 9, 30, 15, 250000, tzinfo=timezone(timedelta(hours=1)))


@pytest.fixture
def make_exchange() -> Callable[..., Exchange]:
    """Makes an exchange with this body."""

    def make(body: bytes = b"<p>Ciney</p>", **fields: Any) -> Exchange:
        values: dict[str, Any] = {
            "url": "https://www.rayon.example/fr/ciney",
            "status": 200,
            "headers": (("Content-Type", "text/html; charset=utf-8"),),
            "body": body,
            "fetched_at": FETCHED,
        }
        return Exchange(**(values | fields))

    return make
