"""Long lists in short turns: the crawl's thread is nobody's for longer than some milliseconds."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from typing import TypeVar

TURN = 0.005
"""Seconds after which others have their turn: packets that came in, pages that were read. A timer
may have to wait for two such turns and what others do in between."""

Thing = TypeVar("Thing")


async def in_turns(things: Iterable[Thing]) -> AsyncIterator[Thing]:
    """Each of ``things``, with a pause whenever they and what is done with them took a turn."""
    began = time.perf_counter()
    for thing in things:
        yield thing
        if time.perf_counter() - began > TURN:
            await asyncio.sleep(0)
            began = time.perf_counter()
