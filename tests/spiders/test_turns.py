import asyncio

import pytest

from tradecrawler.spiders import turns
from tradecrawler.spiders.turns import in_turns


def test_others_have_their_turn_meanwhile(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "TURN", 0)
    seen: list[str] = []
    note = seen.append

    async def walk(name: str) -> None:
        async for number in in_turns(range(3)):
            note(f"{name}{number}")

    async def both() -> None:
        await asyncio.gather(walk("a"), walk("b"))

    asyncio.run(both())
    assert seen == ["a0", "b0", "a1", "b1", "a2", "b2"]


def test_a_short_list_is_one_turn() -> None:
    async def walk() -> list[int]:
        return [number async for number in in_turns(range(3))]

    assert asyncio.run(walk()) == [0, 1, 2]
