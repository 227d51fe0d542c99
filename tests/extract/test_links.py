import pytest

from tradecrawler.extract.links import absolute

BASE = "https://www.rayons.example/news/la-suite"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://autre.example/a?b=1", "https://autre.example/a?b=1"),
        ("/dossier/x", "https://www.rayons.example/dossier/x"),
        ("x", "https://www.rayons.example/news/x"),
        ("../x", "https://www.rayons.example/x"),
        ("//autre.example/x", "https://autre.example/x"),
        ("/a/../b", "https://www.rayons.example/b"),
        ("?page=2", "https://www.rayons.example/news/la-suite?page=2"),
        ("#haut", ""),
        ("mailto:a@b.example", ""),
        ("ftp://a.example/x", ""),
        ("http://[::1", ""),
        ("", ""),
    ],
)
def test_absolute(href: str, expected: str) -> None:
    assert absolute(BASE, href) == expected


def test_a_base_that_is_no_address() -> None:
    assert absolute("", "/x") == ""
    assert absolute("http://[::1", "/x") == ""
