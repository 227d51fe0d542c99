import gc
import sys
from collections.abc import Callable

import pytest
from scrapy import signals

from tests.crawling import crawler_of
from tradecrawler.extensions import short_turns
from tradecrawler.extensions.short_turns import AGAIN, SWITCH, WARM, ShortTurns
from tradecrawler.magazine import Magazine

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")


def test_it_holds_while_a_crawl_runs() -> None:
    crawler = crawler_of(MAGAZINE)
    usual = sys.getswitchinterval()
    extension = ShortTurns.from_crawler(crawler)
    crawler.signals.send_catch_log(signals.spider_opened)
    assert gc.get_freeze_count() > 0
    assert sys.getswitchinterval() == SWITCH
    frozen = gc.get_freeze_count()
    loaded: list[list[str]] = [[] for _ in range(1_000)]
    for _ in range(WARM):
        crawler.signals.send_catch_log(signals.item_scraped)
    warm = gc.get_freeze_count()
    assert warm >= frozen + len(loaded)
    remembered: list[list[str]] = [[] for _ in range(1_000)]
    for _ in range(WARM, AGAIN * WARM):
        crawler.signals.send_catch_log(signals.item_scraped)
    assert gc.get_freeze_count() >= warm + len(remembered)
    crawler.signals.send_catch_log(signals.engine_stopped)
    assert gc.get_freeze_count() == 0
    assert sys.getswitchinterval() == usual
    assert extension is not None  # signals hold their receivers weakly


def test_the_reactor_looks_at_its_timers_while_a_crawl_runs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[tuple[str, float]] = []

    class Loop:
        def __init__(self, function: Callable[[], None]) -> None:
            function()

        def start(self, interval: float, *, now: bool) -> None:
            assert not now
            calls.append(("start", interval))

        def stop(self) -> None:
            calls.append(("stop", 0))

    monkeypatch.setattr(short_turns, "LoopingCall", Loop)
    monkeypatch.setattr(short_turns, "is_reactor_installed", lambda: True)
    crawler = crawler_of(MAGAZINE)
    extension = ShortTurns.from_crawler(crawler)
    crawler.signals.send_catch_log(signals.spider_opened)
    assert calls == [("start", short_turns.TIDY)]
    crawler.signals.send_catch_log(signals.engine_stopped)
    assert calls == [("start", short_turns.TIDY), ("stop", 0)]
    assert extension is not None
