"""What the archive answers: frozen records for lists, hits, versions, runs and totals. No SQL."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from archive.captures.check import Problem
from archive.deciding.decide import Outcome
from archive.records import Article, Capture
from archive.search.snippet import Snippet


@dataclass(frozen=True, kw_only=True, slots=True)
class Stored:
    """What became of one record of a batch."""

    outcome: Outcome | Literal["failed"]
    """``failed`` of a visit that brought nothing to read."""
    reason: str | None
    """Why it was refused or failed, in snake_case; seldom set otherwise."""
    article_id: int | None = None
    """The article it belongs to; None for a refused page at an unknown address."""
    version_id: int | None = None
    """That article's current version afterwards; None of a visit that brought no page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """Which articles; what is None does not matter."""

    magazine: str | None = None
    """Slug."""
    language: str | None = None
    """ISO 639-1 code."""
    since: date | None = None
    """First day of publication. Articles without a date are left out where a day is given."""
    until: date | None = None
    """Last day of publication, included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ArticleRow:
    """An article in a list, as it stands now."""

    id: int
    magazine: str
    canonical_url: str
    headline: str
    language: str | None
    section: str | None
    date_published: str | None
    """ISO 8601 text, as exact as the page."""
    published_on: date | None
    word_count: int
    is_accessible_for_free: bool
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Hit:
    """An article found by a search."""

    article: ArticleRow
    rank: float
    """The higher the better; to be compared within one answer only."""
    headline_highlights: tuple[tuple[int, int], ...]
    """Start and end, in the headline, of what was looked for."""
    snippet: Snippet
    """Of lead or body; their beginning, where the headline alone was found."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredVersion:
    """What an article said during one stretch of time."""

    id: int
    number: int
    """1 for the first."""
    valid_from: datetime
    valid_to: datetime | None
    """None for the current version."""
    last_seen: datetime
    extraction: int
    """Number of the promoted extraction; 1 as long as there is but one."""
    article: Article
    """The record as the promoted extraction made it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ExtractionRow:
    """One reading of a version, and what it reads."""

    version_id: int
    number: int
    """From 1, in the order in which they came."""
    is_promoted: bool
    """Whether the version says what this one reads; exactly one of a version's is."""
    extractor_version: str
    extracted_at: datetime
    why: str
    """fetched, template, extractor, or another reason in snake_case."""
    content_hash: str
    article: Article
    """Without ``printed``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Captured:
    """An article's current version and the raw page it was read from."""

    article_id: int
    version_id: int
    magazine: str
    url: str
    """The URL that answered."""
    canonical_url: str
    extractor_version: str
    """Of the promoted extraction, as what follows."""
    content_hash: str
    word_count: int
    capture: Capture


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredArticle:
    """An article with all the archive knows about it."""

    id: int
    first_seen: datetime
    last_seen: datetime
    gone_at: datetime | None = None
    """Since when its address answers that it is gone; None while it is on the site, as far as the
    archive knows."""
    gone_status: int | None = None
    """The HTTP status that said so: 404 or 410."""
    urls: tuple[str, ...]
    """Every address it is known under, the canonical one first."""
    version_count: int
    current: StoredVersion

    @property
    def article(self) -> Article:
        """The record of the current version."""
        return self.current.article


@dataclass(frozen=True, kw_only=True, slots=True)
class TeaserRow:
    """One thing a magazine promoted; a row of the view ``teasers_flat``."""

    id: int
    magazine: str
    label: str | None
    text: str
    url: str | None
    """As printed, absolute."""
    zones: tuple[str, ...]
    """Where it stood, over all pages, by name."""
    articles: int
    """On how many articles' pages."""
    first_seen: datetime
    last_seen: datetime
    days: int
    """From the first to the last; 0 if on one day."""
    target_article_id: int | None
    """The promoted article; None as long as it is not in the archive."""
    target_headline: str | None
    has_other_headline: bool | None
    """Whether the promoted article never had these words as its headline; None without one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class RunRow:
    """One crawl or import; a row of the table ``runs``."""

    id: str
    magazine: str
    started_at: datetime
    finished_at: datetime | None
    """None while it runs, and for good where the process was killed."""
    finish_reason: str | None
    """None while it runs; ``killed`` where its process died, once another run has noticed."""
    failure: str | None
    """Why it has failed, in snake_case, several reasons joined with ``, ``; None if it has not."""
    exit_status: int | None
    """Of its process; None while it runs and where it was killed."""
    requests: int | None
    bytes_received: int | None
    counts: Mapping[str, int]
    """Stats key to number: articles/found, articles/new, refused/listing, failed/http_404, …"""
    arguments: Mapping[str, str]
    """What was asked of it beyond the ordinary, such as limit."""
    extractor_version: str
    versions: Mapping[str, str]
    """Of the programs it ran with: tradecrawler, scrapy, python."""

    def total(self, *prefixes: str) -> int:
        """The sum of all counts whose key begins with one of ``prefixes``."""
        return sum(number for key, number in self.counts.items() if key.startswith(prefixes))

    @property
    def errors(self) -> dict[str, int]:
        """Kind of error to how often, the most frequent first: of pages and of sources."""
        found: dict[str, int] = {}
        for key, number in self.counts.items():
            if key.startswith(("failed/", "discovery/failed/")):
                kind = key.partition("failed/")[2]
                found[kind] = found.get(kind, 0) + number
        return dict(sorted(found.items(), key=lambda item: -item[1]))


@dataclass(frozen=True, kw_only=True, slots=True)
class MagazineTotals:
    """What the archive holds of one magazine."""

    magazine: str
    articles: int
    words: int
    first_published: date | None
    last_published: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Check:
    """One thing that must hold of an archive, and whether it does."""

    name: str
    """In snake_case, such as ``versions_have_captures``."""
    meaning: str
    """What is true of a sound archive, in a sentence."""
    checked: int
    """How many rows or things were looked at."""
    failures: int
    examples: tuple[str, ...]
    """The first of those that fail: ids, or what differs."""

    @property
    def holds(self) -> bool:
        """Whether nothing fails."""
        return self.failures == 0


@dataclass(frozen=True, kw_only=True, slots=True)
class CapturesIndexed:
    """What a scan of WARC files found."""

    found: int
    """Responses and revisits in the files."""
    added: int
    """How many of them were not on record."""
    problems: tuple[Problem, ...]
    """What could not be put on record, and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Upgraded:
    """What became of an archive that was to be brought up to date."""

    before: str
    """The revision it had."""
    after: str
    """The one it has."""
    reindexed: int | None
    """How many articles were indexed anew; None where the index was made by this analysis."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stats:
    """Totals of the whole archive."""

    articles: int
    versions: int
    captures: int
    """Fetched pages, refused ones included."""
    first_published: date | None
    last_published: date | None
    magazines: tuple[MagazineTotals, ...]
    """By name."""
    languages: Mapping[str | None, int]
    """Language to articles, most frequent first; None for those whose language is unknown."""
    outcomes: Mapping[str, int]
    """Outcome to fetched pages, most frequent first."""
    refusals: Mapping[str, int]
    """Reason to refused pages, most frequent first."""
