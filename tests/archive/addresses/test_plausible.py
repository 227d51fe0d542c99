"""Which addresses a page may claim."""

import pytest
from hypothesis import given

from archive.addresses import is_plausible_canonical, registrable_domain
from tests.archive.addresses.test_cleaning import urls


@pytest.mark.parametrize(
    ("claimed", "url", "expected"),
    [
        ("https://a.example/x", "https://a.example/x/", True),
        ("https://a.example/y", "https://a.example/x", True),
        ("https://a.example/new", "https://a.example/news/x", True),
        ("https://www.a.example/x", "https://m.a.example/x", True),
        ("https://a.example/x", "https://a.example/x/amp", True),
        ("https://a.example/x", "https://a.example/x?page=2", True),
        ("https://b.example/x", "", True),
        # other sites, and hosts of one provider
        ("https://b.example/x", "https://a.example/x", False),
        ("https://b.co.uk/x", "https://a.co.uk/x", False),
        ("https://b.github.io/x", "https://a.github.io/x", False),
        # home pages, folders above, lists
        ("https://a.example/", "https://a.example/x", False),
        ("https://a.example", "https://a.example/?p=12", False),
        ("https://a.example/fr/", "https://a.example/x", False),
        ("https://a.example/nl-be/index.html", "https://a.example/x", False),
        ("https://a.example/news", "https://a.example/news/x", False),
        ("https://a.example/category/retail", "https://a.example/x", False),
        ("https://a.example/fr/tag/lait", "https://a.example/x", False),
        ("https://a.example/news/page/2", "https://a.example/x", False),
        # one canonical for all that a script shows
        ("https://a.example/article.php", "https://a.example/article.php?id=12", False),
        ("https://a.example/article.php?id=12", "https://a.example/article.php?id=12&x=1", True),
        # templates nobody filled in
        ("https://a.example/{{slug}}", "https://a.example/x", False),
        ("https://a.example/undefined", "https://a.example/x", False),
        ("http://localhost/x", "https://a.example/x", False),
        ("", "https://a.example/x", False),
        ("https://a.example:port/x", "https://a.example/x", False),
        ("http://[::1", "https://a.example/x", False),
    ],
)
def test_claims(claimed: str, url: str, expected: bool) -> None:
    assert is_plausible_canonical(claimed, url) is expected


def test_a_declared_host_is_believed() -> None:
    claimed, url = "https://www.b.example/x", "https://a.example/x"
    assert is_plausible_canonical(claimed, url, hosts={"b.example"})


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.news.rayons.co.uk", "rayons.co.uk"),
        ("Rayons.be", "rayons.be"),
        ("m.rayons.example", "rayons.example"),
        ("localhost", "localhost"),
        ("192.0.2.1", "192.0.2.1"),
        ("2001:db8::1", "2001:db8::1"),
        ("", ""),
    ],
)
def test_registrable_domain(host: str, expected: str) -> None:
    assert registrable_domain(host) == expected


@given(urls, urls)
def test_any_two_texts_are_judged(claimed: str, url: str) -> None:
    assert is_plausible_canonical(claimed, url) in (True, False)
