"""What a page as a whole looks like, in numbers: what ``verdict`` tells stories from lists by.

Facts about the page only, each a plain number; what they mean is learnt from pages whose kind is
known (``training.verdict``), and nothing is decided here. Few of them look at which blocks were
taken for the text, and those at sums that a better choice moves little.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from math import log1p
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from tradecrawler.extract.jsonld import ARTICLE_TYPES
from tradecrawler.extract.listing_words import COUNTED, ENDS, HOMES, LISTS, PRICE, SHOP, SORTING
from tradecrawler.extract.text import count_words, vocabulary
from tradecrawler.items import Block, Metadata, Split, Value

LIST_TYPES = frozenset(
    "CollectionPage ItemList SearchResultsPage ProfilePage CategoryPage Blog BlogListing "
    "OfferCatalog DataCatalog ImageGallery MediaGallery".split()
)
PRODUCT_TYPES = frozenset("Product Offer AggregateOffer ProductGroup IndividualProduct".split())

PROSE_WORDS = 15
"""A paragraph of fewer words is a label, a price, a name; a sentence of the press is longer."""
UNSTOPPED_WORDS = 30
"""The same without a full stop at its end: footnotes follow it, or its script has none."""
PROSE_LINKS = 0.3
"""A paragraph with more of its text in links leads elsewhere."""
LINKED = 0.7
"""A block that is nearly all link; what is left are dates, commas and arrows."""
TITLE_WORDS = 4
"""Sections and topics are named in fewer words, most titles have more."""
LABEL = 40
"""Characters up to which a label is looked up; the longest known one has thirty."""
OPENING = 2000
"""Characters of running text among which the headline's words are looked for: five paragraphs."""
OPENING_BLOCKS = 12
"""Blocks of the text that show how it begins: what lists put above their items is shorter."""
OFTEN = 4
"""How often two kinds of block follow each other before that is a pattern, not chance."""
_AROUND = " .,:;!…+-–()[]›»→><|0123456789"
_PROSE_KINDS = frozenset(("paragraph", "line", "quote", "list_item"))
_STOPS = tuple('.!?:"”»’。！？।؟۔။)։።]')
_CUT = ("…", "...", "[…]", "[...]")

_HOST = re.compile(r"https?://(?:www\.)?([^/?#]+)")
_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?")
_SUFFIX = re.compile(r"\.[a-z][a-z0-9]{1,5}$")
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}")
_STATED_ID = re.compile(r"=[^&]*\d{3,}")
"""An article's number in the query; a list has fewer pages."""
_DIGIT = re.compile(r"\d")


def features(split: Split) -> dict[str, float]:
    """The page's numbers by name, always all of them."""
    document = split.document
    metadata = document.metadata
    headline = metadata.headline.value if metadata.headline else ""
    blocks = [_seen(block) for block in document.blocks]
    region = [blocks[i] for i in document.body]
    return {
        **_of_address(document.page.url),
        **_of_statements(metadata),
        **_of_text(split, headline),
        **_of_running_text(blocks, region),
        **_of_links(blocks, region, _host(document.page.url)),
        **_of_labels(blocks),
    }


class _Seen(NamedTuple):
    """A block with what is asked of it again and again."""

    block: Block
    words: int
    is_prose: bool
    is_linked_title: bool


def _seen(block: Block) -> _Seen:
    words = count_words(block.text)
    is_linked_title = words >= TITLE_WORDS and block.link_density > LINKED
    return _Seen(block, words, is_prose(block), is_linked_title)


# -- the address


def _of_address(url: str) -> dict[str, float]:
    """How the address reads; -1 throughout where there is none."""
    try:
        parts = urlsplit(url)
        is_address = parts.scheme in ("http", "https") and bool(parts.netloc)
    except ValueError:  # such as an unclosed IPv6 bracket
        is_address = False
    if not is_address:
        return {"url_depth": -1.0, "url_slug_words": -1.0, "url_list_word": -1.0}
    segments = [_plain(unquote(s)) for s in parts.path.split("/") if s]
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments = segments[1:]
    if segments:
        segments[-1] = _SUFFIX.sub("", segments[-1])
        if segments[-1] in HOMES:
            segments = segments[:-1]
    has_id = bool(_STATED_ID.search(parts.query))
    return {
        "url_depth": float(len(segments) or has_id),
        "url_slug_words": float(len(_SLUG_WORD.findall(segments[-1])) if segments else 0),
        "url_list_word": 0.0 if has_id else _list_word(segments),
    }


