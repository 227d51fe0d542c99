"""One magazine as it stands in one edition: what is online, where, and how it is set.

Both the pages and the truth about them are made from here; no HTML yet.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Literal
from zlib import crc32

from tradecrawler.demo.blocks import Block, Paragraph, Promo
from tradecrawler.demo.content import Content
from tradecrawler.demo.house import Issue, SecondAddress
from tradecrawler.demo.mastheads import Masthead, Site
from tradecrawler.demo.source import Source
from tradecrawler.demo.standing import STANDING

Layout = Literal["full", "opengraph", "bare", "broken", "app"]
"""The templates: full JSON-LD; OpenGraph alone; next to nothing; malformed JSON-LD; and, from the
redesign on, the one of which a script makes a part."""

_LAYOUTS: tuple[Layout, ...] = ("full", "opengraph", "bare", "broken")


@dataclass(frozen=True, kw_only=True, slots=True)
class Promoted:
    """A teaser of another content as the page prints it."""

    headline: str
    label: str | None
    url: str | None
    """Absolute URL; None where it is not linked."""


@dataclass(frozen=True, kw_only=True)
class Snapshot:
    """A magazine in one edition."""

    content: Content
    edition: int

    @property
    def site(self) -> Site:
        """The magazine's site."""
        return self.content.site

    @cached_property
    def online(self) -> tuple[Source, ...]:
        """Articles that can be read, newest first."""
        return tuple(source for source in self.content.sources if self.edition in source.editions)

    @cached_property
    def gone(self) -> tuple[Source, ...]:
        """Articles that could be read in an earlier edition."""
        return tuple(
            source
            for source in self.content.sources
            if source.editions.last is not None and source.editions.last < self.edition
        )

    @cached_property
    def deployed(self) -> datetime:
        """When this edition was put online: six in the morning after its newest article."""
        newest = max((source.published for source in self.online), default=None)
        if newest is None:
            raise ValueError(f"{self.site.slug} has no article in edition {self.edition}")
        return newest.replace(hour=6, minute=0, second=0) + timedelta(days=1)

    def in_language(self, language: str) -> tuple[Source, ...]:
        """Articles online in ``language``, newest first."""
        return tuple(source for source in self.online if source.language == language)

    def masthead(self, source: Source) -> Masthead:
        """The masthead an article appears under."""
        return self.site.masthead(source.language)

    def url(self, source: Source) -> str:
        """An article's absolute URL."""
        return self.site.url(self.masthead(source).article(source.slug))

    def address(self, second: SecondAddress) -> str:
        """A second address, absolute."""
        return self.site.url(self.site.masthead(second.language).article(second.slug))

    def find(self, key: str, language: str) -> Source | None:
        """The article online or gone of that key and language; None if not (yet) published."""
        return next(
            (
                source
                for source in (*self.online, *self.gone)
                if (source.key, source.language) == (key, language)
            ),
            None,
        )

    def alternates(self, source: Source) -> Mapping[str, str]:
        """Language to URL of an article and its translation; empty when there is none."""
        pair = [other for other in self.online if other.key == source.key]
        pair.sort(key=lambda other: other.language)
        return {other.language: self.url(other) for other in pair} if len(pair) > 1 else {}

    def layout(self, source: Source) -> Layout:
        """The template an article is set in: by day and section, walls with full metadata; after
        a redesign, one for all.
        """
        redesign = self.content.house.redesign
        if redesign is not None and self.edition >= redesign.first:
            return "app"
        if source.paywalled_from is not None:
            return "full"
        mixed = crc32(f"{source.published.date()} {source.section}".encode())
        return _LAYOUTS[mixed % len(_LAYOUTS)]

    @property
    def prints_credits(self) -> bool:
        """Whether date and authors stand on the pages, and are not put there by a script."""
        redesign = self.content.house.redesign
        return redesign is None or not redesign.first <= self.edition < redesign.mended

    def modified(self, source: Source) -> datetime:
        """When its text last changed."""
        return self.deployed if source.changed_in(self.edition) else source.published

    def is_walled(self, source: Source) -> bool:
        """Whether only the beginning can be read."""
        return source.paywalled_from is not None and source.paywalled_from <= self.edition

    def body(self, source: Source) -> tuple[Block, ...]:
        """The blocks printed, promos of articles not yet published left out.

        An article that was never free shows its first paragraph; one that was locked later shows
        its lead alone.
        """
        blocks = tuple(part.block for part in source.parts if self.edition in part.editions)
        if self.is_walled(source):
            opening = tuple(block for block in blocks if isinstance(block, Paragraph))[:1]
            return opening if source.paywalled_from == 1 else ()
        return tuple(
            block
            for block in blocks
            if not isinstance(block, Promo) or self.find(block.key, source.language)
        )

    def issue(self, source: Source) -> Issue | None:
        """The printed issue whose contents are promoted above the article."""
        return self.content.house.issue_of(source.published.date())

    def header_teasers(self, source: Source) -> tuple[Promoted, ...]:
        """What is promoted above the article's text."""
        issue = self.issue(source)
        if issue is None:
            return ()
        return tuple(
            Promoted(
                headline=wording.headline,
                label=wording.label,
                url=self._teaser_url(source, teaser.article, linked=issue.markup == "links"),
            )
            for teaser in issue.teasers
            if (wording := teaser.wordings.get(source.language))
            and (teaser.article is None or teaser.article != source.key)
        )

    def _teaser_url(self, source: Source, key: str | None, *, linked: bool) -> str | None:
        """The promoted article; the printed magazine where all are links; or nothing."""
        target = self.find(key, source.language) if key else None
        if target:
            return self.url(target)
        printed = self.masthead(source).home + STANDING[source.language].magazine.slug
        return self.site.url(printed) if linked else None

    def promoted(self, promo: Promo, language: str) -> Promoted:
        """What a promo in the body prints."""
        target = self.find(promo.key, language)
        url = self.url(target) if target else None
        return Promoted(headline=promo.headline, label=promo.label, url=url)

    def related(self, source: Source) -> tuple[Source, ...]:
        """Three articles for the box below the text: older ones, of the same section first.

        Older ones only, so that the box of an untouched article does not change.
        """
        older = [
            other
            for other in self.in_language(source.language)
            if other.published < source.published and other.editions.last is None
        ]
        older.sort(key=lambda other: other.section != source.section)
        return tuple(older[:3])
