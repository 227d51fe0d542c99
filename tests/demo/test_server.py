import http.client
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tradecrawler.demo.server import DemoServer
from tradecrawler.demo.site import build

BASE = "http://www.comptoir-toonbank.example"
ARTICLE = f"{BASE}/fr/news/un-rayon-neuf"


@pytest.fixture
def server(content: Path) -> Iterator[DemoServer]:
    with DemoServer(content=content) as server:
        yield server


@pytest.fixture
def connection(server: DemoServer) -> Iterator[http.client.HTTPConnection]:
    connection = connect(server)
    yield connection
    connection.close()


def connect(server: DemoServer) -> http.client.HTTPConnection:
    return http.client.HTTPConnection(urlsplit(server.proxy_url).netloc, timeout=10)


def get(
    connection: http.client.HTTPConnection,
    target: str,
    *,
    method: str = "GET",
    headers: Mapping[str, str] | None = None,
) -> tuple[http.client.HTTPResponse, bytes]:
    connection.request(method, target, headers=dict(headers or {}))
    response = connection.getresponse()
    return response, response.read()


def test_absolute_targets_on_one_kept_connection(
    connection: http.client.HTTPConnection, content: Path
) -> None:
    site = build(1, content)
    for url, resource in site.items():
        response, body = get(connection, url)
        assert (response.status, body) == (resource.status, resource.body)
        for name, value in resource.headers.items():
            assert response.headers[name] == value


def test_paths_with_a_host_header(connection: http.client.HTTPConnection) -> None:
    headers = {"Host": "www.comptoir-toonbank.example"}
    response, body = get(connection, "/fr/news/un-rayon-neuf?utm_source=x", headers=headers)
    assert response.status == 200
    assert b"Un rayon &amp; deux caisses" in body


def test_head_has_the_length_and_no_body(connection: http.client.HTTPConnection) -> None:
    response, body = get(connection, ARTICLE, method="HEAD")
    assert (response.status, body) == (200, b"")
    assert int(response.headers["Content-Length"]) > 1000


@pytest.mark.parametrize(
    "target", ["http://www.elsewhere.example/", "https://www.comptoir-toonbank.example/", "/fr/"]
)
def test_other_hosts_are_refused(connection: http.client.HTTPConnection, target: str) -> None:
    assert get(connection, target)[0].status == 502


def test_what_is_not_there(connection: http.client.HTTPConnection) -> None:
    response, body = get(connection, f"{BASE}/fr/news/rien")
    assert response.status == 404
    assert b"Page introuvable" in body


def test_a_known_page_is_not_sent_again(connection: http.client.HTTPConnection) -> None:
    first, _ = get(connection, ARTICLE)
    for name, value in (
        ("If-None-Match", first.headers["ETag"]),
        ("If-None-Match", f'"other", W/{first.headers["ETag"]}'),
        ("If-Modified-Since", first.headers["Last-Modified"]),
    ):
        response, body = get(connection, ARTICLE, headers={name: value})
        assert (response.status, body) == (304, b"")
    for name, value in (
        ("If-None-Match", '"other"'),
        ("If-Modified-Since", "Mon, 01 Jan 2024 00:00:00 GMT"),
        ("If-Modified-Since", "yesterday"),
    ):
        assert get(connection, ARTICLE, headers={name: value})[0].status == 200


def test_the_editions_differ(content: Path) -> None:
    bodies = []
    for edition in (1, 2):
        with DemoServer(edition, content=content) as server:
            connection = connect(server)
            bodies.append(get(connection, ARTICLE)[1].decode())
            gone = get(connection, f"{BASE}/fr/news/la-caisse-s-en-va")[0].status
            connection.close()
        assert gone == (200 if edition == 1 else 410)
    assert "Le texte d'avant." in bodies[0]
    assert "Le texte d'après." in bodies[1]


def test_stopping_closes_connections_that_are_kept_alive(content: Path) -> None:
    server = DemoServer(content=content).start()
    connection = connect(server)
    get(connection, ARTICLE)
    server.stop()
    server.stop()
    with pytest.raises((http.client.RemoteDisconnected, ConnectionError)):
        get(connection, ARTICLE)
    connection.close()
    assert not [thread for thread in threading.enumerate() if "demo-server" in thread.name]
    with pytest.raises(RuntimeError):
        _ = server.proxy_url
