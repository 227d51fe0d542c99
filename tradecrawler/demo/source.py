"""One article file: TOML front matter between two lines ``+++``, then the body.

Strict: an unknown, missing or mistyped key is a ``ContentError`` with file and line.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from tradecrawler.demo.blocks import ALWAYS, ContentError, Part, Promo, Span, parse


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """An article of the demo magazines as it was written, in one language."""

    key: str
    """The same in both languages for an article and its translation."""
    language: str
    """ISO 639-1 code."""
    slug: str
    """Last part of its URL."""
    headline: str
    lead: str
    authors: tuple[str, ...]
    published: datetime
    """With UTC offset."""
    section: str
    keywords: tuple[str, ...]
    parts: tuple[Part, ...]
    """The body."""
    kicker: str | None = None
    """Alternative headline, printed above the headline."""
    image_caption: str | None = None
    """Caption of the lead image; None where there is no image."""
    editions: Span = ALWAYS
    """The editions it is online in."""
    paywalled_from: int | None = None
    """From this edition on only its beginning can be read."""
    press_release: str | None = None
    """Key of the article of the other magazine that runs the same release."""

    @property
    def promos(self) -> tuple[Promo, ...]:
        """The promos in its body, of all editions."""
        return tuple(part.block for part in self.parts if isinstance(part.block, Promo))

    def changed_in(self, edition: int) -> bool:
        """Whether its text differs in ``edition`` from that of the edition before."""
        return self.paywalled_from == edition > 1 or any(
            (edition in part.editions) != (edition - 1 in part.editions)
            for part in self.parts
            if edition > 1
        )


_REQUIRED: Mapping[str, type] = {
    "slug": str,
    "headline": str,
    "lead": str,
    "authors": list,
    "published": datetime,
    "section": str,
    "keywords": list,
}
_OPTIONAL: Mapping[str, type] = {
    "image_caption": str,
    "kicker": str,
    "editions": str,
    "paywalled_from": int,
    "press_release": str,
}
_FENCE = "+++"


def read(text: str, *, path: str, key: str, language: str) -> Source:
    """Read the article file ``path``, whose content is ``text``."""
    lines = text.splitlines()
    try:
        end = _fences(lines)
        front = _front_matter(lines[1:end])
        return Source(
            key=key,
            language=language,
            slug=_slug(front["slug"]),
            headline=front["headline"],
            lead=front["lead"],
            authors=tuple(front["authors"]),
            published=front["published"],
            section=front["section"],
            keywords=tuple(front["keywords"]),
            parts=parse(lines[end + 1 :], offset=end + 1),
            kicker=front.get("kicker"),
            image_caption=front.get("image_caption"),
            editions=_span(front.get("editions", "1-")),
            paywalled_from=front.get("paywalled_from"),
            press_release=front.get("press_release"),
        )
    except ContentError as error:
        raise ContentError(error.message, line=error.line, path=path) from error


def _fences(lines: list[str]) -> int:
    """Index of the line that closes the front matter."""
    if not lines or lines[0].rstrip() != _FENCE:
        raise ContentError(f"the first line must be {_FENCE}", line=1)
    for number, line in enumerate(lines[1:], 1):
        if line.rstrip() == _FENCE:
            return number
    raise ContentError(f"the front matter is not closed by {_FENCE}", line=len(lines))


def _front_matter(lines: list[str]) -> dict[str, Any]:
    try:
        front = tomllib.loads("\n".join(lines))
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"at line (\d+)", str(error))
        raise ContentError(f"TOML: {error}", line=int(at[1]) + 1 if at else 1) from error
    for name in _REQUIRED:
        if name not in front:
            raise ContentError(f"missing key {name!r}", line=1)
    for name, value in front.items():
        _check(name, value, _line_of(name, lines))
    return front


def _check(name: str, value: object, line: int) -> None:
    kind = _REQUIRED.get(name) or _OPTIONAL.get(name)
    if kind is None:
        raise ContentError(f"unknown key {name!r}", line=line)
    if not isinstance(value, kind) or isinstance(value, bool):
        raise ContentError(f"{name!r} must be of type {kind.__name__}", line=line)
    if isinstance(value, str) and not value.strip():
        raise ContentError(f"{name!r} is empty", line=line)
    if isinstance(value, list) and not all(isinstance(item, str) and item for item in value):
        raise ContentError(f"{name!r} must list words", line=line)
    if isinstance(value, datetime) and value.tzinfo is None:
        raise ContentError(f"{name!r} needs a UTC offset", line=line)


def _line_of(name: str, lines: list[str]) -> int:
    for number, line in enumerate(lines, 2):
        if re.match(rf"\s*\"?{re.escape(name)}\"?\s*=", line):
            return number
    return 1


def _slug(slug: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug):
        raise ContentError(f"slug {slug!r}: lower case, digits and hyphens only", line=2)
    return slug


def _span(text: str) -> Span:
    found = re.fullmatch(r"(\d+)(-?)(\d*)", text)
    if not found or (found[3] and not found[2]):
        raise ContentError(f"editions {text!r}: write '1-', '2-' or '1'", line=1)
    first = int(found[1])
    if not found[2]:
        return Span(first=first, last=first)
    return Span(first=first, last=int(found[3]) if found[3] else None)