def _list_word(segments: Sequence[str]) -> float:
    """3 where the last segment is what lists are called, 2 where the one above is, 1 further up."""
    if not segments or segments[-1] in LISTS or segments[-1] in ENDS:
        return 3.0
    if len(segments) > 1 and segments[-2] in LISTS:
        return 2.0
    return float(not LISTS.isdisjoint(segments))


def _plain(text: str) -> str:
    """Lower case without accents, as addresses spell words."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


# -- what the page states


def _of_statements(metadata: Metadata) -> dict[str, float]:
    types = Counter(metadata.schema_types)
    articles = sum(types[name] for name in ARTICLE_TYPES)
    products = sum(types[name] for name in PRODUCT_TYPES)
    lists = any(types[name] for name in LIST_TYPES)
    sells = any(name.startswith("product") for name in types)
    return {
        "type_article": 1.0 if articles == 1 else 0.5 if articles else 0.0,
        "type_list": 0.0 if articles else float(lists) + float(sells) + min(1.0, 0.5 * products),
        "og_article": float(types["article"] > 0),
        "og_website": float(types["website"] > 0),
        "date": _strength(metadata.date_published),
        "authors": _strength(metadata.authors[0] if metadata.authors else None),
    }


def _strength(value: Value | None) -> float:
    """2 for a field that the head states, 1 for one that is only printed, 0 for none."""
    if value is None:
        return 0.0
    return 2.0 if value.source.startswith(("json-ld", "opengraph", "meta")) else 1.0


# -- the text


def is_prose(block: Block) -> bool:
    """Whether a block is running text: whole sentences that lead nowhere else."""
    text = block.text
    if block.kind not in _PROSE_KINDS or block.link_density >= PROSE_LINKS or text.endswith(_CUT):
        return False
    return count_words(text) >= (PROSE_WORDS if text.endswith(_STOPS) else UNSTOPPED_WORDS)


def _of_text(split: Split, headline: str) -> dict[str, float]:
    """What was taken for the text, and whether it tells what the page announces."""
    article, description = split.article, split.document.metadata.description
    counts = [count_words(block.text) for block in article]
    prose = [n if is_prose(block) else 0 for n, block in zip(counts, article, strict=True)]
    paragraphs = sum(n > 0 for n in prose)
    opening = " ".join(b.text for b, n in zip(article, prose, strict=True) if n)[:OPENING]
    told = vocabulary(f"{split.lead or ''} {opening}")
    return {
        "headline_words": min(12.0, float(count_words(headline))),
        "description_told": _share_told(description.value, told) if description else -0.5,
        "article_paragraphs": log1p(paragraphs),
        "paragraph_words": min(80.0, sum(prose) / max(1, paragraphs)),
        "opening_prose": sum(prose[:OPENING_BLOCKS]) / max(1, sum(counts[:OPENING_BLOCKS])),
        "article_links": sum(block.link_density for block in article) / max(1, len(article)),
    }


def _share_told(text: str, told: frozenset[str]) -> float:
    """Share of the longer words of ``text`` that the text's beginning has too."""
    wanted = [word for word in vocabulary(text) if len(word) > 3]
    return sum(word in told for word in wanted) / max(1, len(wanted))


# -- how the page is built


def _of_running_text(blocks: Sequence[_Seen], region: Sequence[_Seen]) -> dict[str, float]:
    """How much of the page tells one thing, from sentence to sentence.

    A *story* is a stretch of running text without a linked title in it.
    """
    longest = current = prose = 0
    for seen in blocks:
        if seen.is_prose:
            current += seen.words
            prose += seen.words
            longest = max(longest, current)
        elif seen.is_linked_title:
            current = 0
    headings = sum(seen.block.kind == "heading" for seen in region)
    return {
        "story_words": log1p(longest),
        "story_share": longest / max(1, prose),
        "story_of_page": longest / max(1, sum(seen.words for seen in blocks)),
        "words_a_heading": log1p(longest / (1 + headings)),
    }


