"""What a batch does to the archive, worked out before anything is written. Pure; no SQL.

A batch may hold several states of one article, so decisions follow each other: each sees what the
one before it has left. ``archive.writing`` loads what is held and writes down what came out.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from archive.decide import (
    MAX_URL_BYTES,
    NOTHING_PRINTED,
    PAST_VERSION,
    Decision,
    Kept,
    Printed,
    decide,
    refuse,
)
from archive.fingerprints import fingerprint
from archive.printed import Print
from archive.records import Article, Refusal

Record = Article | Refusal
Address = tuple[str, str]
"""Magazine and URL; the same URL may be known in two magazines."""


@dataclass(kw_only=True, slots=True, eq=False)
class Entry:
    """One record of the batch and what becomes of it."""

    record: Record
    decision: Decision
    article: "HeldArticle | None" = None
    version: "HeldVersion | None" = None
    """The version that is current after it."""
    capture_id: int | None = None
    """Known once written."""

    is_seen: bool = False
    """Whether its page shows the current version: what it promotes is then kept."""
    read_before_by: str | None = None
    """The extractor's version whose reading of the same page was kept before."""

    @property
    def is_learnt(self) -> bool:
        """Whether the template learns from its page; it knows a duplicate's words already."""
        return self.is_seen and self.decision.outcome != "duplicate"


@dataclass(kw_only=True, slots=True, eq=False)
class HeldVersion:
    """A version as the batch sees it; one that is kept already or one to be written."""

    id: int | None = None
    """None until it is written."""
    number: int
    content_hash: str
    headline_fingerprint: int
    word_count: int
    is_accessible_for_free: bool
    valid_from: datetime
    valid_to: datetime | None = None
    last_seen: datetime
    printed: Sequence[Print] = ()

    # what tells another reading of its page from an edit
    extractor_version: str
    fetched_at: datetime
    digest: str | None = None
    extraction_hashes: set[str] = field(default_factory=set)
    pages: Printed = NOTHING_PRINTED
    """By all its pages, those of the batch included."""

    is_touched: bool = False


@dataclass(kw_only=True, slots=True, eq=False)
class HeldArticle:
    """An article as the batch sees it; its versions oldest first, never none of them."""

    id: int | None = None
    """None until it is written."""
    magazine: str
    canonical_url: str
    first_seen: datetime
    last_seen: datetime
    ordinal: int | None = None
    counted_language: str | None = None
    versions: list[HeldVersion]
    is_touched: bool = False

    @property
    def current(self) -> HeldVersion:
        """The version without end."""
        return self.versions[-1]

    def kept(self) -> Kept:
        """What the decision needs to know."""
        current = self.current
        return Kept(
            content_hash=current.content_hash,
            past_hashes=frozenset(
                content
                for version in self.versions[:-1]
                for content in (version.content_hash, *version.extraction_hashes)
            ),
            last_seen=current.last_seen,
            word_count=current.word_count,
            is_accessible_for_free=current.is_accessible_for_free,
            fetched_at=current.fetched_at,
            headline_fingerprint=current.headline_fingerprint,
            printed=current.pages,
            digest=current.digest,
            extraction_hashes=current.extraction_hashes,
        )


class NewVersion(NamedTuple):
    """A version to be written, and what it is made from."""

    article: HeldArticle
    version: HeldVersion
    record: Article
    entry: Entry


