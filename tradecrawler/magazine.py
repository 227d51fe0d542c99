"""What a trade magazine looks like, declared as data: no code, no network, no Scrapy.

A declaration says where a magazine lists its articles and which addresses are articles; the rest
has defaults that hold for a site of which nothing is known.
"""

import re
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive.health.expectations import ANY, Expectations
from archive.records import RESERVATIONS
from tradecrawler.cron import Cron, InvalidCron

__all__ = [
    "Expectations",
    "Feed",
    "InvalidDeclaration",
    "Listing",
    "Magazine",
    "Schedule",
    "Selectors",
    "Sitemap",
    "Source",
    "WordPress",
    "host_of",
]


class InvalidDeclaration(ValueError):
    """A magazine's declaration contradicts itself; the message says which field to mend."""


@dataclass(frozen=True, kw_only=True)
class Feed:
    """An RSS, Atom or JSON feed."""

    url: str
    """Absolute URL."""
    language: str | None = None
    """ISO 639-1 code of what it lists; None when mixed or unknown."""


@dataclass(frozen=True, kw_only=True)
class Sitemap:
    """A sitemap, sitemap index, news sitemap or text sitemap, gzipped or not."""

    url: str
    """Absolute URL."""
    language: str | None = None
    """ISO 639-1 code of what it lists; None when mixed or unknown."""


@dataclass(frozen=True, kw_only=True)
class Listing:
    """A page of links to articles, perhaps with further pages behind it."""

    url: str
    """Absolute URL of the first page."""
    language: str | None = None
    """ISO 639-1 code of what it lists; None when mixed or unknown."""
    links: str | None = None
    """CSS selector of the links to articles; None takes every link that is an article's."""
    next_page: str | None = None
    """CSS selector of the link to the next page; None looks for rel=next and the usual words."""
    pages: int = 3
    """How many pages to follow at most; a backfill follows them all."""


@dataclass(frozen=True, kw_only=True)
class WordPress:
    """WordPress' list of posts, where the site offers it: ``…/wp-json/wp/v2/posts``."""

    url: str
    """Absolute URL."""
    language: str | None = None
    """ISO 639-1 code of what it lists; None when mixed or unknown."""
    pages: int = 1
    """How many pages of a hundred posts to follow at most; a backfill follows them all."""


Source = Feed | Sitemap | Listing | WordPress


@dataclass(frozen=True, kw_only=True)
class Selectors:
    """CSS selectors for what the generic reading gets wrong on this magazine; all optional."""

    headline: str | None = None
    lead: str | None = None
    body: str | None = None
    authors: str | None = None
    date_published: str | None = None
    section: str | None = None
    keywords: str | None = None
    remove: tuple[str, ...] = ()
    """Elements that are never the article's."""


JITTER = 300
"""Seconds by which a scheduled crawl may begin later: sites see many programs at the full hour."""


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When a magazine is to be crawled; for ``scrapy schedule``."""

    cron: str
    """Minute, hour, day, month, weekday as in crontab(5), or a nickname such as ``@daily``."""
    time_zone: str | None = None
    """IANA name of the zone in which ``cron`` is meant; None: the magazine's."""
    jitter: int = JITTER
    """Seconds by which a crawl may begin later than ``cron`` says, at random; 0 for none."""

    def __post_init__(self) -> None:
        """Refuse what would never run, or at another time than was meant."""
        try:
            Cron.parse(self.cron)
        except InvalidCron as error:
            raise InvalidDeclaration(f"schedule: {error}") from error
        if self.jitter < 0:
            raise InvalidDeclaration(f"schedule: a jitter of {self.jitter} s is below zero")


