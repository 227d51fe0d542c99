import gzip

import pytest

from tradecrawler.discovery.errors import NotAFeed
from tradecrawler.discovery.feed import parse_feed

URL = "https://www.example.org/fr/rss.xml"
RSS = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Le Rayon</title><language>fr-BE</language>
<item><title>Une épicerie s&#233;duit &amp; étonne</title>
<link>https://www.example.org/fr/news/epicerie?utm_source=rss</link>
<pubDate>Tue, 05 May 2026 08:00:00 +0200</pubDate>
<category>Alimentation</category><category>Ouverture</category></item>
<item><title>Deuxième</title><link>/fr/news/deuxieme</link></item>
</channel></rss>"""


def test_an_rss_feed_names_articles_with_hints() -> None:
    first, second = parse_feed(RSS.encode(), URL)
    assert first.url == "https://www.example.org/fr/news/epicerie"
    assert first.hints.headline == "Une épicerie séduit & étonne"
    assert first.hints.date_published == "Tue, 05 May 2026 08:00:00 +0200"
    assert first.hints.language == "fr-BE"
    assert first.hints.keywords == ("Alimentation", "Ouverture")
    assert second.url == "https://www.example.org/fr/news/deuxieme"
    assert second.hints.date_published is None


def test_an_atom_feed_is_read_as_well() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="nl"><title>Het Rek</title>
    <entry><title type="html">Winkel &lt;b&gt;opent&lt;/b&gt; deuren</title>
    <link rel="alternate" href="https://www.example.org/nl/news/winkel"/>
    <published>2026-05-05T08:00:00Z</published><updated>2026-05-06T09:00:00Z</updated></entry>
    </feed>"""
    (entry,) = parse_feed(atom.encode(), URL)
    assert entry.url == "https://www.example.org/nl/news/winkel"
    assert entry.hints.headline == "Winkel opent deuren"
    assert entry.hints.date_published == "2026-05-05T08:00:00Z"
    assert entry.lastmod == "2026-05-06T09:00:00Z"


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?>\n' + RSS.encode(),
        b"\xef\xbb\xbf\n\n" + RSS.encode(),
        gzip.compress(RSS.encode()),
        RSS.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        RSS.replace("&amp;", "&").encode(),
        RSS.removesuffix("</channel></rss>").encode(),
    ],
    ids=["two declarations", "BOM and blank lines", "gzip", "latin-1", "bare ampersand", "cut off"],
)
def test_broken_feeds_are_read_all_the_same(body: bytes) -> None:
    first, second = parse_feed(body, URL, content_type="text/html")
    assert first.hints.headline == "Une épicerie séduit & étonne"
    assert second.url == "https://www.example.org/fr/news/deuxieme"


def test_html_entities_that_xml_does_not_know() -> None:
    (entry,) = parse_feed(
        b'<rss version="2.0"><channel><item><title>Le march&eacute;&nbsp;bio</title>'
        b"<link>https://www.example.org/a</link></item></channel></rss>",
        URL,
    )
    assert entry.hints.headline == "Le marché bio"


def test_the_original_link_wins_over_a_feed_service() -> None:
    (entry,) = parse_feed(
        b'<rss version="2.0" xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0">'
        b"<channel><item><link>https://feeds.example/~r/1</link>"
        b"<feedburner:origLink>https://www.example.org/a</feedburner:origLink></item></channel></rss>",
        URL,
    )
    assert entry.url == "https://www.example.org/a"


def test_an_entry_without_link_is_left_out() -> None:
    body = b'<rss version="2.0"><channel><item><title>Sans lien</title></item></channel></rss>'
    assert parse_feed(body, URL) == []


def test_an_empty_feed_is_a_feed() -> None:
    assert parse_feed(b'<rss version="2.0"><channel></channel></rss>', URL) == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<!doctype html><html><body><p>404</p></body></html>",
        b"plain words",
        b"/etc/passwd",
        b"http://127.0.0.1:9/never-asked",
        b"\x1f\x8bnot gzip after all",
    ],
)
def test_what_is_no_feed_is_said_to_be_none(body: bytes) -> None:
    with pytest.raises(NotAFeed):
        parse_feed(body, URL)
