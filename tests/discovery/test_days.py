from datetime import date

import pytest

from tradecrawler.discovery.days import Days, days_of_article, days_of_hint, days_of_list

MAY = Days(date(2024, 5, 1), date(2024, 5, 31))
DAY = Days(date(2024, 5, 12), date(2024, 5, 12))
YEAR = Days(date(2024, 1, 1), date(2024, 12, 31))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-05-12", DAY),
        ("2024-05-12T08:00:00+02:00", DAY),
        ("2024-05-12 08:00", DAY),
        (" 2024-05 ", MAY),
        ("2024", YEAR),
        ("20240512", DAY),
        ("20240512T080000Z", DAY),
        ("Sun, 12 May 2024 08:00:00 +0200", DAY),
        ("12 May 2024 08:00:00 GMT", DAY),
        ("2024-02-31", None),
        ("2024-13", None),
        ("0000-00-00T00:00:00", None),
        ("yesterday", None),
        ("", None),
        (None, None),
    ],
)
def test_hints(text: str | None, expected: Days | None) -> None:
    assert days_of_hint(text) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2024/05/12/keten-opent-winkel/", DAY),
        ("/fr/2024/5/12/une-chaine.html", DAY),
        ("/news/2024-05-12-keten-opent", DAY),
        ("/2024/05/keten-opent-winkel", MAY),
        ("/2024/keten-opent-winkel", None),
        ("/news/the-2024-05-plan-is-out", None),
        ("/news/2024-2030-strategy", None),
        ("/2024/31/keten", None),
    ],
)
def test_addresses_of_articles(path: str, expected: Days | None) -> None:
    assert days_of_article(f"https://www.example.org{path}") == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("/2024/05/", MAY),
        ("/2024/", YEAR),
        ("/archief/2024/05/12", DAY),
        ("/post-sitemap-2024-05.xml", MAY),
        ("/sitemap_2024_05.xml.gz", MAY),
        ("/sitemaps/2024.xml", YEAR),
        ("/sitemap.xml?yyyy=2024&mm=05&dd=12", DAY),
        ("/sitemap.xml?year=2024&month=5", MAY),
        ("/post-sitemap20240.xml", None),
        ("/post-sitemap3.xml", None),
        ("/sitemap.xml?page=2024", None),
        ("/sitemap.xml?yyyy=now", None),
    ],
)
def test_names_of_lists(name: str, expected: Days | None) -> None:
    assert days_of_list(f"https://www.example.org{name}") == expected
