import gzip

import pytest

from tradecrawler.discovery.errors import TooLarge
from tradecrawler.discovery.markup import decoded, html_tree, inflate, text_of


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"plain", b"plain"),
        (gzip.compress(b"plain", mtime=0), b"plain"),
        (gzip.compress(b"x" * 5_000, mtime=0)[:-8], b"x" * 5_000),
        (b"\x1f\x8bnot gzip after all", b""),
        (b"", b""),
    ],
)
def test_gzip_is_told_by_its_first_bytes(body: bytes, expected: bytes) -> None:
    assert inflate(body) == expected


def test_what_inflates_beyond_all_measure_is_left_alone() -> None:
    with pytest.raises(TooLarge):
        inflate(gzip.compress(b" " * 100_000), limit=1_000)


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        ("<p>Été</p>".encode(), "text/html; charset=utf-8"),
        ("<p>Été</p>".encode("latin-1"), "text/html; charset=latin-1"),
        ('<meta charset="windows-1252"><p>Été</p>'.encode("cp1252"), ""),
        ('<?xml version="1.0" encoding="utf-8"?><html><p>Été</p></html>'.encode(), ""),
        ("<p>\x00Été</p>".encode(), "text/html; charset=utf-8"),
    ],
)
def test_pages_are_decoded_as_they_declare(body: bytes, content_type: str) -> None:
    tree = html_tree(body, content_type)
    assert tree is not None
    assert text_of(tree) == "Été"


@pytest.mark.parametrize("body", [b"", b"  ", b"<!-- nothing -->"])
def test_nothing_to_parse(body: bytes) -> None:
    assert html_tree(body) is None


@pytest.mark.parametrize(
    ("body", "charset", "expected"),
    [
        ("Été".encode(), "", "Été"),
        ("\ufeffÉté".encode(), "latin-1", "Été"),
        ("\ufeffÉté".encode("utf-16-le"), "", "Été"),
        ("\ufeffÉté".encode("utf-32-be"), "", "Été"),
        ("Été".encode("latin-1"), "", "Été"),
        ("Łódź".encode("iso-8859-2"), "iso-8859-2", "Łódź"),
        ("Łódź".encode("iso-8859-2"), "x-nonsense", "£ódŸ".replace("Ÿ", "\u00bc")),
        ("Été".encode("latin-1"), "utf-16", "Été"),
        ("Été".encode("latin-1"), "idna", "Été"),
        (b"\x81", "", "\ufffd"),
        (b"", "", ""),
    ],
)
def test_text_is_decoded_by_what_it_is(body: bytes, charset: str, expected: str) -> None:
    assert "".join(decoded(iter([body]), charset)) == expected


def test_a_declared_encoding_wins_over_the_servers() -> None:
    body = '<?xml version="1.0" encoding="ISO-8859-2"?>Łódź'.encode("iso-8859-2")
    assert "".join(decoded(iter([body]), "latin-1")).endswith("Łódź")


def test_characters_may_be_cut_between_chunks() -> None:
    body = "Été à l’étal".encode()
    assert "".join(decoded(iter([body[:1], *(body[n : n + 1] for n in range(1, len(body)))]))) == (
        "Été à l’étal"
    )


def test_gzipped_files_that_were_joined() -> None:
    assert inflate(gzip.compress(b"one ") + gzip.compress(b"two")) == b"one two"
