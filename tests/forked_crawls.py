"""Crawls in forked processes, one for each order on standard input (JSON, a line).

An order has ``arguments``, and may have ``environment`` and the files ``stdout`` and ``stderr``.
Answers with the process's id when it has been started, and with its status, as ``os.waitpid`` gives
it, when it has ended. Forked, because loading everything takes longer than a tiny crawl. Run by
``ForkedCrawls``.
"""

import json
import os
import sys
from typing import Any

from scrapy import cmdline

# loaded once, for all; nothing here may load the reactor, which each crawl chooses for itself, nor
# the settings, which are read from the environment
import tradecrawler.commands.extract
import tradecrawler.middlewares.backoff
import tradecrawler.middlewares.frontier
import tradecrawler.middlewares.keep_responses
import tradecrawler.pipelines.normalize
import tradecrawler.pipelines.split_teasers
import tradecrawler.pipelines.store  # noqa: F401
from tradecrawler.extract import language
from tradecrawler.pipelines import writer

writer.WAIT = 0.02
"""Seconds: for the articles of a tiny crawl no company comes."""


def main() -> None:
    """Serve until standard input ends."""
    language.detect("Le prix du lait. " * 20)  # which loads what languages look like
    for line in sys.stdin:
        order = json.loads(line)
        process = os.fork()
        if process == 0:
            _crawl(order)
        _tell(process)
        _tell(os.waitpid(process, 0)[1])


def _crawl(order: dict[str, Any]) -> None:
    """Become a crawl; does not return."""
    if "environment" in order:
        os.environ.clear()
        os.environ.update(order["environment"])
    os.dup2(2, 1)  # standard output is the server's to answer
    for stream, name in ((1, "stdout"), (2, "stderr")):
        if name in order:
            os.dup2(os.open(order[name], os.O_WRONLY | os.O_CREAT | os.O_APPEND), stream)
    cmdline.execute(["scrapy", *order["arguments"]])  # exits


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
