import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import DIRECTIVES
from tradecrawler.rights.directives import of_headers, of_metas


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("noindex", {"noindex"}),
        ("NoArchive, nofollow", {"noarchive"}),
        ("none", {"noindex"}),
        ("noai, noimageai", {"noai", "noimageai"}),
        ("googlebot: noindex, noarchive", {"googlebot:noindex", "googlebot:noarchive"}),
        ("noai, googlebot: nofollow, bingbot: nocache", {"noai", "bingbot:nocache"}),
        ("tradecrawler: noarchive", {"noarchive"}),
        ("max-snippet: 50, noarchive", {"noarchive"}),
        ("unavailable_after: 25 Jun 2030 15:00:00 PST, noarchive", {"noarchive"}),
        ("googlebot-news: nosnippet", {"googlebot-news:nosnippet"}),
        ("all", set()),
        ("", set()),
    ],
)
def test_headers(value: str, expected: set[str]) -> None:
    assert set(of_headers([value])) == expected


def test_a_crawlers_name_ends_with_its_header() -> None:
    assert list(of_headers(["googlebot: nofollow", "noai"])) == ["noai"]


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("robots", "index, follow, noarchive", {"noarchive"}),
        ("robots", "NOINDEX NOARCHIVE", {"noindex", "noarchive"}),
        ("robots", "max-image-preview:large", set()),
        ("tradecrawler", "noai", {"noai"}),
        ("googlebot", "noarchive", {"googlebot:noarchive"}),
        ("gptbot", "noindex", {"gptbot:noindex"}),
        ("description", "noindex", set()),
        ("robotsy", "noindex", set()),
    ],
)
def test_metas(name: str, content: str, expected: set[str]) -> None:
    assert set(of_metas([(name, content)])) == expected


@given(st.lists(st.text()), st.lists(st.tuples(st.text(), st.text())))
def test_nothing_else_is_ever_recorded(values: list[str], metas: list[tuple[str, str]]) -> None:
    for directive in (*of_headers(values), *of_metas(metas)):
        assert directive.rpartition(":")[2] in DIRECTIVES
        assert " " not in directive


@given(st.lists(st.sampled_from(DIRECTIVES)), st.sampled_from([",", ", ", " ,\t"]))
def test_header_and_meta_agree(words: list[str], separator: str) -> None:
    text = separator.join(words)
    assert set(of_headers([text])) == set(of_metas([("robots", text)])) == set(words)
