import json
from typing import Any

import pytest

from tradecrawler.discovery.errors import NotAFeed
from tradecrawler.discovery.feed import parse_feed

URL = "https://www.example.org/feed.json"


def feed(*items: Any, **fields: Any) -> bytes:
    return json.dumps(
        {"version": "https://jsonfeed.org/version/1.1", "title": "R", "items": items} | fields
    ).encode()


def test_a_json_feed_names_articles_with_hints() -> None:
    item = {
        "id": "7",
        "url": "/fr/news/epicerie?utm_source=feed",
        "title": "Une épicerie &amp; son quai",
        "date_published": "2026-05-05T08:00:00+02:00",
        "date_modified": "2026-05-06T08:00:00+02:00",
        "tags": ["Alimentation", 3, ""],
    }
    (found,) = parse_feed(feed(item, language="fr-BE"), URL, content_type="text/html")
    assert found.url == "https://www.example.org/fr/news/epicerie"
    assert found.lastmod == "2026-05-06T08:00:00+02:00"
    assert found.hints.headline == "Une épicerie & son quai"
    assert found.hints.date_published == "2026-05-05T08:00:00+02:00"
    assert found.hints.language == "fr-BE"
    assert found.hints.keywords == ("Alimentation",)


@pytest.mark.parametrize(
    "item",
    [
        {"external_url": "https://www.example.org/a"},
        {"id": "https://www.example.org/a"},
        {"url": "mailto:x@example.org", "id": "https://www.example.org/a"},
        {"url": 7, "external_url": "/a", "title": None, "tags": "x", "date_published": []},
    ],
)
def test_an_item_has_one_address_of_several(item: dict[str, Any]) -> None:
    assert [found.url for found in parse_feed(feed(item), URL)] == ["https://www.example.org/a"]


def test_items_without_an_address_are_left_out() -> None:
    assert parse_feed(feed({"title": "Sans lien"}, None, "x", {"id": "7"}), URL) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_unicode_in_either_form(encoding: str) -> None:
    text = '{"items": [{"url": "/a", "title": "Été"}]}'
    (found,) = parse_feed(text.encode(encoding), URL)
    assert found.hints.headline == "Été"


@pytest.mark.parametrize(
    "body",
    [b"{", b'{"items": 3}', b'{"error": "none"}', b'{"a":' * 100_000],
    ids=["cut off", "items of another type", "an error", "nested"],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(body, URL)
