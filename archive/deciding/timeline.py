"""When did each version hold? Pure: where a fetch falls among an article's versions, and what that
moves.

Fetches may arrive in any order. A version holds from the first fetch that found it to the first
that found the next one; so a fetch that arrives late may show that a version began earlier.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol, TypeVar


class Stretch(Protocol):
    """A version, as far as its time goes."""

    content_hash: str
    extraction_hashes: set[str]
    valid_from: datetime
    valid_to: datetime | None
    last_seen: datetime
    is_touched: bool


Version = TypeVar("Version", bound=Stretch)


def place(versions: Sequence[Version], content_hash: str, moment: datetime) -> Version | None:
    """The version that a fetch with this content found at ``moment``; oldest version first.

    None where the magazine went back and forth and the fetches in between are not known well enough
    to say when: such a fetch moves nothing.
    """
    for before, version in reversed(list(zip([None, *versions], versions, strict=False))):
        if content_hash != version.content_hash and content_hash not in version.extraction_hashes:
            continue
        is_over = version.valid_to is not None and moment >= version.valid_to
        if version.valid_from <= moment and not is_over:
            return version
        if moment < version.valid_from and (before is None or before.last_seen < moment):
            return version
    return None


def widen(versions: Sequence[Version], version: Version, moment: datetime) -> None:
    """Let a version have been found at ``moment``; the one before it ended no later.

    The one before must not have been found since ``moment``.
    """
    if moment > version.last_seen:
        version.last_seen, version.is_touched = moment, True
    if moment >= version.valid_from:
        return
    version.valid_from, version.is_touched = moment, True
    place_ = next(i for i, other in enumerate(versions) if other is version)
    if place_:
        before = versions[place_ - 1]
        before.valid_to, before.is_touched = moment, True
