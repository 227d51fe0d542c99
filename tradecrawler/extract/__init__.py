"""Pages into articles: pure functions, the same for the crawl, files and the archive's replay."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

from archive.records import Article
from tradecrawler.extract.clean import clean
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.extract.normalize import normalize
from tradecrawler.extract.teasers import split
from tradecrawler.extract.template import UNKNOWN, Known, LookUp, read_prints
from tradecrawler.extract.version import EXTRACTOR_VERSION
from tradecrawler.items import Page
from tradecrawler.magazine import Magazine

__all__ = ["EXTRACTOR_VERSION", "NotAnArticle", "clean", "extract", "normalize", "split"]


def extract(page: Page, magazine: Magazine, look_up: LookUp | None = None) -> Article:
    """The article on ``page``. Raises NotAnArticle with the reason where there is none.

    ``look_up`` asks an archive what it has learnt of the magazine's template; without it only the
    page itself is looked at.
    """
    with _no_collection():
        return _extract(page, magazine, look_up)


def _extract(page: Page, magazine: Magazine, look_up: LookUp | None) -> Article:
    """As ``extract``; what it made of the page on the way is gone when it returns."""
    document = clean(page, magazine)
    known = UNKNOWN
    if look_up is not None:
        prints = read_prints(document, magazine)
        known = Known(prints, look_up(prints))
    return normalize(split(document, magazine, known), magazine)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Without the collector of reference cycles, which would look for some several times a page:
    a twentieth of the time. What few there are it finds afterwards, when the page is gone."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
