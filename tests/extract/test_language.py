import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, read
from tradecrawler.extract.language import PIECE_CHARS, PIECES, detect, sample
from tradecrawler.magazine import Magazine


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_of_a_text(language: str) -> None:
    assert detect(STORIES[language].text) == language


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("declared", ["en", "fr"])
def test_a_long_text_is_believed_against_the_declaration(language: str, declared: str) -> None:
    assert detect(STORIES[language].text, declared=declared) == language


def test_a_short_text_is_what_the_page_declares() -> None:
    assert detect("Transport international", declared="fr") == "fr"
    assert detect("Transport international", declared="en") == "en"


def test_a_magazine_publishes_in_its_languages_only() -> None:
    assert detect(STORIES["nl"].text, among=("fr", "nl"), declared="en") == "nl"
    assert detect(STORIES["de"].text, among=("fr", "nl")) in ("fr", "nl")
    assert detect("Transport", among=("fr", "nl"), declared="de") in ("fr", "nl")
    assert detect(STORIES["de"].text, among=("fr",)) == "fr"


def test_no_text() -> None:
    assert detect("  ", declared="nl") == "nl"
    assert detect("") is None


def test_codes_of_two_letters_only() -> None:
    code = detect("Dat is en kort Stück Platt, wat keen Minsch so schrifft, man dat is even so.")
    assert code is not None
    assert len(code) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_wrong_declaration_on_a_page(language: str) -> None:
    markup = document(STORIES[language].html, lang=language)
    assert read(markup.replace(f'lang="{language}"', 'lang="en-US"')).language == language


def test_the_language_of_a_declared_magazine() -> None:
    magazine = Magazine(
        slug="any", title="", homepage="http://any.example/", languages=("fr", "nl")
    )
    assert read(document(STORIES["nl"].html), magazine=magazine).language == "nl"


def test_a_long_text_is_read_from_its_first_to_its_last_words() -> None:
    text = "".join(f"{n:05d} " for n in range(1000))
    pieces = sample(text)
    assert pieces.startswith("00000 ")
    assert pieces.endswith("00999 ")
    assert len(pieces) == PIECES * PIECE_CHARS + PIECES - 1
    assert sample("Kurz.") == "Kurz."


def test_an_english_notice_above_it_does_not_decide() -> None:
    notice = "Deprecated: assigning the return value of new by reference is deprecated. " * 5
    german = "Die Bäckerei am Markt hat wieder geöffnet, und die Kunden sind zurückgekommen. " * 20
    assert detect(notice + german) == "de"
