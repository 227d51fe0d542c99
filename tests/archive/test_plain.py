"""Records as JSON and back."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.plain import from_plain, to_plain
from archive.records import Article, Capture, PrintedBlock, Refusal
from tests.archive.invented import invented_article

CAPTURE = Capture(
    url="https://www.rayon.example/fr/ciney",
    fetched_at=datetime(2026, 11, 2, 8, 30, tzinfo=UTC),
    status=200,
    digest="sha256:" + "a" * 64,
    file="rayon/ab12.warc.gz",
    offset=412,
    length=5_000_000_000,
)
ARTICLE = invented_article(
    capture=CAPTURE,
    redirected_from=("https://rayon.example/s/77",),
    printed=(PrintedBlock(1, 2, "Accueil", is_text=False), PrintedBlock(2**62, 0, "é", True)),
)


def around(record: Article | Refusal) -> Article | Refusal:
    return from_plain(type(record), json.loads(json.dumps(to_plain(record))))


def test_an_article_comes_back_as_it_went_in() -> None:
    back = around(ARTICLE)
    assert back == ARTICLE
    assert isinstance(back, Article)
    assert isinstance(back.printed[0], PrintedBlock)


def test_a_refusal_comes_back_too() -> None:
    refusal = Refusal(
        url="https://www.rayon.example/", magazine="rayon", reason="listing",
        fetched_at=CAPTURE.fetched_at, capture=CAPTURE,
    )  # fmt: skip
    assert around(refusal) == refusal


def test_a_field_that_is_new_gets_its_default() -> None:
    plain = to_plain(ARTICLE)
    del plain["redirected_from"]
    assert from_plain(Article, plain).redirected_from == ()


@pytest.mark.parametrize("plain", [{}, {"unknown": 1}, [], "text"])
def test_what_is_no_record_is_said(plain: object) -> None:
    with pytest.raises((TypeError, ValueError, KeyError, AttributeError)):
        from_plain(Article, plain)


@given(st.text(), st.lists(st.text(max_size=5), max_size=3), st.dictionaries(st.text(), st.text()))
def test_any_text_survives(text: str, names: list[str], alternates: dict[str, str]) -> None:
    article = invented_article(
        headline=text, authors=tuple(names), alternates=alternates, content_hash="0" * 64
    )
    assert around(article) == article
