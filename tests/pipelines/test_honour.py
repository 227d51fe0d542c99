from datetime import UTC, datetime

import pytest

from archive.records import Refusal, Reserved
from tests.crawling import crawler_of
from tradecrawler.items import Page
from tradecrawler.magazine import InvalidDeclaration, Magazine
from tradecrawler.pipelines.honour import Honour

RESERVED = Reserved(directives=("googlebot:noindex", "noarchive"), tdm_reservation=True)


def magazine(*honour: str) -> Magazine:
    homepage = "https://www.rayon.example/"
    return Magazine(slug="rayon", title="Rayon", homepage=homepage, honour=honour)


def page(reserved: Reserved) -> Page:
    moment = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
    url = "https://www.rayon.example/fr/un"
    return Page(url=url, body=b"<html>", fetched_at=moment, reserved=reserved)


@pytest.mark.parametrize(
    ("honour", "reason"),
    [
        (("noarchive",), "reserved_noarchive"),
        (("tdm-reservation", "noarchive"), "reserved_tdm_reservation"),
        (("noai", "noarchive"), "reserved_noarchive"),
        (("noindex",), None),  # reserved to another crawler
        ((), None),
    ],
)
def test_what_the_magazine_honours_is_refused(honour: tuple[str, ...], reason: str | None) -> None:
    item = page(RESERVED)
    found = Honour(crawler_of(magazine(*honour))).process_item(item)
    if reason is None:
        assert found is item
    else:
        assert isinstance(found, Refusal)
        assert (found.url, found.magazine, found.reason) == (item.url, "rayon", reason)
        assert found.capture is None
        assert found.reserved == RESERVED


def test_a_page_of_which_nothing_is_reserved_passes() -> None:
    item = page(Reserved(tdm_reservation=False))
    assert Honour(crawler_of(magazine("tdm-reservation"))).process_item(item) is item


def test_other_items_pass() -> None:
    assert Honour(crawler_of(magazine("noai"))).process_item("item") == "item"


def test_what_cannot_be_honoured_is_no_declaration() -> None:
    with pytest.raises(InvalidDeclaration, match="noarchive"):
        magazine("no-archive")
