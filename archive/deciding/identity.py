"""Which article does an address lead to? Pure: what is known comes in, what is new goes out.

- A known canonical address decides, where the page is known to be that article's, or says the same.
- **A canonical that two different articles claim is refused**: a site that gives every page one
  canonical must not swallow its articles. From then on the address is contested, and pages that
  claim it are known by their own.
- A page's own address decides where it is the very one an article is known by. An address that
  merely leads to an article (a "latest" page, a short link) may lead to another one today.
- A twin (AMP, print, mobile, ``http``, another slash) is believed when it says the same.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Generic, NamedTuple, Protocol, TypeVar

from archive.addresses import address_key, clean_address, key_number
from archive.deciding.decide import MAX_URL_BYTES
from archive.records import Article, Refusal

Address = tuple[str, str]
"""Magazine and URL; the same URL may be known in two magazines."""

CANONICAL, ANSWERED, REQUESTED = "canonical", "answered", "requested"
REDIRECTED, TWIN, DUPLICATE, CLAIMED = "redirected", "twin", "duplicate", "claimed"

OF_THE_ARTICLE = frozenset({CANONICAL, TWIN})
"""Addresses that show one article for good; the others may lead to another one today."""

CONTESTED = "canonical_contested"
"""Reason of an article that is known by its own address because its canonical is not believed."""


class Named(Protocol):
    """An article, as far as its addresses go."""

    canonical_url: str
    first_seen: datetime
    is_touched: bool

    @property
    def read_at(self) -> str:
        """The URL its current version was read at."""

    def shows(self, record: Article) -> bool:
        """Whether a record's content may be a state of this article."""


Named_ = TypeVar("Named_", bound=Named)


class NewAddress(NamedTuple, Generic[Named_]):
    """An address to be written."""

    address: Address
    article: Named_
    moment: datetime
    kind: str
    key: int


class Found(NamedTuple, Generic[Named_]):
    """The article a record belongs to, if any, and the record as it is to be stored."""

    article: Named_ | None
    record: Article
    reason: str | None = None
    """``canonical_contested``, where the record's canonical was not believed."""


@dataclass(kw_only=True, slots=True)
class Addresses(Generic[Named_]):
    """What is known of a batch's addresses; follows the batch as it is decided."""

    articles: dict[Address, Named_] = field(default_factory=dict)
    twins: dict[tuple[str, int], set[Named_]] = field(default_factory=dict)
    """By magazine and key: the articles whose own address, or a twin of it, has this key."""
    contested: set[Address] = field(default_factory=set)

    new: list[NewAddress[Named_]] = field(default_factory=list)
    newly_contested: list[Address] = field(default_factory=list)
    kinds: dict[Address, str] = field(default_factory=dict)
    """Kinds that known addresses have from now on."""

    def find(self, record: Article) -> Found[Named_]:
        """The article this record's page shows; may find a canonical contested."""
        claim = (record.magazine, record.canonical_url)
        own = (record.magazine, record.url)
        article = self.articles.get(claim)
        if article is None:
            return Found(self._by_own(own) or self._by_key(record), record)
        if claim == own or address_key(claim[1]) == address_key(own[1]):
            return Found(article, record)
        if claim not in self.contested:
            if self.articles.get(own) is article or article.shows(record):
                return Found(article, record)
            self._contest(claim, article)
        record = _by_own_address(record)
        return Found(self._by_itself(record, own), record, CONTESTED)

    def of_refusal(self, refusal: Refusal) -> Named_ | None:
        """The article that a refused page perhaps belongs to."""
        known = (self.articles.get(a) for a in addresses(refusal) if a not in self.contested)
        return next((article for article in known if article is not None), None)

    def remember(self, article: Named_, record: Article, *, is_duplicate: bool) -> None:
        """Addresses that now lead to the article; those of another one stay with it."""
        for address in addresses(record):
            if address in self.articles:
                continue
            kind = _kind(address[1], article, record, is_duplicate=is_duplicate)
            number = key_number(address[1])
            self.articles[address] = article
            if kind in OF_THE_ARTICLE:
                self.twins.setdefault((address[0], number), set()).add(article)
            self.new.append(NewAddress(address, article, record.fetched_at, kind, number))

    def _by_own(self, own: Address) -> Named_ | None:
        """The article that is known by the page's own address: it then moved."""
        article = self.articles.get(own)
        return article if article is not None and article.canonical_url == own[1] else None

    def _by_itself(self, record: Article, own: Address) -> Named_ | None:
        """The article of a page whose claim is not believed."""
        known = self.articles.get((record.magazine, record.canonical_url))
        return known or self._by_own(own) or self._by_key(record)

    def _by_key(self, record: Article) -> Named_ | None:
        """The article of which this page is a twin, if there is one and it says the same."""
        numbers = {key_number(record.canonical_url)}
        if (record.magazine, record.url) not in self.articles:
            numbers.add(key_number(record.url))
        found = {a for n in numbers for a in self.twins.get((record.magazine, n), ())}
        if len(found) != 1:
            return None
        [article] = found
        return article if article.shows(record) else None

    def _contest(self, claim: Address, article: Named_) -> None:
        """Believe a claim no more; an article that was known by it goes by its own address."""
        self.contested.add(claim)
        self.newly_contested.append(claim)
        own = clean_address(article.read_at)
        address = (claim[0], own)
        is_free = self.articles.get(address, article) is article and _fits(own)
        if article.canonical_url != claim[1] or own == claim[1] or not is_free:
            return
        if address_key(own) == address_key(claim[1]):  # it was really read there
            return
        article.canonical_url, article.is_touched = own, True
        self.kinds[claim] = CLAIMED
        if address in self.articles:
            self.kinds[address] = CANONICAL
        else:
            self.articles[address] = article
            self.new.append(
                NewAddress(address, article, article.first_seen, CANONICAL, key_number(own))
            )


def addresses(record: Article | Refusal) -> list[Address]:
    """Under what a record is looked for and remembered: canonical, answering, requested URL, and
    those that redirected.

    Longer URLs than the archive keeps are left out.
    """
    urls = [record.canonical_url, record.url, record.capture.url if record.capture else None]
    if isinstance(record, Article):
        urls += record.redirected_from
    return [(record.magazine, url) for url in dict.fromkeys(urls) if url is not None and _fits(url)]


def looked_up(record: Article | Refusal) -> set[str]:
    """The URLs whose articles a record may turn out to be about."""
    own = clean_address(record.url)
    return {url for _, url in addresses(record)} | ({own} if _fits(own) else set())


def keys(records: Iterable[Article]) -> set[int]:
    """The keys under which twins of these records are looked for."""
    return {key_number(url) for record in records for url in (record.canonical_url, record.url)}


def _fits(url: str) -> bool:
    """Whether an index can hold the URL."""
    return len(url.encode()) <= MAX_URL_BYTES


def _by_own_address(record: Article) -> Article:
    """The record without the claim of its page."""
    return replace(
        record,
        canonical_url=clean_address(record.url),
        provenance={**record.provenance, "canonical_url": "url"},
    )


def _kind(url: str, article: Named, record: Article, *, is_duplicate: bool) -> str:
    """What an address is to the article it leads to; of several things, the first."""
    if url == article.canonical_url:
        return CANONICAL
    if address_key(url) == address_key(article.canonical_url):
        return TWIN
    if url in record.redirected_from:
        return REDIRECTED
    if is_duplicate and url in (record.canonical_url, record.url):
        return DUPLICATE
    return ANSWERED if url in (record.canonical_url, record.url) else REQUESTED
