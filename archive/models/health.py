"""Source health: what each run measured, how many articles each day brought, what is wrong.

Figures are of what a run brought that is new; ``archive.health`` says what is measured, and how it
is judged.
"""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from archive.models.base import Base, Id


class RunFigure(Base):
    """One measure of one run, for one language or for all, and how it was judged at the time."""

    __tablename__ = "run_figures"

    run_id: Mapped[str] = mapped_column(String(64), ForeignKey("runs.id"), primary_key=True)
    measure: Mapped[str] = mapped_column(String(32), primary_key=True)
    """A name of ``archive.health.measures``."""
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    """ISO 639-1 code of the pages; empty text for all, and where the language is unknown."""

    # its run's, so that a magazine's history is one range of an index
    magazine: Mapped[str]
    measured_at: Mapped[datetime]
    """When the run ended."""

    amount: Mapped[float]
    """How many of ``pages`` it is true of; or the sum of their values, as logarithms."""
    pages: Mapped[int]
    """Of how many pages, addresses or days."""

    # the verdict
    now: Mapped[float | None]
    """What was compared: of this run and, where it was small, of those before it."""
    usual: Mapped[float | None]
    """What the magazine's history says, or what was declared; empty where neither says enough."""
    verdict: Mapped[str] = mapped_column(String(16))
    """usual, unusual, broken, or unknown where there is not enough to compare."""
    detail: Mapped[str | None]
    """Reasons with their numbers, most frequent first."""
    example: Mapped[str | None]
    """The URL of a page that it is true of."""

    __table_args__ = (
        Index("run_figures_history", "magazine", "measured_at"),  # a magazine's last half year
    )


class DayVolume(Base):
    """How many new articles of one day a run brought."""

    __tablename__ = "day_volumes"

    magazine: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    """Of publication; of the first fetch where the article has no date."""
    language: Mapped[str] = mapped_column(String(8), primary_key=True)
    run_id: Mapped[str] = mapped_column(String(64), ForeignKey("runs.id"), primary_key=True)
    articles: Mapped[int]

    __table_args__ = (
        Index("day_volumes_run", "run_id"),  # when a run is assessed again
    )


_IS_OPEN = text("closed_at IS NULL")


class Alert(Base):
    """Something that broke: raised once, open until it is mended or accepted."""

    __tablename__ = "alerts"

    id: Mapped[int] = mapped_column(Id, primary_key=True)
    magazine: Mapped[str]
    measure: Mapped[str] = mapped_column(String(32))
    language: Mapped[str] = mapped_column(String(8))
    is_declared: Mapped[bool]
    """Whether a declared expectation broke; else the magazine's own history was left."""

    run_id: Mapped[str] = mapped_column(String(64), ForeignKey("runs.id"))
    """The run that raised it."""
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_as: Mapped[str | None] = mapped_column(String(16))
    """mended, or accepted: then what was before it is no measure any more."""
    message: Mapped[str]
    example: Mapped[str | None]

    __table_args__ = (
        # never raised twice, whoever writes first; also: what is open?
        Index(
            "alerts_open",
            "magazine",
            "measure",
            "language",
            "is_declared",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index("alerts_opened", "magazine", "opened_at"),  # a magazine's alerts, in order
    )
