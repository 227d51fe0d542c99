from collections.abc import Iterable

from tradecrawler.discovery.patterns import Patterns
from tradecrawler.discovery.tally import FEEDS_EACH, LISTINGS_MAX, Tally
from tradecrawler.magazine import Feed, Listing, Sitemap, Source, WordPress

HOST = "https://www.example.org"
PATTERNS = Patterns(articles=("/news/",))


def add(tally: Tally, source: Source, urls: Iterable[str]) -> None:
    for url in urls:
        tally.add(source, url)


def news(count: int, start: int = 0) -> list[str]:
    return [f"{HOST}/news/{number}" for number in range(start, start + count)]


def other(count: int) -> list[str]:
    return [f"{HOST}/shop/{number}" for number in range(count)]


def test_the_most_complete_sources_come_first() -> None:
    tally = Tally()
    feed, sitemap = Feed(url=HOST + "/rss"), Sitemap(url=HOST + "/sitemap.xml")
    posts, listing = WordPress(url=HOST + "/wp-json/wp/v2/posts"), Listing(url=HOST + "/news/")
    add(tally, listing, news(20))
    add(tally, feed, news(20))
    add(tally, posts, news(5))
    add(tally, sitemap, news(10) + other(8))
    assert tally.worth_declaring(PATTERNS, {}) == (sitemap, posts, feed)


def test_sources_of_other_things_are_left_out() -> None:
    tally = Tally()
    add(tally, Feed(url=HOST + "/jobs.xml"), [*other(20), *news(1)])
    add(tally, Sitemap(url=HOST + "/empty.xml"), [])
    assert tally.worth_declaring(PATTERNS, {}) == ()


def test_lists_where_there_is_nothing_else() -> None:
    tally = Tally()
    for number in range(LISTINGS_MAX + 3):
        add(tally, Listing(url=f"{HOST}/section-{number}/"), news(number + 2) + other(9))
    add(tally, Listing(url=HOST + "/news/?page=2"), news(20))
    found = tally.worth_declaring(PATTERNS, {})
    assert len(found) == LISTINGS_MAX
    assert found[0].url.endswith(f"/section-{LISTINGS_MAX + 2}/")
    assert not any("page=2" in source.url for source in found)


def test_a_source_in_one_language_says_so() -> None:
    tally = Tally()
    add(tally, Feed(url=HOST + "/fr.xml"), news(2))
    add(tally, Feed(url=HOST + "/all.xml"), news(4))
    languages = {f"{HOST}/news/0": "fr", f"{HOST}/news/1": "fr", f"{HOST}/news/2": "nl"}
    assert set(tally.worth_declaring(PATTERNS, languages)) == {
        Feed(url=HOST + "/fr.xml", language="fr"),
        Feed(url=HOST + "/all.xml"),
    }


def test_feeds_of_topics_are_left_out() -> None:
    tally = Tally()
    for number in range(FEEDS_EACH + 4):
        add(tally, Feed(url=f"{HOST}/{number}.xml"), news(number + 1))
    assert len(tally.worth_declaring(PATTERNS, {})) == FEEDS_EACH


def test_one_list_a_language_whatever_their_number() -> None:
    tally = Tally()
    codes = [f"{a}{b}" for a in "abcdef" for b in "xyz"]
    languages: dict[str, str | None] = {}
    for number, code in enumerate(codes):
        urls = news(3, start=10 * number)
        add(tally, Listing(url=f"{HOST}/{code}/"), urls)
        languages |= dict.fromkeys(urls, code)
    found = tally.worth_declaring(PATTERNS, languages)
    assert {source.language for source in found} == set(codes)
