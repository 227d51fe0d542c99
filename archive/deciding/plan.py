"""What a batch does to the archive, worked out before anything is written. Pure; no SQL.

A batch may hold several states of one article, so decisions follow each other: each sees what the
one before it has left. ``archive.writing`` loads what is held and writes down what came out.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from archive.deciding import timeline
from archive.deciding.decide import (
    TWIN,
    Decision,
    Printed,
    decide,
    refuse,
)
from archive.deciding.held import HeldArticle, HeldVersion, text_of
from archive.deciding.identity import Addresses
from archive.fingerprints import fingerprint
from archive.records import Article, Refusal

Record = Article | Refusal


@dataclass(kw_only=True, slots=True, eq=False)
class Entry:
    """One record of the batch and what becomes of it."""

    record: Record
    decision: Decision
    article: HeldArticle | None = None
    version: HeldVersion | None = None
    """The version that is current after it."""
    capture_id: int | None = None
    """Known once written."""

    is_seen: bool = False
    """Whether its page shows the current version: what it printed is then learnt."""
    shown: HeldVersion | None = None
    """The version whose page it is: what that promotes is kept. None for a twin's."""
    read_before_by: str | None = None
    """The extractor's version whose reading of the same page was kept before."""

    @property
    def is_learnt(self) -> bool:
        """Whether the template learns from its page; it knows a duplicate's words already."""
        return self.is_seen and self.decision.outcome != "duplicate"


class NewVersion(NamedTuple):
    """A version to be written, and what it is made from."""

    article: HeldArticle
    version: HeldVersion
    record: Article
    entry: Entry


@dataclass(kw_only=True, slots=True)
class Plan:
    """The state of what the batch touches, and the entries decided so far."""

    addresses: Addresses[HeldArticle]
    """What is known of the batch's addresses."""
    contents: dict[tuple[str, str], HeldArticle]
    """Magazine and content hash to the article whose current version has it."""
    entries: list[Entry] = field(default_factory=list)
    new_articles: list[HeldArticle] = field(default_factory=list)
    new_versions: list[NewVersion] = field(default_factory=list)

    def add(self, record: Record) -> Entry:
        """Decide about the next record and let the state follow."""
        entry = self._add_refusal(record) if isinstance(record, Refusal) else self._add(record)
        self.entries.append(entry)
        return entry

    def touched_articles(self) -> list[HeldArticle]:
        """Kept articles whose dates changed; to be asked before new ones get their id."""
        known = dict.fromkeys([*self._articles(), *self.addresses.articles.values()])
        return [a for a in known if a.id is not None and a.is_touched]

    def touched_versions(self) -> list[HeldVersion]:
        """Kept versions whose dates changed; to be asked before new ones get their id."""
        versions = [version for article in self._articles() for version in article.versions]
        return [v for v in versions if v.id is not None and v.is_touched]

    def _articles(self) -> list[HeldArticle]:
        """The articles of this batch's entries, once each."""
        return list(dict.fromkeys(e.article for e in self.entries if e.article is not None))

    def _add_refusal(self, refusal: Refusal) -> Entry:
        """A page that was no article belongs, perhaps, to an article that is kept."""
        article = self.addresses.of_refusal(refusal)
        version = article.current if article else None
        return Entry(record=refusal, decision=refuse(refusal), article=article, version=version)

    def _add(self, record: Article) -> Entry:
        article, record, reason = self.addresses.find(record)
        twin = self.contents.get((record.magazine, record.content_hash))
        decision = decide(record, article.kept() if article else None, twin=twin is not None)
        if reason is not None and decision.reason is None:
            decision = replace(decision, reason=reason)
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
                is_duplicate = decision.outcome == "duplicate"
                self.addresses.remember(entry.article, record, is_duplicate=is_duplicate)
        return entry

    def _show(self, entry: Entry, record: Article) -> None:
        """What the page prints belongs to the current version, if it shows that."""
        decision, version = entry.decision, entry.version
        entry.shown = self._shown(entry, record)
        entry.is_seen = entry.shown is not None and entry.shown is version
        if version is None or not entry.is_learnt:
            return
        printed = Printed.of(record.printed)
        is_believed = decision.outcome != "unchanged" or decision.extraction == "promoted"
        version.pages = Printed(
            blocks=version.pages.blocks | printed.blocks,
            texts=printed.texts if is_believed else version.pages.texts or printed.texts,
        )

    def _shown(self, entry: Entry, record: Article) -> HeldVersion | None:
        """The version whose page this is; None for a twin's, and for one that has no place."""
        article, decision, moment = entry.article, entry.decision, record.fetched_at
        if article is None or decision.reason == TWIN:
            return None
        if decision.extraction is None:
            return timeline.place(article.versions, record.content_hash, moment)
        version = article.current
        if decision.extraction == "kept" and moment <= version.last_seen:
            return None  # a page that was seen already, by an extraction that is not believed
        return version if moment >= version.valid_from or version.number == 1 else None

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
        version.url, version.fetched_at = record.url, record.fetched_at
        version.text = text_of(record)
        version.digest = record.capture.digest if record.capture else version.digest

    def _add_version(self, article: HeldArticle, entry: Entry, record: Article) -> None:
        """What ``record`` says becomes the article's current version."""
        version = HeldVersion(
            number=len(article.versions) + 1,
            url=record.url,
            text=text_of(record),
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
        version = entry.shown
        if not article.first_seen <= moment <= article.last_seen:
            article.first_seen = min(article.first_seen, moment)
            article.last_seen = max(article.last_seen, moment)
            article.is_touched = True
        if article.gone_at is not None and moment > article.gone_at:  # it is back
            article.gone_at = article.gone_status = None
            article.is_touched = True
        if version is not None:
            timeline.widen(article.versions, version, moment)


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
