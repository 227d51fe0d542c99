"""A crawl that is stopped at twenty random moments, and goes on each time, misses nothing.

By kill -9, now and then by Ctrl-C or a service manager's SIGTERM. After each stop the archive is
whole; in the end it holds what that of an undisturbed crawl holds, row for row. ``KILLS=100 pytest
tests/test_killed.py`` stops more often; ``KILLS_SEED`` takes other moments.
"""

import os
import random
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from zlib import crc32

import pytest
from sqlalchemy import create_engine, text

from archive.captures import read_capture, verify
from archive.store import Archive
from tests.crawling import TIMEOUT, Answer, ForkedCrawls, TinySite, article_html
from tests.whole import assert_whole

KILLS = int(os.environ.get("KILLS", "20")) // 2
"""On each database; about a second each. The writer alone is killed a hundred times, step by step,
in ``tests/archive/test_killed_writer.py``."""
SEED = int(os.environ.get("KILLS_SEED", "20261126"))
REQUESTS = 8
"""The stop comes with one of the first so many requests of a run …"""
DELAY_SECONDS = 0.1
"""… or at most so long after it: while its page is read, written or settled."""
ARTICLES = REQUESTS * KILLS // 2
"""So many that the last stop finds something left to do."""

SPIDER = """
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap
from tradecrawler.spiders.magazine import MagazineSpider


class RayonSpider(MagazineSpider):
    name = "rayon"
    magazine = Magazine(
        slug="rayon", title="Rayon", homepage="{url}/", article_urls=("/news/",),
        sources=(Sitemap(url="{url}/index.xml"), Listing(url="{url}/fr/", pages=9)),
    )
"""

ROWS = {
    "articles": "SELECT magazine, canonical_url, gone_status FROM articles",
    "versions": """
        SELECT a.canonical_url, v.number, v.valid_to, v.url, v.content_hash, v.headline, v.lead,
        v.body_text, v.body_html, v.language, v.date_published, v.word_count, c.digest
        FROM versions v JOIN articles a ON a.id = v.article_id
        JOIN captures c ON c.id = v.capture_id""",
    "urls": """
        SELECT u.url, u.kind, u.is_contested, a.canonical_url
        FROM urls u JOIN articles a ON a.id = u.article_id""",
    "pages": """
        SELECT url, status, digest, outcome, reason FROM captures WHERE outcome <> 'other'""",
    "addresses": """
        SELECT url, steps, lastmod, status, outcome, reason, setbacks, why, etag,
        due_at IS NULL, visited_at IS NULL FROM addresses""",
    "sources": """
        SELECT url, parent, page, lastmod, is_due, failure, etag, digest FROM sources""",
}
"""All that two archives of one site have in common: everything but ids, times and places, and the
order in which articles came, from which follows which of many that are alike are compared."""


class Crawls:
    """Starts crawls of a site, and stops them."""

    def __init__(self, folder: Path, site: TinySite, archive_url: str) -> None:
        folder.mkdir(exist_ok=True)
        with (folder / "log").open("ab") as log:
            self._crawls = ForkedCrawls(log.fileno())
        (folder / "rayon.py").write_text(SPIDER.format(url=site.url), encoding="utf-8")
        settings = {
            "ARCHIVE_URL": archive_url,
            "CAPTURES_DIR": folder / "captures",
            "CAPTURES_MAX_BYTES": 20_000,  # several files a run
            "SPOOL_DIR": folder / "spool",
            "CONCURRENT_REQUESTS_PER_DOMAIN": 4,
            "DOWNLOAD_DELAY": 0,
            "RETRY_TIMES": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "EXTRACTION_PROCESSES": 0,  # a process takes longer to start than such a crawl lives
        }
        self._arguments = ["runspider", str(folder / "rayon.py")]
        for name, value in settings.items():
            self._arguments += ["-s", f"{name}={value}"]

    def start(self) -> int:
        """Start a crawl; returns its process's id."""
        return self._crawls.start(self._arguments)

    def end(self) -> int:
        """Wait until the crawl has ended; returns its status as ``os.waitpid`` gives it."""
        return self._crawls.end()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._crawls.close()


