"""Invented articles of invented magazines, and an open archive on each database."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from archive.records import Article, Refusal
from archive.store import Archive
from tests.archive.invented import FIRST, invented_article


@pytest.fixture
def archive(archive_url: str) -> Iterator[Archive]:
    """An empty archive: once on SQLite, once on PostgreSQL."""
    with Archive.open(archive_url) as opened:
        yield opened


@pytest.fixture
def make_article() -> Callable[..., Article]:
    """Makes an article; ``name`` is the end of its URL, ``day`` when it was fetched."""
    return invented_article


@pytest.fixture
def make_refusal() -> Callable[..., Refusal]:
    """Makes a refused page; ``name`` and ``day`` as for articles."""

    def make(name: str = "ciney", day: float = 0, **fields: Any) -> Refusal:
        values: dict[str, Any] = {
            "url": f"https://www.rayon.example/fr/{name}",
            "magazine": "rayon",
            "reason": "consent_wall",
            "fetched_at": FIRST + timedelta(days=day),
        }
        return Refusal(**(values | fields))

    return make
