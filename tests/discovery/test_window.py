from datetime import date

import pytest

from tradecrawler.discovery.found import Found
from tradecrawler.discovery.window import Window, newest_first, newest_lists_first
from tradecrawler.items import Hints

WINDOW = Window(date(2024, 5, 1), date(2024, 5, 31))


def found(path: str = "/a", published: str | None = None, lastmod: str | None = None) -> Found:
    hints = Hints(date_published=published)
    return Found(url=f"https://www.example.org{path}", hints=hints, lastmod=lastmod)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (found(), True),
        (found(published="2024-05-15T10:00:00Z"), True),
        (found(published="2024-04-29T10:00:00Z"), False),
        (found(published="2024-04-30T23:00:00Z"), True),
        (found(published="2024-06-02"), False),
        (found(published="2024-06-01"), True),
        (found(published="no date"), True),
        (found(lastmod="2024-04-01"), False),
        (found(lastmod="2024-09-01"), True),
        (found(published="2024-05-15", lastmod="2024-04-01"), True),
        (found(published="2024-09-01", lastmod="2024-09-01"), True),
        (found("/2024/05/12/slug"), True),
        (found("/2023/05/12/slug"), False),
        (found("/2024/06/slug"), True),
        (found("/2024/07/slug"), False),
    ],
)
def test_articles(link: Found, expected: bool) -> None:
    assert WINDOW.may_hold_article(link) is expected
    assert Window().may_hold_article(link)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        (found("/sitemap-2024-05.xml"), True),
        (found("/sitemap-2024.xml"), True),
        (found("/sitemap-2024-03.xml"), False),
        (found("/sitemap-2025.xml", lastmod="2026-01-01"), False),
        (found("/post-sitemap1.xml", lastmod="2023-01-01"), False),
        (found("/post-sitemap1.xml", lastmod="2026-01-01"), True),
        (found("/post-sitemap1.xml"), True),
    ],
)
def test_lists(link: Found, expected: bool) -> None:
    assert WINDOW.may_hold_list(link) is expected
    assert Window().may_hold_list(link)


def test_days() -> None:
    assert WINDOW.holds(date(2024, 5, 1))
    assert WINDOW.holds(date(2024, 5, 31))
    assert not WINDOW.holds(date(2024, 4, 30))
    assert not WINDOW.holds(date(2024, 6, 1))
    assert Window(since=date(2024, 5, 1)).holds(date(2099, 1, 1))
    assert WINDOW.is_older(date(2024, 4, 30))
    assert not WINDOW.is_older(date(2024, 6, 30))
    assert not Window().is_older(date(1999, 1, 1))
    assert Window().is_open
    assert (WINDOW.after, WINDOW.before) == ("2024-04-30T00:00:00", "2024-06-02T00:00:00")
    assert (Window().after, Window().before) == (None, None)
    assert not WINDOW.is_open


def test_the_newest_first_and_the_undated_before_them() -> None:
    old, new = found("/old", "2024-01-01"), found("/new", "Sun, 12 May 2024 08:00:00 GMT")
    dated, changed = found("/2024/02/x"), found("/changed", lastmod="2024-03-01")
    one, two = found("/one"), found("/two")
    assert newest_first([old, one, dated, new, two, changed]) == [
        one, two, new, changed, dated, old,
    ]  # fmt: skip


def test_lists_by_their_names() -> None:
    names = ["/s-2019.xml", "/s.xml", "/s-2024-05.xml", "/s-2024-06.xml"]
    assert [link.url.rpartition("/")[2] for link in newest_lists_first(map(found, names))] == [
        "s.xml",
        "s-2024-06.xml",
        "s-2024-05.xml",
        "s-2019.xml",
    ]
