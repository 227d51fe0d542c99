import json
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest
from scrapy.settings import Settings

from tests.crawling import TinySite
from tradecrawler.extensions.notifying import Notice, Notifier

NOTICE = Notice(
    magazine="rayon",
    run_id="0123",
    failures=("unhealthy",),
    raised=("no author (fr): 100%, usual 2% (https://www.rayon.example/fr/a)", "words: 12"),
    mended=(),
    unusual=("template distance (fr): 100%, usual 1%",),
)
NOBODY = Notifier()


class MailServer(socketserver.StreamRequestHandler):
    """Says what a mail server says, and keeps what it is told."""

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        is_text = False
        for line in self.rfile:
            self.server.told.append(line.decode().rstrip())  # type: ignore[attr-defined]
            if is_text:
                is_text = line != b".\r\n"
                if is_text:
                    continue
            command = line[:4].upper()
            if command == b"DATA":
                is_text = True
                self.wfile.write(b"354 go on\r\n")
            elif command == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            else:
                self.wfile.write(b"250 yes\r\n")


@pytest.fixture
def mail_server() -> Iterator[tuple[str, list[str]]]:
    """The URL of a mail server on loopback, and the lines that it is told."""
    with socketserver.TCPServer(("127.0.0.1", 0), MailServer) as server:
        told: list[str] = []
        server.told = told  # type: ignore[attr-defined]
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"smtp://127.0.0.1:{server.server_address[1]}", told
        server.shutdown()


def test_a_notice_says_the_worst_first() -> None:
    assert NOTICE.subject == "rayon: no author (fr): 100%, usual 2%, and 1 more"
    assert "https://www.rayon.example/fr/a" in NOTICE.text
    assert "tradearchive health --magazine rayon" in NOTICE.text


def test_what_went_as_usual_is_not_worth_telling() -> None:
    quiet = replace(NOTICE, failures=(), raised=())
    assert not quiet.is_worth_sending
    assert replace(quiet, mended=("no author (fr)",)).is_worth_sending
    assert replace(quiet, failures=("archive_failed",)).subject == "rayon: archive_failed"


def test_a_webhook_gets_json() -> None:
    with TinySite() as site:
        site.page("/hook", "ok")
        replace(NOBODY, webhook=f"{site.url}/hook").send(NOTICE)
        [body] = site.posted
    told = json.loads(body)
    assert told["text"] == NOTICE.text
    assert told["magazine"] == "rayon"
    assert told["raised"] == list(NOTICE.raised)


def test_a_mail_is_sent(mail_server: tuple[str, list[str]]) -> None:
    url, told = mail_server
    to = ("desk@rayon.example", "ops@rayon.example")
    replace(NOBODY, mail_to=to, mail_server=url).send(NOTICE)
    assert "From: desk@rayon.example" in told
    assert "To: desk@rayon.example, ops@rayon.example" in told
    assert f"Subject: [tradecrawler] {NOTICE.subject}" in told
    assert "  words: 12" in told


@pytest.mark.parametrize("webhook", ["http://127.0.0.1:9/secret", "file:///secret", "secret"])
def test_who_cannot_be_reached_is_logged_without_the_address(
    webhook: str, caplog: pytest.LogCaptureFixture
) -> None:
    replace(
        NOBODY,
        webhook=webhook,
        mail_to=("desk@rayon.example",),
        mail_server="smtp://user:secret@127.0.0.1:9",
    ).send(NOTICE)
    assert "the webhook was not told" in caplog.text
    assert "no mail was sent: ConnectionRefusedError" in caplog.text
    assert "secret" not in caplog.text


def test_a_webhook_that_refuses_is_logged_with_its_status(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with TinySite() as site:
        site.page("/hook", "no", status=403)
        replace(NOBODY, webhook=f"{site.url}/hook").send(NOTICE)
    assert "the webhook was not told: HTTP status 403" in caplog.text


def test_settings_say_who_is_told() -> None:
    settings = Settings(
        {
            "HEALTH_WEBHOOK": "https://hooks.example/1",
            "HEALTH_MAIL_TO": "a@rayon.example, b@rayon.example",
            "HEALTH_MAIL_FROM": "bot@rayon.example",
        }
    )
    notifier = Notifier.from_settings(settings)
    assert notifier.webhook == "https://hooks.example/1"
    assert notifier.mail_to == ("a@rayon.example", "b@rayon.example")
    assert notifier.mail_from == "bot@rayon.example"
    assert Notifier.from_settings(Settings()) == NOBODY
