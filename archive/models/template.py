"""The learned template: what each magazine printed, how often, and where on its pages.

Counts are of distinct articles: a page fetched again counts only what it did not print before.
``archive.template.learning`` says what is counted.
"""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Number


class LanguageCount(Base):
    """How many articles of one language a magazine's template was learnt from."""

    __tablename__ = "language_counts"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(primary_key=True)
    """ISO 639-1 code; empty text where the language is unknown."""
    articles: Mapped[int]


class PrintedBlock(Base):
    """A text that a magazine printed, wherever on its pages; or a headline, printed or not."""

    __tablename__ = "printed_blocks"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    fingerprint: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)

    # on whose pages
    articles: Mapped[int]
    """Distinct articles on whose pages it stood."""
    headlines: Mapped[int]
    """Distinct articles whose headline says the same."""
    early: Mapped[str]
    """Ids of the first articles that printed it: those a rule learnt later can correct."""

    # from when to when; ordinals are those of the articles that printed it
    language: Mapped[str | None]
    """Of the first article that printed it; empty where it is a headline only."""
    first_ordinal: Mapped[int | None]
    last_ordinal: Mapped[int | None]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]

    first_places: Mapped[str]
    """Where the one article that printed it did, as layout:place, until it is known to recur."""
    sample: Mapped[str | None]
    """The beginning of its text, once a second article printed it."""

    __table_args__ = (
        # what is known to recur: few rows, for most blocks are printed once
        Index(
            "printed_blocks_recurring",
            "magazine",
            "articles",
            sqlite_where=text("articles > 1"),
            postgresql_where=text("articles > 1"),
        ),
        {"sqlite_with_rowid": False},  # the key is all that is ever asked for
    )


class Layout(Base):
    """A design of a magazine's pages; a redesign begins another."""

    __tablename__ = "layouts"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1."""
    articles: Mapped[int]
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class LayoutPlace(Base):
    """A place of a layout and what stood there."""

    __tablename__ = "layout_places"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    place: Mapped[int] = mapped_column(Number, primary_key=True, autoincrement=False)
    """Before the layout: which layouts know the places of this page?"""
    layout: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)

    articles: Mapped[int]
    """Distinct articles that had something there."""
    blocks: Mapped[int]
    """Blocks that stood there, over all articles."""
    recurring: Mapped[int]
    """Those that another article printed too, or has as its headline."""
    early: Mapped[str]
    """Ids of the first articles that had something there."""
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]
    sample: Mapped[str]
    """The beginning of the first text that stood there."""

    __table_args__ = (
        ForeignKeyConstraint(["magazine", "layout"], ["layouts.magazine", "layouts.number"]),
        {"sqlite_with_rowid": False},
    )
