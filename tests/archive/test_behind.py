"""Work that is done a little later, in order, and what it raises."""

import threading

import pytest

from archive.behind import AHEAD, Behind


def fail() -> None:
    raise LookupError("nothing")


def test_pieces_are_done_in_order_and_waited_for() -> None:
    behind, done, may_go_on = Behind("test"), list[int](), threading.Event()
    behind.put(lambda: done.append(may_go_on.wait(10)))
    for number in range(2, AHEAD + 1):
        behind.put(lambda number=number: done.append(number))  # type: ignore[misc]
    assert done == []
    may_go_on.set()
    behind.put(lambda: done.append(9))
    behind.wait()
    assert done == [*range(1, AHEAD + 1), 9]
    behind.close()


def test_what_a_piece_raises_is_raised_once() -> None:
    behind, done = Behind("test"), list[int]()
    behind.put(fail)
    with pytest.raises(LookupError):
        behind.wait()
    behind.wait()
    behind.put(lambda: done.append(1))
    behind.put(fail)
    with pytest.raises(LookupError):
        behind.close()
    assert done == [1]
