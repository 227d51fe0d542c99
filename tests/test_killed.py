"""A crawl that is killed at any moment: what the archive has is whole, and its capture is there.

Half of the kills on each database. ``KILLS=100 pytest tests/test_killed.py`` kills more often;
``KILLS_SEED`` repeats the same moments, as far as a machine lets them be repeated.
"""

import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Self

import pytest

from archive.captures import read_capture, verify
from archive.store import Archive
from tests.crawling import ROOT, TIMEOUT, Answer, TinySite, article_html
from tests.whole import assert_whole

KILLS = int(os.environ.get("KILLS", "12"))
"""Some three seconds each. The writer alone is killed a hundred times on each database, step by
step, in ``tests/archive/test_killed_writer.py``."""
NEW = 8
"""Articles that are new in each run: enough for some batches, few enough for a short crawl."""

LISTED = 3 * NEW
"""What the site announces at a time: some of it is known already, some was lost with a crawl."""

SPIDER = """
from tradecrawler.magazine import Magazine, Sitemap
from tradecrawler.spiders.magazine import MagazineSpider


class RayonSpider(MagazineSpider):
    name = "rayon"
    magazine = Magazine(
        slug="rayon", title="Rayon", homepage="{url}/", sources=(Sitemap(url="{url}/a.xml"),)
    )
"""


class Crawls:
    """Starts crawls of a site, and kills them."""

    def __init__(self, folder: Path, site: TinySite, archive_url: str) -> None:
        self.folder = folder
        with (folder / "log").open("ab") as log:
            self._server = subprocess.Popen(
                [sys.executable, "-m", "tests.forked_crawls"],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        (folder / "rayon.py").write_text(SPIDER.format(url=site.url), encoding="utf-8")
        settings = {
            "ARCHIVE_URL": archive_url,
            "CAPTURES_DIR": folder / "captures",
            "CAPTURES_MAX_BYTES": 20_000,  # several files a run
            "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
        }
        self._arguments = ["runspider", str(folder / "rayon.py")]
        for name, value in settings.items():
            self._arguments += ["-s", f"{name}={value}"]

    def start(self) -> int:
        """Start a crawl; returns its process's id."""
        assert self._server.stdin is not None
        self._server.stdin.write(json.dumps(self._arguments) + "\n")
        self._server.stdin.flush()
        return self._answer()

    def end(self) -> int:
        """Wait until the crawl has ended; returns its status as ``os.waitpid`` gives it."""
        return self._answer()

    def _answer(self) -> int:
        assert self._server.stdout is not None
        return int(self._server.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._server.communicate(timeout=TIMEOUT)


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def test_killed_crawls_leave_a_whole_archive(
    site: TinySite, tmp_path: Path, archive_url: str
) -> None:
    seed = int(os.environ.get("KILLS_SEED") or random.randrange(10**9))
    chance = random.Random(seed)
    captures = tmp_path / "captures"
    paths: list[str] = []
    killed = 0
    with Crawls(tmp_path, site, archive_url) as crawls:
        for number in range(KILLS // 2):
            paths[:0] = [f"/fr/news/article-{number}-{n}" for n in range(NEW)]
            reached = publish(site, paths[:LISTED], chance.randrange(1, 2 * NEW))
            process = crawls.start()
            reached.wait(TIMEOUT)
            time.sleep(chance.uniform(0, 0.5))
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(process, signal.SIGKILL)
            killed += crawls.end() == signal.SIGKILL
            assert_whole(archive_url, captures, "magasin", f"seed {seed}, kill {number}")
        publish(site, paths, 1)
        crawls.start()
        assert crawls.end() == 0
    assert killed > KILLS / 4  # else the moments are too late to prove anything
    assert assert_whole(archive_url, captures, "magasin", f"seed {seed}") == len(paths)
    assert read_all(archive_url, captures) == {f"{site.url}{path}" for path in paths}
    with Archive.open(archive_url) as archive:
        runs = archive.runs(limit=KILLS)
    assert runs[0].finish_reason == "finished"
    assert {run.finish_reason for run in runs} <= {"finished", "killed"}
    assert sum(run.finish_reason == "killed" for run in runs) <= killed


def publish(site: TinySite, paths: list[str], target: int) -> threading.Event:
    """Put pages on the site; the event is set with the ``target``-th of them that is asked for."""
    reached = threading.Event()
    count = 0
    lock = threading.Lock()

    def asked() -> None:
        nonlocal count
        with lock:
            count += 1
            if count >= min(target, len(paths)):
                reached.set()

    for path in paths:
        body = article_html(f"Ouverture de {path}").encode()
        site.answers[path] = Answer(body=body, before=asked)
    site.sitemap("/a.xml", *paths)
    return reached


def read_all(archive_url: str, folder: Path) -> set[str]:
    """Read every article and its page; returns their addresses."""
    with Archive.open(archive_url) as archive:
        rows = archive.articles(limit=None)
        articles = [archive.article(row.id).article for row in rows]
    for article in articles:
        assert article.capture is not None
        page = read_capture(folder, article.capture).body.decode()
        assert article.headline in page
    torn = [problem.kind for problem in verify(folder, [])]
    assert set(torn) <= {"torn"}
    assert len(articles) == len({article.url for article in articles})
    return {article.url for article in articles}
