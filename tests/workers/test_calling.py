"""Functions called in real processes, some of which end before their time."""

import asyncio
import sys
from collections.abc import Callable
from typing import Any

import pytest

from tests.workers import called
from tradecrawler.discovery.errors import NotASitemap, ReaderDied, TooSlow
from tradecrawler.workers.pool import Pool
from tradecrawler.workers.worker import PIECE

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="asyncio cannot wait for processes")

URL = "https://www.example.org/sitemap.xml"


def call(function: Callable[..., Any], *arguments: Any, seconds: float = 60.0) -> Any:
    async def run() -> Any:
        pool = Pool(1, seconds)
        try:
            return await pool.call(function, *arguments, url=URL)
        finally:
            await pool.close()

    return asyncio.run(run())


def test_a_body_that_is_sent_in_pieces() -> None:
    body = bytes(range(256)) * (5 * PIECE // 256)
    assert call(called.double, body) == body + body


def test_what_it_raises_is_raised() -> None:
    with pytest.raises(NotASitemap, match="nothing at"):
        call(called.refuse, URL)


@pytest.mark.parametrize(("function", "error"), [(called.loop, TooSlow), (called.die, ReaderDied)])
def test_what_no_worker_can_do_is_unreadable(
    function: Callable[[], None], error: type[Exception]
) -> None:
    with pytest.raises(error, match=URL):
        call(function, seconds=1)
