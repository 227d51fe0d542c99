import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.http import Request, Response
from warcio.archiveiterator import ArchiveIterator

from archive.captures import read_capture, verify
from archive.store import Archive
from tests.crawling import Answer, Crawl, TinySite, crawl_magazine
from tradecrawler.middlewares.keep_responses import exchange_of, is_followed


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def crawl(site: TinySite, folder: Path, *arguments: str, **settings: object) -> Crawl:
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))'
    )
    return crawl_magazine(folder, declaration, *arguments, **settings)


def records(folder: Path) -> list[Any]:
    found = []
    for file in sorted(folder.rglob("*.warc.gz")):
        with file.open("rb") as stream:
            for record in ArchiveIterator(stream, check_digests=True):
                record.body = record.content_stream().read()
                found.append(record)
    return found


def shown(site: TinySite, records: list[Any], kind: str) -> list[tuple[str, str]]:
    return sorted(
        (
            record.rec_headers.get_header("WARC-Target-URI").removeprefix(site.url),
            record.http_headers.get_statuscode(),
        )
        for record in records
        if record.rec_type == kind
    )


def test_every_response_is_kept_with_its_request(site: TinySite, tmp_path: Path) -> None:
    site.page("/robots.txt", "User-agent: *\nDisallow: /fr/closed/", type="text/plain")
    site.article("/fr/news/un", "Ouverture à Namur", headers={"Set-Cookie": "id=sesame"})
    site.redirect("/fr/news/vieux", "{url}/fr/news/deux")
    site.article("/fr/news/deux", "Fermeture à Huy")
    site.page("/fr/news/pdf", "%PDF", type="application/pdf")
    zipped = gzip.compress(site.answers["/fr/news/deux"].body.replace(b"Huy", b"Spa"))
    site.answers["/fr/news/trois"] = Answer(body=zipped, headers={"Content-Encoding": "gzip"})
    site.answers["/.well-known/tdmrep.json"] = Answer(status=404, body=b"no such thing")
    paths = ("un", "vieux", "pdf", "trois", "absent")
    site.sitemap("/a.xml", *(f"/fr/news/{path}" for path in paths))
    result = crawl(site, tmp_path)
    assert result.counts["articles/new"] == 3
    found = records(tmp_path / "captures")
    everything = [
        ("/.well-known/tdmrep.json", "404"),
        ("/a.xml", "200"),
        ("/fr/news/absent", "404"),
        ("/fr/news/deux", "200"),
        ("/fr/news/pdf", "200"),
        ("/fr/news/trois", "200"),
        ("/fr/news/un", "200"),
        ("/fr/news/vieux", "301"),
        ("/robots.txt", "200"),
    ]
    assert shown(site, found, "response") == everything
    requests = [record for record in found if record.rec_type == "request"]
    assert len(requests) == len(everything)
    assert all("tradecrawler/" in r.http_headers.get_header("User-Agent") for r in requests)
    assert all(record.digest_checker.problems == [] for record in found)
    assert b"sesame" not in b"".join(str(r.http_headers).encode() for r in found if r.http_headers)
    [unzipped] = [record for record in found if b"Spa" in record.body]
    assert unzipped.http_headers.get_header("Content-Encoding") is None

    with Archive.open(result.archive_url) as archive:
        captures = list(archive.captures())
        stats = archive.stats()
        [row] = [row for row in archive.articles() if row.canonical_url.endswith("un")]
        stored = archive.article(row.id).article
    assert len(captures) == len(everything)
    assert stats.outcomes == {"new": 3}
    assert list(verify(tmp_path / "captures", captures)) == []
    assert stored.capture is not None
    assert stored.fetched_at == stored.capture.fetched_at
    body = read_capture(tmp_path / "captures", stored.capture).body
    assert body == site.answers["/fr/news/un"].body


def test_a_second_run_writes_revisits_only(site: TinySite, tmp_path: Path) -> None:
    site.article("/fr/news/un", "Ouverture à Namur")
    site.redirect("/fr/news/vieux", "{url}/fr/news/un")
    site.sitemap("/a.xml", "/fr/news/un", "/fr/news/vieux")
    crawl(site, tmp_path)
    first = len(records(tmp_path / "captures"))
    result = crawl(site, tmp_path, "-a", "revisit=all")
    found = records(tmp_path / "captures")[first:]
    assert [record.rec_type for record in found].count("revisit") >= 3
    # a redirect has no body that could be referred to
    assert shown(site, found, "response") == [("/fr/news/vieux", "301")]
    with Archive.open(result.archive_url) as archive:
        captures = list(archive.captures())
        [row] = archive.articles()
        [version] = archive.versions(row.id)
    assert list(verify(tmp_path / "captures", captures)) == []
    assert version.article.capture is not None
    assert sum(capture.original is not None for capture in captures) >= 3


def test_every_attempt_is_kept(site: TinySite, tmp_path: Path) -> None:
    def recover() -> None:
        if site.asked.count("/fr/news/un") == 2:
            site.article("/fr/news/un", "Ouverture à Namur")

    site.answers["/fr/news/un"] = Answer(status=503, body=b"busy", before=recover)
    site.sitemap("/a.xml", "/fr/news/un")
    result = crawl(site, tmp_path, RETRY_TIMES=3)
    assert result.counts["articles/new"] == 1
    found = records(tmp_path / "captures")
    statuses = [s for url, s in shown(site, found, "response") if url == "/fr/news/un"]
    again = [s for url, s in shown(site, found, "revisit") if url == "/fr/news/un"]
    assert statuses == ["200", "503"]
    assert again == ["503"]


@pytest.mark.parametrize(
    ("status", "headers", "expected"),
    [
        (301, {"Location": "/b"}, True),
        (308, {"Location": "/b"}, True),
        (304, {"Location": "/b"}, False),
        (302, {}, False),
        (201, {"Location": "/b"}, False),
    ],
)
def test_what_is_followed(status: int, headers: dict[str, str], expected: bool) -> None:
    response = Response("https://www.example.org/a", status=status, headers=headers)
    assert is_followed(response) is expected


def test_headers_keep_their_order_and_number() -> None:
    request = Request("https://www.example.org/a", method="POST", headers={"B": "1", "A": "2"})
    response = Response(request.url, headers=[("X", "é"), ("Y", "1")], body=b"z")
    exchange = exchange_of(request, response)
    assert exchange.method == "POST"
    assert exchange.request_headers == (("B", "1"), ("A", "2"))
    assert [name for name, _ in exchange.headers] == ["X", "Y"]
    assert exchange.fetched_at.tzinfo is not None
