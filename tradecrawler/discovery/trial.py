"""Which pages of a site's folders are fetched first: some of each, then those of folders with
articles.

A shop beside a magazine has ten thousand products in its sitemap; thirty of them are read.
"""

from collections import Counter, defaultdict
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
        self._held: defaultdict[str, dict[str, Found]] = defaultdict(dict)

    @property
    def holds(self) -> bool:
        """Whether any page is held."""
        return bool(self._held)

    def judge(self, link: Found) -> Verdict:
        """Say what is to be done with a page; one to be held is held from now on."""
        folder = folder_of(link.url)
        if self._learnt.is_hopeless(link.url):
            return "hopeless"
        if self._learnt.has_articles(link.url) or self._tried[folder] < ENOUGH_REFUSED:
            self._tried[folder] += 1
            return "fetch"
        self._held[folder].setdefault(link.url, link)
        return "hold"

    def opened_by(self, article: str) -> list[Found]:
        """Return what was held of the folder of an article that was read, and hold it no longer."""
        return list(self._held.pop(folder_of(article), {}).values())

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
            following += [held.pop(url) for url in list(held)[:ENOUGH_REFUSED]]
            if not held:
                del self._held[folder]
        return following, hopeless
