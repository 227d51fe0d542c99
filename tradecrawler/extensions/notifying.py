"""Tells people and programs that a run went wrong: by e-mail, and by a POST to a webhook.

Standard library only: Scrapy's mail module is deprecated, and this is all that is needed. No
extension itself. Addresses and passwords come from the settings and are never logged.
"""

import json
import logging
import smtplib
import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from email.message import EmailMessage
from typing import Self
from urllib.parse import unquote, urlsplit

from scrapy.settings import BaseSettings

logger = logging.getLogger(__name__)

TIMEOUT = 20.0
"""Seconds; a run's end waits for no mail server longer than that."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """What there is to tell of one run."""

    magazine: str
    """Slug."""
    run_id: str
    failures: tuple[str, ...]
    """Why the run failed, in snake_case."""
    raised: tuple[str, ...]
    """Alerts that it raised, each a line."""
    mended: tuple[str, ...]
    """Alerts that it closed."""
    unusual: tuple[str, ...]
    """What else was different; no reason to tell, but worth knowing."""

    @property
    def is_worth_sending(self) -> bool:
        """Whether the run failed, or mended something."""
        return bool(self.failures or self.raised or self.mended)

    @property
    def subject(self) -> str:
        """One line: ``demo: no author (fr): 100%, usual 0%, and 1 more``."""
        lines = self.raised or self.failures or tuple(f"mended: {line}" for line in self.mended)
        first = lines[0].partition(" (http")[0]
        more = f", and {len(lines) - 1} more" if len(lines) > 1 else ""
        return f"{self.magazine}: {first}{more}"

    @property
    def text(self) -> str:
        """All of it, for people; ``text`` is also the key that Slack and Mattermost show."""
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        yield self.subject
        for title, lines in (
            ("Broken", self.raised),
            ("The run failed", self.failures),
            ("Mended", self.mended),
            ("Also different", self.unusual),
        ):
            if lines:
                yield from ("", f"{title}:", *(f"  {line}" for line in lines))
        yield from ("", f"Run {self.run_id}; see: tradearchive health --magazine {self.magazine}")


@dataclass(frozen=True, kw_only=True)
class Notifier:
    """Where notices go; with nothing set, nowhere."""

    webhook: str = ""
    """URL that takes a POST of JSON."""
    mail_to: tuple[str, ...] = ()
    mail_from: str = ""
    """The first of ``mail_to`` where it is empty."""
    mail_server: str = "smtp://localhost:25"
    """``smtp://`` or ``smtps://``, user and password included."""

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> Self:
        """Read ``HEALTH_WEBHOOK`` and ``HEALTH_MAIL_…``."""
        return cls(
            webhook=settings.get("HEALTH_WEBHOOK", ""),
            mail_to=tuple(name.strip() for name in settings.getlist("HEALTH_MAIL_TO")),
            mail_from=settings.get("HEALTH_MAIL_FROM", ""),
            mail_server=settings.get("HEALTH_MAIL_SERVER", cls.mail_server),
        )

    def send(self, notice: Notice) -> None:
        """Send a notice to all; who cannot be reached is logged, by kind and not by address."""
        if self.webhook:
            try:
                self._post(notice)
            except (OSError, ValueError) as error:  # URLError is an OSError
                logger.error("the webhook was not told: %s", _named(error))  # noqa: TRY400
        if self.mail_to:
            try:
                self._mail(notice)
            except (OSError, ValueError, smtplib.SMTPException) as error:
                logger.error("no mail was sent: %s", _named(error))  # noqa: TRY400

    def _post(self, notice: Notice) -> None:
        body = json.dumps({"text": notice.text, **asdict(notice)}, ensure_ascii=False)
        request = urllib.request.Request(
            self.webhook, body.encode(), {"Content-Type": "application/json; charset=utf-8"}
        )
        if request.type not in ("http", "https"):
            raise ValueError("HEALTH_WEBHOOK is no http(s) URL")
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            response.read()

    def _mail(self, notice: Notice) -> None:
        message = EmailMessage()
        message["From"] = self.mail_from or self.mail_to[0]
        message["To"] = ", ".join(self.mail_to)
        message["Subject"] = f"[tradecrawler] {notice.subject}"
        message.set_content(notice.text)
        address = urlsplit(self.mail_server)
        if address.scheme not in ("smtp", "smtps"):
            raise ValueError("HEALTH_MAIL_SERVER is no smtp:// or smtps:// URL")
        kind = smtplib.SMTP_SSL if address.scheme == "smtps" else smtplib.SMTP
        with kind(address.hostname or "localhost", address.port or 0, timeout=TIMEOUT) as server:
            if address.username:
                if address.scheme == "smtp":
                    server.starttls(context=ssl.create_default_context())
                server.login(unquote(address.username), unquote(address.password or ""))
            server.send_message(message)


def _named(error: Exception) -> str:
    """What went wrong, without the address: a webhook's URL is its password."""
    if isinstance(error, urllib.error.HTTPError):
        return f"HTTP status {error.code}"
    reason = getattr(error, "reason", None)
    return type(reason if isinstance(reason, Exception) else error).__name__
