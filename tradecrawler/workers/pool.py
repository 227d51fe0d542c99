"""Distributes pages, and other calls, over worker processes; a worker that dies loses none of them.

How many may wait is the caller's business.
"""

import asyncio
import itertools
import logging
from collections import deque
from collections.abc import Callable
from typing import Any

from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.workers.calling import Calling
from tradecrawler.workers.messages import Answer, Forget
from tradecrawler.workers.reading import Reading
from tradecrawler.workers.worker import Worker

logger = logging.getLogger(__name__)

HELD = 4
"""Pages that a worker has at once: one that it reads, one that waits for its turn, and two whose
answer from the archive is on its way."""
TRIES = 2
"""How often a page is given to workers that die of it: memory may have been short just then."""
FALSE_STARTS = 3
"""Workers in a row that end before they are ready, after which no more are started."""
PATIENCE = 4
"""How many times its CPU time an order may take by the clock, for the machine has other things to
do. Then its worker is ended."""
STARTING = 300.0
"""Seconds that a worker may take to be ready, before it is ended; one takes on an idle machine."""
LOOK = 1.0
"""Seconds between two looks at whether every worker still answers."""
FAREWELL = 5.0
"""Seconds that workers have to end when there is no more to do; then they are ended."""


Job = Reading | Calling


class WorkersFailed(RuntimeError):
    """No worker can be started: see the log for why, or set EXTRACTION_PROCESSES=0.

    Nothing is lost: what was not read is in the captures.
    """


class Pool:
    """Reads pages in processes, of which so many are started as there is work for."""

    def __init__(self, processes: int, seconds: float) -> None:
        """At most ``processes``; a page may take ``seconds`` of CPU time for each of its two steps.

        Call this from a running event loop.
        """
        self._processes = processes
        self._seconds = seconds
        self._workers: list[Worker] = []
        self._at_work: dict[int, Job] = {}
        """By ticket."""
        self._waiting: deque[Job] = deque()
        self._tickets = itertools.count(1)
        self._starts: set[asyncio.Task[None]] = set()
        self._false_starts = 0
        self._is_open = True
        self._watching = asyncio.get_running_loop().create_task(self._watch())
        self._start_worker()  # it takes a while, in which the first page is fetched

    def read(self, page: Page, magazine: Magazine) -> Reading:
        """Have a page read; the reading says how far that is. Raises WorkersFailed."""
        reading = Reading(page, magazine, self._forget)
        self._add(reading)
        return reading

    async def call(self, function: Callable[..., Any], *arguments: Any, url: str) -> Any:
        """What a function of a module returns; ``url`` is what it reads, for the log.

        Raises what it raises, or else Unreadable or WorkersFailed.
        """
        calling = Calling(function, arguments, url)
        self._add(calling)
        return await calling.value

    async def close(self) -> None:
        """End the workers as soon as they have done what they have."""
        self._is_open = False
        self._watching.cancel()
        await asyncio.gather(*self._starts)
        gone = [worker.gone for worker in self._workers]
        for worker in self._workers:
            worker.finish()
        if gone:
            await asyncio.wait(gone, timeout=FAREWELL)
        for worker in self._workers:
            worker.kill()
        await asyncio.gather(*gone)
        for job in (*self._waiting, *self._at_work.values()):  # the crawl was stopped by force
            job.cancel()

    # Called by workers

    def ready(self, worker: Worker) -> None:
        """A worker waits for its first order."""
        self._false_starts = 0
        self._distribute()

    def answered(self, worker: Worker, answer: Answer) -> None:
        """A worker has got further."""
        job = self._at_work.get(answer.ticket)
        if job is not None and job.hear(worker, answer):  # else it was forgotten
            self._release(worker, answer.ticket)
            self._distribute()

    def ended(self, worker: Worker) -> None:
        """A worker is no more: what it had goes to others; what it died of, once."""
        self._workers.remove(worker)
        self._false_starts = 0 if worker.is_ready else self._false_starts + 1
        culprit = worker.current if worker.exit_code != 0 else None  # 0: it wanted to
        for ticket in sorted(worker.tickets, reverse=True):
            job = self._at_work.pop(ticket)
            if ticket == culprit:
                job.tries += 1
                logger.warning("%s while it read %s", worker.fate, job.url)
            if job.tries < TRIES:
                self._waiting.appendleft(job)
            else:
                job.give_up("reader_died")
        if self._has_failed:
            for job in self._waiting:
                job.fail(WorkersFailed(f"{WorkersFailed.__doc__} Last: {worker.fate}"))
            self._waiting.clear()
        self._distribute()

    # Who gets what

    def _add(self, job: Job) -> None:
        if self._has_failed:
            raise WorkersFailed(WorkersFailed.__doc__)
        self._waiting.append(job)
        self._distribute()

    @property
    def _has_failed(self) -> bool:
        return self._false_starts >= FALSE_STARTS and not self._workers

    def _distribute(self) -> None:
        """Give out what waits, to those that have least; start another where all have something."""
        while self._waiting:
            able = [worker for worker in self._workers if worker.is_able]
            worker = min(able, key=lambda worker: len(worker.tickets), default=None)
            if worker is None or worker.tickets:
                self._start_worker()
            if worker is None or len(worker.tickets) >= HELD:
                return
            ticket, job = next(self._tickets), self._waiting.popleft()
            self._at_work[ticket] = job
            worker.tickets.add(ticket)
            job.send_to(worker, ticket)

    def _forget(self, reading: Reading) -> None:
        """Nobody waits for it any more."""
        if reading in self._waiting:
            self._waiting.remove(reading)
        for worker in self._workers:
            for ticket in [t for t in worker.tickets if self._at_work[t] is reading]:
                worker.send(Forget(ticket))
                self._release(worker, ticket)
        reading.cancel()
        self._distribute()

    def _release(self, worker: Worker, ticket: int) -> None:
        worker.tickets.discard(ticket)
        del self._at_work[ticket]

    def _start_worker(self) -> None:
        """Start another worker, unless there are enough or one is about to be ready."""
        is_starting = any(not worker.is_ready for worker in self._workers)
        if len(self._workers) >= self._processes or is_starting or not self._is_open:
            return
        if self._false_starts < FALSE_STARTS:
            worker = Worker(self)
            self._workers.append(worker)
            start = asyncio.get_running_loop().create_task(self._start(worker))
            self._starts.add(start)
            start.add_done_callback(self._starts.discard)

    async def _start(self, worker: Worker) -> None:
        try:
            await worker.start(self._seconds)
        except OSError as error:
            logger.error("no worker can be started: %s", error)  # noqa: TRY400
            self.ended(worker)

    async def _watch(self) -> None:
        """End workers that are silent for too long: inside a call that cannot be cut short."""
        while True:
            await asyncio.sleep(LOOK)
            for worker in self._workers:
                limit = PATIENCE * self._seconds if worker.is_ready else STARTING
                if worker.silence > limit:
                    ticket = worker.current
                    if ticket in self._at_work:
                        self._at_work[ticket].give_up("too_slow")
                        self._release(worker, ticket)
                    worker.kill()
