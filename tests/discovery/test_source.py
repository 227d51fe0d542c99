import pytest

from tradecrawler.discovery.errors import NotAListing, NotASitemap
from tradecrawler.discovery.source import SourceContent, read_source
from tradecrawler.magazine import Feed, Listing, Magazine, Sitemap, Source, WordPress

URL = "https://www.example.org/"
MAGAZINE = Magazine(slug="rayon", title="Rayon", homepage=URL)


def read(source: Source, body: str, **headers: str) -> SourceContent:
    return read_source(source, body.encode(), source.url, MAGAZINE, headers)


def urls(content: SourceContent) -> list[str]:
    return [found.url.removeprefix(URL) for found in content.found]


def test_a_feed() -> None:
    feed = "<rss><channel><item><link>/b</link></item><item><link>/a</link></item></channel></rss>"
    content = read(Feed(url=URL + "rss"), feed)
    assert (content.kind, urls(content)) == ("feed", ["b", "a"])


def test_a_sitemap_names_the_newest_first() -> None:
    entries = "".join(
        f"<url><loc>/{day}</loc><lastmod>2026-05-0{day}</lastmod></url>" for day in (1, 3, 2)
    )
    content = read(Sitemap(url=URL + "a.xml"), f"<urlset>{entries}</urlset>")
    assert (content.kind, urls(content)) == ("sitemap", ["3", "2", "1"])


def test_so_does_an_index() -> None:
    entries = "".join(f"<sitemap><loc>/{year}.xml</loc></sitemap>" for year in (2019, 2021, 2020))
    content = read(Sitemap(url=URL + "a.xml"), f"<sitemapindex>{entries}</sitemapindex>")
    assert [nested.url[-8:] for nested in content.nested] == ["2021.xml", "2020.xml", "2019.xml"]


def test_a_list() -> None:
    body = "<a href=/x>x</a><a href=/2019/05/>Mai</a><a rel=next href='?page=2'>Suite</a>"
    content = read(Listing(url=URL + "news"), body)
    assert (content.kind, "x" in urls(content)) == ("listing", True)
    assert content.next_page == URL + "news?page=2"
    assert content.archives == (URL + "2019/05/",)


def test_posts() -> None:
    headers = {"link": f'<{URL}posts?page=2>; rel="next"'}
    content = read(WordPress(url=URL + "posts"), '[{"link": "/a"}]', **headers)
    assert (content.kind, urls(content)) == ("posts", ["a"])
    assert content.next_page == URL + "posts?page=2"


def test_something_else() -> None:
    with pytest.raises(NotASitemap):
        read(Sitemap(url=URL + "a.xml"), "<html></html>")
    with pytest.raises(NotAListing):
        read(Listing(url=URL), "")
