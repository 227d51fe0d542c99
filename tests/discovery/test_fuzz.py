"""Whatever bytes arrive, a parser answers, or raises the error that its name promises."""

import gzip
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tradecrawler.discovery.days import days_of_article, days_of_hint, days_of_list
from tradecrawler.discovery.errors import Unreadable
from tradecrawler.discovery.feed import parse_feed
from tradecrawler.discovery.found import Found, absolute
from tradecrawler.discovery.listing import links, parse_listing
from tradecrawler.discovery.markup import html_tree
from tradecrawler.discovery.shape import is_list_of_articles, looks_like_article
from tradecrawler.discovery.site import feeds_of, sitemaps_of_robots
from tradecrawler.discovery.sitemap import parse_sitemap
from tradecrawler.discovery.wordpress import api_of, parse_posts
from tradecrawler.magazine import Listing, Magazine

URL = "https://www.example.org/fr/"
MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage=URL)

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"
xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>/a&amp;b</loc>
<lastmod>2026-05-01</lastmod><xhtml:link hreflang="nl" href="/nl/a"/><news:news><news:title>É
</news:title></news:news></url><sitemap><loc><![CDATA[/b.xml]]></loc></sitemap></urlset>""".encode()
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><language>fr</language><item>
<title><![CDATA[A & <b>É</b>]]></title><link>/fr/a</link>
<pubDate>Tue, 05 May 2026 08:00:00 +0200</pubDate><category>X</category></item>
</channel></rss>""".encode()
ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">&lt;b>x</title>
<link rel="alternate" href="/a"/><updated>2026-05-06T09:00:00Z</updated></entry></feed>"""
PAGE = """<!doctype html><base href="/fr/">
<link rel="alternate" type="application/rss+xml" href="/f">
<link rel="https://api.w.org/" href="/wp-json/"><a href="a">Une épicerie ouvre</a>
<a rel="next" href="?page=2">2</a><option value="/2024/05/">Mai</option>
<button class="load-more" data-url="/more?page=3">Plus</button>""".encode()
FEED = json.dumps({"items": [{"url": "/a", "tags": ["a"]}], "next_url": "/b"}).encode()
POSTS = json.dumps([{"link": "/a", "date_gmt": "2026-05-05T06:00:00", "title": {"rendered": "x"}}])
SEEDS = [SITEMAP, RSS, ATOM, PAGE, FEED, POSTS.encode(), b"Sitemap: /a.xml\n", b"https://a.be/x\n"]


def _mutate(seed: bytes, edits: list[tuple[int, int, bytes]]) -> bytes:
    for place, length, put in edits:
        start = place % (len(seed) + 1)
        seed = seed[:start] + put + seed[start + length :]
    return seed


PIECES = st.one_of(
    st.binary(max_size=6),
    st.sampled_from(
        [b"<", b">", b"&", b"&#0;", b"&#x110000;", b"\x00", b"\xff", b"]]>", b"<![CDATA[", b"<!--",
         b'<?xml version="1.0"?>', b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;", b"\xef\xbb\xbf",
         b"\xff\xfe", b'encoding="utf-16"', b"http://[", b"http://x:99999999/", b"//",
         b"\xed\xa0\x80", b'"', b"{", b"[", b"null", b"1e999", b"<url>", b"</url>", b"<html>",
         b"<base href='http://[']>"]
    ),
)  # fmt: skip
EDITS = st.lists(st.tuples(st.integers(0, 2_000), st.integers(0, 40), PIECES), max_size=6)
BODIES = st.one_of(
    st.binary(max_size=300),
    st.builds(_mutate, st.sampled_from(SEEDS), EDITS),
    st.builds(_mutate, st.sampled_from(SEEDS), EDITS).map(gzip.compress),
    st.builds(_mutate, st.sampled_from([gzip.compress(seed, mtime=0) for seed in SEEDS]), EDITS),
)

PARSERS: dict[str, Callable[[bytes], Any]] = {
    "feed": lambda body: parse_feed(body, URL),
    "sitemap": lambda body: parse_sitemap(body, URL).found,
    "listing": lambda body: parse_listing(body, URL, MAGAZINE, Listing(url=URL)).found,
    "posts": lambda body: parse_posts(body, URL, {"x-wp-totalpages": "2"}).found,
}


@pytest.mark.parametrize("name", PARSERS)
@given(body=BODIES)
@settings(
    max_examples=250, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True
)
def test_a_parser_answers_or_says_what_it_is_not(name: str, body: bytes) -> None:
    try:
        found = PARSERS[name](body)
    except Unreadable:
        return
    for link in found:
        assert isinstance(link, Found)
        assert link.url.startswith(("http://", "https://"))
        assert absolute(link.url, URL)
        link.url.encode("ascii")


@given(body=BODIES)
@settings(max_examples=150, deadline=None, derandomize=True)
def test_robots_and_home_pages_never_fail(body: bytes) -> None:
    sitemaps_of_robots(body, URL)
    tree = html_tree(body)
    if tree is not None:
        feeds_of(tree, URL)
        api_of(tree, URL)
        links(tree, URL)


@given(text=st.one_of(st.text(max_size=40), st.from_regex(r"/?[0-9-/]{1,14}[TZ:0-9]{0,4}")))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_addresses_and_dates_never_fail(text: str) -> None:
    days_of_hint(text)
    url = absolute(text, URL)
    if url is not None:
        days_of_article(url)
        days_of_list(url)
        looks_like_article(url)
        is_list_of_articles(url)


@given(st.text(max_size=60))
@settings(max_examples=300, deadline=None, derandomize=True)
def test_a_clean_address_stays_as_it_is(text: str) -> None:
    url = absolute(text, URL)
    again = absolute(url, URL) if url else None  # urljoin takes a last ";" off, and "/.." of it
    if again is not None:
        assert absolute(again, URL) == again