def _of_links(blocks: Sequence[_Seen], region: Sequence[_Seen], host: str) -> dict[str, float]:
    """Titles that lead to other pages, and how alike they stand."""
    words = sum(seen.words for seen in region)
    linked = sum(seen.block.link_density * seen.words for seen in region if seen.block.links)
    prose = sum(seen.words for seen in region if seen.is_prose)
    titles = {
        link.url
        for seen in region
        for link in seen.block.links
        if count_words(link.text) >= TITLE_WORDS and (not host or _host(link.url) == host)
    }
    return {
        "region_links": linked / max(1, words),
        "titles_a_word": min(10.0, 100 * len(titles) / (1 + prose)),
        "cards": log1p(_most_alike(region)),
        "page_cards": log1p(_most_alike(blocks)),
        "rhythm": _rhythm([seen.block for seen in region]),
    }


def _most_alike(blocks: Sequence[_Seen]) -> int:
    """The most linked titles that stand in the same way on the page, each once."""
    places: dict[tuple[str, ...], set[str]] = {}
    for seen in blocks:
        if seen.is_linked_title and seen.block.links:
            places.setdefault(_tags(seen.block.path), set()).add(seen.block.text)
    return max(map(len, places.values()), default=0)


@lru_cache(maxsize=4096)
def _tags(path: tuple[str, ...]) -> tuple[str, ...]:
    """A place on the page by its tags alone: names may number the items."""
    return tuple([name.partition(" ")[0] for name in path])


def _rhythm(blocks: Sequence[Block]) -> float:
    """Share of the blocks that follow another kind of block as such blocks often do there.

    The items of a list repeat title, date, text, price; paragraphs follow paragraphs.
    """
    kinds = [(block.kind, len(block.path), block.path[-1:]) for block in blocks]
    pairs = Counter(pair for pair in pairwise(kinds) if pair[0] != pair[1])
    often = sum(number for number in pairs.values() if number >= OFTEN)
    return often / max(1, len(blocks))


def _of_labels(blocks: Sequence[_Seen]) -> dict[str, float]:
    """What the short blocks say: what shops and lists print around their items."""
    texts = [
        seen.block.text
        for seen in blocks
        if len(seen.block.text) <= LABEL and seen.block.kind != "heading"
    ]
    known = [_phrases(text) for text in texts]
    counted = sum(bool(COUNTED.match(text)) for text in texts if text[0] in "(0123456789")
    return {
        "shop": log1p(sum(not SHOP.isdisjoint(phrases) for phrases in known)),
        "sorting": log1p(counted + sum(not SORTING.isdisjoint(phrases) for phrases in known)),
        "prices": log1p(sum(bool(PRICE.search(t)) for t in texts if _DIGIT.search(t))),
        "page_numbers": log1p(
            sum(
                bool(seen.block.links) and len(seen.block.text) < 4 and seen.block.text.isdecimal()
                for seen in blocks
            )
        ),
    }


def _phrases(text: str) -> list[str]:
    """A label as a whole, without what stands around it, and its phrases of two and three words."""
    whole = text.casefold().strip(_AROUND)
    words = whole.split()
    found = [whole]
    if len(words) > 2 and not _FIRST_WORDS.isdisjoint(words):
        found += map(" ".join, pairwise(words))
        found += map(" ".join, zip(words, words[1:], words[2:], strict=False))
    return found


_FIRST_WORDS = frozenset(phrase.split()[0] for phrase in SHOP | SORTING if " " in phrase)
"""With one of these begins every phrase of several words that is looked for."""


def _host(url: str) -> str:
    """The host, without ``www.``; empty where there is none."""
    match = _HOST.match(url)
    return match[1] if match else ""
