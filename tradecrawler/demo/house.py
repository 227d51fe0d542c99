"""A magazine's own file, ``content/<magazine>.toml``: its issues and the site's odd corners.

Issues are the printed numbers whose contents are promoted above the articles of their period; odd
corners are the pages every real site has: walls, empty pages, moved and doubled addresses.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from tradecrawler.demo.blocks import ContentError

Markup = Literal["list", "dashes", "links", "dots", "box"]
"""How an issue's teasers are set above the articles; see ``teasers``."""

OddKind = Literal["consent_wall", "soft_404", "empty", "listing"]
"""Why a page that looks like an article from its address is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wording:
    """A header teaser in one language."""

    headline: str
    label: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class IssueTeaser:
    """One of the contents an issue promotes."""

    wordings: Mapping[str, Wording]
    """By language."""
    article: str | None = None
    """Key of the article that can be read online; None where it stands in print alone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A printed number of the magazine."""

    number: int
    first_day: date
    """From this day on articles carry its teasers, until the next issue's first day."""
    markup: Markup
    teasers: tuple[IssueTeaser, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class OddPage:
    """A page at an article's address that is no article."""

    kind: OddKind
    language: str
    slug: str
    headline: str
    published: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondAddress:
    """Another address of an article."""

    kind: Literal["redirect", "duplicate"]
    """A redirect sends the reader on; a duplicate answers with the article itself."""
    language: str
    slug: str
    key: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Redesign:
    """When articles' pages get another design, and what that breaks is mended."""

    first: int
    """The first edition in it: dates and authors are no more on the page."""
    mended: int
    """The first edition in which they are again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class House:
    """What a magazine's own file says."""

    issues: tuple[Issue, ...] = ()
    """Newest first."""
    odd_pages: tuple[OddPage, ...] = ()
    addresses: tuple[SecondAddress, ...] = ()
    misencoded: frozenset[tuple[str, str]] = frozenset()
    """Key and language of articles served in windows-1252 that claim to be UTF-8."""
    redesign: Redesign | None = None

    def issue_of(self, day: date) -> Issue | None:
        """The issue on sale on ``day``; None before the first."""
        return next((issue for issue in self.issues if issue.first_day <= day), None)


def read(text: str, *, path: str) -> House:
    """Read ``path``, whose content is ``text``; anything unknown is a ``ContentError``."""
    try:
        data = tomllib.loads(text)
        house = House(
            issues=tuple(
                sorted(
                    (_issue(table) for table in data.pop("issues", [])),
                    key=lambda issue: issue.first_day,
                    reverse=True,
                )
            ),
            odd_pages=tuple(_odd(table) for table in data.pop("odd_pages", [])),
            addresses=tuple(SecondAddress(**table) for table in data.pop("addresses", [])),
            misencoded=frozenset(
                (table["key"], table["language"]) for table in data.pop("misencoded", [])
            ),
            redesign=Redesign(**data.pop("redesign")) if "redesign" in data else None,
        )
    except (tomllib.TOMLDecodeError, TypeError, KeyError, ValueError) as error:
        raise ContentError(str(error), path=path) from error
    if data:
        raise ContentError(f"unknown key {next(iter(data))!r}", path=path)
    return house


def _issue(table: dict[str, Any]) -> Issue:
    teasers = tuple(_issue_teaser(teaser) for teaser in table.pop("teasers"))
    if table["markup"] not in get_args(Markup):
        raise ValueError(f"unknown markup {table['markup']!r}")
    return Issue(teasers=teasers, **table)


def _issue_teaser(table: dict[str, Any]) -> IssueTeaser:
    article = table.pop("article", None)
    wordings = {language: Wording(**wording) for language, wording in table.items()}
    return IssueTeaser(wordings=wordings, article=article)


def _odd(table: dict[str, Any]) -> OddPage:
    if table["kind"] not in get_args(OddKind):
        raise ValueError(f"unknown kind of page {table['kind']!r}")
    return OddPage(**table)
