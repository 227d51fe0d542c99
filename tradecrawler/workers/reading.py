"""One page on its way through a worker, and who waits for it.

In two steps, for in between the archive is asked what it knows of the magazine's template:
``clean`` gives what to ask about, ``normalize`` the article.
"""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from archive.records import Article, Template
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.workers.messages import Answer, Clean, Cleaned, Crashed, Finish, Finished, Refused

if TYPE_CHECKING:
    from tradecrawler.workers.worker import Worker


class Reading:
    """A page that is read elsewhere. Made by ``Pool.read``."""

    def __init__(
        self, page: Page, magazine: Magazine, forgotten: Callable[["Reading"], None]
    ) -> None:
        """``forgotten`` is told when nobody waits for it any more."""
        loop = asyncio.get_running_loop()
        self.page = page
        self.magazine = magazine
        self.tries = 0
        """Workers that died of it."""
        self._forgotten = forgotten
        self._at: tuple[Worker, int] | None = None
        """Where the document is, and its ticket."""
        self._told: tuple[Template | None] | None = None
        self._cleaned: asyncio.Future[Cleaned] = loop.create_future()
        self._article: asyncio.Future[Article] = loop.create_future()

    @property
    def url(self) -> str:
        """The page's address."""
        return self.page.url

    @property
    def is_open(self) -> bool:
        """Whether there is neither an article nor a reason why not."""
        return not self._article.done()

    async def clean(self) -> Cleaned:
        """Wait until the page is a document; returns what to ask the archive about.

        Raises NotAnArticle, WorkersFailed, and whatever crashed in the worker; ``normalize`` too.
        """
        return await self._cleaned

    def split(self, template: Template | None) -> None:
        """Say what the archive knows; None where it was not asked."""
        self._told = (template,)
        self._finish()

    async def normalize(self) -> Article:
        """Wait until the document, split by what ``split`` was told, is an article."""
        return await self._article

    def forget(self) -> None:
        """Nobody waits for it any more: its worker need not keep it."""
        self._forgotten(self)

    # Called by the pool

    def send_to(self, worker: "Worker", ticket: int) -> None:
        """Give it to a worker, for the first time or again."""
        self._at = None
        worker.send(Clean(ticket, self.page, self.magazine))

    def hear(self, worker: "Worker", answer: Answer) -> bool:
        """Take what the worker says; returns whether that is the end."""
        match answer:
            case Cleaned():
                self._at = worker, answer.ticket
                if not self._cleaned.done():
                    self._cleaned.set_result(answer)
                self._finish()  # if it was told already, and the worker has died since
                return False
            case Finished():
                if self.is_open:
                    self._article.set_result(answer.article)
            case Crashed():
                self.fail(answer.error)
            case Refused():
                self.fail(NotAnArticle(answer.reason, canonical_url=answer.canonical_url))
        return True

    def give_up(self, reason: str) -> None:
        """Refuse the page: no worker can read it."""
        self.fail(NotAnArticle(reason))

    def fail(self, error: Exception) -> None:
        """Raise ``error`` where somebody waits."""
        if not self._cleaned.done():
            self._cleaned.set_exception(error)
            self._article.cancel()
        elif self.is_open:  # else it was cancelled
            self._article.set_exception(error)

    def cancel(self) -> None:
        """Let nobody wait."""
        self._cleaned.cancel()
        self._article.cancel()

    def _finish(self) -> None:
        if self._at is not None and self._told is not None:
            worker, ticket = self._at
            worker.send(Finish(ticket, *self._told))
