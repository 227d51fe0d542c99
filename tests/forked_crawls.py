"""Crawls in forked processes, one for each line of arguments on standard input (as a JSON list).

Answers with the process's id when it has been started, and with its exit status when it has ended.
Forked, because loading everything takes longer than a tiny crawl. Run by ``test_killed``.
"""

import json
import os
import sys

from scrapy import cmdline

# loaded once, for all; nothing here may load the reactor, which each crawl chooses for itself
import tradecrawler.middlewares.frontier
import tradecrawler.middlewares.keep_responses
import tradecrawler.pipelines.normalize
import tradecrawler.pipelines.split_teasers
import tradecrawler.pipelines.store  # noqa: F401


def main() -> None:
    """Serve until standard input ends."""
    for line in sys.stdin:
        arguments = json.loads(line)
        process = os.fork()
        if process == 0:
            os.dup2(2, 1)
            cmdline.execute(["scrapy", *arguments])  # exits
        _tell(process)
        _tell(os.waitpid(process, 0)[1])


def _tell(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
