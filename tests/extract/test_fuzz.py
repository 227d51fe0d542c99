"""Pages as nobody should write them: whatever the bytes, a record or a named refusal.

What is tried is fixed, so that a run always tests the same; ``FUZZ_EXAMPLES=20000`` tries so many
mutations a test, other ones each time.
"""

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive.records import Article
from tests.extract.samples import ANY, STORIES, document, page, paragraphs
from tradecrawler.demo.site import build
from tradecrawler.extract import NotAnArticle, extract

EXAMPLES = int(os.environ.get("FUZZ_EXAMPLES", "0"))
REASONS = {
    "empty", "too_short", "too_large", "soft_404", "consent_wall", "login_wall", "listing",
    "product",
}  # fmt: skip


def fuzz(examples: int) -> settings:
    """So many examples of each test, the same in every run, unless many are asked for."""
    return settings(
        max_examples=EXAMPLES or examples,
        derandomize=not EXAMPLES,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@cache
def bases() -> tuple[bytes, ...]:
    """Well-formed pages to begin with: stories, and the demo magazine's articles."""
    stories = [document(story.html, lang=lang).encode() for lang, story in STORIES.items()]
    demo = [
        resource.body
        for _, resource in sorted(build(1).items())
        if resource.headers.get("Content-Type", "").startswith("text/html")
    ]
    return (*stories, *demo[:: max(1, len(demo) // 12)])


TAGS = (
    "div b p li ul table tr td span a font blockquote button svg form em h1 section pre select "
    "figcaption article template noscript textarea title math iframe"
).split()
JUNK = (
    b"\x00", b"\x00" * 50, b"\x01\x08\x0b\x1f\x7f", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3",
    b"\xe2\x80", b"\x92", b"<", b">", b'"', b"'", b"</", b"<!--", b"-->", b"<![CDATA[", b"]]>",
    b"<script>", b"</script>", b"<style>", b"<plaintext>", b"<?xml", b"&", b"&#xD800;", b"&#0;",
    b"&#128;&#150;&#159;", b"&#x110000;", b"&#99999999999;", b"&lt;p&gt;", b"<base href='http://['>",
    b"<a href='http://[::1'>x</a>", b"<a href='//\xe2\x84\x80/'>x</a>", b"<br>" * 40, b"<p>" * 40,
    "\u202e\u2066\u200d\ufeff\u2028\u0085".encode(), "\U0001f9c0\ufdd0\uffff".encode(),
    b"<meta charset=utf-16>", b"<meta charset=shift_jis>", b"<html lang=ja><body>",
    b'<script type="application/ld+json">{"@type":"Article","headline":"\\ud83d",'
    b'"author":[[[{"name":"\\u0000"}]]],"url":"http://[","image":"//[","datePublished":'
    b'"2024-13-99T99:99"}</script>',
    b'<script type="application/ld+json">{"@type":"NewsArticle","author":'
    + b"[" * 400 + b"]" * 400 + b',"keywords":{"a":1},"articleBody":"<b"}</script>',
    b"<time datetime='Mon, 1 Jan 2024 00:00:00 +99999999999'>1.1.0000</time>",
    b"<meta property=article:published_time content='Mon, 99 Jan 99999 00:00:00 +9999'>",
    "<meta name=date content='١٢.١٢.٢٠٢٠'>".encode(),
    b"<link rel=canonical href='http://[x'>", b"<link rel=alternate hreflang=fr href='http://[x'>",
    b"<li><ol><td><tr>", b"<table><tr><td><table>", b"</p></div></body></html>",
)  # fmt: skip
SOUP = st.lists(
    st.sampled_from(
        ("class", "id", "=", "==", '"', "'", "a=b", "style=display:none", "hidden", "itemprop",
         "itemprop=author", "property=headline", "rel=author", "role", "/", "//", "\x00", "é",
         "data-x='\"'", "class=related", "class='date author'", "href=//[", "onclick=\"if(a<b){}\"")
    ),
    max_size=30,
)  # fmt: skip
ENCODINGS = (
    "utf-8 utf-16 utf-16-le cp1252 iso8859-15 cp1251 gb18030 big5 cp932 euc_kr cp037".split()
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A page that some things were done to."""
    body = draw(st.sampled_from(bases()))
    for _ in range(draw(st.integers(1, 5))):
        body = draw(st.sampled_from(MUTATIONS))(body, draw)
    return body


def _place(body: bytes, draw: st.DrawFn) -> int:
    return draw(st.integers(0, len(body)))


def _span(body: bytes, draw: st.DrawFn) -> tuple[int, int]:
    one, other = _place(body, draw), _place(body, draw)
    return min(one, other), max(one, other)


def _cut(body: bytes, draw: st.DrawFn) -> bytes:
    return body[: _place(body, draw)]


def _behead(body: bytes, draw: st.DrawFn) -> bytes:
    return body[_place(body, draw) :]


def _delete(body: bytes, draw: st.DrawFn) -> bytes:
    start, stop = _span(body, draw)
    return body[:start] + body[stop:]


def _move(body: bytes, draw: st.DrawFn) -> bytes:
    start, stop = _span(body, draw)
    rest = body[:start] + body[stop:]
    place = _place(rest, draw)
    return rest[:place] + body[start:stop] + rest[place:]


def _repeat(body: bytes, draw: st.DrawFn) -> bytes:
    start, stop = _span(body, draw)
    times = min(draw(st.integers(2, 20)), 1 + 100_000 // (stop - start + 1))
    return body[:start] + body[start:stop] * times + body[stop:]


def _insert(body: bytes, draw: st.DrawFn) -> bytes:
    place, junk = _place(body, draw), draw(st.sampled_from(JUNK))
    return body[:place] + junk * draw(st.integers(1, 3)) + body[place:]


def _insert_in_tag(body: bytes, draw: st.DrawFn) -> bytes:
    place = body.find(b">", _place(body, draw))
    soup = " ".join(draw(SOUP)).encode()
    return body[:place] + b" " + soup + body[place:] if place >= 0 else body + b"<p " + soup


def _insert_bytes(body: bytes, draw: st.DrawFn) -> bytes:
    place = _place(body, draw)
    return body[:place] + draw(st.binary(min_size=1, max_size=30)) + body[place:]


def _open(body: bytes, draw: st.DrawFn) -> bytes:
    place, tag = _place(body, draw), draw(st.sampled_from(TAGS)).encode()
    return body[:place] + b"<%b>" % tag * draw(st.integers(1, 600)) + body[place:]


def _nest(body: bytes, draw: st.DrawFn) -> bytes:
    start, stop = _span(body, draw)
    tag, number = draw(st.sampled_from(TAGS)).encode(), draw(st.integers(1, 600))
    opening, closing = b"<%b>" % tag * number, b"</%b>" % tag * number
    return body[:start] + opening + body[start:stop] + closing + body[stop:]


def _encode(body: bytes, draw: st.DrawFn) -> bytes:
    text = body.decode(draw(st.sampled_from(ENCODINGS)), errors="replace")
    return text.encode(draw(st.sampled_from(ENCODINGS)), errors="ignore")


MUTATIONS: tuple[Callable[[bytes, st.DrawFn], bytes], ...] = (
    _cut, _behead, _delete, _move, _repeat, _insert, _insert, _insert_in_tag, _insert_bytes, _open,
    _nest, _encode,
)  # fmt: skip


def outcome(body: bytes, content_type: str = "text/html; charset=utf-8") -> Article | str:
    """The record, or the reason of the refusal; anything else fails."""
    try:
        return extract(page(body, content_type=content_type), ANY)
    except NotAnArticle as refusal:
        reason = refusal.reason
    assert reason in REASONS
    return reason


def characters(value: object) -> str:
    """All that is written in a record, whatever it stands in."""
    if isinstance(value, str):
        return value
    if isinstance(value, dict):
        return "".join(characters(v) for pair in value.items() for v in pair)
    if isinstance(value, (list, tuple)):
        return "".join(map(characters, value))
    return ""


@fuzz(150)
@given(
    mutated(), st.sampled_from(("", "text/html", "text/html; charset=utf-8", "text/html; charset=x",
                                "text/html; charset=gb2312", "text/plain"))
)  # fmt: skip
def test_whatever_the_bytes_a_record_or_a_named_refusal(body: bytes, content_type: str) -> None:
    found = outcome(body, content_type)
    if isinstance(found, Article):
        text = characters(asdict(found))
        text.encode()  # no half of a surrogate pair, which no database takes
        assert "\x00" not in text
        assert found.body_text or found.lead
    assert outcome(body, content_type) == found


def story_lines(body: bytes, lang: str, content_type: str = "text/html") -> None:
    """Fails unless each paragraph of the story is in the record."""
    found = outcome(body, content_type)
    assert isinstance(found, Article), found
    assert found.headline == STORIES[lang].headline
    text = "\n".join(filter(None, (found.lead, found.body_text)))
    assert [p for p in STORIES[lang].paragraphs if p not in text.split("\n")] == []


languages = st.sampled_from(sorted(STORIES))
WRAPPERS = "div b span font blockquote section article em strong table td ul li a center i".split()


@fuzz(25)
@given(languages, st.lists(st.sampled_from(WRAPPERS), min_size=1, max_size=4), st.integers(1, 900))
def test_nesting_loses_no_text(lang: str, tags: list[str], times: int) -> None:
    opening = "".join(f"<{tag}>" for tag in tags) * times
    closing = "".join(f"</{tag}>" for tag in reversed(tags)) * times
    main = opening + STORIES[lang].html + closing
    story_lines(document(main, lang=lang).encode(), lang)


@pytest.mark.parametrize("tag", ["div", "span", "table", "ul"])
def test_two_hundred_thousand_levels(tag: str) -> None:
    main = f"<{tag}>" * 200_000 + STORIES["en"].html + f"</{tag}>" * 200_000
    story_lines(document(main, lang="en").encode(), "en")


@pytest.mark.parametrize("tag", ["b", "blockquote", "li", "a", "p", "font", "td"])
def test_tags_are_never_closed_a_hundred_thousand_times(tag: str) -> None:
    main = f"<{tag}>" * 100_000 + STORIES["en"].html
    story_lines(document(main, lang="en").encode(), "en")


@fuzz(25)
@given(languages, st.sampled_from(WRAPPERS), st.integers(1, 300))
def test_tags_that_are_never_closed_lose_no_text(lang: str, tag: str, times: int) -> None:
    texts = (f"<p><{tag}>{text}</p>" for text in STORIES[lang].paragraphs)
    main = f"<{tag}>" * times + "".join(texts)
    story_lines(document(main, lang=lang).encode(), lang)


@fuzz(25)
@given(languages, SOUP)
def test_attributes_lose_no_text(lang: str, soup: list[str]) -> None:
    quiet = [part for part in soup if not set("\"'>") & set(part) and "hidden" not in part
             and "none" not in part and "related" not in part]  # fmt: skip
    main = STORIES[lang].html.replace("<p>", f"<p {' '.join(quiet)}>", 2)
    story_lines(document(main, lang=lang).encode(), lang)


@fuzz(25)
@given(
    languages,
    st.sampled_from(
        "utf-8 utf-8-sig utf-16 utf-16-le utf-16-be windows-1252 iso-8859-15 windows-1250 "
        "gb18030".split()
    ),
    st.sampled_from(("header", "meta", "http-equiv", "late", "both", "header, not meta")),
)
def test_encodings_that_are_declared_lose_no_text(lang: str, encoding: str, how: str) -> None:
    name = encoding.removesuffix("-sig")
    content_type = "text/html"
    meta = {
        "meta": f'<meta charset="{name}">',
        "both": f'<meta charset="{name}">',
        "http-equiv": f"<meta http-equiv=content-type content='text/html; charset={name}'>",
        "late": f"<!--{'x' * 5000}--><meta charset='{name}'>",
        "header, not meta": "<meta charset=utf-8>",
    }.get(how, "")
    if how in ("header", "both", "header, not meta"):
        content_type = f"text/html; charset={name}"
    whole = document(STORIES[lang].html, lang=lang).replace("<head>", "<head>" + meta)
    story_lines(whole.encode(encoding, errors="xmlcharrefreplace"), lang, content_type)


@fuzz(25)
@given(
    languages,
    st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from((b"\x00", b"\x08", b"\x1f"))), min_size=1
    ),
)
def test_null_and_control_bytes_lose_no_text(lang: str, inserted: list[tuple[int, bytes]]) -> None:
    body = document(STORIES[lang].html, lang=lang).encode()
    for number, junk in inserted:
        words = STORIES[lang].paragraphs[number].split(" ")
        middle = words[len(words) // 2].encode()
        body = body.replace(b" " + middle, b" " + middle[:1] + junk + middle[1:])
    story_lines(body, lang)


def digests(bodies: list[bytes]) -> list[str]:
    return [found if isinstance(found, str) else repr(found) for found in map(outcome, bodies)]


def samples() -> list[bytes]:
    """Every page, cut in two places and with its halves the wrong way round."""
    found: list[bytes] = []
    for body in bases():
        third = len(body) // 3
        found += (body, body[: 2 * third], body[third:], body[2 * third :] + body[: 2 * third])
    return found


def test_the_same_bytes_give_the_same_record_in_any_order_and_process() -> None:
    bodies = samples()
    expected = digests(bodies)
    assert digests(bodies[::-1])[::-1] == expected
    script = (
        "from tests.extract.test_fuzz import digests, samples\n"
        "import hashlib\n"
        "print(hashlib.sha256(repr(digests(samples()[::-1])[::-1]).encode()).hexdigest())"
    )
    ours = hashlib.sha256(repr(expected).encode()).hexdigest()
    for seed in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", script],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            cwd=Path(__file__).parents[2],
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout.strip() == ours


SHAPES: dict[str, Callable[[int], str]] = {
    "paragraphs": lambda n: paragraphs(*(f"A shop of the group {i} opened." for i in range(n))),
    "headings": lambda n: "".join(f"<h1>Shop {i} of the group</h1>" for i in range(n)),
    "links": lambda n: "".join(f"<p><a href=/a/{i}>Another shop of {i}</a></p>" for i in range(n)),
    "promos": lambda n: "<p>Read also: <a href=/a/>Another shop</a></p>" * n,
    "lists": lambda n: (
        "<ul><li><a href=/a>One more shop</a><li><a href=/b>Two shops</a></ul><p>x" * n
    ),
    "calls": lambda n: "<p>Subscribe to our newsletter today</p>" * n,
    "questions": lambda n: "<p>Do you want more?</p><p>Subscribe to our newsletter</p>" * n,
    "endings": lambda n: "<h2>About the author</h2><p>She writes about shops and all that.</p>" * n,
    "breaks": lambda n: "word<br>" * n,
    "cells": lambda n: "<table>" + "<tr><td>12<td>13" * n + "</table>",
    "dates": lambda n: "<p>" + "word " * n + "<time>1 May 2024</time>" * n,
    "classes": lambda n: "<div class='date author comments related'>May 2024</div>" * n,
    "captions": lambda n: "<div class=caption>" * n + "word " * n,
    "unclosed": lambda n: "<p><b><font>word" * n,
    "nested": lambda n: "<div class=related>" * n + "<p>word" * n,
    "bold": lambda n: "<b>" * n + "word<br>" * n,
    "attributes": lambda n: "<p " + " ".join(f"a{i}=b" for i in range(n)) + ">",
    "statements": lambda n: "<meta property=og:title content='A shop'>" * n,
    "figures": lambda n: "<figure><img><figcaption>Shop</figcaption></figure>" * n,
}  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
def test_work_grows_with_the_page_and_no_faster(shape: str) -> None:
    """Counts calls, for a test asserts no times."""
    few, many = (calls(STORIES["en"].html + SHAPES[shape](n)) for n in (150, 600))
    assert many < 5.5 * few  # four times the page; the rest is for what is sorted


def calls(main: str) -> int:
    """How many functions are called to read a page."""
    body = document(main, lang="en").encode()
    number = 0

    def count(*_: object) -> None:
        nonlocal number
        number += 1

    sys.setprofile(count)
    try:
        outcome(body)
    finally:
        sys.setprofile(None)
    return number
