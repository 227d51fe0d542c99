import os

import pytest

from tradecrawler.workers import default_processes


@pytest.mark.skipif(not hasattr(os, "sched_getaffinity"), reason="asks Linux")
@pytest.mark.parametrize(("cores", "expected"), [(1, 1), (2, 1), (4, 3)])
def test_one_core_is_left_to_the_crawl(
    cores: int, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(cores)))
    assert default_processes() == expected


def test_none_where_processes_cannot_be_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradecrawler.workers.os.name", "nt")
    assert default_processes() == 0
