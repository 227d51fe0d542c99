"""What a site's pages turned out to be, and what follows for those that were not read yet.

Only where dozens of pages of one folder were read and none was an article, the rest of the folder
is given up. What is learnt lives as long as one run.
"""

import re
from collections import Counter
from collections.abc import Iterable
from urllib.parse import urlsplit

ENOUGH_REFUSED = 30
"""Pages of one folder that were no articles until the folder is given up; the odds that they hide
articles among one in ten others are 4 in 100."""
FOLDERS_MAX = 10_000
"""Folders that are told apart; a site with more has an article a folder, or makes them up."""
SAMPLE = 2_000
"""Addresses of articles, and of other pages, that are kept to learn their patterns from."""

_NUMBER = re.compile(r"\d+")


class Learnt:
    """Articles and other pages by the folder they are in."""

    def __init__(self) -> None:
        """Know nothing."""
        self.articles: dict[str, str | None] = {}
        """Addresses of articles to their languages, the first of them."""
        self.others: dict[str, None] = {}
        """Addresses that no article has, the first of them."""
        self.refused_urls: dict[str, None] = {}
        """Addresses of pages that were read and are none, the first of them."""
        self.editions: Counter[str] = Counter()
        """Languages of the editions that articles name, as ISO 639-1 has them."""
        self.read = 0
        """Articles, all of them."""
        self.refused = 0
        """Pages that were read and are none, all of them."""
        self._articles: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def add_article(
        self, url: str, language: str | None = None, editions: Iterable[str] = ()
    ) -> None:
        """Learn that a page is an article; ``editions`` are the codes of its hreflang links."""
        self.read += 1
        codes = {code.lower().replace("_", "-").partition("-")[0] for code in editions}
        self.editions.update(code for code in codes if re.fullmatch("[a-z]{2}", code))
        self._count(self._articles, url)
        if len(self.articles) < SAMPLE:
            self.articles[url] = language

    def add_refused(self, url: str) -> None:
        """Learn that a page was read, and is none."""
        self.refused += 1
        self._count(self._others, url)
        if len(self.refused_urls) < SAMPLE:
            self.refused_urls[url] = None

    def add_other(self, url: str) -> None:
        """Learn that a page is none by its address alone, which tells nothing of its folder."""
        if len(self.others) < SAMPLE:
            self.others[url] = None

    def has_articles(self, url: str) -> bool:
        """Whether an article of the same folder was read."""
        return self._articles[folder_of(url)] > 0

    def is_hopeless(self, url: str) -> bool:
        """Whether so many pages of its folder were no articles that another one will not be."""
        folder = folder_of(url)
        return self._articles[folder] == 0 and self._others[folder] >= ENOUGH_REFUSED

    def _count(self, counter: Counter[str], url: str) -> None:
        folder = folder_of(url)
        if folder in counter or len(counter) < FOLDERS_MAX:
            counter[folder] += 1


def folder_of(url: str) -> str:
    """Return an address without its last segment, with every number alike.

    Pages that a query names are in the folder of their path.
    """
    parts = urlsplit(url)
    path = parts.path if parts.query else parts.path.rstrip("/").rpartition("/")[0]
    return f"{parts.hostname}{_NUMBER.sub('0', path)}"
