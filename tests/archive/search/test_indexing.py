"""What the index is told of an article."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from archive.records import Article
from archive.search.indexing import MAX_PLACES, MAX_WORDS, index_words, tsvector

ARTICLE = Article(
    url="https://www.etal.example/1",
    canonical_url="https://www.etal.example/1",
    magazine="étal",
    language="de",
    authors=("Jo Noël", "Ada"),
    section="Der Handel",
    headline="Biomärkte",
    lead="Der Markt.",
    body_text="Biomarkt und Handel",
    body_html="",
    word_count=6,
    extractor_version="test",
    fetched_at=datetime(2026, 11, 2, tzinfo=UTC),
    content_hash="0",
)


def test_words_of_an_article() -> None:
    words = index_words(ARTICLE)
    assert words.headline == ["debiomarkt"]
    assert words.lead == ["deder", "demarkt"]
    assert words.body == ["debiomarkt", "deund", "dehandel"]
    assert words.parts == ["_pdemarkt"]
    assert words.facts == [
        "_all", "_m_e9_tal", "_lde", "_", "_ajo", "_anoel", "_", "_aada", "_", "_sder", "_shandel"
    ]  # fmt: skip


def test_tsvector_has_places_fields_and_no_borders() -> None:
    found = dict(part.rsplit(":", 1) for part in tsvector(index_words(ARTICLE)).split(" "))
    assert found["'debiomarkt'"] == "1A,6"
    assert found["'1debiomarkt'"] == "1A"
    assert found["'2demarkt'"] == found["'demarkt'"] == "4B"
    assert found["'dehandel'"] == "8"
    assert found["'_pdemarkt'"] == "10C"
    assert (found["'_ajo'"], found["'_anoel'"], found["'_aada'"]) == ("5", "6", "8")
    assert "'_'" not in found


def test_language_that_is_not_stemmed_is_remembered() -> None:
    words = index_words(replace(ARTICLE, language="ja"))
    assert words.headline == ["xxbiomarkte"]
    assert "_lja" in words.facts
    assert not any(
        word.startswith("_l") for word in index_words(replace(ARTICLE, language=None)).facts
    )


def test_limits() -> None:
    article = replace(ARTICLE, body_text="mot " * (MAX_WORDS + 5), authors=("a b " * 400,))
    words = index_words(article)
    assert len(words.headline) + len(words.lead) + len(words.body) == MAX_WORDS
    assert words.body.count("demot") == MAX_PLACES
    assert words.body[MAX_PLACES:] == ["_"] * (MAX_WORDS - 3 - MAX_PLACES)
    assert sum(word.startswith("_a") for word in words.facts) == 301  # with _all


@pytest.mark.parametrize("apart", [0, 1, 9])
def test_a_word_is_limited_wherever_it_stands(apart: int) -> None:
    others = iter(range(100_000))
    text = " ".join(
        " ".join(["mot", *(f"andere{next(others)}" for _ in range(apart))])
        for _ in range(MAX_PLACES + 1)
    )
    words = index_words(replace(ARTICLE, body_text=text))
    assert words.body.count("demot") == MAX_PLACES
    assert words.body.count("_") == 1
    words = index_words(replace(ARTICLE, body_text=text.removeprefix("mot")))
    assert words.body.count("demot") == MAX_PLACES
    assert "_" not in words.body
