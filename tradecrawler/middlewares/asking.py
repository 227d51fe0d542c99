"""Asks the archive in a thread, again and again while it does not answer. No middleware itself."""

import asyncio
import logging
from collections.abc import Callable
from typing import Any, TypeVar

from scrapy.exceptions import CloseSpider

from archive.errors import ArchiveBusy, ArchiveError, DatabaseUnreachable

logger = logging.getLogger(__name__)

Answer = TypeVar("Answer")

PAUSE_SECONDS = 5.0
"""Between two questions to an archive that does not answer."""
PATIENCE_SECONDS = 900.0
"""Then the crawl ends: what it had taken is fetched and in the spool by then."""


async def ask(question: Callable[..., Answer], *arguments: Any) -> Answer:
    """Ask a question of the archive, and return the answer.

    The crawl pauses meanwhile for want of requests, and what it has fetched is spooled. Raises
    CloseSpider where that takes too long, or the archive fails otherwise.
    """
    error: ArchiveError
    for attempt in range(max(1, int(PATIENCE_SECONDS / PAUSE_SECONDS))):
        try:
            return await asyncio.to_thread(question, *arguments)
        except (DatabaseUnreachable, ArchiveBusy) as no_answer:
            if attempt == 0:
                logger.warning("the archive does not answer, waiting: %s", no_answer)
            error = no_answer
            await asyncio.sleep(PAUSE_SECONDS)
        except ArchiveError as refused:
            error = refused
            break
    logger.error("the frontier is out of reach, closing: %s", error)
    raise CloseSpider("archive_failed") from error
