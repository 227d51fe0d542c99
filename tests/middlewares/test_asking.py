"""Asking an archive that does not answer at once."""

import asyncio

import pytest
from scrapy.exceptions import CloseSpider

from archive.errors import DatabaseUnreachable
from tradecrawler.middlewares import asking


def test_the_archive_is_asked_again_while_it_does_not_answer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asking, "PAUSE_SECONDS", 0.001)
    monkeypatch.setattr(asking, "PATIENCE_SECONDS", 0.003)
    silent = 0

    def question(number: int) -> int:
        nonlocal silent
        silent -= 1
        if silent >= 0:
            raise DatabaseUnreachable("no answer")
        return number

    silent = 2
    assert asyncio.run(asking.ask(question, 7)) == 7
    silent = 9
    with pytest.raises(CloseSpider):
        asyncio.run(asking.ask(question, 7))
