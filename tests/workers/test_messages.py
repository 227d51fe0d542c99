"""Messages, however their bytes are cut."""

from io import BytesIO

import pytest

from tradecrawler.workers.messages import (
    Answer,
    Cleaned,
    Forget,
    Inbox,
    Order,
    Refused,
    pack,
    receive,
)

MESSAGES: list[Order | Answer] = [Cleaned(1, [2**62], []), Refused(2, "listing"), Forget(3)]
SENT = b"".join(map(pack, MESSAGES))


@pytest.mark.parametrize("size", [1, 3, 7, 1000])
def test_messages_arrive_whole_and_in_order(size: int) -> None:
    inbox = Inbox()
    pieces = [SENT[i : i + size] for i in range(0, len(SENT), size)]
    assert [message for piece in pieces for message in inbox.feed(piece)] == MESSAGES


def test_messages_are_read_until_there_are_no_more() -> None:
    stream = BytesIO(SENT)
    assert [receive(stream) for _ in range(4)] == [*MESSAGES, None]


@pytest.mark.parametrize("missing", [1, len(pack(MESSAGES[-1])) - 1])
def test_a_torn_message_is_the_end(missing: int) -> None:
    stream = BytesIO(SENT[:-missing])
    assert [receive(stream) for _ in range(3)] == [*MESSAGES[:2], None]
