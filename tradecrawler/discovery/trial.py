"""Which pages of a site's folders are fetched first: some of each, then those of folders with
articles.

A shop beside a magazine has ten thousand products in its sitemap; thirty of them are read.
"""

import pickle
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Literal

from tradecrawler.discovery.found import Found
from tradecrawler.discovery.learnt import ENOUGH_REFUSED, Learnt, folder_of

Verdict = Literal["fetch", "hold", "hopeless"]


class Trial:
    """The pages that are held back until more is known of their folder."""

    def __init__(self, learnt: Learnt) -> None:
        """Decide by what is ``learnt`` in the meantime."""
        self._learnt = learnt
        self._tried: Counter[str] = Counter()
        self._held: defaultdict[str, dict[str, bytes]] = defaultdict(dict)
        """By folder and address, packed: a quarter of the memory, and nothing in which Python's
        collector would look for cycles."""
        self._opened: list[dict[str, bytes]] = []

    @property
    def holds(self) -> bool:
        """Whether any page is held, or was opened."""
        return bool(self._held or self._opened)

    @property
    def has_opened(self) -> bool:
        """Whether pages wait in folders of which an article was read."""
        return bool(self._opened)

    def judge(self, link: Found) -> Verdict:
        """Say what is to be done with a page; one to be held is held from now on."""
        folder = folder_of(link.url)
        if self._learnt.is_hopeless(link.url):
            return "hopeless"
        if self._learnt.has_articles(link.url) or self._tried[folder] < ENOUGH_REFUSED:
            self._tried[folder] += 1
            return "fetch"
        if link.url not in self._held[folder]:
            self._held[folder][link.url] = pickle.dumps(link, pickle.HIGHEST_PROTOCOL)
        return "hold"

    def open_folder_of(self, article: str) -> None:
        """An article was read: what is held of its folder is to be fetched."""
        if held := self._held.pop(folder_of(article), None):
            self._opened.append(held)

    def opened(self) -> Iterator[Found]:
        """Yield what was opened since this was asked last, one by one."""
        opened, self._opened = self._opened, []
        for held in opened:
            yield from map(pickle.loads, held.values())

    def more(self) -> tuple[list[Found], int]:
        """Return what to try next of the folders that are still unknown, and how many are given up.

        For the time when all that was tried has been read.
        """
        following: list[Found] = []
        hopeless = 0
        for folder, held in list(self._held.items()):
            if self._learnt.is_hopeless(next(iter(held))):
                hopeless += len(self._held.pop(folder))
                continue
            following += [pickle.loads(held.pop(url)) for url in list(held)[:ENOUGH_REFUSED]]
            if not held:
                del self._held[folder]
        return following, hopeless
