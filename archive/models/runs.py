"""Runs: one row for each crawl or import, whatever it came to."""

from datetime import datetime

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Number


class Run(Base):
    """One crawl, or one import."""

    __tablename__ = "runs"

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Minted by who starts the run; the WARC file's name carries it too."""
    magazine: Mapped[str]

    # what ran
    extractor_version: Mapped[str]
    versions: Mapped[dict[str, str]]
    """Of the programs it ran with, by name: tradecrawler, scrapy, python."""
    arguments: Mapped[dict[str, str]]
    """What was asked of it beyond the ordinary, such as limit; empty for an ordinary run."""

    # when, and how it ended
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    """Empty while it runs, and for good where the process was killed."""
    finish_reason: Mapped[str | None]
    """Empty while it runs; ``killed`` where its process died without a word to the archive."""
    failure: Mapped[str | None]
    """Why it has failed: one or several reasons in snake_case, joined with ``, ``."""
    exit_status: Mapped[int | None]
    """Of its process; empty while it runs, and for good where it was killed."""

    # what it counted
    requests: Mapped[int | None] = mapped_column(Number)
    """Empty while it runs, and for good where it was killed; likewise the bytes."""
    bytes_received: Mapped[int | None] = mapped_column(Number)
    """Of responses as they came over the wire, headers included."""
    counts: Mapped[dict[str, int]]
    """What was counted under which name, such as articles/found, articles/new, failed/http_404; of
    a killed run, what its captures tell."""

    __table_args__ = (
        Index("runs_started_at", "started_at"),  # the latest runs
        Index("runs_magazine", "magazine", "started_at"),  # … of one magazine
    )
