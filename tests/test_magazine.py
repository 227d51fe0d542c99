from typing import Any

import pytest

from tradecrawler.magazine import Feed, InvalidDeclaration, Magazine, host_of

HOME = "https://www.example.org/"


def magazine(**fields: Any) -> Magazine:
    return Magazine(**{"slug": "rayon", "title": "Rayon", "homepage": HOME, **fields})


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("slug", ""),
        ("slug", "Rayon"),
        ("slug", "le-rayon"),
        ("slug", "24heures"),
        ("homepage", "www.example.org"),
        ("homepage", "ftp://www.example.org/"),
        ("homepage", "https:///news"),
        ("languages", ("fr-BE",)),
        ("languages", ("FR",)),
        ("sources", (Feed(url="/rss"),)),
        ("article_urls", ("(",)),
        ("other_urls", ("[",)),
        ("boilerplate", ("*",)),
    ],
)
def test_a_declaration_that_cannot_work_is_refused(field: str, value: object) -> None:
    with pytest.raises(InvalidDeclaration):
        magazine(**{field: value})


def test_the_message_says_what_to_mend() -> None:
    with pytest.raises(InvalidDeclaration, match=r"rayon: '/rss' is not an absolute"):
        magazine(sources=(Feed(url="/rss"),))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.example.org/fr/news/a", True),
        ("http://example.org/fr/news/a", True),
        ("https://feeds.example.net/fr/news/a", True),
        ("https://elsewhere.example/fr/news/a", False),
        ("https://www.example.org/fr/contact", False),
        ("https://www.example.org/fr/news/page/2", False),
    ],
)
def test_which_addresses_are_articles(url: str, expected: bool) -> None:
    declared = magazine(
        sources=(Feed(url="https://feeds.example.net/rss"),),
        article_urls=(r"/fr/news/",),
        other_urls=(r"/page/\d+",),
    )
    assert declared.is_article_url(url) is expected


def test_without_patterns_every_page_of_the_site_may_be_one() -> None:
    assert magazine().is_article_url("https://example.org/anything")
    assert not magazine().is_article_url("https://www.example.com/anything")


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www.Example.org:8080/a", "example.org"),
        ("https://news.example.org/", "news.example.org"),
        ("mailto:a@example.org", ""),
    ],
)
def test_hosts(url: str, host: str) -> None:
    assert host_of(url) == host
