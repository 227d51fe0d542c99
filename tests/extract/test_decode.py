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


SCRIPTS = {
    "fr": ("Les cœurs d’été à l’école : « prêt-à-manger » coûte trois € de moins. ", "cp1252"),
    "pl": ("Żółty ser z Łodzi jest droższy niż w zeszłym roku. ", "cp1250"),
    "ru": ("Новости торговли: сеть открывает магазины. ", "cp1251"),
    "el": ("Νέα καταστήματα ανοίγουν στην Αθήνα. ", "cp1253"),
    "tr": ("Yeni mağazalar İstanbul’da açılıyor. ", "cp1254"),
    "he": ("חנויות חדשות נפתחות בעיר היום. ", "cp1255"),
    "ar": ("متاجر جديدة تفتح في المدينة اليوم. ", "cp1256"),
    "th": ("ร้านค้าใหม่เปิดในเมืองวันนี้", "tis-620"),
    "ja": ("新しい店が東京で開店しました。価格は安いです。", "shift_jis"),
    "zh": ("新的商店在北京开业，价格便宜。", "gb2312"),
    "ko": ("새로운 가게가 서울에서 문을 열었습니다. ", "euc-kr"),
}


@pytest.mark.parametrize("language", SCRIPTS)
@pytest.mark.parametrize(
    "how", ["header", "meta", "http-equiv", "late", "contradicted", "language"]
)
def test_declared_and_real_encodings(language: str, how: str) -> None:
    text, encoding = SCRIPTS[language]
    meta = {
        "meta": f"<meta charset={encoding}>",
        "http-equiv": f'<meta http-equiv=content-type content="text/html; charset={encoding}">',
        "late": f"<!--{'x' * 6000}--><meta charset='{encoding}'>",
        "contradicted": f"<meta charset={encoding}>",
        "language": "<meta charset=utf-8>",
    }.get(how, "")
    header = {"header": f"; charset={encoding}", "contradicted": "; charset=utf-8"}.get(how, "")
    page = f"<html lang={language}>{meta}<p>{text * 5}</p>"
    assert decode(page.encode(encoding), "text/html" + header)[0] == page


@pytest.mark.parametrize(
    ("language", "encoding"),
    [
        ("ja", "euc_jp"),
        ("ja", "iso2022_jp"),
        ("ru", "koi8-r"),
        ("fr", "iso8859-15"),
        ("pl", "iso8859-2"),
    ],
)
def test_other_encodings_where_they_are_declared(language: str, encoding: str) -> None:
    page = f"<meta charset={encoding}><p>{SCRIPTS[language][0].replace('’', ' ') * 5}"
    assert decode(page.encode(encoding), "text/html") == (page, codecs.lookup(encoding).name)


def test_big_5_by_the_page_s_region() -> None:
    page = "<html lang=zh-TW><p>" + "新的商店在台北開業，價格便宜。" * 5
    assert decode(page.encode("big5"), "text/html")[0] == page


def test_the_bytes_refute_a_header_of_another_script() -> None:
    page = "<meta charset=windows-1251><p>" + SCRIPTS["ru"][0] * 5
    assert decode(page.encode("cp1251"), "text/html; charset=iso-8859-1")[0] == page


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("declared", ["", "; charset=utf-16", "; charset=utf-8"])
def test_utf_16_without_a_byte_order_mark(encoding: str, declared: str) -> None:
    page = f"<html><head><title>x</title></head><body><p>{SCRIPTS['ja'][0]}</p></body></html>"
    assert decode(page.encode(encoding), "text/html" + declared) == (page, encoding)


def test_single_bytes_of_windows_1252_in_a_page_of_utf_8() -> None:
    body = TEXT.encode() * 5 + b"l\x92\xe9t\xe9 d\x92ici"
    assert decode(body, "text/html")[0].endswith("d’ici")
    assert decode(TEXT.encode() * 5 + "coupé".encode()[:-1] + b"...", "")[0].endswith(
        "coup\ufffd..."
    )


def test_utf_8_that_was_encoded_twice_where_controls_prove_it() -> None:
    twice = "L’été – déjà".encode().decode("latin-1").encode()
    assert decode(twice, "")[0] == "L’été – déjà"
    assert decode("Ã©tÃ©".encode(), "")[0] == "Ã©tÃ©"  # may be meant so


def test_controls_are_characters_of_windows_1252() -> None:
    assert decode("l\x92été \x96 3 \x80".encode(), "")[0] == "l’été – 3 €"


def test_character_references_of_every_kind() -> None:
    story = STORIES["en"]
    odd = "&#xD800;&#0;&#x110000;&#99999999999;&#xFFFE;"
    body = document(story.html.replace("</p>", f" &#146;&#150;&#128;{odd}</p>", 1), lang="en")
    first = read(body).body_text.split("\n")[0]
    assert first.startswith(story.paragraphs[0] + " ’–€")
    first.encode()
