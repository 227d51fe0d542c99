"""``scrapy schedule``: crawl magazines at the times they declare, or write units that do."""

import argparse
import getpass
import logging
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

from rich.console import Console
from rich.table import Table
from scrapy.commands import ScrapyCommand
from scrapy.exceptions import UsageError
from scrapy.spiderloader import get_spider_loader
from scrapy.utils.log import configure_logging

from archive.errors import ArchiveError, ArchiveMissing
from archive.results import RunRow
from archive.store import Archive
from tradecrawler.magazine import Magazine
from tradecrawler.scheduling import units

TIMES_LISTED = 3
"""Of each magazine: enough to see what a cron expression means."""


class Command(ScrapyCommand):
    """Runs until it is stopped; with ``--list`` or ``--print`` only says what it would do."""

    requires_project = True
    requires_crawler_process = False
    default_settings: ClassVar[dict[str, Any]] = {}

    def syntax(self) -> str:
        """Arguments, for the help."""
        return "[options] [MAGAZINE...]"

    def short_desc(self) -> str:
        """One line, for the list of commands."""
        return "Crawl magazines at the times they declare"

    def long_desc(self) -> str:
        """What it does, for the help."""
        return (
            "Crawls the given magazines, or all that declare a schedule, each in a process of its"
            " own, until it is stopped. -s settings are passed on to the crawls."
        )

    def add_options(self, parser: argparse.ArgumentParser) -> None:
        """Declare this command's options beside Scrapy's own."""
        super().add_options(parser)
        parser.add_argument("--list", action="store_true", help="show the next times, and end")
        parser.add_argument(
            "--print",
            choices=("systemd", "cron"),
            dest="units",
            help="write systemd units or a crontab instead",
        )
        parser.add_argument(
            "--to", metavar="FOLDER", help="where to write them (default: standard output)"
        )

    def run(self, args: list[str], opts: argparse.Namespace) -> None:
        """Schedule the magazines in ``args``; without any, all that declare a schedule."""
        magazines = self._scheduled(args)
        if opts.units:
            self._write(magazines, opts)
        elif opts.list:
            self._list(magazines)
        else:
            self._serve(magazines, opts)

    def _scheduled(self, names: Sequence[str]) -> list[Magazine]:
        """The declarations of the magazines that are to be crawled, by name."""
        assert self.settings is not None  # set by scrapy.cmdline before run()
        loader = get_spider_loader(self.settings)
        found = []
        for name in sorted(names or loader.list()):
            if name not in loader.list():
                raise UsageError(
                    f"there is no magazine {name!r}: see scrapy list", print_help=False
                )
            magazine = getattr(loader.load(name), "magazine", None)
            if isinstance(magazine, Magazine) and magazine.schedule is not None:
                found.append(magazine)
            elif names:
                raise UsageError(f"{name} declares no schedule", print_help=False)
        if not found:
            raise UsageError("no magazine declares a schedule", print_help=False)
        return found

    def _crawl_command(self, opts: argparse.Namespace) -> list[str]:
        """What crawls a magazine, up to its name: with this Python, and the settings given."""
        command = [sys.executable, "-m", "scrapy", "crawl"]
        for setting in opts.set:
            command += ["-s", setting]
        return [*command, *(["-L", opts.loglevel] if opts.loglevel else [])]

    def _write(self, magazines: Sequence[Magazine], opts: argparse.Namespace) -> None:
        place = units.Place(
            folder=str(Path.cwd()), command=self._crawl_command(opts), user=getpass.getuser()
        )
        if opts.units == "systemd":
            files = units.systemd(magazines, place)
        else:
            files = {"tradecrawler.cron": units.cron(magazines, place)}
        if opts.to is None:
            for name, text in files.items():
                sys.stdout.write(f"# ---- {name}\n{text}\n")
            return
        try:
            Path(opts.to).mkdir(parents=True, exist_ok=True)
            for name, text in files.items():
                Path(opts.to, name).write_text(text, encoding="utf-8")
                sys.stdout.write(f"{Path(opts.to, name)}\n")
        except OSError as error:
            raise UsageError(f"{opts.to}: {error}", print_help=False) from error

    def _list(self, magazines: Sequence[Magazine]) -> None:
        timetable_of = _needs_apscheduler()
        table = Table("magazine", "schedule", "last run", "next times", box=None, pad_edge=False)
        for magazine in magazines:
            times, moment = timetable_of(magazine), datetime.now(UTC)
            following = []
            for _ in range(TIMES_LISTED):
                moment = times.after(moment)
                following.append(times.shown(moment))
            schedule = f"{times.schedule.cron}\n{magazine.schedule_zone}"
            table.add_row(magazine.slug, schedule, self._shown_last(magazine), "\n".join(following))
        Console().print(table, highlight=False)

    def _shown_last(self, magazine: Magazine) -> str:
        """When a magazine was last crawled, and how that ended."""
        try:
            last = self._last_run(magazine.slug)
        except ArchiveError as error:
            return f"unknown: {type(error).__name__}"
        if last is None:
            return "-"
        ended = last.failure or last.finish_reason or "running"
        return f"{last.started_at:%Y-%m-%d %H:%M} UTC\n{ended}"

    def _serve(self, magazines: Sequence[Magazine], opts: argparse.Namespace) -> None:
        timetable_of = _needs_apscheduler()
        from tradecrawler.scheduling.crawls import Crawls
        from tradecrawler.scheduling.service import Service

        assert self.settings is not None
        concurrency = self.settings.getint("SCHEDULE_CONCURRENCY")
        if concurrency < 1:
            raise UsageError("SCHEDULE_CONCURRENCY: at least 1 is needed", print_help=False)
        configure_logging(self.settings)
        # it tells every job it looks at; what becomes of crawls is told by ourselves
        logging.getLogger("apscheduler").setLevel(logging.WARNING)
        command = self._crawl_command(opts)
        service = Service(
            [timetable_of(magazine) for magazine in magazines],
            Crawls(lambda slug: [*command, slug]),
            self._last_run,
            concurrency,
        )
        self.exitcode = service.run(self.settings.getfloat("SCHEDULE_STOP_SECONDS"))

    def _last_run(self, slug: str) -> RunRow | None:
        """A magazine's last run; None where there is none, or no archive yet."""
        assert self.settings is not None
        try:
            with Archive.open(self.settings["ARCHIVE_URL"], create=False) as archive:
                return archive.last_run(slug)
        except ArchiveMissing:
            return None


def _needs_apscheduler() -> Any:
    """The class of timetables; a usage error where the library behind it is not installed."""
    try:
        from tradecrawler.scheduling.timetable import Timetable
    except ModuleNotFoundError as error:
        if not (error.name or "").startswith("apscheduler"):
            raise
        raise UsageError(
            "APScheduler is not installed: pip install 'tradecrawler[schedule]'; --print writes"
            " units for systemd or cron without it",
            print_help=False,
        ) from error
    return Timetable
