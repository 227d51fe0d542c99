"""Pages that are written by scripts: how a real browser opens them, and what it may ask for.

Only declares; the browser is scrapy-playwright's, an extra (``pip install
'tradecrawler[rendered]'``), and which requests it makes is said by
``tradecrawler.middlewares.rendered``.
"""

from contextlib import suppress
from dataclasses import dataclass
from importlib.util import find_spec
from shutil import which
from typing import TYPE_CHECKING, Any

from archive.addresses import registrable_domain
from tradecrawler.magazine import Magazine, host_of

if TYPE_CHECKING:
    from playwright.async_api import Page, Request

HANDLER = "scrapy_playwright.handler.ScrapyPlaywrightDownloadHandler"

BROWSERS = ("chromium", "chromium-headless-shell", "google-chrome")
"""Names under which systems have one installed."""

NEEDED = frozenset({"document", "script", "xhr", "fetch"})
"""Kinds of resources that a page's text may come from. Pictures, fonts, styles and films are most
of its bytes, and none of its words."""

SETTLE_SECONDS = 10
"""For which a page may go on loading after it says that it is loaded. One that never comes to rest,
because it asks its server for news all the time, is taken as it is then."""


class NoBrowser(SystemExit):
    """A magazine is declared as rendered, and scrapy-playwright is not installed.

    Ends the process with a message that says what to install, and a failure's exit code.
    """


def settings_of(magazine: Magazine, chromium: str, timeout: float) -> dict[str, Any]:
    """Return the settings for a rendered magazine; raises NoBrowser.

    ``chromium`` is the browser's path, or empty for any; ``timeout`` the seconds a page may take.
    """
    if find_spec("scrapy_playwright") is None:
        raise NoBrowser(
            f"{magazine.slug} is rendered by a browser: pip install 'tradecrawler[rendered]', and "
            "install a Chromium (docs/magazines.md)"
        )
    path = chromium or next(filter(None, map(which, BROWSERS)), None)
    return {
        "DOWNLOAD_HANDLERS": {"http": HANDLER, "https": HANDLER},
        "PLAYWRIGHT_BROWSER_TYPE": "chromium",
        "PLAYWRIGHT_LAUNCH_OPTIONS": {"executable_path": path} if path else {},
        "PLAYWRIGHT_ABORT_REQUEST": Unneeded(magazine),
        "PLAYWRIGHT_DEFAULT_NAVIGATION_TIMEOUT": timeout * 1000,
    }


def request_meta() -> dict[str, Any]:
    """Return the meta of a request that the browser makes."""
    from scrapy_playwright.page import PageMethod

    return {
        "playwright": True,
        # a service worker would ask for pages behind everybody's back
        "playwright_context_kwargs": {"service_workers": "block"},
        "playwright_page_methods": [PageMethod(settled)],
    }


async def settled(page: "Page") -> None:
    """Wait until a page asks for nothing more."""
    from playwright.async_api import TimeoutError as NeverSettled

    with suppress(NeverSettled):
        await page.wait_for_load_state("networkidle", timeout=SETTLE_SECONDS * 1000)


@dataclass(frozen=True, slots=True)
class Unneeded:
    """Whether the browser must not ask for something: asked by scrapy-playwright each time."""

    magazine: Magazine

    def __call__(self, request: "Request") -> bool:
        """Whether a request of the browser is not made."""
        return not self.is_needed(request.url, request.resource_type)

    def is_needed(self, url: str, resource_type: str) -> bool:
        """Whether a page's text may come from there: no pictures, nobody who counts readers."""
        if resource_type not in NEEDED:
            return False
        host, home = host_of(url), host_of(self.magazine.homepage)
        is_named = host in self.magazine.hosts or host in self.magazine.rendered_hosts
        return is_named or registrable_domain(host) == registrable_domain(home)