@dataclass(kw_only=True, slots=True)
class Plan:
    """The state of what the batch touches, and the entries decided so far."""

    addresses: dict[Address, HeldArticle]
    """Every known address among those of the batch."""
    contents: dict[tuple[str, str], HeldArticle]
    """Magazine and content hash to the article whose current version has it."""
    entries: list[Entry] = field(default_factory=list)
    new_articles: list[HeldArticle] = field(default_factory=list)
    new_versions: list[NewVersion] = field(default_factory=list)
    new_addresses: list[tuple[Address, HeldArticle, datetime]] = field(default_factory=list)

    def add(self, record: Record) -> Entry:
        """Decide about the next record and let the state follow."""
        entry = self._add_refusal(record) if isinstance(record, Refusal) else self._add(record)
        self.entries.append(entry)
        return entry

    def touched_articles(self) -> list[HeldArticle]:
        """Kept articles whose dates changed; to be asked before new ones get their id."""
        return [a for a in self._articles() if a.id is not None and a.is_touched]

    def touched_versions(self) -> list[HeldVersion]:
        """Kept versions whose dates changed; to be asked before new ones get their id."""
        versions = [version for article in self._articles() for version in article.versions]
        return [v for v in versions if v.id is not None and v.is_touched]

    def _articles(self) -> list[HeldArticle]:
        """The articles of this batch's entries, once each."""
        return list(dict.fromkeys(e.article for e in self.entries if e.article is not None))

    def _add_refusal(self, refusal: Refusal) -> Entry:
        """A page that was no article belongs, perhaps, to an article that is kept."""
        article = next(
            (
                self.addresses[address]
                for address in addresses(refusal)
                if address in self.addresses
            ),
            None,
        )
        version = article.current if article else None
        return Entry(record=refusal, decision=refuse(refusal), article=article, version=version)

    def _add(self, record: Article) -> Entry:
        article = self._find(record)
        twin = self.contents.get((record.magazine, record.content_hash))
        decision = decide(record, article.kept() if article else None, twin=twin is not None)
        entry = Entry(record=record, decision=decision, article=article)
        if decision.outcome == "new":
            entry.article = self._begin(entry, record)
        elif decision.outcome == "changed" and article is not None:
            self._change(article, entry, record)
        elif decision.outcome == "duplicate":
            entry.article = twin
        elif decision.extraction is not None and article is not None:
            entry.read_before_by = article.current.extractor_version
            if decision.extraction == "promoted":
                self._promote(article, record)
        if entry.article is not None:
            entry.version = entry.article.current
            if decision.outcome != "refused":
                self._show(entry, record)
                self._see(entry, record)
                self._remember(entry.article, record)
        return entry

    def _show(self, entry: Entry, record: Article) -> None:
        """What the page prints belongs to the current version, if it shows that."""
        decision, version = entry.decision, entry.version
        if version is None or decision.reason == PAST_VERSION:
            return
        if decision.extraction == "kept" and record.fetched_at <= version.last_seen:
            return  # a page that was seen already, by an extraction that is not believed
        entry.is_seen = True
        if not entry.is_learnt:
            return
        printed = Printed.of(record.printed)
        is_believed = decision.outcome != "unchanged" or decision.extraction == "promoted"
        version.pages = Printed(
            blocks=version.pages.blocks | printed.blocks,
            texts=printed.texts if is_believed else version.pages.texts or printed.texts,
        )

    def _find(self, record: Article) -> HeldArticle | None:
        """The article this page shows.

        The canonical URL decides. Where it is unknown, the page's own URL does, but only if that is
        the very address the article is known by: the article then moved. An address that merely
        leads to an article (a "latest" page, a short link) may lead to another one today.
        """
        article = self.addresses.get((record.magazine, record.canonical_url))
        if article is not None:
            return article
        article = self.addresses.get((record.magazine, record.url))
        return article if article is not None and article.canonical_url == record.url else None

    def _begin(self, entry: Entry, record: Article) -> HeldArticle:
        """A new article with its first version."""
        article = HeldArticle(
            magazine=record.magazine,
            canonical_url=record.canonical_url,
            first_seen=record.fetched_at,
            last_seen=record.fetched_at,
            versions=[],
        )
        self._add_version(article, entry, record)
        self.new_articles.append(article)
        return article

    def _change(self, article: HeldArticle, entry: Entry, record: Article) -> None:
        """A new version, from the moment it was fetched."""
        last = article.current
        last.valid_to, last.is_touched = record.fetched_at, True
        if self.contents.get((article.magazine, last.content_hash)) is article:
            del self.contents[article.magazine, last.content_hash]
        self._add_version(article, entry, record)

    def _promote(self, article: HeldArticle, record: Article) -> None:
        """Another reading of the current version's page takes the place of its content."""
        version = article.current
        if self.contents.get((article.magazine, version.content_hash)) is article:
            del self.contents[article.magazine, version.content_hash]
        self.contents.setdefault((article.magazine, record.content_hash), article)
        version.extraction_hashes |= {version.content_hash, record.content_hash}
        version.content_hash = record.content_hash
        version.word_count = record.word_count
        version.is_accessible_for_free = record.is_accessible_for_free
        version.extractor_version = record.extractor_version
        version.fetched_at = record.fetched_at
        version.digest = record.capture.digest if record.capture else version.digest

    def _add_version(self, article: HeldArticle, entry: Entry, record: Article) -> None:
        """What ``record`` says becomes the article's current version."""
        version = HeldVersion(
            number=len(article.versions) + 1,
            content_hash=record.content_hash,
            headline_fingerprint=fingerprint(record.headline),
            word_count=record.word_count,
            is_accessible_for_free=record.is_accessible_for_free,
            valid_from=record.fetched_at,
            last_seen=record.fetched_at,
            extractor_version=record.extractor_version,
            fetched_at=record.fetched_at,
            digest=record.capture.digest if record.capture else None,
        )
        article.versions.append(version)
        self.new_versions.append(NewVersion(article, version, record, entry))
        self.contents.setdefault((article.magazine, record.content_hash), article)

    def _see(self, entry: Entry, record: Article) -> None:
        """Dates of an article that was found unharmed; they widen, whatever the order."""
        article, moment = entry.article, record.fetched_at
        assert article is not None  # its caller has seen to it
        version = article.current
        if not article.first_seen <= moment <= article.last_seen:
            article.first_seen = min(article.first_seen, moment)
            article.last_seen = max(article.last_seen, moment)
            article.is_touched = True
        if entry.decision.reason == PAST_VERSION:
            return
        if moment > version.last_seen:
            version.last_seen, version.is_touched = moment, True
        elif moment < version.valid_from and version.number == 1:
            version.valid_from, version.is_touched = moment, True

    def _remember(self, article: HeldArticle, record: Article) -> None:
        """Addresses that now lead to the article; those of another one stay with it."""
        for address in addresses(record):
            if address not in self.addresses:
                self.addresses[address] = article
                self.new_addresses.append((address, article, record.fetched_at))


def addresses(record: Record) -> list[Address]:
    """Under what a record is looked for and remembered: canonical, answering, requested URL.

    Longer URLs than the archive keeps are left out.
    """
    urls = [record.canonical_url, record.url, record.capture.url if record.capture else None]
    found = [url for url in urls if url is not None and len(url.encode()) <= MAX_URL_BYTES]
    return [(record.magazine, url) for url in dict.fromkeys(found)]


def in_order(batch: Mapping[int, Record]) -> list[int]:
    """The batch's keys such that all writers meet the same articles in the same order."""
    return sorted(
        batch,
        key=lambda key: (
            batch[key].magazine,
            batch[key].canonical_url or batch[key].url,
            batch[key].fetched_at,
        ),
    )


def published_on(date_published: str | None) -> date | None:
    """The day of an ISO 8601 text; None where it names no full day."""
    try:
        return date.fromisoformat(date_published[:10]) if date_published else None
    except ValueError:
        return None
