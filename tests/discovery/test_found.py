import pytest

from tradecrawler.discovery.found import absolute, key_of, merge
from tradecrawler.items import Hints

BASE = "https://www.example.org/fr/news/"


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://other.example/a", "https://other.example/a"),
        ("/nl/news/winkel", "https://www.example.org/nl/news/winkel"),
        ("magasin", "https://www.example.org/fr/news/magasin"),
        ("//cdn.example/a", "https://cdn.example/a"),
        (" \n/a\t/b ", "https://www.example.org/a/b"),
        ("/a#comments", "https://www.example.org/a"),
        ("/a?x=1&amp;copy=2", "https://www.example.org/a?x=1&copy=2"),
        ("/a?utm_source=rss&id=7&fbclid=x", "https://www.example.org/a?id=7"),
        ("/a?utm_source=rss", "https://www.example.org/a"),
        ("/marché-été", "https://www.example.org/march%C3%A9-%C3%A9t%C3%A9"),
        ("/deux mots", "https://www.example.org/deux%20mots"),
        ("#top", None),
        ("", None),
        ("mailto:redaction@example.org", None),
        ("javascript:void(0)", None),
        ("tel:+3225550100", None),
        ("http://", None),
        ("http://[broken/", None),
        ("https://example.org:port/", None),
    ],
)
def test_an_address_is_cleaned_or_given_up(href: str, expected: str | None) -> None:
    assert absolute(href, BASE) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.org/a?b=2&a=1", "https://example.org/a?a=1&b=2"),
        ("https://example.org/a#top", "https://example.org/a"),
        ("https://EXAMPLE.org/a", "https://example.org/a"),
        ("https://example.org/%c3%a9", "https://example.org/é"),
        ("https://example.org/a?utm_medium=mail", "https://example.org/a"),
    ],
)
def test_two_spellings_share_a_key(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


def test_addresses_that_may_differ_keep_their_keys() -> None:
    addresses = ["/a", "/a/", "/A", "/a?id=1", "/a?id=2"]
    assert len({key_of(f"https://example.org{address}") for address in addresses}) == 5


def test_merging_fills_gaps_and_overwrites_nothing() -> None:
    feed = Hints(headline="Du flux", keywords=("prix",), alternates={"nl": "https://a.example/1"})
    sitemap = Hints(
        headline="Du sitemap",
        date_published="2026-05-01",
        language="fr",
        keywords=("autre",),
        alternates={"nl": "https://a.example/2", "de": "https://a.example/3"},
    )
    assert merge(feed, sitemap) == Hints(
        headline="Du flux",
        date_published="2026-05-01",
        language="fr",
        keywords=("prix",),
        alternates={"nl": "https://a.example/1", "de": "https://a.example/3"},
    )
