"""What becomes of a fetched article: new, changed, unchanged, duplicate or refused.

Pure: it compares what is kept with what arrived and touches nothing. Which kept article a page
belongs to is the caller's finding; writing the decision down is too.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from archive.addresses import rendering
from archive.fingerprints import fingerprint
from archive.records import Article, PrintedBlock, Refusal
from archive.template.printed import Print

Outcome = Literal["new", "changed", "unchanged", "duplicate", "refused"]

MAX_URL_BYTES = 2_048
"""Sitemaps allow no longer URL (sitemaps.org), and PostgreSQL no index entry above 2,704 bytes."""

PAYWALL_SHARE = 0.7
"""A paywall leaves an opening, most often less than half of the text. An editor's cut that takes
30 % of an article on the very day it goes behind the wall is much rarer than a long opening."""

SHRUNKEN_SHARE = 0.3
"""Editors shorten articles, but what loses more than two thirds of its words is nearly always an
error page, a consent wall or a half-loaded page in the article's place."""

SHORT_TEXT_WORDS = 50
"""Below this many words a text may shrink to any non-empty size: for a brief of forty words, a
correction that leaves ten is plausible."""

PAST_VERSION = "past_version"
"""Reason of what is unchanged, but not from the current version."""

TWIN = "twin"
"""Reason of what is unchanged because it is the AMP, print or mobile page of what is kept: it says
the same with other notes and captions."""

TWIN_PATIENCE = timedelta(days=30)
"""Where the ordinary page was not met for so long, its twin is what the magazine has now."""

EXTRACTION = "extraction"
"""Reason of what is unchanged although its text is another: it is read otherwise from one state of
the page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Decision:
    """What is to happen with a fetched page."""

    outcome: Outcome
    reason: str | None = None
    """Named reason in snake_case; always there for ``refused``, seldom for the others."""
    extraction: Literal["promoted", "kept"] | None = None
    """With the reason ``extraction``: whether the new reading takes the place of the old one."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Printed:
    """What a page printed and what was taken for its article's text, by fingerprint."""

    blocks: Set[int] = frozenset()
    texts: tuple[int, ...] = ()
    """In the page's order, each once."""

    @classmethod
    def of(cls, blocks: Iterable[PrintedBlock | Print]) -> "Printed":
        """From blocks in the page's order."""
        found = list(blocks)
        return cls(
            blocks={block.fingerprint for block in found},
            texts=tuple(dict.fromkeys(block.fingerprint for block in found if block.is_text)),
        )


NOTHING_PRINTED = Printed()


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """What the archive holds of an article, as far as the decision needs it."""

    content_hash: str
    """Of the current version."""
    past_hashes: frozenset[str] = frozenset()
    """Content hashes of the versions before it."""
    last_seen: datetime
    """When the current version was last met on the web, with time zone."""
    word_count: int
    is_accessible_for_free: bool

    # about the current version's page, to tell another reading from an edit
    url: str = ""
    """Where the page was read."""
    fetched_at: datetime
    """When the page was fetched that the promoted extraction read."""
    headline_fingerprint: int = 0
    printed: Printed = NOTHING_PRINTED
    """By all its pages; empty where the archive was not told."""
    digest: str | None = None
    """Of the payload that the promoted extraction read."""
    extraction_hashes: Set[str] = frozenset()
    """Content hashes of all its extractions, where there are several."""


def decide(incoming: Article, kept: Kept | None, *, twin: bool = False) -> Decision:
    """Decide about ``incoming``.

    ``kept`` is the current state of the article that the archive knows under this address, None for
    an unknown address. ``twin`` says that another article of the same magazine has, as its current
    version, the very same content; it matters for unknown addresses only.
    """
    if len(incoming.canonical_url.encode()) > MAX_URL_BYTES:
        return Decision(outcome="refused", reason="url_too_long")
    if kept is None:
        return Decision(outcome="duplicate" if twin else "new")
    if incoming.content_hash == kept.content_hash:
        return Decision(outcome="unchanged")
    if incoming.content_hash in kept.extraction_hashes:
        return Decision(outcome="unchanged")  # read so before, and perhaps rolled back
    if is_same_page(incoming, kept):
        return Decision(
            outcome="unchanged", reason=EXTRACTION, extraction=_fate_of_extraction(incoming, kept)
        )
    if is_twin(incoming, kept) and not _worse(incoming, kept):
        return Decision(outcome="unchanged", reason=TWIN)
    if incoming.fetched_at <= kept.last_seen:
        return _decide_late(incoming, kept)
    reason = _worse(incoming, kept)
    return Decision(outcome="refused" if reason else "changed", reason=reason)


