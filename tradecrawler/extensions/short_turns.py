"""Keeps the crawl's thread from waiting for others while a crawl runs.

For the collector of reference cycles: Python looks through all that lives whenever that has grown
by a quarter, and with all that is loaded and remembered this takes a tenth of a second. And for the
threads that write: one that computes gives way to one that waits only every so often.
"""

import gc
import sys
from typing import Self

from scrapy import signals
from scrapy.crawler import Crawler
from scrapy.utils.reactor import is_reactor_installed
from twisted.internet.task import LoopingCall

WARM = 20
"""Articles after which nearly all is loaded that a crawl needs: SQL, expressions, domains."""
AGAIN = 4
"""So many times as many articles later, what was remembered since is set aside too: names, dates,
words. A garbage cycle that is alive just then is never freed; there are some dozens at a time, and
five times in 20,000 articles."""
SWITCH = 0.001
"""Seconds after which a computing thread gives way. The crawl's thread gives way with each packet
that it sends or receives, some thirty times a page, and then waits so long. With 0.0005 in place of
Python's own 0.005 a crawl on two cores was 10 % faster, for 5 % more CPU time, and half as often
waited for 0.05 s and more (docs/benchmarks.md)."""


TIDY = 1.0
"""Seconds between two looks of the reactor at its timers. It throws cancelled ones away when one of
them rings, which is seldom, and each request cancels some: thousands may lie about, an eighth of
the collector's work each thousand."""


class ShortTurns:
    """Sets aside what is there when the crawl begins, what was loaded for its first articles, and
    every now and then what it remembers; lets threads change places more often; lets the reactor
    look at its timers.

    What else the crawl makes is collected as before.
    """

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Wait until all components are made."""
        short_turns = cls()
        crawler.signals.connect(short_turns.spider_opened, signal=signals.spider_opened)
        crawler.signals.connect(short_turns.item_scraped, signal=signals.item_scraped)
        crawler.signals.connect(short_turns.engine_stopped, signal=signals.engine_stopped)
        return short_turns

    def __init__(self) -> None:
        """Remember how it was."""
        self._usual = sys.getswitchinterval()
        self._tidy: LoopingCall | None = None
        self._scraped = 0
        self._next = WARM

    def spider_opened(self) -> None:
        """Begin."""
        gc.freeze()
        sys.setswitchinterval(SWITCH)
        if is_reactor_installed():
            self._tidy = LoopingCall(lambda: None)  # the reactor looks at all timers then
            self._tidy.start(TIDY, now=False)

    def item_scraped(self) -> None:
        """Set aside what was loaded for these articles, and lives."""
        self._scraped += 1
        if self._scraped == self._next:
            self._next *= AGAIN
            gc.freeze()

    def engine_stopped(self) -> None:
        """Put all back: another crawl may follow in this process."""
        if self._tidy is not None:
            self._tidy.stop()
        gc.unfreeze()
        sys.setswitchinterval(self._usual)
