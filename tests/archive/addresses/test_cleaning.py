"""One form for one address."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.addresses import clean_address, cleaning


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://rayons.example/a?utm_source=x&utm_medium=y", "https://rayons.example/a"),
        ("https://rayons.example/a?id=3&fbclid=z", "https://rayons.example/a?id=3"),
        ("https://rayons.example/a?b=2&a=1", "https://rayons.example/a?a=1&b=2"),
        ("https://rayons.example/a?a=1&a=2&gclid=x", "https://rayons.example/a?a=1&a=2"),
        ("https://rayons.example/a#commentaires", "https://rayons.example/a"),
        ("https://rayons.example/#!/a", "https://rayons.example/#!/a"),
        ("HTTPS://Rayons.Example/A", "https://rayons.example/A"),
        ("https://rayons.example:443/a", "https://rayons.example/a"),
        ("http://rayons.example:80", "http://rayons.example/"),
        ("https://rayons.example:8443/a", "https://rayons.example:8443/a"),
        ("https://rayons.example./a", "https://rayons.example/a"),
        ("https://lecteur:secret@rayons.example/a", "https://rayons.example/a"),
        ("https://[2001:DB8::1]:443/a", "https://[2001:db8::1]/a"),
        ("https://rayons.example/a?PHPSESSID=1&mc_cid=2&xtor=3", "https://rayons.example/a"),
        ("https://rayons.example/a;jsessionid=4F.n1?x=1", "https://rayons.example/a?x=1"),
        ("https://rayons.example/(S(abcd1234efgh))/a.aspx", "https://rayons.example/a.aspx"),
        ("https://rayons.example/a?page=2", "https://rayons.example/a?page=2"),
        ("https://rayons.example/é", "https://rayons.example/%C3%A9"),
        ("https://rayons.example/%c3%a9%7Eb", "https://rayons.example/%C3%A9~b"),
        ("https://épicerie.example/a", "https://xn--picerie-9xa.example/a"),
        ("https://XN--picerie-9xa.example/a", "https://xn--picerie-9xa.example/a"),
        ("  https://rayons.example/a\n", "https://rayons.example/a"),
        ("https://rayons.example/a/./b/../c", "https://rayons.example/a/c"),
        ("https://rayons.example/.", "https://rayons.example/"),
        ("https://rayons.example/.well-known/a", "https://rayons.example/.well-known/a"),
        ("", ""),
        ("rayons.example/a", "rayons.example/a"),
        ("mailto:a@rayons.example", "mailto:a@rayons.example"),
        ("https://rayons.example:port/a", "https://rayons.example:port/a"),
    ],
)
def test_clean_address(url: str, expected: str) -> None:
    assert clean_address(url) == expected


@pytest.mark.parametrize("name", ["ref", "sid", "source"])
def test_a_number_may_name_the_article(name: str) -> None:
    """``modules.php?name=News&sid=123`` is one of a thousand articles at that path."""
    assert clean_address(f"https://rayons.example/a?{name}=123").endswith(f"?{name}=123")
    assert clean_address(f"https://rayons.example/a?{name}=lettre") == "https://rayons.example/a"


@pytest.mark.parametrize(
    "url", ["http://rayons.example/a", "https://rayons.example/a/", "https://rayons.example//a"]
)
def test_what_a_server_may_tell_apart_stays(url: str) -> None:
    assert clean_address(url) == url


def test_without_surrogates_it_can_be_written() -> None:
    clean_address("https://rayons.example/\ud800?\udfff#\ud800").encode("utf-8", "replace")


@given(st.from_regex(cleaning._CLEAN, fullmatch=True))
def test_what_is_taken_for_clean_is_so(url: str) -> None:
    assert cleaning._clean(url) == url


PIECES = st.sampled_from(
    "https:// http:// // / . : @ ? & = # #! % %4 %41 %E9 ; ;jsessionid=1 /(S(abcd1234)) utm_a=1 "
    "www. m. amp /amp /print .amp.html index.html xn-- é [ ] [::1] :443 :80 example sid=1 ?amp=1 "
    "\ud800 + 1 a".split()
)
urls = st.text(max_size=40) | st.lists(PIECES, max_size=12).map("".join)
urls |= urls.map("https://rayons.example/".__add__)


@given(urls)
def test_any_text_is_taken_and_cleaning_twice_changes_nothing(url: str) -> None:
    cleaned = clean_address(url)
    assert clean_address(cleaned) == cleaned