def is_same_page(incoming: Article, kept: Kept) -> bool:
    """Whether ``incoming`` is another reading of the page state that is kept, and no edit of it.

    So it is where the payload is the same. Else the pages must print each other's texts: what was
    taken for text then is printed now, and what is taken for text now was printed then, in the same
    order and under the same headline. An editor who adds, cuts or moves a paragraph breaks that.
    """
    if incoming.capture is not None and incoming.capture.digest == kept.digest:
        return True
    printed = Printed.of(incoming.printed)
    if not printed.texts or not kept.printed.texts:
        return False
    common = set(printed.texts) & set(kept.printed.texts)
    return (
        fingerprint(incoming.headline) == kept.headline_fingerprint
        and printed.blocks >= set(kept.printed.texts)
        and kept.printed.blocks >= set(printed.texts)
        and [t for t in printed.texts if t in common]
        == [t for t in kept.printed.texts if t in common]
    )


def is_twin(incoming: Article, kept: Kept) -> bool:
    """Whether ``incoming`` was read from the AMP, print or mobile page of what is kept.

    Under another headline it is an edit, and so it is once the ordinary page has long been gone.
    """
    return (
        bool(kept.url)
        and rendering(incoming.url) != "page"
        and rendering(kept.url) != rendering(incoming.url)
        and fingerprint(incoming.headline) == kept.headline_fingerprint
        and incoming.fetched_at - kept.last_seen < TWIN_PATIENCE
    )


def is_stub(incoming: Article, kept: Kept) -> bool:
    """Whether ``incoming`` is what walls and errors leave of an article, so that its text does not
    tell whose it is: it is cut off by a paywall, or next to nothing beside what is kept.
    """
    reason = _worse(incoming, kept)
    return reason in ("paywalled_refetch", "emptied_refetch") or (
        reason is not None and incoming.word_count < SHORT_TEXT_WORDS
    )


def _fate_of_extraction(incoming: Article, kept: Kept) -> Literal["promoted", "kept"]:
    """A new reading replaces the old one, unless it is of an older page or looks like a failure."""
    is_older = incoming.fetched_at < kept.fetched_at
    return "kept" if is_older or _worse(incoming, kept) else "promoted"


def refuse(refusal: Refusal) -> Decision:
    """A page the extractor did not take for an article is recorded with the extractor's reason."""
    return Decision(outcome="refused", reason=refusal.reason)


def _decide_late(incoming: Article, kept: Kept) -> Decision:
    """About a fetch that arrives after a later one was stored: the current version only moves on.

    A state that is already kept is nothing new; an unknown one cannot be placed between versions
    with certainty and is refused, with its capture on record.
    """
    if incoming.content_hash in kept.past_hashes:
        return Decision(outcome="unchanged", reason=PAST_VERSION)
    return Decision(outcome="refused", reason="not_newer")


def _worse(incoming: Article, kept: Kept) -> str | None:
    """Why a later fetch is worse than what is kept; None if it may replace it."""
    walled = kept.is_accessible_for_free and not incoming.is_accessible_for_free
    if walled and incoming.word_count < PAYWALL_SHARE * kept.word_count:
        return "paywalled_refetch"
    if incoming.word_count == 0 < kept.word_count:
        return "emptied_refetch"
    is_short = kept.word_count < SHORT_TEXT_WORDS
    if not is_short and incoming.word_count < SHRUNKEN_SHARE * kept.word_count:
        return "shrunken_refetch"
    return None
