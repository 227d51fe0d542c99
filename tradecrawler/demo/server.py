"""The demo site on loopback: a proxy that knows the two invented hosts and no other.

Because it takes requests with absolute targets (``GET http://www.comptoir-toonbank.example/…``), a
crawl keeps the same URLs from run to run whatever the port. It never opens a connection outwards.
"""

import socket
import socketserver
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.resources.abc import Traversable
from threading import Condition, Thread
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

from tradecrawler.demo.site import Resource, build

_HOST = "127.0.0.1"
_GRACE = 5.0
"""Seconds that ``stop`` waits for answers under way."""


class DemoServer:
    """Serves one edition of the demo magazines while it is entered or started.

    Send requests for their URLs to ``proxy_url`` as to an HTTP proxy. Every other host is answered
    with 502.
    """

    def __init__(
        self, edition: int = 1, *, port: int = 0, content: Traversable | None = None
    ) -> None:
        """Build ``edition``; port 0 takes any free one. ``content``: see ``site.build``."""
        self._resources = build(edition, content)
        self._port = port
        self._server: _Server | None = None
        self._thread: Thread | None = None

    @property
    def proxy_url(self) -> str:
        """``http://127.0.0.1:PORT``, once started."""
        if self._server is None:
            raise RuntimeError("the demo server is not started")
        return f"http://{_HOST}:{self._server.server_address[1]}"

    def start(self) -> Self:
        """Listen, in a thread of its own."""
        if self._server is not None:
            raise RuntimeError("the demo server is started already")
        self._server = _Server(self._port, self._resources)
        self._thread = Thread(
            target=self._server.serve_forever,
            kwargs={"poll_interval": 0.05},
            name="demo-server",
            daemon=True,
        )
        self._thread.start()
        return self

    def stop(self) -> None:
        """Close every connection and the port; does nothing when not started."""
        if self._server is None or self._thread is None:
            return
        self._server.shutdown()
        self._thread.join()
        self._server.hang_up()
        self._server.server_close()
        self._server = self._thread = None

    def __enter__(self) -> Self:
        """Start."""
        return self.start()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Stop."""
        self.stop()


class _Server(ThreadingHTTPServer):
    """Remembers its open connections, so that kept-alive ones can be closed at the end."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, resources: Mapping[str, Resource]) -> None:
        self.resources = resources
        self._open: set[socket.socket] = set()
        self._changed = Condition()
        super().__init__((_HOST, port), _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._changed:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        super().shutdown_request(request)
        with self._changed:
            self._open.discard(request)
            self._changed.notify_all()

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients that hang up in the middle of an answer are none of our business."""

    def hang_up(self) -> None:
        """End every connection and wait for their threads to notice."""
        with self._changed:
            for connection in self._open:
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:  # the client was faster
                    continue
            self._changed.wait_for(lambda: not self._open, timeout=_GRACE)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD from the built site."""

    protocol_version = "HTTP/1.1"
    server_version = "Etalage/7"
    disable_nagle_algorithm = True
    server: socketserver.BaseServer

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_CONNECT(self) -> None:
        self._send(_error(HTTPStatus.BAD_GATEWAY, "no tunnels here"), with_body=True)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's name
        """Stay quiet."""

    def _answer(self, *, with_body: bool) -> None:
        resource = _find(self._resources, self.path, self.headers.get("Host", ""))
        if resource.status == HTTPStatus.OK and self._is_known(resource):
            kept = {name: resource.headers[name] for name in ("ETag", "Last-Modified")}
            resource = Resource(status=HTTPStatus.NOT_MODIFIED, headers=kept, body=b"")
        self._send(resource, with_body=with_body)

    @property
    def _resources(self) -> Mapping[str, Resource]:
        if not isinstance(self.server, _Server):
            raise TypeError(self.server)
        return self.server.resources

    def _is_known(self, resource: Resource) -> bool:
        """Whether the client says it has this very state (RFC 9110, 13.2.2)."""
        if tags := self.headers.get("If-None-Match"):
            known = [tag.strip().removeprefix("W/") for tag in tags.split(",")]
            return resource.headers["ETag"] in known or known == ["*"]
        since = _moment(self.headers.get("If-Modified-Since", ""))
        modified = _moment(resource.headers["Last-Modified"])
        return since is not None and modified is not None and modified <= since

    def _send(self, resource: Resource, *, with_body: bool) -> None:
        self.send_response(resource.status)
        for name, value in resource.headers.items():
            self.send_header(name, value)
        if resource.status != HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(resource.body)))
        self.end_headers()
        if with_body:
            self.wfile.write(resource.body)


def _find(resources: Mapping[str, Resource], target: str, host: str) -> Resource:
    """What the target of a request means: absolute, or a path on ``host``. Queries are ignored."""
    try:
        parts = urlsplit(target if "://" in target else f"http://{host}{target}")
    except ValueError:
        return _error(HTTPStatus.BAD_REQUEST, "no URL")
    base = f"http://{(parts.netloc or host).lower().removesuffix(':80')}"
    if parts.scheme != "http" or f"{base}/" not in resources:
        return _error(HTTPStatus.BAD_GATEWAY, f"unknown host: {parts.netloc}")
    found = resources.get(f"{base}{parts.path or '/'}") or resources.get(f"{base}/404")
    return found or _error(HTTPStatus.NOT_FOUND, "not found")


def _error(status: HTTPStatus, message: str) -> Resource:
    headers = {"Content-Type": "text/plain; charset=utf-8"}
    return Resource(status=status, headers=headers, body=f"{message}\n".encode())


def _moment(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
