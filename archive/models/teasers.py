"""What magazines promoted beside their articles: each thing once, and where and when it stood."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.articles import version_key
from archive.models.base import Base, Id, Number


class Teaser(Base):
    """One thing a magazine promoted, under one label, in the same words, with the same link."""

    __tablename__ = "teasers"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    magazine: Mapped[str]
    digest: Mapped[str] = mapped_column(String(32))
    """Of label, text and URL, which are too long for an index."""

    label: Mapped[str | None]
    text: Mapped[str]
    url: Mapped[str | None]
    """As the page gives it, absolute."""

    # what it promotes; whether that is in the archive is for the view to see
    target_url: Mapped[str | None]
    """The URL as ``urls`` has it; empty where there is none, or none that can be an article's."""
    target_key: Mapped[int | None] = mapped_column(Number)
    """What that address and its twins share, as ``urls.key``."""
    fingerprint: Mapped[int] = mapped_column(Number)
    """``archive.fingerprints`` of the text."""

    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]

    __table_args__ = (
        # one row however many pages print it
        Index("teasers_identity", "magazine", "digest", unique=True),
        Index("teasers_last_seen", "magazine", "last_seen"),  # what ran in one month
    )


class TeaserSighting(Base):
    """A teaser on the page of an article's version, in one zone.

    Those that the version's latest fetch found have its ``last_seen``; others had rotated away.
    """

    __tablename__ = "teaser_sightings"

    version_id: Mapped[int] = version_key()
    teaser_id: Mapped[int] = mapped_column(Id, ForeignKey("teasers.id"), primary_key=True)
    zone: Mapped[str] = mapped_column(String(16), primary_key=True)
    """header, body or after."""
    ordinal: Mapped[int]
    """Order over the whole page, from 0."""
    position: Mapped[int]
    """Order within the zone, from 0."""
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]

    __table_args__ = (
        Index("teaser_sightings_teaser", "teaser_id"),  # on which pages did it stand?
    )
