"""What travels between the pipelines: Page, Document, Split.

The finished ``Article`` and the ``Refusal`` are the archive's records, in ``archive.records``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, NamedTuple

import numpy as np
import numpy.typing as npt

from archive.records import Capture, PrintedBlock, Reserved, Teaser, Visit


@dataclass(frozen=True, kw_only=True, slots=True)
class Hints:
    """What a feed, sitemap or listing said about an article; evidence, never believed blindly."""

    headline: str | None = None
    date_published: str | None = None
    """As written there."""
    language: str | None = None
    keywords: tuple[str, ...] = ()
    alternates: Mapping[str, str] = field(default_factory=dict)
    """Language code as declared (hreflang) to absolute URL."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Page:
    """One fetched response: raw bytes, nothing decided."""

    url: str
    """The URL that answered, after redirects."""
    body: bytes
    """The body, content encoding (gzip…) undone, character encoding untouched."""
    fetched_at: datetime
    """With time zone (UTC)."""
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    """Response headers in their order."""
    redirected_from: tuple[str, ...] = ()
    """URLs that led here, first requested first."""
    hints: Hints = field(default_factory=Hints)
    capture: Capture | None = None
    """Where the raw page is kept; None until it is."""
    reserved: Reserved = field(default_factory=Reserved)
    """What the site reserved of it."""
    visit: Visit | None = None
    """The visit to an address of the frontier that brought it; None when read from a file."""

    @property
    def content_type(self) -> str:
        """The Content-Type header, or an empty string."""
        return next((v for k, v in self.headers if k.lower() == "content-type"), "")


BlockKind = Literal[
    "heading", "paragraph", "list_item", "quote", "code", "table", "caption", "line"
]
"""``line`` is one of several lines that a page set with <br> inside one paragraph."""


class Link(NamedTuple):
    """A link inside a block."""

    url: str
    """Absolute URL."""
    text: str


class Block(NamedTuple):
    """One run of text as the reader sees it, with what is needed to judge it.

    A page has hundreds of them: frozen data classes take four times as long to make.
    """

    kind: BlockKind
    text: str
    """Clean text: white space folded, no invisible characters, never empty."""
    html: str = ""
    """Inline markup of the text (a, em, strong, code…), cleaned; empty for plain text input."""
    level: int = 0
    """1-6 for headings; depth of nesting, from 1, for list items; 0 otherwise."""
    group: int = 0
    """Number of the list, table or <br>-broken paragraph it belongs to; 0 for none. Blocks of one
    group follow each other."""
    ordered: bool = False
    """Whether its list is numbered."""
    links: tuple[Link, ...] = ()
    link_density: float = 0.0
    """Share of the text's characters that are inside links, 0-1."""
    path: tuple[str, ...] = ()
    """The elements it stands in, outermost first: each its tag, id and classes, in lower case,
    separated by blanks."""
    container: int = 0
    """Number of the nearest block-level element around it."""
    chrome: bool = False
    """Whether an element around it, other than those around the whole body, is by name or kind not
    the text: a share bar, a sidebar, comments, a related box."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """A field's value and where it came from."""

    value: str
    source: str
    """``json-ld``, ``opengraph``, ``meta:NAME``, ``microdata``, ``selector:…``, ``h1``, …"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Metadata:
    """What the page says of itself, best value per field; a field is None or empty if unsaid."""

    headline: Value | None = None
    alternative_headline: Value | None = None
    description: Value | None = None
    authors: tuple[Value, ...] = ()
    date_published: Value | None = None
    date_modified: Value | None = None
    section: Value | None = None
    keywords: tuple[Value, ...] = ()
    image_url: Value | None = None
    canonical_url: Value | None = None
    declared_language: Value | None = None
    locale: str = ""
    """Language tag of the page in lower case, such as en-gb; empty where it has none."""
    alternates: Mapping[str, str] = field(default_factory=dict)
    site_name: str | None = None
    schema_types: tuple[str, ...] = ()
    """Types from JSON-LD, microdata and og:type, as written."""
    is_accessible_for_free: Value | None = None
    """``true`` or ``false`` as declared."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What was measured of a page's blocks: one row a block, in page order."""

    figures: npt.NDArray[np.float32]
    """About -1 to 2 each; the columns are ``features.COLUMNS``."""
    near: tuple[tuple[str, ...], ...]
    """Names of the block's element and of the one around it, and the words they are made of."""
    far: tuple[tuple[str, ...], ...]
    """The same of elements further out."""
    words: tuple[tuple[str, ...], ...]
    """The first words and the last of a short block."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Document:
    """A cleaned page: metadata, and every visible block of text in reading order."""

    page: Page
    metadata: Metadata
    blocks: tuple[Block, ...]
    """All blocks of the page but navigation, scripts and forms."""
    body: range
    """The slice of ``blocks`` in which the article's text lies, teasers included."""
    measured: Measured | None = field(default=None, compare=False, repr=False)
    """None where there is no markup, and where a magazine declares where its text is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Split:
    """A document told apart: the article's own blocks, what it promotes, and the rest."""

    document: Document
    lead: str | None
    article: tuple[Block, ...]
    """The body's blocks in order, without headline, lead, teasers and boilerplate."""
    teasers: tuple[Teaser, ...]
    boilerplate: tuple[Block, ...]
    """Blocks of the body's region that are neither: calls to action, share lines, notices."""
    printed: tuple[PrintedBlock, ...] = ()
    """What the page printed where the archive may know it; empty where it was not asked."""
    lead_source: str | None = None
    """What tells that the lead is one: ``selector:…``, ``class``, ``bold``, ``description``, or
    ``first paragraph`` in flattened text; None without a lead."""
