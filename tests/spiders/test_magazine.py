from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.store import Archive
from tests.crawling import Answer, TinySite, captured, crawl_magazine

FEED = """<?xml version="1.0"?><rss version="2.0"><channel>
<item><title>Un</title><link>{url}/fr/news/un?utm_source=rss</link></item>
<item><title>Deux</title><link>/fr/news/deux</link></item>
<item><title>Podcast</title><link>{url}/podcasts/1</link></item></channel></rss>"""

EACH_CRAWL = ("/robots.txt", "/.well-known/tdmrep.json")
"""What each crawl asks a host first."""


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        for number in ("un", "deux", "trois", "quatre"):
            site.article(f"/fr/news/{number}", f"Ouverture {number} à Namur cette semaine")
        yield site


def declaration(site: TinySite, *sources: str, **fields: str) -> str:
    listed = ", ".join(source.replace("{url}", site.url) for source in sources)
    rest = "".join(f", {name}={value}" for name, value in fields.items())
    return (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", sources=({listed},), '
        f'article_urls=(r"/fr/news/[^/?]+$",){rest})'
    )


def test_feed_sitemap_and_listing_name_each_article_once(site: TinySite, tmp_path: Path) -> None:
    site.page("/rss", FEED, type="application/rss+xml")
    site.page("/index.xml", "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>")
    site.sitemap("/a.xml", "/fr/news/deux", "/fr/news/trois", "/fr/contact")
    site.page("/fr/", '<a href="/fr/news/un">Un</a><a rel="next" href="/fr/?page=2">2</a>')
    site.page("/fr/?page=2", '<a href="/fr/news/quatre">Quatre</a><a href="/fr/?page=3">Next</a>')
    site.page("/fr/?page=3", '<a href="/fr/news/jamais">Au-delà</a>')
    result = crawl_magazine(
        tmp_path,
        declaration(
            site,
            'Feed(url="{url}/rss")',
            'Sitemap(url="{url}/index.xml")',
            'Listing(url="{url}/fr/", pages=2)',
        ),
    )
    assert result.code == 0
    assert result.reason == "finished"
    assert sorted(item["url"] for item in result.items) == sorted(
        f"{site.url}/fr/news/{name}" for name in ("un", "deux", "trois", "quatre")
    )
    assert result.counts["articles/found"] == result.counts["articles/new"] == 4
    assert result.counts["discovery/feed"] == 1
    assert result.counts["discovery/sitemap"] == 2
    assert result.counts["discovery/listing"] == 2
    assert result.counts["discovery/skipped/other_page"] == 2
    asked = [path for path in site.asked if path.startswith("/fr/news/")]
    assert sorted(asked) == sorted(set(asked))
    assert "/fr/?page=3" not in site.asked


