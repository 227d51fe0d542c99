"""What the addresses of one article share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.addresses import address_key, clean_address, key_number, rendering
from tests.archive.addresses.test_cleaning import urls

KEY = "https://rayons.example/2026/ciney"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://rayons.example/2026/ciney", "page"),
        ("http://www.rayons.example/2026/ciney/", "page"),
        ("https://rayons.example//2026///ciney", "page"),
        ("https://rayons.example/2026/ciney/index.html", "page"),
        ("https://rayons.example/2026/ciney?utm_source=x#bas", "page"),
        ("https://amp.rayons.example/2026/ciney", "amp"),
        ("https://rayons.example/amp/2026/ciney", "amp"),
        ("https://rayons.example/2026/ciney/amp/", "amp"),
        ("https://rayons.example/2026/ciney?amp", "amp"),
        ("https://rayons.example/2026/ciney?amp=1", "amp"),
        ("https://rayons.example/2026/ciney?outputType=amp", "amp"),
        ("https://rayons.example/2026/ciney.amp", "amp"),
        ("https://m.rayons.example/2026/ciney", "mobile"),
        ("https://www.m.rayons.example/2026/ciney?mobile=1", "mobile"),
        ("https://rayons.example/print/2026/ciney", "print"),
        ("https://rayons.example/2026/ciney/imprimer", "print"),
        ("https://rayons.example/2026/ciney?view=print", "print"),
    ],
)
def test_twins_share_a_key(url: str, expected: str) -> None:
    assert address_key(url) == KEY
    assert key_number(url) == key_number(KEY)
    assert rendering(url) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://rayons.example/a.amp.html", "https://rayons.example/a.html"),
        ("https://rayons.example/amp", "https://rayons.example/amp"),  # an article about it
        ("https://rayons.example/a/amp/b", "https://rayons.example/a/amp/b"),
        ("https://rayons.example/a-amp", "https://rayons.example/a-amp"),
        ("https://rayons.example/a?amp=0", "https://rayons.example/a"),
        ("https://rayons.example/a?view=list", "https://rayons.example/a?view=list"),
        ("https://m.co.uk/a", "https://m.co.uk/a"),  # registered so
        ("https://amp.be/a", "https://amp.be/a"),
        ("https://rayons.example:8443/a", "https://rayons.example:8443/a"),
        ("https://rayons.example/", "https://rayons.example/"),
        ("https://192.0.2.1/a/", "https://192.0.2.1/a"),
        ("https://[2001:db8::1]/a/", "https://[2001:db8::1]/a"),
        ("http://localhost/a/", "https://localhost/a"),
        ("https://rayons.example/#!/a", "https://rayons.example/#!/a"),
        ("nothing", "nothing"),
    ],
)
def test_what_is_folded_and_what_not(url: str, expected: str) -> None:
    assert address_key(url) == expected


@given(urls)
def test_any_text_has_a_key_and_a_key_is_its_own(url: str) -> None:
    key = address_key(url)
    assert address_key(key) == key
    assert address_key(clean_address(url)) == key
    assert 0 <= key_number(url) < 2**63
    assert rendering(url) in ("page", "amp", "print", "mobile")


slugs = st.text("abcdefgh0123456789-", min_size=1, max_size=12).filter(
    lambda slug: slug not in ("amp", "print", "druck")
)


@given(
    path=st.lists(slugs, min_size=1, max_size=4).map("/".join),
    scheme=st.sampled_from(["http", "https", "HTTPS"]),
    host=st.sampled_from(["rayons.example", "www.rayons.example", "m.Rayons.example"]),
    port=st.booleans(),
    ending=st.sampled_from(["", "/", "/amp", "/print/", "/index.php", "?amp=1", "?utm_id=3", "#a"]),
)
def test_all_variants_are_equal(path: str, scheme: str, host: str, port: bool, ending: str) -> None:
    number = {"http": ":80", "https": ":443"}[scheme.lower()] if port else ""
    assert address_key(f"{scheme}://{host}{number}/{path}{ending}") == (
        f"https://rayons.example/{path}"
    )
