"""Crawls in forked processes, one for each order on standard input (JSON, a line).

An order has ``arguments``, and may have ``environment`` and the files ``stdout`` and ``stderr``.
Answers with the process's id when it has been started, and with its status, as ``os.waitpid`` gives
it, when it has ended. Forked, because loading everything takes longer than a tiny crawl. Run by
``ForkedCrawls``.
"""

import importlib
import json
import os
import pkgutil
import sys
from types import ModuleType
from typing import Any

import scrapy.commands
import scrapy.core.downloader.handlers.http11
import scrapy.downloadermiddlewares
import scrapy.extensions
import scrapy.spidermiddlewares
from scrapy import cmdline

import tradecrawler
from tradecrawler.extract import language

PACKAGES: tuple[ModuleType, ...] = (
    scrapy.commands,
    scrapy.downloadermiddlewares,
    scrapy.extensions,
    scrapy.spidermiddlewares,
    tradecrawler,
)
"""What crawls load, most of them in full."""

NOT_BEFORE = ("scrapy.extensions.statsmailer", "tradecrawler.settings", "tradecrawler.spiders.")
"""What is deprecated; what reads the environment; what a crawl loads itself."""


def main() -> None:
    """Serve until standard input ends."""
    for package in PACKAGES:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(NOT_BEFORE):
                importlib.import_module(module.name)
    assert "twisted.internet.reactor" not in sys.modules  # which each crawl chooses for itself
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
