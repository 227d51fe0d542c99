import asyncio
import threading
from collections.abc import Sequence

import pytest

from tradecrawler.pipelines import writer
from tradecrawler.pipelines.writer import BATCH, BatchWriter, WriteFailed


def test_items_are_written_in_batches_and_in_order() -> None:
    batches: list[list[int]] = []

    def write(batch: Sequence[int]) -> list[str]:
        batches.append(list(batch))
        return [f"written {item}" for item in batch]

    async def run() -> list[str]:
        store: BatchWriter[int, str] = BatchWriter(write)
        outcomes = await asyncio.gather(*(store.put(n) for n in range(250)))
        await store.close()
        return outcomes

    assert asyncio.run(run()) == [f"written {n}" for n in range(250)]
    assert [item for batch in batches for item in batch] == list(range(250))
    assert max(len(batch) for batch in batches) <= BATCH
    assert len(batches) < 10


def test_the_loop_goes_on_while_a_batch_is_written() -> None:
    written = threading.Event()

    def write(batch: Sequence[int]) -> Sequence[int]:
        assert written.wait(timeout=10)
        return batch

    async def run() -> int:
        store: BatchWriter[int, int] = BatchWriter(write)
        waiting = asyncio.create_task(store.put(7))
        await asyncio.sleep(0.01)
        assert not waiting.done()
        written.set()
        outcome = await waiting
        await store.close()
        return outcome

    assert asyncio.run(run()) == 7


def test_a_failing_batch_fails_every_item_in_it_and_the_next_is_tried() -> None:
    def write(batch: Sequence[int]) -> Sequence[int]:
        if 1 in batch:
            raise OSError("disk full")
        return batch

    async def run() -> tuple[list[int | BaseException], int]:
        store: BatchWriter[int, int] = BatchWriter(write)
        failed = await asyncio.gather(store.put(1), store.put(2), return_exceptions=True)
        fine = await store.put(3)
        await store.close()
        return list(failed), fine

    failed, fine = asyncio.run(run())
    assert [type(error) for error in failed] == [WriteFailed, WriteFailed]
    assert "disk full" in str(failed[0])
    assert fine == 3


def test_a_wrong_number_of_outcomes_is_a_failure_and_no_hang() -> None:
    async def run() -> None:
        store: BatchWriter[int, int] = BatchWriter(lambda batch: [])
        try:
            await store.put(1)
        finally:
            await store.close()

    with pytest.raises(WriteFailed, match="0 outcomes for 1 items"):
        asyncio.run(run())


def test_closing_writes_what_waits() -> None:
    async def run() -> list[int]:
        store: BatchWriter[int, int] = BatchWriter(lambda batch: batch)
        waiting = [asyncio.create_task(store.put(n)) for n in range(5)]
        await asyncio.sleep(0)
        await store.close()
        return await asyncio.gather(*waiting)

    assert asyncio.run(run()) == [0, 1, 2, 3, 4]


def test_no_more_items_wait_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writer, "WAITING", 2)
    sizes: list[int] = []

    def write(batch: Sequence[int]) -> Sequence[int]:
        sizes.append(len(batch))
        return batch

    async def run() -> list[int]:
        store: BatchWriter[int, int] = BatchWriter(write)
        outcomes = await asyncio.gather(*(store.put(n) for n in range(5)))
        await store.close()
        return outcomes

    assert asyncio.run(run()) == [0, 1, 2, 3, 4]
    assert max(sizes) <= 2
