"""Looks at a crawl while it runs: time, memory, and how long the reactor waits for its turn."""

import asyncio
import json
import resource
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Self

from scrapy import Spider, signals
from scrapy.crawler import Crawler

from tradecrawler.extensions.run_record import counts

TICK = 0.005
"""Seconds between two looks at the clock in the reactor: a gap is known as exactly."""
SAMPLE = 1.0
"""Seconds between two looks at the memory."""
LONG = 0.05
"""Seconds that the reactor may be without its turn."""


@dataclass(kw_only=True)
class Figures:
    """What one crawl took."""

    pages: int = 0
    seconds: float = 0.0
    cpu_main: float = 0.0
    """CPU seconds of the crawl's process while it crawled."""
    cpu_children: float = 0.0
    gap: float = 0.0
    """Longest time between two turns of the reactor, in seconds."""
    busy_gap: float = 0.0
    """The most CPU time that the process used between two turns."""
    long_gaps: int = 0
    """Turns that came later than LONG."""
    long_busy: int = 0
    """Those of them in which the process itself computed for longer than LONG."""
    memory: list[tuple[int, float, float]] = field(default_factory=list)
    """Pages so far, MiB of the crawl's process, MiB of its children."""
    counts: dict[str, int] = field(default_factory=dict)
    """How the pages ended."""

    @property
    def rate(self) -> float:
        """Pages a second."""
        return self.pages / self.seconds

    @property
    def cpu(self) -> float:
        """CPU seconds a page."""
        return (self.cpu_main + self.cpu_children) / self.pages


class Gauge:
    """Looks at the clock and at the memory while a crawl runs. A Scrapy extension."""

    def __init__(self, crawler: Crawler) -> None:
        """Gauge one crawl."""
        self.crawler = crawler
        self.figures = Figures()
        self._tasks: list[asyncio.Task[None]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Begin when the spider is there, end when all is closed."""
        gauge = cls(crawler)
        crawler.signals.connect(gauge.begin, signal=signals.spider_opened)
        crawler.signals.connect(gauge.end, signal=signals.engine_stopped)
        return gauge

    def begin(self, spider: Spider) -> None:
        """Start to look."""
        self._started, self._cpu = time.perf_counter(), time.process_time()
        loop = asyncio.get_running_loop()
        self._tasks = [
            loop.create_task(self._watch_turns()),
            loop.create_task(self._watch_memory()),
        ]

    def end(self) -> None:
        """Sum up; printed as JSON for the process that started this one."""
        figures = self.figures
        figures.seconds = time.perf_counter() - self._started
        figures.cpu_main = time.process_time() - self._cpu
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        figures.cpu_children = used.ru_utime + used.ru_stime
        figures.counts = counts(self.crawler)
        figures.pages = self._pages()
        for task in self._tasks:
            task.cancel()
        print(json.dumps(asdict(figures)), flush=True)

    def _pages(self) -> int:
        get = self.crawler.stats.get_value
        return sum(get(f"articles/{name}", 0) for name in ("downloaded", "new", "unchanged"))

    async def _watch_turns(self) -> None:
        figures = self.figures
        last, last_cpu = time.perf_counter(), time.process_time()
        while True:
            await asyncio.sleep(TICK)
            now, cpu = time.perf_counter(), time.process_time()
            gap = now - last
            if gap > figures.gap:
                figures.gap = gap
            busy = min(gap, cpu - last_cpu)
            figures.busy_gap = max(figures.busy_gap, busy)
            figures.long_gaps += gap > LONG
            figures.long_busy += busy > LONG
            last, last_cpu = now, cpu

    async def _watch_memory(self) -> None:
        while True:
            self.figures.memory.append((self._pages(), *resident()))
            await asyncio.sleep(SAMPLE)


def resident() -> tuple[float, float]:
    """Memory of this process, and of its children, in MiB; asks Linux."""
    tasks = Path("/proc/self/task").glob("*/children")
    children = [child for task in tasks for child in task.read_text().split()]
    return _resident("self"), sum(map(_resident, children))


def _resident(process: str) -> float:
    pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20
