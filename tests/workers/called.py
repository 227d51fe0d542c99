"""What workers are asked to call in tests."""

import os
import signal

from tradecrawler.discovery.errors import NotASitemap


def double(body: bytes) -> bytes:
    return body + body


def refuse(url: str) -> None:
    raise NotASitemap(f"nothing at {url}")


def loop() -> None:
    while True:
        pass


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)
