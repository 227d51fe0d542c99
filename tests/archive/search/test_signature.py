"""The index knows by which analysis it was made."""

import hashlib
import logging
from collections.abc import Callable

import pytest
import Stemmer
from sqlalchemy import create_engine, text

from archive.records import Article
from archive.results import Upgraded
from archive.search.indexing import index_words, pairs_array, tsvector
from archive.search.signature import SIGNATURE, VERSION
from archive.store import Archive

Make = Callable[..., Article]

TEXTS = {
    "fr": "L'activité glacée d'aujourd'hui : cœur de crème, 3,50 € au marché",
    "nl": "Foto's van supermarktketens, opgeslagen coöperatie en melkprijzen",
    "de": "Lebensmittelhandel: Preise für Äpfel, Verpackungsmüll, Straße",
    "en": "Markets' frequent pricing of e-commerce stores",
    "ru": "Цены на рынках",
    "ja": "レジ prix winkels",
}

WORDS = {(2, "3.1.0"): "f4bb"}
"""Version and Snowball's, to a digest of the words of these texts. Where the words have changed,
raise ``signature.VERSION``, and put the new digest here."""


def test_other_words_are_another_version(make_article: Make) -> None:
    digest = hashlib.sha256()
    for language, words in TEXTS.items():
        article = make_article(headline=words, lead=words, body_text=words, language=language)
        found = index_words(article)
        digest.update(f"{tsvector(found)} {pairs_array(found)}".encode())
    known = {snowball for version, snowball in WORDS if version == VERSION}
    if known and Stemmer.version() not in known:
        pytest.skip(f"Snowball {Stemmer.version()} is another than that of {known}")
    assert WORDS[VERSION, Stemmer.version()] == digest.hexdigest()[:4]


@pytest.fixture
def of_another(archive_url: str, make_article: Make) -> str:
    """An archive whose index another program made, which knew no French."""
    with Archive.open(archive_url) as archive:
        archive.store([make_article(headline="Les crèmes")])
    table = "article_search"
    engine = create_engine(archive_url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE search_signature SET signature = 'words 0'"))
        connection.execute(text(f"DELETE FROM {table}"))
    engine.dispose()
    return archive_url


def test_opening_says_so(of_another: str, caplog: pytest.LogCaptureFixture) -> None:
    with Archive.open(of_another) as archive:
        [failing] = [c for c in archive.check() if c.name == "search_words"]
    assert not failing.holds
    assert failing.examples == ("made by words 0",)
    [record] = caplog.records
    assert record.levelno == logging.WARNING
    assert "words 0" in record.getMessage()
    assert SIGNATURE in record.getMessage()
    assert "run 'tradearchive reindex'" in record.getMessage()


def test_an_upgrade_indexes_anew(of_another: str, caplog: pytest.LogCaptureFixture) -> None:
    done = Archive.upgrade(of_another)
    assert done == Upgraded(before=done.before, after=done.before, reindexed=1)
    assert Archive.upgrade(of_another).reindexed is None
    with Archive.open(of_another) as archive:
        assert len(archive.search("creme")) == 1
        assert all(check.holds for check in archive.check())
    assert not caplog.records


def test_a_new_archive_is_signed(archive: Archive, caplog: pytest.LogCaptureFixture) -> None:
    assert all(check.holds for check in archive.check())
    assert not caplog.records
