import codecs

import pytest

from tests.extract.samples import STORIES, document, read
from tradecrawler.extract.decode import decode

TEXT = "« Prêt-à-manger » : 3 € l’unité, déjà goûté à l’été."
META = '<meta charset="{}"><p>'


@pytest.mark.parametrize(
    ("bom", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ],
)
def test_a_byte_order_mark_wins(bom: bytes, encoding: str) -> None:
    body = bom + TEXT.encode(encoding)
    assert decode(body, "text/html; charset=iso-8859-1") == (TEXT, encoding)


@pytest.mark.parametrize("content_type", ["", "text/html", "text/html; charset=utf-8"])
def test_utf_8(content_type: str) -> None:
    assert decode(TEXT.encode(), content_type) == (TEXT, "utf-8")


@pytest.mark.parametrize("declared", ["iso-8859-1", "windows-1252", "latin1", "us-ascii"])
def test_utf_8_that_is_declared_otherwise_is_utf_8(declared: str) -> None:
    header = f"text/html; charset={declared}"
    assert decode(TEXT.encode(), header) == (TEXT, "utf-8")
    in_page = META.format(declared) + TEXT
    assert decode(in_page.encode(), "text/html") == (in_page, "utf-8")


@pytest.mark.parametrize("declared", ["", "; charset=utf-8", "; charset=no-such-charset"])
def test_windows_1252_that_is_declared_as_something_else(declared: str) -> None:
    assert decode(TEXT.encode("cp1252"), "text/html" + declared)[0] == TEXT


def test_latin_1_means_windows_1252() -> None:
    assert decode(TEXT.encode("cp1252"), "text/html; charset=iso-8859-1")[0] == TEXT


def test_the_header_comes_before_the_page() -> None:
    body = (META.format("windows-1252") + "Cena: 3 zł, żółty ser").encode("iso-8859-2")
    text, encoding = decode(body, "text/html; charset=iso-8859-2")
    assert "żółty" in text
    assert encoding == "iso8859-2"


def test_the_page_says_what_the_header_does_not() -> None:
    body = (META.format("windows-1251") + "Новости торговли").encode("cp1251")
    assert "Новости торговли" in decode(body, "text/html")[0]


def test_utf_8_cut_in_the_middle_of_a_character_stays_utf_8() -> None:
    body = TEXT.encode() * 5 + "é".encode()[:1]
    text, encoding = decode(body, "text/html")
    assert encoding == "utf-8"
    assert text == TEXT * 5 + "\ufffd"


def test_one_bad_byte_does_not_spoil_a_page() -> None:
    text, encoding = decode(TEXT.encode() * 9 + b"\xe9 " + TEXT.encode(), "text/html")
    assert encoding == "utf-8"
    assert text.count(TEXT) == 10


def test_a_seven_bit_encoding_of_japan() -> None:
    body = "新しい店".encode("iso2022_jp")
    assert decode(body, "text/html; charset=iso-2022-jp")[0] == "新しい店"


@pytest.mark.parametrize("body", [b"", b"\x00", b"\xff\xfe", b"\x80\x81\xfe\xff" * 50])
def test_whatever_bytes_there_are_never_fails(body: bytes) -> None:
    assert isinstance(decode(body, "text/html; charset=utf-8")[0], str)


def test_null_bytes_do_not_end_a_page() -> None:
    story = STORIES["fr"]
    body = document(story.html).replace("<p>", "<p>\x00").encode()
    assert read(body).body_text == story.text


def test_a_windows_1252_page_declared_as_utf_8_from_end_to_end() -> None:
    story = STORIES["fr"]
    article = read(document(story.html).encode("cp1252", "xmlcharrefreplace"))
    assert article.headline == story.headline
    assert article.body_text == story.text
