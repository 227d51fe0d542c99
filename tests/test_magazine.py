from dataclasses import replace
from typing import Any

import pytest

from tradecrawler.magazine import Feed, InvalidDeclaration, Magazine, Schedule, host_of

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


def test_a_schedule_is_meant_in_its_own_zone_or_the_magazines() -> None:
    schedule = Schedule(cron="15 6,18 * * mon-fri")
    made = magazine(time_zone="Europe/Brussels", schedule=schedule)
    assert made.schedule_zone == "Europe/Brussels"
    own = replace(schedule, time_zone="Asia/Tokyo")
    assert replace(made, schedule=own).schedule_zone == "Asia/Tokyo"


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"cron": "6 o'clock"}, 'schedule: "6 o\'clock": five fields are needed'),
        ({"cron": "0 6 * * *", "jitter": -1}, "a jitter of -1 s is below zero"),
        ({"cron": "0 6 * * *", "time_zone": "Europe/Atlantis"}, "not an IANA time zone"),
        ({"cron": "0 6 * * *", "time_zone": "/etc/localtime"}, "not an IANA time zone"),
        ({"cron": "0 6 * * *", "time_zone": "Europe"}, "not an IANA time zone"),
    ],
)
def test_a_schedule_that_makes_no_sense_is_refused(fields: dict[str, Any], message: str) -> None:
    with pytest.raises(InvalidDeclaration, match=message):
        magazine(schedule=Schedule(**fields))
