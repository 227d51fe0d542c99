"""One form for one address."""

import pytest

from archive.addresses import clean_address


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://rayons.example/a?utm_source=x&utm_medium=y", "https://rayons.example/a"),
        ("https://rayons.example/a?id=3&fbclid=z", "https://rayons.example/a?id=3"),
        ("https://rayons.example/a?b=2&a=1", "https://rayons.example/a?a=1&b=2"),
        ("https://rayons.example/a?a=1&a=2&gclid=x", "https://rayons.example/a?a=1&a=2"),
        ("https://rayons.example/a#commentaires", "https://rayons.example/a"),
        ("HTTPS://Rayons.Example/A", "https://rayons.example/A"),
        ("https://rayons.example/a?PHPSESSID=1&mc_cid=2&xtor=3", "https://rayons.example/a"),
        ("https://rayons.example/a?page=2", "https://rayons.example/a?page=2"),
        ("https://rayons.example/é", "https://rayons.example/%C3%A9"),
        ("", ""),
    ],
)
def test_clean_address(url: str, expected: str) -> None:
    assert clean_address(url) == expected


@pytest.mark.parametrize(
    "url",
    ["https://rayons.example/a?b=1&utm_x=2#c", "https://rayons.example/%C3%A9?x=%20", "http://a/"],
)
def test_cleaning_twice_changes_nothing(url: str) -> None:
    assert clean_address(clean_address(url)) == clean_address(url)
