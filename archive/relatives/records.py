"""What the archive answers about an article's relatives: frozen records. No SQL."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from archive.results import ArticleRow

Kind = Literal["same_url", "same_content", "near_duplicate", "same_story"]
"""Known under one address in two magazines; the same words; alike in one magazine; in two."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Related:
    """Another article that is, or tells, the same; and the evidence."""

    article: ArticleRow
    kind: Kind
    shared_hashes: int | None
    """Of the two sketches. None, as the figures below, where nothing had to be compared."""
    resemblance: float | None
    """Shared shingles by all shingles, from 0 to 1."""
    containment: float | None
    """Shared shingles by those of the shorter text."""
    kept: float | None
    """Share of the shorter text's words that stand in both, in the same order."""
    found_at: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """Articles that tell the same, of one magazine or of several."""

    id: int
    origin_id: int
    """The article in which it appeared first."""
    articles: tuple[ArticleRow, ...]
    """The origin first, the others by day of publication."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Edition:
    """The same article in another language, certainly or perhaps."""

    article: ArticleRow
    is_certain: bool
    """Whether a page declares it, or one that is declared by both; else it is a proposal."""
    declared_by: Literal["this", "other", "both", "neither"]
    """Which of the two pages declares the other; neither for a proposal, and for editions that only
    a third one ties together."""
    score: float | None
    """Of a proposal, from 0 to 1; also of one that a page has declared since."""
    reasons: Mapping[str, float]
    """What the score is made of."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Relatives:
    """What an article has to do with others."""

    story: Story | None
    """None where it stands alone."""
    related: Sequence[Related]
    """Closest first."""
    editions: Sequence[Edition]
    """In other languages, certain ones first."""