@dataclass(frozen=True, kw_only=True)
class Magazine:
    """A trade magazine: its identity, where it lists articles, and hints for reading them."""

    slug: str
    """Identity in the archive, and the spider's name: lower case, digits, underscores."""
    title: str
    """The magazine's name as readers know it; cut off the end of page titles."""
    homepage: str
    """Absolute URL."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes it publishes in; empty when unknown."""
    sources: tuple[Source, ...] = ()
    """Where it lists its articles."""
    article_urls: tuple[str, ...] = ()
    """Regular expressions searched in an absolute URL; any match is an article's address.
    Empty: every page of the site may be one, and the reading decides."""
    other_urls: tuple[str, ...] = ()
    """Regular expressions of addresses that are never articles; they win."""
    selectors: Selectors = field(default_factory=Selectors)
    teaser_labels: tuple[str, ...] = ()
    """Labels this magazine prints before header teasers ("Dossier"), beyond the common ones."""
    boilerplate: tuple[str, ...] = ()
    """Regular expressions; a block of text that one matches from its start is not the article's."""
    time_zone: str = "UTC"
    """IANA name; for dates printed without an offset."""
    schedule: Schedule | None = None
    """When it is crawled by ``scrapy schedule``; None: when somebody says so."""
    expectations: Expectations = ANY
    """What every crawl must bring; a run that breaks them ends as failed (docs/health.md)."""
    rendered: bool = False
    """Whether articles and listings are written by scripts, so that a browser has to open them."""
    rendered_hosts: tuple[str, ...] = ()
    """Other sites' hosts that the browser may ask, beyond the magazine's domains: where its scripts
    are. Without ``www.``."""
    honour: tuple[str, ...] = ()
    """What the site may reserve that is honoured by keeping nothing of the page: ``noarchive``,
    ``tdm-reservation`` and the others of ``archive.records.RESERVATIONS``. All are recorded."""

    def __post_init__(self) -> None:
        """Refuse what cannot work, at import and not in the middle of a crawl."""
        if not re.fullmatch(r"[a-z][a-z0-9_]*", self.slug):
            raise InvalidDeclaration(f"slug {self.slug!r}: lower case, digits and underscores only")
        for url in (self.homepage, *(source.url for source in self.sources)):
            if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).netloc:
                raise InvalidDeclaration(f"{self.slug}: {url!r} is not an absolute http(s) URL")
        for code in self.languages:
            if not re.fullmatch(r"[a-z]{2}", code):
                raise InvalidDeclaration(f"{self.slug}: {code!r} is not an ISO 639-1 code")
        if self.schedule is not None and not is_time_zone(self.schedule_zone):
            raise InvalidDeclaration(
                f"{self.slug}: {self.schedule_zone!r} is not an IANA time zone (Europe/Brussels)"
            )
        for name in self.honour:
            if name not in RESERVATIONS:
                known = ", ".join(RESERVATIONS)
                raise InvalidDeclaration(f"{self.slug}: honour {name!r}: it is one of {known}")
        for pattern in (*self.article_urls, *self.other_urls, *self.boilerplate):
            try:
                re.compile(pattern)
            except re.error as error:
                raise InvalidDeclaration(f"{self.slug}: {pattern!r}: {error}") from error

    @cached_property
    def hosts(self) -> frozenset[str]:
        """Host names it publishes on: the homepage's and the sources', each without ``www.``."""
        urls = (self.homepage, *(source.url for source in self.sources))
        return frozenset(host_of(url) for url in urls)

    @property
    def schedule_zone(self) -> str:
        """IANA name of the time zone in which the schedule is meant."""
        return (self.schedule and self.schedule.time_zone) or self.time_zone

    def is_article_url(self, url: str) -> bool:
        """Whether ``url`` (absolute) may be an article of this magazine."""
        if host_of(url) not in self.hosts:
            return False
        if any(re.search(pattern, url) for pattern in self.other_urls):
            return False
        return not self.article_urls or any(re.search(p, url) for p in self.article_urls)


def is_time_zone(name: str) -> bool:
    """Whether ``name`` is an IANA time zone that this machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):  # also: a path, a folder of zones
        return False
    return True


def host_of(url: str) -> str:
    """Host name of an absolute URL, lower case and without ``www.``; empty if it has none."""
    return (urlsplit(url).hostname or "").removeprefix("www.")