class Countdown:
    """Waits for a number of requests."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._left = 0

    def count(self) -> None:
        with self._condition:
            self._left -= 1
            self._condition.notify_all()

    def begin(self, number: int) -> None:
        with self._condition:
            self._left = number

    def wait(self) -> None:
        with self._condition:
            self._condition.wait_for(lambda: self._left <= 0, TIMEOUT)


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def test_stopped_crawls_go_on_and_end_as_an_undisturbed_one(
    site: TinySite, tmp_path: Path, archive_url: str
) -> None:
    countdown = Countdown()
    publish(site, countdown)
    chance = random.Random(SEED)
    captures = tmp_path / "captures"
    killed = 0
    with Crawls(tmp_path, site, archive_url) as crawls:
        for number in range(KILLS):
            blow = signal.SIGKILL if number % 5 else chance.choice((signal.SIGINT, signal.SIGTERM))
            countdown.begin(chance.randrange(1, REQUESTS + 1))
            process = crawls.start()
            countdown.wait()
            time.sleep(chance.uniform(0, DELAY_SECONDS))
            with suppress(ProcessLookupError):  # it was quicker
                os.kill(process, blow)
            killed += crawls.end() == signal.SIGKILL
            assert_whole(archive_url, captures, "magasin", f"seed {SEED}, stop {number}")
        left = waiting(archive_url)
        crawls.start()
        assert crawls.end() == 0
    assert killed > KILLS / 2  # else they came too late to prove anything
    assert left > 0
    assert waiting(archive_url) == 0
    assert assert_whole(archive_url, captures, "magasin", f"seed {SEED}") == ARTICLES + 1
    assert len(read_all(archive_url, captures)) == ARTICLES + 1

    with Archive.open(archive_url) as archive:
        runs = archive.runs(limit=KILLS + 1)
    assert runs[0].finish_reason == "finished"
    assert sum(run.finish_reason == "killed" for run in runs) <= killed

    undisturbed = f"sqlite:///{tmp_path / 'undisturbed.db'}"
    with Crawls(tmp_path / "undisturbed", site, undisturbed) as crawls:
        crawls.start()
        assert crawls.end() == 0
    expected, found = rows(undisturbed), rows(archive_url)
    for name in ROWS:
        assert found[name] == expected[name], f"seed {SEED}: {name}"


def publish(site: TinySite, countdown: Countdown) -> None:
    """A site that lists its articles in three places, and addresses that lead elsewhere."""

    def put(path: str, body: str, **rest: Any) -> None:
        tag = f'"{crc32(body.encode())}"'
        content = body.replace("{url}", site.url).encode()
        site.answers[path] = Answer(
            body=content, before=countdown.count, headers={"ETag": tag}, **rest
        )

    paths = [f"/fr/news/article-{n}" for n in range(ARTICLES)]
    for path in paths:
        put(path, article_html(f"Ouverture de {path}"))
    put("/fr/news/vide", "<!doctype html><title>Vide</title>")
    put("/fr/news/panne", "panne", status=500)
    put("/fr/news/absent", "absent", status=404)
    site.redirect("/fr/news/ancien", "{url}/fr/news/article-0")
    site.redirect("/fr/news/seul", "{url}/fr/news/ailleurs")
    put("/fr/news/ailleurs", article_html("Ouverture ailleurs"))
    half, others = len(paths) // 2, ["vide", "panne", "absent", "ancien", "seul"]
    lists = {"/a.xml": paths[:half], "/b.xml": [f"/fr/news/{name}" for name in others]}
    for path, listed in lists.items():
        entries = "".join(f"<url><loc>{{url}}{each}</loc></url>" for each in listed)
        put(path, f"<urlset>{entries}</urlset>", type="application/xml")
    index = "".join(f"<sitemap><loc>{path}</loc></sitemap>" for path in lists)
    put("/index.xml", f"<sitemapindex>{index}</sitemapindex>", type="application/xml")
    pages = [paths[half:][n::5] for n in range(5)]
    for number, listed in enumerate(pages, 1):
        links = "".join(f"<a href='{path}'>Ouverture</a>" for path in listed)
        following = f"<a rel=next href='/fr/?page={number + 1}'>Suivant</a>" * (number < len(pages))
        path = "/fr/" if number == 1 else f"/fr/?page={number}"
        put(path, f"<!doctype html><title>News</title>{links}{following}")


def waiting(archive_url: str) -> int:
    """How many addresses were never fetched, or sources never read."""
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        addresses = text("SELECT count(*) FROM addresses WHERE visited_at IS NULL")
        sources = text("SELECT count(*) FROM sources WHERE read_at IS NULL")
        left = sum(int(connection.scalar(each) or 0) for each in (addresses, sources))
    engine.dispose()
    return left


def rows(archive_url: str) -> dict[str, list[tuple[Any, ...]]]:
    """What an archive holds, in no order."""
    engine = create_engine(archive_url)
    with engine.connect() as connection:
        found = {name: connection.execute(text(query)).all() for name, query in ROWS.items()}
    engine.dispose()
    return {name: sorted(map(plain, each), key=repr) for name, each in found.items()}


def plain(row: Any) -> tuple[Any, ...]:
    """A row as both databases give it: SQLite has numbers for what is true or not."""
    return tuple(int(value) if isinstance(value, bool) else value for value in row)


def read_all(archive_url: str, folder: Path) -> set[str]:
    """Read every article and its page; returns their addresses."""
    with Archive.open(archive_url) as archive:
        articles = [archive.article(row.id).article for row in archive.articles(limit=None)]
    for article in articles:
        assert article.capture is not None
        page = read_capture(folder, article.capture).body.decode()
        assert article.headline in page
    torn = [problem.kind for problem in verify(folder, [])]
    assert set(torn) <= {"torn"}
    assert len(articles) == len({article.url for article in articles})
    return {article.url for article in articles}
