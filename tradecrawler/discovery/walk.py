"""How far a list is walked back in time: to its end, or until its articles are too old.

One walk is one declared list, whatever number of pages it has. What is too old, ``window`` says.
"""

from collections.abc import Set

from tradecrawler.discovery.found import key_of

OLD_IN_A_ROW = 10
"""Articles that are too old, one after the other, until a list's end is taken for reached: a list
that is sorted by anything but the date has young ones among them."""


class Walk:
    """What the pages of one list have named, and how old that turned out to be."""

    def __init__(self) -> None:
        """Begin at the first page."""
        self._pages: set[int] = set()
        self._waiting: set[int] = set()
        self._old = 0

    def add_page(self, keys: Set[int]) -> bool:
        """Remember a page by the keys of what it names; False for one that names nothing, or what
        another page has named.

        Many sites answer for any number with the last page, or with the first.
        """
        page = hash(frozenset(keys))
        if not keys or page in self._pages:
            return False
        self._pages.add(page)
        self._waiting |= keys
        return True

    def add_age(self, article: int, *, is_too_old: bool) -> None:
        """Learn how old an article is, by its ``key``; another list's tells nothing of this one."""
        if article in self._waiting:
            self._waiting.discard(article)
            self._old = self._old + 1 if is_too_old else 0

    @property
    def is_past(self) -> bool:
        """Whether nothing but old articles was met of late."""
        return self._old >= OLD_IN_A_ROW


def key(url: str) -> int:
    """Return what an address is remembered by, in this process."""
    return hash(key_of(url))
