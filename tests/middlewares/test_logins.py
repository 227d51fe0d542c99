"""A login reaches the magazine's own hosts, and nothing that is written."""

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from scrapy.exceptions import NotConfigured
from scrapy.http import Request, Response

from tests.crawling import Answer, TinySite, crawl_magazine, crawler_of
from tradecrawler.logins import InvalidLogin, Login
from tradecrawler.magazine import Magazine
from tradecrawler.middlewares.logins import Logins

LOGIN = Login({"Cookie": "session=sesame", "X-Subscriber": "sesame too"})
HOMEPAGE = "https://www.rayon.example/"


def magazine(**fields: Any) -> Magazine:
    return Magazine(**{"slug": "rayon", "title": "Rayon", "homepage": HOMEPAGE, **fields})


def sent_to(url: str, homepage: str = HOMEPAGE) -> set[str]:
    middleware = Logins(LOGIN, magazine(homepage=homepage))
    # as a redirect copies it
    request = Request(url, headers={"X-Subscriber": "sesame too", "Accept": "*/*"})
    middleware.process_request(request)
    names = {name.decode() for name in request.headers}
    middleware.process_response(request, Response(url))
    assert set(request.headers) == {b"Accept"}
    middleware.process_request(request)
    middleware.process_exception(request, TimeoutError())
    assert set(request.headers) == {b"Accept"}
    return names - {"Accept"}


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.rayon.example/fr/un", True),
        ("https://rayon.example/fr/un", True),
        ("https://cdn.rayon.example/fr/un", False),
        ("https://rayon.example.evil.example/", False),
        ("https://evil.example/?www.rayon.example", False),
        ("http://www.rayon.example/fr/un", False),
    ],
)
def test_own_hosts_only(url: str, expected: bool) -> None:
    assert sent_to(url) == (set(LOGIN.headers) if expected else set())


def test_a_magazine_without_encryption_has_asked_for_it() -> None:
    http = "http://www.rayon.example/"
    assert sent_to(http, homepage=http) == set(LOGIN.headers)


def test_without_a_login_there_is_no_middleware() -> None:
    with pytest.raises(NotConfigured):
        Logins.from_crawler(crawler_of(magazine(), LOGINS={"etal": LOGIN}))


def test_a_browser_would_carry_it_elsewhere() -> None:
    with pytest.raises(InvalidLogin, match="rendered"):
        Logins.from_crawler(crawler_of(magazine(rendered=True), LOGINS={"rayon": LOGIN}))


@pytest.fixture
def site() -> Iterator[TinySite]:
    with TinySite() as site:
        yield site


def test_nothing_that_is_written_has_it(
    site: TinySite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secrets = ("sesame-cookie", "sesame-token", "sesame-header")
    monkeypatch.setenv("TRADECRAWLER_RAYON_COOKIE", f"session={secrets[0]}")
    monkeypatch.setenv("TRADECRAWLER_RAYON_AUTHORIZATION", f"Bearer {secrets[1]}")
    monkeypatch.setenv("TRADECRAWLER_RAYON_HEADERS", f'{{"X-Subscriber": "{secrets[2]}"}}')
    elsewhere = site.url.replace("127.0.0.1", "localhost")
    site.article("/fr/un", "Ouverture à Namur", headers={"Set-Cookie": f"session={secrets[0]}"})
    site.article("/fr/ailleurs", "Fermeture à Huy")
    site.redirect("/fr/parti", f"{elsewhere}/fr/ailleurs")
    site.redirect("/fr/vieux", "{url}/fr/un")
    site.answers["/fr/panne"] = Answer(status=503)
    site.sitemap("/a.xml", "/fr/vieux", "/fr/parti", "/fr/panne")
    declaration = (
        f'Magazine(slug="rayon", title="Rayon", homepage="{site.url}/", '
        f'sources=(Sitemap(url="{site.url}/a.xml"),))'
    )
    result = crawl_magazine(tmp_path, declaration, LOG_LEVEL="DEBUG", RETRY_TIMES=1)
    assert result.counts["articles/new"] == 1
    assert result.counts["failed/redirected_offsite"] == 1

    for path in ("/a.xml", "/fr/un", "/fr/panne"):
        sent = site.headers[path]
        assert sent["Cookie"] == f"session={secrets[0]}"
        assert sent["Authorization"] == f"Bearer {secrets[1]}"
        assert sent["X-Subscriber"] == secrets[2]
    for name in ("Cookie", "Authorization", "X-Subscriber"):
        assert site.headers["/fr/ailleurs"][name] is None

    written = {"log": result.output.encode()}
    for file in (path for path in tmp_path.rglob("*") if path.is_file()):
        content = file.read_bytes()
        written[file.name] = gzip.decompress(content) if file.suffix == ".gz" else content
    assert len(written) > 3
    assert any(b"Ouverture" in content for content in written.values())
    for name, content in written.items():
        assert b"sesame" not in content, name
