"""What is measured of a run, and what a change of each measure means. Data, no decisions."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["share", "mean", "volume"]
"""A share of pages; a mean of logarithms; articles in days."""

Severity = Literal["broken", "unusual"]
"""Whether a change loses something that the archive should have, or only tells that the site is
another; runs fail for the first alone."""

EVERY_LANGUAGE = ""
"""Language of a figure that is of all pages."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One thing that is measured of each run."""

    name: str
    label: str
    """As people read it."""
    kind: Kind
    severity: Severity
    falls: bool = False
    """Whether a fall is as telling as a rise; for means."""
    factor: float = 2.0
    """A mean that is not so many times as much as usual, or as little, is usual."""
    zero: float = 0.0
    """What was added to each value before its logarithm was taken, where it may be 0."""
    spread: float = 0.4
    """Least standard deviation, from page to page, of the logarithm: a mean's history may be too
    short to know it."""


MEASURES: tuple[Measure, ...] = (
    # what the archive gets: articles, and pages that are none
    Measure(name="articles", label="new articles", kind="volume", severity="broken"),
    Measure(name="refused", label="new pages refused", kind="share", severity="broken"),
    Measure(name="refetch_refused", label="refetches refused", kind="share", severity="broken"),
    Measure(name="failed", label="pages failed", kind="share", severity="broken"),
    Measure(name="sources_failed", label="sources failed", kind="share", severity="broken"),
    Measure(name="sources_dry", label="sources without articles", kind="share", severity="broken"),
    # what is read on the pages
    Measure(name="undated", label="no date on the page", kind="share", severity="broken"),
    Measure(name="unsigned", label="no author", kind="share", severity="broken"),
    Measure(name="leadless", label="no lead", kind="share", severity="broken"),
    Measure(name="walled", label="behind a paywall", kind="share", severity="broken"),
    # the length of bodies differs by half from one article to the next; a median that doubles or
    # halves over a run is another kind of text: cut off, or with the site's own around it
    Measure(name="words", label="words", kind="mean", severity="broken", falls=True, spread=0.5),
    # what tells that the site is another one
    Measure(name="unsectioned", label="no section", kind="share", severity="unusual"),
    Measure(name="template", label="template distance", kind="share", severity="unusual"),
    Measure(name="changed", label="refetches changed", kind="share", severity="unusual"),
    Measure(name="text_share", label="text per page", kind="mean", severity="unusual", falls=True),
    Measure(
        name="teasers",
        label="teasers a page",
        kind="mean",
        severity="unusual",
        falls=True,
        zero=1.0,
    ),
    # a server is slow for an hour and nobody minds; three times as slow on average is a blockade
    Measure(
        name="latency", label="latency (s)", kind="mean", severity="unusual", factor=3.0, spread=1.0
    ),
)
"""In the order in which they are shown."""

BY_NAME = {measure.name: measure for measure in MEASURES}
