"""Which sources of a site named which of its pages: what a declaration should list.

A source is worth declaring when most of what it names has an article's address.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tradecrawler.discovery.patterns import Patterns
from tradecrawler.discovery.shape import is_page_of_list
from tradecrawler.magazine import Feed, Listing, Sitemap, Source, WordPress

SAMPLE = 500
"""Addresses of one source that are kept, of each source."""
LISTINGS_MAX = 12
"""Lists in a declaration, beside one a language; more are topics."""
FEEDS_EACH = 2
"""Feeds a language, at most; more are topics."""
_SHARE = 0.5
"""Share of a source's addresses that must be articles': sitemaps name other pages as well, and a
source of other things has next to none."""
_SHARE_OF_LISTS = 0.1
"""The same of a page of links, half of which are menus."""
_ORDER: tuple[type[Source], ...] = (Sitemap, WordPress, Feed, Listing)
"""The most complete first."""


@dataclass(slots=True)
class _Named:
    source: Source
    sample: set[str] = field(default_factory=set)


class Tally:
    """What each source named."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sources: dict[str, _Named] = {}

    def add(self, source: Source, url: str) -> None:
        """Remember an address that ``source`` named, unless there are enough of it."""
        named = self._sources.setdefault(source.url, _Named(source))
        if len(named.sample) < SAMPLE:
            named.sample.add(url)

    def worth_declaring(
        self, patterns: Patterns, languages: Mapping[str, str | None]
    ) -> tuple[Source, ...]:
        """Return the sources that name articles, each with its language.

        Lists only where nothing more complete names them; of feeds and lists those that name the
        most. ``languages`` are those of the articles that were read, by address.
        """
        worth = [
            (_in_language(named, languages), articles)
            for named in self._sources.values()
            if (articles := _articles(named, patterns)) > 0
        ]
        worth.sort(key=lambda pair: -pair[1])
        is_complete = any(isinstance(source, Sitemap | WordPress) for source, _ in worth)
        chosen: list[Source] = []
        feeds: Counter[str | None] = Counter()
        lists: Counter[str | None] = Counter()
        for source, _ in worth:
            if isinstance(source, Feed):
                feeds[source.language] += 1
                if feeds[source.language] > FEEDS_EACH:
                    continue
            elif isinstance(source, Listing):
                lists[source.language] += 1
                is_topic = lists[source.language] > 1 and lists.total() > LISTINGS_MAX
                if is_complete or is_topic:
                    continue
            chosen.append(source)
        return tuple(sorted(chosen, key=lambda source: _ORDER.index(type(source))))


def _articles(named: _Named, patterns: Patterns) -> int:
    """Return how many articles a source named, of the sample; 0 where they are too few of it."""
    if isinstance(named.source, Listing) and is_page_of_list(named.source.url):
        return 0
    articles = sum(map(patterns.is_article, named.sample))
    share = _SHARE_OF_LISTS if isinstance(named.source, Listing) else _SHARE
    return articles if articles >= share * len(named.sample) else 0


def _in_language(named: _Named, languages: Mapping[str, str | None]) -> Source:
    """Return the source with the one language that all its articles are in, where it is one."""
    found = {language for url in named.sample if (language := languages.get(url)) is not None}
    return replace(named.source, language=found.pop()) if len(found) == 1 else named.source
