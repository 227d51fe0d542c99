"""``scrapy schedule`` as its user runs it, with a site on loopback."""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import UsageError
from scrapy.settings import Settings

from archive.results import RunRow
from archive.store import Archive
from tests.crawling import ROOT, TIMEOUT, Answer, TinySite, article_html
from tradecrawler.commands.schedule import Command

SPIDER = '''
from tradecrawler.magazine import Magazine, Schedule, Sitemap
from tradecrawler.spiders.magazine import MagazineSpider


class RayonSpider(MagazineSpider):
    """Yearly, so that no test meets its time."""

    name = "rayon"
    magazine = Magazine(
        slug="rayon",
        title="Rayon",
        homepage="{url}/",
        sources=(Sitemap(url="{url}/a.xml"),),
        schedule=Schedule(cron="0 0 1 1 *"),
    )
'''


class Project:
    """A project with one scheduled magazine, and an archive of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        self.folder = folder
        self.archive_url = f"sqlite:///{folder / 'archive.db'}"
        (folder / "declared.py").write_text(SPIDER.replace("{url}", url), encoding="utf-8")

    @contextmanager
    def scheduler(self) -> Iterator[subprocess.Popen[bytes]]:
        """``scrapy schedule`` in a process of its own, killed if it is not stopped."""
        given = {
            "SPIDER_MODULES": "declared",
            "ARCHIVE_URL": self.archive_url,
            "CAPTURES_DIR": self.folder / "captures",
            "SPOOL_DIR": self.folder / "spool",
            "DOWNLOAD_DELAY": 0,
            "RETRY_TIMES": 0,
        }
        command = [sys.executable, "-m", "scrapy", "schedule"]
        for name, value in given.items():
            command += ["-s", f"{name}={value}"]
        path = os.pathsep.join((str(self.folder), str(ROOT)))
        with (
            (self.folder / "log").open("ab") as log,
            subprocess.Popen(
                command, cwd=ROOT, env={**os.environ, "PYTHONPATH": path}, stdout=log, stderr=log
            ) as process,
        ):
            try:
                yield process
            finally:
                process.kill()

    def log(self) -> bytes:
        return (self.folder / "log").read_bytes()

    def runs(self) -> list[RunRow]:
        """Oldest first."""
        with Archive.open(self.archive_url) as archive:
            return archive.runs()[::-1]


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


@pytest.fixture
def project(tmp_path: Path, site: TinySite) -> Project:
    return Project(tmp_path, site.url)


def test_a_crawl_is_stopped_with_the_schedule_and_made_up_for_with_the_next(
    project: Project, site: TinySite
) -> None:
    asked, answer = threading.Event(), threading.Event()

    def hold() -> None:
        asked.set()
        answer.wait(TIMEOUT)

    paths = [f"/fr/news/article-{n}" for n in range(3)]
    for path in paths:
        body = article_html(f"Ouverture de {path}").encode()
        site.answers[path] = Answer(body=body, before=hold)
    site.sitemap("/a.xml", *paths)
    with Archive.open(project.archive_url) as archive:
        archive.start_run("old", "rayon", datetime(2024, 5, 6, tzinfo=UTC), "1")
        archive.finish_run("old", datetime(2024, 5, 7, tzinfo=UTC), "finished", {})

    with project.scheduler() as first:
        assert asked.wait(TIMEOUT)  # a run was missed
        first.send_signal(signal.SIGTERM)
        wait_for(lambda: b"rayon: crawl is stopped" in project.log())
        answer.set()
        assert first.wait(TIMEOUT) == 0
    assert [run.finish_reason for run in project.runs()] == ["finished", "shutdown"]

    with project.scheduler() as second:
        wait_for(lambda: project.log().count(b"rayon: crawl ended") == 2)
        second.send_signal(signal.SIGINT)
        assert second.wait(TIMEOUT) == 0
    last = project.runs()[2]
    assert (last.finish_reason, last.exit_status) == ("finished", 0)
    with Archive.open(project.archive_url) as archive:
        assert len(archive.articles()) == 3


def wait_for(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + TIMEOUT
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def schedule(*arguments: str, **settings: object) -> None:
    """Run the command in this process."""
    command = Command()
    command.settings = Settings()
    command.settings.setmodule("tradecrawler.settings")
    command.settings.setdict(settings)
    parser = argparse.ArgumentParser()
    command.add_options(parser)
    options, names = parser.parse_known_args(arguments)
    command.run(names, options)


def test_the_next_times_are_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    schedule("--list", "gondola", ARCHIVE_URL=f"sqlite:///{tmp_path / 'archive.db'}")
    rows = capsys.readouterr().out.splitlines()
    assert rows[1].split()[:6] == ["gondola", "15", "6,12,18", "*", "*", "mon-sat"]
    assert {row.split()[-1] for row in rows[1:]} == {"06:15", "12:15", "18:15"}
    assert not (tmp_path / "archive.db").exists()


def test_the_last_run_is_listed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    url = f"sqlite:///{tmp_path / 'archive.db'}"
    with Archive.open(url) as archive:
        archive.start_run("old", "gondola", datetime(2024, 5, 6, tzinfo=UTC), "1")
        archive.finish_run("old", datetime(2024, 5, 7, tzinfo=UTC), "finished", {})
        archive.judge_run("old", 1, ["nothing_readable"])
    schedule("--list", "gondola", ARCHIVE_URL=url)
    out = capsys.readouterr().out
    assert "2024-05-06 00:00 UTC" in out
    assert "nothing_readable" in out


def test_units_are_written_with_paths_of_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "units"
    schedule(
        "--print", "systemd", "--to", str(folder), "-s", "DOWNLOAD_DELAY=2", "-L", "INFO", "gondola"
    )
    assert capsys.readouterr().out.splitlines() == [
        str(folder / f"tradecrawler-gondola.{kind}") for kind in ("service", "timer")
    ]
    service = (folder / "tradecrawler-gondola.service").read_text()
    assert f"WorkingDirectory={Path.cwd()}\n" in service
    command = f"{sys.executable} -m scrapy crawl -s DOWNLOAD_DELAY=2 -L INFO gondola"
    assert f"\nExecStart={command}\n" in service


def test_a_crontab_is_printed_for_all(capsys: pytest.CaptureFixture[str]) -> None:
    schedule("--print", "cron")
    printed = capsys.readouterr().out
    assert printed.startswith("# ---- tradecrawler.cron\n")
    assert f"15 6,12,18 * * 1,2,3,4,5,6 cd {Path.cwd()} &&" in printed
    assert "demo" not in printed


@pytest.mark.parametrize(
    ("arguments", "settings", "message"),
    [
        (("absent",), {}, "there is no magazine 'absent'"),
        (("demo",), {}, "demo declares no schedule"),
        ((), {"SPIDER_MODULES": ["tradecrawler.spiders.demo"]}, "no magazine declares a schedule"),
        (("--print", "cron", "--to", "/dev/null/units"), {}, "/dev/null/units"),
        ((), {"SCHEDULE_CONCURRENCY": 0}, "SCHEDULE_CONCURRENCY: at least 1 is needed"),
    ],
)
def test_usage_errors(arguments: tuple[str, ...], settings: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        schedule(*arguments, **settings)


@pytest.mark.parametrize("arguments", [(), ("--list",)])
def test_without_apscheduler_the_extra_is_named(
    arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "tradecrawler.scheduling.timetable", raising=False)
    monkeypatch.setitem(sys.modules, "apscheduler.triggers.cron", None)
    with pytest.raises(UsageError, match=r"pip install 'tradecrawler\[schedule\]'"):
        schedule(*arguments)
