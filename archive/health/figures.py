"""The records of health: what a run measured, how it was judged, what was raised. Frozen data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from archive.health.measures import EVERY_LANGUAGE

Verdict = Literal["usual", "unusual", "broken", "unknown"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FinishedRun:
    """A run that has ended, and what it counted."""

    id: str
    magazine: str
    started_at: datetime
    finished_at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Figure:
    """What one run measured."""

    measure: str
    language: str = EVERY_LANGUAGE
    amount: float
    """How many of ``pages`` it is true of; for means, the sum of their values' logarithms."""
    pages: int
    detail: str | None = None
    """Reasons with their numbers, most frequent first."""
    example: str | None = None
    """The URL of a page it is true of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured:
    """All that one run measured."""

    figures: tuple[Figure, ...] = ()
    days: Mapping[tuple[date, str], int] = field(default_factory=dict)
    """Day and language to new articles."""


@dataclass(frozen=True, slots=True)
class Past:
    """One run's figure, as later runs look back at it."""

    moment: datetime
    amount: float
    pages: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """A figure held against what is usual."""

    now: float | None = None
    """A share, a mean or a number of articles; None where there were too few pages."""
    usual: float | None = None
    """None where the history is too short."""
    strays: bool = False
    """Whether chance does not explain the difference, and it is large enough to matter."""
    is_near: bool = False
    """Whether it is so near to what is usual that an alert may be closed."""

    @property
    def is_known(self) -> bool:
        """Whether there was enough to compare."""
        return self.now is not None and self.usual is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """One measure of one magazine: now, usual, and what that means."""

    magazine: str
    measure: str
    language: str
    verdict: Verdict
    now: float | None
    usual: float | None
    pages: int
    """Of the last run."""
    measured_at: datetime
    detail: str | None = None
    example: str | None = None
    since: datetime | None = None
    """Since when an alert is open."""
    is_declared: bool = False
    """Whether it is a declared expectation that breaks."""

    @property
    def key(self) -> "AlertKey":
        """What an alert about it is known by."""
        return (self.measure, self.language, self.is_declared)


AlertKey = tuple[str, str, bool]
"""Measure, language, and whether it is a declared expectation."""


@dataclass(frozen=True, kw_only=True, slots=True)
class AlertRow:
    """Something that broke."""

    id: int
    magazine: str
    measure: str
    language: str
    is_declared: bool
    run_id: str
    opened_at: datetime
    closed_at: datetime | None
    closed_as: str | None
    """mended or accepted."""
    message: str
    example: str | None

    @property
    def key(self) -> AlertKey:
        """What it is known by."""
        return (self.measure, self.language, self.is_declared)


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """How a run was judged, and what that changed."""

    run_id: str
    magazine: str
    findings: tuple[Finding, ...]
    raised: tuple[AlertRow, ...]
    """New alerts: the run ends loudly."""
    still_open: tuple[AlertRow, ...]
    """Raised by earlier runs; not raised anew."""
    mended: tuple[AlertRow, ...]
    """Closed by this run."""
