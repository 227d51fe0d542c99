"""What a worker answers, without a process; and what is not loaded into one."""

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pytest

from archive.records import Template
from tests.crawling import ROOT, article_html
from tradecrawler.extract import extract
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine
from tradecrawler.workers import process
from tradecrawler.workers.messages import (
    Clean,
    Cleaned,
    Crashed,
    Finish,
    Finished,
    Forget,
    Order,
    Ready,
    Refused,
    pack,
    receive,
)

MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage="https://www.example.org/")
SECONDS = 60.0


def page(body: str = "") -> Page:
    return Page(
        url="https://www.example.org/a",
        body=(body or article_html("Une épicerie ouvre à Namur")).encode(),
        fetched_at=datetime(2026, 5, 5, tzinfo=UTC),
    )


def answers_to(*orders: Order, seconds: float = SECONDS) -> list[Any]:
    received = BytesIO()
    process.serve(BytesIO(b"".join(map(pack, orders))), received, seconds)
    received.seek(0)
    found = []
    while (answer := receive(received)) is not None:
        found.append(answer)
    assert isinstance(found[0], Ready)
    return found[1:]


def test_a_page_becomes_an_article_in_two_steps() -> None:
    cleaned, finished = answers_to(Clean(7, page(), MAGAZINE), Finish(7, None))
    assert isinstance(cleaned, Cleaned)
    assert cleaned.ticket == 7
    assert all(cleaned.fingerprints)
    assert finished == Finished(7, extract(page(), MAGAZINE))


def test_what_the_archive_knows_is_heeded() -> None:
    _, finished = answers_to(Clean(7, page(), MAGAZINE), Finish(7, Template()))
    assert finished == Finished(7, extract(page(), MAGAZINE, lambda _prints: Template()))
    assert finished.article.printed


def test_several_pages_may_be_in_hand() -> None:
    orders = [Clean(1, page(), MAGAZINE), Clean(2, page(article_html("Un autre")), MAGAZINE)]
    *_, second, first = answers_to(*orders, Finish(2, None), Finish(1, None))
    assert (second.ticket, second.article.headline) == (2, "Un autre")
    assert (first.ticket, first.article.headline) == (1, "Une épicerie ouvre à Namur")


def test_what_is_no_article_is_refused() -> None:
    empty = page("<!doctype html><title>Rien</title><body></body>")
    assert answers_to(Clean(7, empty, MAGAZINE)) == [Refused(7, "empty")]


def test_what_is_forgotten_is_not_kept_and_not_answered() -> None:
    cleaned, again = answers_to(
        Clean(7, page(), MAGAZINE), Forget(7), Forget(8), Clean(9, page(), MAGAZINE)
    )
    assert (cleaned.ticket, again.ticket) == (7, 9)


def test_a_crash_is_told_with_its_traceback(monkeypatch: pytest.MonkeyPatch) -> None:
    def crash(*_: object) -> None:
        raise ZeroDivisionError("a rule is wrong")

    monkeypatch.setattr(process, "clean", crash)
    [crashed] = answers_to(Clean(7, page(), MAGAZINE))
    assert isinstance(crashed, Crashed)
    assert isinstance(crashed.error, ZeroDivisionError)
    assert "test_process.py" in crashed.error.__notes__[0]


class Unsendable(Exception):
    def __init__(self, one: int, two: int) -> None:
        super().__init__("cannot be made from one argument")


def test_an_exception_that_cannot_be_sent_is_described() -> None:
    error = process.portable(Unsendable(1, 2))
    assert type(error) is RuntimeError
    assert "Unsendable: cannot be made from one argument" in str(error)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no clock of CPU time")
def test_a_page_that_takes_too_long_is_cut_short_and_is_the_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loop(*_: object) -> None:
        while True:
            pass

    monkeypatch.setattr(process, "clean", loop)
    orders = (Clean(7, page(), MAGAZINE), Clean(8, page(), MAGAZINE))
    assert answers_to(*orders, seconds=0.01) == [Refused(7, "too_slow")]


def test_a_worker_loads_neither_scrapy_nor_sql() -> None:
    code = (
        "import sys, tradecrawler.workers.process;"
        "print({'scrapy', 'twisted', 'sqlalchemy', 'asyncio'} & set(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "set()"
