"""The records that enter and leave the archive: plain frozen data, standard library only.

Field names follow schema.org's NewsArticle in snake_case. This module does not decide anything:
whether an article is new or worse than what is kept is ``archive.deciding.decide``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal, NamedTuple

Zone = Literal["header", "body", "after"]
"""Where on the page a teaser stood: above the article's text, inside it, or below it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Teaser:
    """What a magazine prints on an article's page about another of its contents."""

    text: str
    """The promoted headline, without its label."""
    label: str | None = None
    """What stands before the colon ("Dossier"), or the box's heading; None where there is none."""
    url: str | None = None
    """Absolute URL of what is promoted; None where the teaser is not linked."""
    position: int = 0
    """Order on the page within the zone, from 0."""
    zone: Zone = "header"
    """Where it stood relative to the article's text."""


class PrintedBlock(NamedTuple):
    """A block of text as a page printed it, told by what it says and by where it stands."""

    fingerprint: int
    """63 bits over its folded words and the page's language: the same wherever and however often it
    is printed (``archive.fingerprints.in_language``)."""
    place: int
    """63 bits over the names of the elements it stands in; 0 where there is no markup."""
    text: str
    """As printed."""
    is_text: bool
    """Whether it was taken for the article's own text."""


class BlockSeen(NamedTuple):
    """Where else a magazine printed a block that says the same."""

    articles: int
    """On how many other articles' pages; the page that asks does not count."""
    span: int
    """Articles of the block's language from the first that printed it to the last, both included:
    ``articles / span`` is near 1 for what stands on every page while it runs."""
    is_headline: bool
    """Whether these words are the headline of another article of the magazine."""


class PlaceSeen(NamedTuple):
    """What stood at a place of the layout, on other articles' pages."""

    articles: int
    """On how many of them something stood there."""
    blocks: int
    """How many blocks did, over all of them."""
    recurring: int
    """How many of these blocks were printed on another article's page as well."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Template:
    """What the archive knows of the blocks and places of one page; what is not in it is unknown."""

    blocks: Mapping[int, BlockSeen] = field(default_factory=dict)
    """By fingerprint."""
    places: Mapping[int, PlaceSeen] = field(default_factory=dict)
    """By place; of the layout that this page has, where it is a known one."""


RobotsDecision = Literal["allowed", "disallowed", "absent", "unreachable"]
"""What a host's robots.txt says to fetching an address; ``absent`` where it has none."""

DIRECTIVES = ("noai", "noarchive", "nocache", "noimageai", "noindex", "nosnippet")
"""What X-Robots-Tag and meta robots may reserve. Their other directives tell a search engine how to
show a result (``notranslate``, ``max-snippet``), or are about links (``nofollow``)."""

TDM_RESERVATION = "tdm-reservation"
"""The name under which the TDM Reservation Protocol reserves text and data mining."""

RESERVATIONS = (*DIRECTIVES, TDM_RESERVATION)
"""All that can be honoured; robots.txt is obeyed anyway."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Reserved:
    """What a site reserved of one response, as far as it says so to machines."""

    robots: RobotsDecision | None = None
    """None where robots.txt was not asked."""
    tdm_reservation: bool | None = None
    """Whether text and data mining is reserved (TDMRep); None where nothing is said of it."""
    tdm_policy: str | None = None
    """Absolute URL of the licence under which it may be mined; None where none is named."""
    directives: tuple[str, ...] = ()
    """Of X-Robots-Tag and meta robots, in alphabetical order: ``noai``, ``noarchive``…; those that
    address another crawler alone with its name before them, as in ``googlebot:noindex``."""

    @property
    def names(self) -> tuple[str, ...]:
        """All that is reserved, by name: the directives, and ``tdm-reservation``."""
        return (*self.directives, TDM_RESERVATION) if self.tdm_reservation else self.directives


@dataclass(frozen=True, kw_only=True, slots=True)
class Exchange:
    """One request and its response, on their way into a WARC file."""

    url: str
    """The URL that was requested and answered."""
    status: int
    """HTTP status code."""
    headers: tuple[tuple[str, str], ...]
    """Response headers in their order; Content-Encoding only as far as it is true of ``body``."""
    body: bytes
    fetched_at: datetime
    """When the response arrived, with time zone."""
    method: str = "GET"
    request_headers: tuple[tuple[str, str], ...] | None = None
    """As sent, as far as known; None where nothing is known of the request."""
    reserved: Reserved = field(default_factory=Reserved)


@dataclass(frozen=True, slots=True)
class RecordPlace:
    """Where a record lies."""

    file: str
    """WARC file, relative to the captures folder."""
    offset: int
    """First byte of the record in that file."""
    length: int
    """Length of the compressed record in bytes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Capture:
    """One response as it came over the wire, kept in a WARC file."""

    url: str
    """The URL that was requested, without user and password."""
    fetched_at: datetime
    """When the response arrived, with time zone (UTC)."""
    status: int
    """HTTP status code."""
    digest: str
    """Payload digest in WARC's notation: ``sha256:`` and 64 hexadecimal digits."""
    file: str
    """WARC file, relative to the captures folder."""
    offset: int
    """First byte of the record in that file."""
    length: int
    """Length of the compressed record in bytes."""
    original: RecordPlace | None = None
    """For a revisit, where the record is that has the payload; None where this one has it."""
    reserved: Reserved = field(default_factory=Reserved)
    """What the site reserved of it; kept in the database alone."""

    @property
    def place(self) -> RecordPlace:
        """Where its own record lies."""
        return RecordPlace(self.file, self.offset, self.length)


