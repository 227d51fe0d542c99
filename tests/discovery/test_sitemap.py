import gzip
import tracemalloc

import pytest

from tradecrawler.discovery.errors import NotASitemap, TooLarge
from tradecrawler.discovery.markup import CHUNK, inflate
from tradecrawler.discovery.sitemap import parse_sitemap

URL = "https://www.example.org/sitemap.xml"
NS = "http://www.sitemaps.org/schemas/sitemap/0.9"
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="{NS}">
<url><loc>https://www.example.org/a?x=1&amp;y=2</loc><lastmod>2026-05-01</lastmod></url>
<url><loc> /fr/news/relative </loc></url>
</urlset>"""


def addresses(body: bytes) -> list[str]:
    return [found.url for found in parse_sitemap(body, URL).found]


def test_pages_with_their_dates() -> None:
    first, second = parse_sitemap(PLAIN.encode(), URL).found
    assert first.url == "https://www.example.org/a?x=1&y=2"
    assert first.lastmod == "2026-05-01"
    assert second.url == "https://www.example.org/fr/news/relative"
    assert second.lastmod is None


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?>\n' + PLAIN.encode(),
        b"\xef\xbb\xbf\n \n" + PLAIN.encode(),
        gzip.compress(PLAIN.encode()),
        gzip.compress(PLAIN.encode())[:-6],
        PLAIN.replace("&amp;", "&").encode(),
        PLAIN.replace("&amp;", "&amp;amp;").encode(),
        PLAIN.removesuffix("</urlset>").encode(),
        PLAIN.replace(f' xmlns="{NS}"', "").encode(),
        PLAIN.replace("<url>", "<url><caption>caf&eacute;&nbsp;&unknown;</caption>").encode(),
        PLAIN.replace("<loc>https", "<loc><![CDATA[https")
        .replace("2</loc>", "2]]></loc>")
        .encode(),
        PLAIN.replace("UTF-8", "utf-16").encode(),
    ],
    ids=[
        "two declarations",
        "BOM and blank lines",
        "gzip",
        "gzip cut off",
        "bare ampersand",
        "escaped twice",
        "cut off",
        "no namespace",
        "HTML entities",
        "CDATA",
        "wrong encoding declared",
    ],
)
def test_broken_sitemaps_are_read_all_the_same(body: bytes) -> None:
    assert addresses(body) == [
        "https://www.example.org/a?x=1&y=2",
        "https://www.example.org/fr/news/relative",
    ]


def test_an_index_names_further_sitemaps() -> None:
    content = parse_sitemap(
        f'<sitemapindex xmlns="{NS}"><sitemap><loc>/sitemap-fr.xml.gz</loc>'
        "<lastmod>2026-05-02</lastmod></sitemap><sitemap/></sitemapindex>".encode(),
        URL,
    )
    assert content.found == ()
    assert [(n.url, n.lastmod) for n in content.nested] == [
        ("https://www.example.org/sitemap-fr.xml.gz", "2026-05-02")
    ]


def test_a_news_sitemap_gives_hints() -> None:
    (found,) = parse_sitemap(
        f"""<urlset xmlns="{NS}" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
        xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"><url>
        <image:image><image:loc>https://www.example.org/a.jpg</image:loc></image:image>
        <loc>https://www.example.org/a</loc>
        <news:news><news:publication><news:name>Le Rayon</news:name>
        <news:language>fr</news:language></news:publication>
        <news:publication_date>2026-05-05T06:00:00Z</news:publication_date>
        <news:title>Prix &amp;amp; marges</news:title>
        <news:keywords>prix, marges ,</news:keywords></news:news></url></urlset>""".encode(),
        URL,
    ).found
    assert found.url == "https://www.example.org/a"
    assert found.hints.headline == "Prix & marges"
    assert found.hints.date_published == "2026-05-05T06:00:00Z"
    assert found.hints.language == "fr"
    assert found.hints.keywords == ("prix", "marges")


def test_alternates_keep_their_codes() -> None:
    (found,) = parse_sitemap(
        f"""<urlset xmlns="{NS}" xmlns:xhtml="http://www.w3.org/1999/xhtml"><url>
        <loc>https://www.example.org/fr/a</loc>
        <xhtml:link rel="alternate" hreflang="fr-BE" href="/fr/a"/>
        <xhtml:link rel="alternate" hreflang="nl-BE" href="https://www.example.org/nl/a"/>
        <xhtml:link rel="alternate" hreflang="x-default" href="/fr/a"/>
        <xhtml:link rel="alternate" href="/nowhere"/>
        </url></urlset>""".encode(),
        URL,
    ).found
    assert found.hints.alternates == {
        "fr-BE": "https://www.example.org/fr/a",
        "nl-BE": "https://www.example.org/nl/a",
        "x-default": "https://www.example.org/fr/a",
    }


def test_a_text_sitemap() -> None:
    body = b"\xef\xbb\xbfhttps://www.example.org/a\r\n\r\nhttps://www.example.org/b\r\n"
    assert addresses(body) == ["https://www.example.org/a", "https://www.example.org/b"]


def test_entities_are_never_looked_up() -> None:
    body = (
        '<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f'<urlset xmlns="{NS}"><url><loc>https://www.example.org/&x;/a</loc></url></urlset>'
    )
    assert addresses(body.encode()) == ["https://www.example.org/&x;/a"]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"  ",
        b"<!doctype html><html><body>404</body></html>",
        b'<rss version="2.0"><channel/></rss>',
        b"User-agent: *\nDisallow:",
        b'{"error": 404}',
        b"<",
    ],
)
def test_what_is_no_sitemap_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotASitemap):
        parse_sitemap(body, URL)


def test_a_gzip_bomb_is_left_alone() -> None:
    with pytest.raises(TooLarge):
        inflate(gzip.compress(b"<urlset>" + b" " * 100_000), limit=10_000)


def test_an_entry_that_is_never_closed() -> None:
    body = b"<urlset><url><loc>/a</loc><url><loc>/b</loc></url>"
    assert addresses(body) == ["https://www.example.org/a", "https://www.example.org/b"]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32", "utf-8-sig"])
def test_unicode_with_a_byte_order_mark(encoding: str) -> None:
    assert len(addresses(PLAIN.encode(encoding))) == 2


def test_a_title_in_the_encoding_that_is_declared() -> None:
    body = (
        '<?xml version="1.0" encoding="ISO-8859-1"?><urlset><url><loc>/a</loc>'
        "<news><title>Une épicerie</title></news></url></urlset>"
    )
    (found,) = parse_sitemap(body.encode("latin-1"), URL).found
    assert found.hints.headline == "Une épicerie"


def test_pictures_and_videos_are_no_pages() -> None:
    body = b"""<urlset><url><image><loc>/a.jpg</loc></image><loc>/a</loc>
    <video><content_loc>/a.mp4</content_loc><title>Film</title></video></url></urlset>"""
    (found,) = parse_sitemap(body, URL).found
    assert found.url == "https://www.example.org/a"
    assert found.hints.headline is None


@pytest.mark.parametrize("opening", ["", "<urlset>"])
def test_entries_without_end_are_counted(opening: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tradecrawler.discovery.sitemap.ENTRIES_MAX", 3)
    lines = [f"{URL}/{n}" for n in range(5)]
    entries = "".join(f"<url><loc>{line}</loc></url>" for line in lines)
    content = parse_sitemap((opening + entries if opening else "\n".join(lines)).encode(), URL)
    assert len(content.found) == 3
    assert content.beyond == 2


def test_entities_are_mended_wherever_the_file_is_cut() -> None:
    filler = "<note>" + "x" * (CHUNK - 60) + "</note>"
    for shift in range(30):
        loc = "<loc>/caf&eacute;?a=1&amp;b=2&c=3</loc>"
        body = f"<urlset><url>{' ' * shift}{filler}{loc}</url></urlset>"
        assert addresses(body.encode()) == ["https://www.example.org/caf%C3%A9?a=1&b=2&c=3"]


@pytest.mark.parametrize("is_gzipped", [False, True])
def test_memory_is_that_of_the_addresses_and_not_of_the_file(is_gzipped: bool) -> None:
    entry = "<url><loc>https://www.example.org/{}</loc><other>{}</other></url>"
    entries = "".join(entry.format(n, "x" * 2_000) for n in range(5_000))
    body = f'<urlset xmlns="{NS}">{entries}</urlset>'.encode()
    size = len(body)
    body = gzip.compress(body) if is_gzipped else body
    tracemalloc.start()
    try:
        assert len(parse_sitemap(body, URL).found) == 5_000
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < size / 3
