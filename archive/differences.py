"""What two states of an article, or two readings of one page, say otherwise. Pure.

What follows from other fields is not compared (word count, hashes), nor who read the page and
where; the HTML of the body only where its text is the same.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from archive.records import Article, Teaser

FIELDS = (
    "headline",
    "alternative_headline",
    "lead",
    "body_text",
    "body_html",
    "authors",
    "date_published",
    "date_modified",
    "section",
    "keywords",
    "language",
    "image_url",
    "alternates",
    "is_accessible_for_free",
    "teasers",
)
"""Those that are compared, in the order in which differences are given."""

TEXTS = frozenset({"body_text", "body_html"})
"""Compared line by line: a line of ``body_text`` is a paragraph."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Difference:
    """One field, and what of it is gone and new; a value that changed is both."""

    field: str
    """As in ``records.Article``."""
    removed: tuple[str, ...]
    """Paragraphs, items of a list or the whole value, in their order; empty where none is gone."""
    added: tuple[str, ...]


def differences(before: Article, after: Article) -> tuple[Difference, ...]:
    """Field by field; nothing where both say the same."""
    found = [_compared(field, before, after) for field in FIELDS]
    return tuple(difference for difference in found if difference is not None)


def _compared(field: str, before: Article, after: Article) -> Difference | None:
    old, new = getattr(before, field), getattr(after, field)
    if old == new or (field == "body_html" and before.body_text != after.body_text):
        return None
    if field in TEXTS:
        removed, added = _lines(old.splitlines(), new.splitlines())
    else:
        removed, added = _missing(_items(old), _items(new)), _missing(_items(new), _items(old))
    if not removed and not added:  # in another order
        removed, added = ["; ".join(_items(old))], ["; ".join(_items(new))]
    return Difference(field=field, removed=tuple(removed), added=tuple(added))


def _items(value: object) -> list[str]:
    """A field's values as text."""
    if value is None:
        return []
    if isinstance(value, Mapping):
        return [f"{key} {item}" for key, item in value.items()]
    if isinstance(value, tuple):
        return [_teaser(item) if isinstance(item, Teaser) else str(item) for item in value]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    return [str(value)]


def _teaser(teaser: Teaser) -> str:
    label = f"{teaser.label}: " if teaser.label else ""
    link = f" ({teaser.url})" if teaser.url else ""
    return f"[{teaser.zone}] {label}{teaser.text}{link}"


def _missing(items: list[str], others: list[str]) -> list[str]:
    """Items that the others lack, as often as they do."""
    left, found = Counter(others), []
    for item in items:
        left[item] -= 1
        if left[item] < 0:
            found.append(item)
    return found


def _lines(before: list[str], after: list[str]) -> tuple[list[str], list[str]]:
    """Lines that are gone, and lines that are new."""
    removed: list[str] = []
    added: list[str] = []
    matcher = SequenceMatcher(a=before, b=after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind != "equal":
            removed += before[first:last]
            added += after[start:end]
    return removed, added