def test_every_page_found_has_an_outcome(site: TinySite, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /fr/news/interdit\n")
    site.article("/fr/news/interdit", "Réservé aux personnes")
    site.redirect("/fr/news/ancien", "{url}/fr/news/un")
    site.redirect("/fr/news/boucle", "{url}/fr/news/boucle")
    site.redirect("/fr/news/parti", site.url.replace("127.0.0.1", "localhost") + "/fr/news/un")
    site.answers["/fr/news/rapport"] = Answer(body=b"%PDF-1.7", type="application/pdf")
    site.answers["/fr/news/panne"] = Answer(status=500)
    site.page("/fr/news/vide", "<!doctype html><title>Vide</title><body></body>")
    names = ["un", "deux", "ancien", "interdit", "boucle"]
    names += ["parti", "rapport", "panne", "vide", "absent"]
    site.sitemap("/a.xml", *(f"/fr/news/{name}" for name in names))
    result = crawl_magazine(tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'))
    counts = dict(result.counts)
    refused = [key for key in counts if key.startswith("refused/")]
    assert len(refused) == 1
    assert counts.pop(refused[0]) == 1
    assert counts == {
        "articles/found": 10,
        "articles/new": 2,
        "articles/duplicate": 1,
        "discovery/listed": 10,
        "discovery/sitemap": 1,
        "failed/forbidden_by_robots_txt": 1,
        "failed/http_404": 1,
        "failed/http_500": 1,
        "failed/max_redirections_reached": 1,
        "failed/not_html": 1,
        "failed/redirected_offsite": 1,
        "frontier/known": 0,
        "frontier/new": 10,
    }
    assert result.outcomes == 10


def test_an_address_that_redirects_to_a_known_one_is_stored_once(
    site: TinySite, tmp_path: Path
) -> None:
    site.redirect("/fr/news/ancien", "{url}/fr/news/un")
    site.redirect("/fr/news/seul", "{url}/fr/news/deux")
    site.sitemap("/a.xml", "/fr/news/ancien", "/fr/news/un", "/fr/news/seul")
    result = crawl_magazine(tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'))
    assert result.counts["articles/new"] == 2
    assert result.counts["articles/duplicate"] == 1
    urls = sorted(item["url"] for item in result.items)
    assert urls == [f"{site.url}/fr/news/deux", f"{site.url}/fr/news/un"]


def test_raw_pages_are_kept_even_of_what_is_refused(site: TinySite, tmp_path: Path) -> None:
    site.page("/fr/news/vide", "<!doctype html><title>Rien du tout</title><body></body>")
    site.sitemap("/a.xml", "/fr/news/un", "/fr/news/vide")
    crawl_magazine(tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'))
    (file,) = (tmp_path / "captures").rglob("*.warc.gz")
    assert file.parent.name == "rayon"
    (records,) = captured(tmp_path / "captures")
    assert b"Rien du tout" in records
    assert b"Ouverture un \xc3\xa0 Namur" in records


def test_a_second_run_asks_the_sources_alone(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/un", "/fr/news/deux")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    crawl_magazine(tmp_path, rayon)
    site.asked.clear()
    result = crawl_magazine(tmp_path, rayon)
    assert [path for path in site.asked if path not in EACH_CRAWL] == ["/a.xml"]
    assert result.counts == {
        "articles/found": 0,
        "discovery/unchanged": 1,
        "frontier/known": 2,
    }
    assert "known, not due" in result.output
    with Archive.open(result.archive_url) as archive:
        assert len(archive.runs()) == 2
        assert archive.stats().articles == 2


def test_all_is_looked_at_again_where_that_is_asked(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/un", "/fr/news/deux")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    crawl_magazine(tmp_path, rayon)
    site.article("/fr/news/deux", "Fermeture deux à Namur cette semaine")
    result = crawl_magazine(tmp_path, rayon, "-a", "revisit=all")
    assert result.counts["articles/unchanged"] == 1
    assert result.counts["articles/changed"] == 1
    assert result.counts["articles/found"] == 2


def test_a_limit_is_kept_and_the_next_run_goes_on(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/un", "/fr/news/deux", "/fr/news/trois")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    first = crawl_magazine(tmp_path, rayon, "-a", "limit=1")
    assert first.counts["articles/found"] == 3
    assert first.counts["articles/waiting"] == 2
    assert [item["url"] for item in first.items] == [f"{site.url}/fr/news/un"]
    assert first.outcomes == 3
    site.asked.clear()
    second = crawl_magazine(tmp_path, rayon)
    assert second.counts["discovery/unchanged"] == 1  # and yet all that it listed is fetched
    pages = [path for path in site.asked if path not in (*EACH_CRAWL, "/a.xml")]
    assert pages == ["/fr/news/deux", "/fr/news/trois"]
    assert second.counts["articles/new"] == second.counts["articles/found"] == 2


def test_a_source_that_fails_is_counted_and_named(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/un")
    site.page("/rss", "<!doctype html><title>Oups</title>")
    sources = (
        'Sitemap(url="{url}/a.xml")',
        'Sitemap(url="{url}/absent.xml")',
        'Feed(url="{url}/rss")',
    )
    result = crawl_magazine(tmp_path, declaration(site, *sources))
    assert result.counts["discovery/failed/http_404"] == 1
    assert result.counts["discovery/failed/not_a_feed"] == 1
    assert result.counts["articles/new"] == 1
    assert f"{site.url}/absent.xml" in result.output


def test_the_user_agent_says_who_is_crawling(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/un")
    rayon = declaration(site, 'Sitemap(url="{url}/a.xml")')
    result = crawl_magazine(tmp_path, rayon, CONTACT_URL="https://www.example.org/crawler")
    assert "tradecrawler/" in result.output
    assert "(+https://www.example.org/crawler)" in result.output


def test_nonsense_for_an_argument_is_told_without_a_traceback(
    site: TinySite, tmp_path: Path
) -> None:
    result = crawl_magazine(
        tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'), "-a", "limit=many"
    )
    assert result.code == 1
    assert "limit=many: a whole number above zero is needed" in result.output
    assert "Traceback" not in result.output


def test_a_run_that_reads_nothing_ends_loudly(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/article-1")
    site.page("/fr/news/article-1", "<html><body><p>Acceptez nos cookies.</p></body></html>")
    result = crawl_magazine(tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'))
    assert result.code == 1
    assert result.reason == "finished"
    assert "FAILED: nothing_readable" in result.output
    assert "the run failed: nothing readable" in result.output


def test_a_second_run_asks_the_site_for_nothing(site: TinySite, tmp_path: Path) -> None:
    site.sitemap("/a.xml", "/fr/news/article-1")
    with Archive.open(f"sqlite:///{tmp_path / 'archive.db'}") as archive:
        lock = archive.lock_magazine("rayon")
        result = crawl_magazine(tmp_path, declaration(site, 'Sitemap(url="{url}/a.xml")'))
        lock.release()
        assert archive.runs() == []
    assert result.code == 75
    assert "rayon is being crawled already" in result.output
    assert site.asked == []
