"""What a crawl has still to fetch, and when it looks again: its state, which outlives its process.

The rules are ``archive.frontier.policy``; nothing here is about what articles say.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Id, Number


class Address(Base):
    """An address at which a source or a link promised an article; one row for all its twins."""

    __tablename__ = "addresses"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    """Counts up in the order in which addresses were found."""
    magazine: Mapped[str]
    key: Mapped[int] = mapped_column(Number)
    """What twins share: ``archive.addresses.key_number``."""
    url: Mapped[str]
    """As it is fetched."""

    # what sources said of it
    found_at: Mapped[datetime]
    """When the run began that found it."""
    steps: Mapped[int | None]
    """Links between it and where the crawl began, where it was found by following links."""
    lastmod: Mapped[datetime | None]
    """When it was changed last, by the newest statement that was believed."""
    hints: Mapped[dict[str, Any] | None]
    """What was said of it besides: handed to the extractor, never searched, so JSON."""

    # when it is fetched next
    due_at: Mapped[datetime | None]
    """Empty: not by itself, only where a source says that it has changed."""
    why: Mapped[str] = mapped_column(String(16))
    """What for: ``new``, an age (``1h`` … ``365d``), lastmod, asked, retry, refused, gone; what
    settled it (``elsewhere``, ``ended``) where it is not due any more."""

    # what came of the last visit; empty before the first
    visited_at: Mapped[datetime | None]
    born_at: Mapped[datetime | None]
    """When its article appeared, as far as known: the age that revisits depend on."""
    status: Mapped[int | None]
    """HTTP status; empty also where no answer came."""
    outcome: Mapped[str | None] = mapped_column(String(16))
    """new, changed, unchanged, duplicate, refused, gone or failed."""
    reason: Mapped[str | None]
    setbacks: Mapped[int] = mapped_column(default=0)
    """Visits since the last that found an article."""
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    """The response's validators, as sent: what the next request is conditional on."""

    __table_args__ = (
        # is this address known? one row whoever finds it first
        Index("addresses_key", "magazine", "key", unique=True),
        # what is to be looked at again, the longest overdue first
        Index(
            "addresses_due",
            "magazine",
            "due_at",
            "id",
            sqlite_where=text("visited_at IS NOT NULL AND due_at IS NOT NULL"),
            postgresql_where=text("visited_at IS NOT NULL AND due_at IS NOT NULL"),
        ),
    )


# what was never asked for, the latest run's finds first
Index(
    "addresses_new",
    Address.magazine,
    Address.found_at.desc(),
    Address.id,
    sqlite_where=text("visited_at IS NULL"),
    postgresql_where=text("visited_at IS NULL"),
)


class Source(Base):
    """A feed, sitemap or page of a list, as it was when it was read last."""

    __tablename__ = "sources"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    url: Mapped[str] = mapped_column(primary_key=True)
    parent: Mapped[str | None]
    """The source that led to it; empty where the magazine declares it, or it was tried."""
    page: Mapped[int]
    """Its place in a list of several pages, from 1."""
    lastmod: Mapped[datetime | None]
    """When it was changed last, as its sitemap index said when it was read."""
    is_due: Mapped[bool]
    """Whether it is to be read although nothing says that it has changed: it was never read, or the
    page before it had news."""

    asked_at: Mapped[datetime | None]
    read_at: Mapped[datetime | None]
    """When all that it lists was on record last, by reading it or because it had not changed."""
    changed_at: Mapped[datetime | None]
    """When it was first read with its present content."""
    status: Mapped[int | None]
    failure: Mapped[str | None]
    """Why it was not read when it was asked last; empty if it was."""
    etag: Mapped[str | None]
    last_modified: Mapped[str | None]
    digest: Mapped[str | None]
    """Of the payload, as in ``captures``."""
    reading: Mapped[str | None] = mapped_column(String(16))
    """Stands for the rules by which it was read: under others, everything is news."""

    __table_args__ = (
        Index("sources_parent", "magazine", "parent"),  # what does an unchanged index lead to?
    )


class Revisit(Base):
    """How often looking again at a magazine's articles found an edit: its habits."""

    __tablename__ = "revisits"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(String(16), primary_key=True)
    """The ``why`` of the visits that are counted."""
    looks: Mapped[int]
    edits: Mapped[int]
    """Looks that found a new version."""
