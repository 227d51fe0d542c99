"""What a batch knows of the articles that it touches, kept ones and new ones. Pure; no SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from archive.deciding.decide import NOTHING_PRINTED, Kept, Printed, is_stub
from archive.deciding.resemblance import resemble
from archive.fingerprints import fingerprint
from archive.records import Article
from archive.template.printed import Print


@dataclass(kw_only=True, slots=True, eq=False)
class HeldVersion:
    """A version as the batch sees it; one that is kept already or one to be written."""

    id: int | None = None
    """None until it is written."""
    number: int
    url: str
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
    text: str | None = None
    """Lead and body; None where nobody will ask whether another page says the same."""

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
    gone_at: datetime | None = None
    gone_status: int | None = None
    ordinal: int | None = None
    counted_language: str | None = None
    versions: list[HeldVersion]
    is_touched: bool = False

    @property
    def current(self) -> HeldVersion:
        """The version without end."""
        return self.versions[-1]

    @property
    def read_at(self) -> str:
        """The URL its current version was read at."""
        return self.current.url

    def shows(self, record: Article) -> bool:
        """Whether a record's content may be a state of this article, as far as texts are known."""
        hashes = {h for v in self.versions for h in (v.content_hash, *v.extraction_hashes)}
        if record.content_hash in hashes:
            return True
        headlines = {version.headline_fingerprint for version in self.versions}
        if record.headline and fingerprint(record.headline) in headlines:
            return True
        text = self.current.text
        return is_stub(record, self.kept()) or text is None or resemble(text, text_of(record))

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
            url=current.url,
            fetched_at=current.fetched_at,
            headline_fingerprint=current.headline_fingerprint,
            printed=current.pages,
            digest=current.digest,
            extraction_hashes=current.extraction_hashes,
        )


def text_of(record: Article) -> str:
    """Lead and body."""
    return f"{record.lead or ''}\n{record.body_text}"