@dataclass(frozen=True, kw_only=True, slots=True)
class Visit:
    """One attempt to fetch an address that the frontier holds, and what its server answered.

    By itself a record of an attempt that brought no page to read: it failed, nothing was modified
    (status 304), or it led to an address that is visited by itself.
    """

    magazine: str
    """Slug of the magazine."""
    address: str
    """The address that was asked for, as the frontier has it."""
    visited_at: datetime
    """When the answer came, or the attempt was given up, with time zone (UTC)."""
    url: str | None = None
    """The URL that answered, after redirects; None where none did."""
    status: int | None = None
    """HTTP status code; None where no answer came."""
    failure: str | None = None
    """Why there is nothing to read, in snake_case: ``http_503``, ``download_timeout_error``."""
    etag: str | None = None
    """Of the response, as sent; None where another address answered."""
    last_modified: str | None = None
    """As ``etag``."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Article:
    """One state of one article, as read from one page."""

    url: str
    """The URL that answered, after redirects."""
    canonical_url: str
    """The address the article is known by: plausible rel=canonical, or the cleaned ``url``."""
    redirected_from: tuple[str, ...] = ()
    """URLs that led to ``url``, first requested first; the archive remembers them as addresses of
    the article and does not give them back here."""
    magazine: str
    """Slug of the magazine."""
    headline: str
    """The article's title as printed, without the site's name."""
    alternative_headline: str | None = None
    """Another title the publisher gives the same article (kicker, social or SEO title)."""
    lead: str | None = None
    """Standfirst or chapeau; never repeated in ``body_text``. None where the page has none."""
    body_text: str
    """Paragraphs joined by newlines, section headings on lines of their own."""
    body_html: str
    """The body in a small semantic subset: p, h2-h4, ul, ol, li, blockquote, table, figcaption…"""
    authors: tuple[str, ...] = ()
    """Names as printed, in their order."""
    date_published: str | None = None
    """ISO 8601; a day alone where no time is given, with UTC offset where the page gives one."""
    date_published_raw: str | None = None
    """The text ``date_published`` was read from."""
    date_modified: str | None = None
    """ISO 8601, as ``date_published``."""
    section: str | None = None
    """The magazine's own section ("Retail")."""
    keywords: tuple[str, ...] = ()
    """The magazine's own tags."""
    language: str | None = None
    """ISO 639-1 code of the text itself, which is not always what the page claims."""
    image_url: str | None = None
    """Absolute URL of the lead image."""
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Language code (as declared by hreflang) to absolute URL of that edition."""
    is_accessible_for_free: bool = True
    """False where the page shows a paywall and so, most often, only part of the text."""
    word_count: int
    """Words of lead and body."""
    teasers: tuple[Teaser, ...] = ()
    """What the page promoted besides the article, split off its text."""
    printed: tuple[PrintedBlock, ...] = ()
    """Every block around and in the text as the page printed it, in page order: what the archive
    learns the magazine's template from. Empty where none is learnt."""
    provenance: Mapping[str, str] = field(default_factory=dict)
    """Field name to where its value came from: ``json-ld``, ``opengraph``, ``selector:…``, …"""
    extractor_version: str
    """Version of the extractor that made this record."""
    fetched_at: datetime
    """When the page was fetched, with time zone (UTC)."""
    content_hash: str
    """``archive.fingerprints.content_hash`` of headline, lead and body."""
    capture: Capture | None = None
    """The response it was read from; None when read from a file."""
    visit: Visit | None = None
    """The visit to an address that brought its page, which is settled with it; None when read from
    a file. The archive does not give it back."""

    @property
    def published_on(self) -> date | None:
        """The day of ``date_published``; None where that names no full day."""
        try:
            return date.fromisoformat(self.date_published[:10]) if self.date_published else None
        except ValueError:
            return None


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A fetched page that was not taken for an article, and why."""

    url: str
    """The URL that answered, after redirects."""
    magazine: str
    """Slug of the magazine."""
    reason: str
    """Named reason in snake_case, such as ``listing``, ``consent_wall`` or ``soft_404``."""
    fetched_at: datetime
    """When the page was fetched, with time zone (UTC)."""
    canonical_url: str | None = None
    """The address the page claims, where it is plausible."""
    capture: Capture | None = None
    """The response; None when read from a file, and where what the site reserved was honoured."""
    reserved: Reserved = field(default_factory=Reserved)
    """What the site reserved of a page without a capture; else it is the capture's."""
    date_published: str | None = None
    """As of an ``Article``, of one that a backfill did not want."""
    visit: Visit | None = None
    """As of an ``Article``."""
