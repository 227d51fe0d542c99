"""Which article addresses this run has met, and what is known about them before they are fetched.

The frontier lives as long as one run: what is known from earlier runs is the archive's business.
"""

from typing import Literal

from tradecrawler.discovery.found import Found, key_of, merge
from tradecrawler.items import Hints

Standing = Literal["new", "known", "beyond_limit"]


class Frontier:
    """The addresses of one run, each fetched once, with the hints of every place that named it."""

    def __init__(self, limit: int | None = None) -> None:
        """Let ``limit`` addresses be fetched; None for all."""
        self._limit = limit
        self._taken = 0
        self._known: dict[str, bool] = {}  # key to whether the address is fetched
        self._hints: dict[str, Hints] = {}

    def add(self, found: Found) -> Standing:
        """Say whether ``found`` is to be fetched; hints of a known address are kept as well."""
        key = key_of(found.url)
        if key in self._known:
            if key in self._hints:
                self._hints[key] = merge(self._hints[key], found.hints)
            return "known"
        self._known[key] = not self.is_full
        if self.is_full:
            return "beyond_limit"
        self._taken += 1
        self._hints[key] = found.hints
        return "new"

    @property
    def is_full(self) -> bool:
        """Whether the limit is reached."""
        return self._limit is not None and self._taken >= self._limit

    def take_hints(self, url: str) -> Hints:
        """Return all that was said about ``url``, and forget it: the page has arrived."""
        return self._hints.pop(key_of(url), Hints())

    def is_fetched(self, url: str) -> bool:
        """Whether ``url`` is fetched in this run, or has answered already."""
        return self._known.get(key_of(url), False)

    def answered(self, url: str) -> None:
        """Remember an address that answered for another one, at the end of a redirect."""
        self._known[key_of(url)] = True
