import gzip
import json
from typing import Any

import pytest

from tradecrawler.discovery.errors import NotPosts
from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.wordpress import (
    PER_PAGE,
    api_of,
    page_of_posts,
    parse_posts,
    posts_of,
)

ROOT = "https://www.example.org/wp-json/"
POSTS = ROOT + "wp/v2/posts"
POST = {
    "link": "https://www.example.org/2026/05/epicerie/?utm_source=api",
    "date": "2026-05-05T08:00:00",
    "date_gmt": "2026-05-05T06:00:00",
    "modified_gmt": "2026-05-06T06:00:00",
    "title": {"rendered": "Une &eacute;picerie <em>ouvre</em>"},
}


def body(*posts: Any) -> bytes:
    return json.dumps(posts).encode()


def test_posts_with_their_hints() -> None:
    (found,) = parse_posts(body(POST), POSTS, {}).found
    assert found.url == "https://www.example.org/2026/05/epicerie/"
    assert found.lastmod == "2026-05-06T06:00:00Z"
    assert found.hints.date_published == "2026-05-05T06:00:00Z"
    assert found.hints.headline == "Une épicerie ouvre"


def test_what_is_missing_or_odd_is_left_out() -> None:
    bare = {"link": "/a", "date": "2026-05-05T08:00:00", "date_gmt": "0000-00-00T00:00:00"}
    odd = {"link": "/b", "title": 7, "date": None, "modified_gmt": {}}
    first, second = parse_posts(body(bare, odd, {"link": None}, 3), POSTS, {}).found
    assert first.hints.date_published == "2026-05-05T08:00:00"
    assert first.lastmod is None
    assert (second.url, second.hints.headline) == ("https://www.example.org/b", None)


@pytest.mark.parametrize(
    "raw",
    [
        b"\xef\xbb\xbf" + body(POST),
        b"<br />\n<b>Warning</b>: Undefined variable in plugin.php\n" + body(POST),
        gzip.compress(body(POST)),
    ],
    ids=["BOM", "warnings before it", "gzip"],
)
def test_lists_that_are_not_quite_json(raw: bytes) -> None:
    assert len(parse_posts(raw, POSTS, {}).found) == 1


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"<!doctype html><p>403</p>",
        b'{"code": "rest_disabled", "data": {"status": 401}}',
        b'{"code": "rest_invalid_param", "data": {"params": ["page"]}}',
        b'["a", "b"]',
        b'[{"id": 1}]',
        b"[" * 100_000,
    ],
)
def test_what_is_no_list_of_posts_is_said_to_be_none(raw: bytes) -> None:
    with pytest.raises(NotPosts):
        parse_posts(raw, POSTS, {})


def test_no_posts_at_all() -> None:
    content = parse_posts(b"[]", POSTS, {})
    assert content.found == ()
    assert content.next_page is None


def test_the_number_of_pages_says_where_the_end_is() -> None:
    first, second = page_of_posts(POSTS), page_of_posts(POSTS, 2)
    assert parse_posts(body(POST), first, {"x-wp-totalpages": "2"}).next_page == second
    assert parse_posts(body(POST), second, {"x-wp-totalpages": "2"}).next_page is None


def test_the_link_header_names_the_next_page() -> None:
    header = f'<{POSTS}?page=1>; rel="prev", <{POSTS}?page=3>; rel="next"'
    assert parse_posts(body(POST), POSTS, {"link": header}).next_page == f"{POSTS}?page=3"


def test_without_headers_a_full_page_has_another_behind_it() -> None:
    full = body(*[POST] * PER_PAGE)
    assert parse_posts(full, page_of_posts(POSTS, 3), {}).next_page == page_of_posts(POSTS, 4)
    assert parse_posts(body(POST), page_of_posts(POSTS, 3), {}).next_page is None


def test_pages_are_asked_for_by_number_and_days() -> None:
    url = page_of_posts(POSTS + "?lang=nl", 2, after="2018-12-31T00:00:00")
    assert url.startswith(f"{POSTS}?lang=nl&orderby=date&order=desc&")
    assert url.endswith("per_page=100&after=2018-12-31T00:00:00&page=2")
    assert "before" not in url
    assert page_of_posts(url, 3).count("page=") == 2  # per_page and page, each once


def test_a_following_page_keeps_the_days() -> None:
    first = page_of_posts(POSTS, after="2018-12-31T00:00:00", before="2020-01-01T00:00:00")
    following = parse_posts(body(POST), first, {"x-wp-totalpages": "9"}).next_page
    assert following is not None
    assert "after=2018-12-31T00:00:00" in following
    assert "before=2020-01-01T00:00:00" in following
    assert "page=2" in following


@pytest.mark.parametrize(
    ("markup", "header", "expected"),
    [
        (f'<link rel="https://api.w.org/" href="{ROOT}">', "", POSTS),
        ("", f'<{ROOT}>; rel="https://api.w.org/"', POSTS),
        (
            '<link rel="https://api.w.org/" href="/?rest_route=/">',
            "",
            "https://www.example.org/?rest_route=/wp/v2/posts",
        ),
        ('<link rel="stylesheet" href="/wp-content/a.css">', '<a>; rel="next"', None),
    ],
)
def test_a_page_says_where_the_api_is(markup: str, header: str, expected: str | None) -> None:
    tree = html_tree(f"<html><head>{markup}</head></html>".encode())
    assert api_of(tree, "https://www.example.org/", header) == expected


def test_the_address_of_the_posts() -> None:
    assert posts_of("https://www.example.org/wp-json") == POSTS
