"""How far a list is walked back in time: to its end, or until its articles are too old.

One walk is one declared list, whatever number of pages it has. What is too old, ``window`` says.
"""

from collections.abc import Sequence
from itertools import islice

from tradecrawler.discovery.found import key_of

OLD_IN_A_ROW = 10
"""Articles that are too old, one below the other, until a list's end is taken for reached: a list
that is sorted by anything but the date has young ones among them."""


class Walk:
    """What the pages of one list have named, and how old that turned out to be."""

    def __init__(self) -> None:
        """Begin at the first page."""
        self._pages: set[int] = set()
        self._are_too_old: dict[int, bool | None] = {}
        """By key, in the order of the list; None where it is not known."""

    def add_page(self, keys: Sequence[int]) -> bool:
        """Remember a page by the keys of what it names; False for one that names nothing, or what
        another page has named.

        Many sites answer for any number with the last page, or with the first.
        """
        page = hash(frozenset(keys))
        if not keys or page in self._pages:
            return False
        self._pages.add(page)
        for article in keys:
            self._are_too_old.setdefault(article, None)
        return True

    def add_age(self, article: int, *, is_too_old: bool) -> None:
        """Learn how old an article is, by its ``key``; another list's tells nothing of this one."""
        if article in self._are_too_old:
            self._are_too_old[article] = is_too_old

    @property
    def is_past(self) -> bool:
        """Whether nothing but old articles stands at the end of what was read of the list."""
        known = (age for age in reversed(self._are_too_old.values()) if age is not None)
        last = list(islice(known, OLD_IN_A_ROW))
        return len(last) == OLD_IN_A_ROW and all(last)


def key(url: str) -> int:
    """Return what an address is remembered by, in this process."""
    return hash(key_of(url))
