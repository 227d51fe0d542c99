"""What goes into the frontier and comes out of it: frozen records, no SQL."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

Standing = Literal["new", "waiting", "due", "known"]
"""Of an address that was found: not on record before; not fetched yet; to be looked at again; or
fetched, and not due."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """An address that may be an article's, and what a source said of it."""

    url: str
    """Absolute, as it is to be fetched."""
    lastmod: datetime | None = None
    """When it was changed last, by the source; with time zone."""
    hints: Mapping[str, Any] = field(default_factory=dict)
    """What else was said, as JSON can hold it; the archive keeps it and does not read it."""
    steps: int | None = None
    """Links between it and where the crawl began, where links are followed."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cursor:
    """What a run has taken so far: it is not taken again, though it is due until it is settled."""

    latest: int = 0
    """Id of the last of the addresses that this run has found."""
    older: tuple[datetime, int] | None = None
    """When and as what the last was found of those that earlier runs have left."""
    due: tuple[datetime, int] | None = None
    """When the last was due of those that are looked at again, and its id."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Due:
    """An address that is to be fetched now."""

    url: str
    why: str
    """new, an age such as ``1d``, lastmod, asked, retry, refused or gone."""
    hints: Mapping[str, Any] = field(default_factory=dict)
    steps: int | None = None
    etag: str | None = None
    """With ``last_modified``: what the request may be conditional on."""
    last_modified: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """How a magazine's frontier stands at a moment."""

    new: int
    """Addresses that were never fetched."""
    due: int
    """Addresses that are to be looked at again by now."""
    known: int
    """Addresses that were fetched and are not due."""
    next_due: datetime | None
    """When the first of those is due; None where none is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceState:
    """A source as it was when it was asked last."""

    url: str
    page: int = 1
    """Its place in a list of several pages, from 1."""
    parent: str | None = None
    lastmod: datetime | None = None
    """As its sitemap index said when it was read last."""
    is_due: bool = False
    """Whether it is to be read whatever is known of it."""
    asked_at: datetime | None = None
    read_at: datetime | None = None
    changed_at: datetime | None = None
    status: int | None = None
    failure: str | None = None
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    """Of the payload, in WARC's notation."""
    reading: str | None = None
    """Stands for the rules by which it was read."""
