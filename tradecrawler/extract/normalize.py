"""The finished record: dates, names, language, address and hash in one form, or a refusal."""

from collections.abc import Iterable, Mapping
from datetime import UTC

from archive.fingerprints import content_hash
from archive.records import Article
from tradecrawler.extract import dates, language, verdict
from tradecrawler.extract.address import canonical_address
from tradecrawler.extract.datelines import leading_date, only_day, shows_own_date
from tradecrawler.extract.errors import NotAnArticle
from tradecrawler.extract.markup import body_html, body_text
from tradecrawler.extract.text import count_words
from tradecrawler.extract.version import EXTRACTOR_VERSION
from tradecrawler.items import Metadata, Split, Value
from tradecrawler.magazine import Magazine

DATELINE_BLOCKS = 12
"""How far around the headline a date in words is believed to be the article's."""
DATE_KINDS = ("paragraph", "line", "list_item", "heading")
"""Blocks that show dates of the page, and not of what they quote, picture or tabulate."""
DATELINE_WORDS = 25
"""A block with more words is text, not a dateline with names and a section."""


def normalize(split: Split, magazine: Magazine) -> Article:
    """The article's record. Raises NotAnArticle with the reason where the page holds none."""
    document, page = split.document, split.document.page
    metadata = document.metadata
    text = body_text(split.article)
    full = "\n".join(filter(None, (split.lead, text)))
    address = canonical_address(metadata.canonical_url, page.url)
    reason = verdict.refusal(split, full)
    if reason is not None:
        raise NotAnArticle(reason, canonical_url=address.value)
    code = language.detect(full, among=magazine.languages, declared=_declared_language(metadata))
    published = _published(split, code)
    modified = metadata.date_modified
    languages = dates.reading(code, page.url, metadata.locale)
    headline = metadata.headline
    return Article(
        url=page.url,
        canonical_url=address.value,
        redirected_from=page.redirected_from,
        magazine=magazine.slug,
        headline=headline.value if headline else "",
        alternative_headline=_text(metadata.alternative_headline),
        lead=split.lead,
        body_text=text,
        body_html=body_html(split.article),
        authors=tuple(author.value for author in metadata.authors),
        date_published=dates.to_iso(published.value, languages) if published else None,
        date_published_raw=_text(published),
        date_modified=dates.to_iso(modified.value, languages) if modified else None,
        section=_text(metadata.section),
        keywords=tuple(word.value for word in metadata.keywords),
        language=code,
        image_url=_text(metadata.image_url),
        alternates={**page.hints.alternates, **metadata.alternates},
        is_accessible_for_free=verdict.is_accessible_for_free(split, full),
        word_count=count_words(full),
        teasers=split.teasers,
        printed=split.printed,
        provenance={
            **_provenance(metadata, published, address),
            **_own_provenance(split, magazine, code, full),
        },
        extractor_version=EXTRACTOR_VERSION,
        fetched_at=page.fetched_at.astimezone(UTC),
        content_hash=content_hash(headline.value if headline else None, split.lead, text),
        capture=page.capture,
        visit=page.visit,
    )


def _published(split: Split, code: str | None) -> Value | None:
    """The date the page states; else in words around the headline; else the feed's.

    A page that tells no more than its last change was, as far as it says, published then; one that
    tells nothing, on the only day that it shows anywhere in a line of its own.
    """
    metadata, page = split.document.metadata, split.document.page
    if metadata.date_published is not None:
        return metadata.date_published
    languages = dates.reading(code, page.url, metadata.locale)
    near = list(_near_text(split))
    printed = [t for t in near if _is_short(t) and dates.find_in_words(t, languages)]
    own = (text for text in printed if shows_own_date(text, languages))
    published = next((text for text in own if not dates.is_update(text)), None)
    if published is not None:
        return Value(value=published, source="dateline")
    for text in near:
        found = leading_date(text, languages)
        if found is not None:
            return Value(value=text[: found.end], source="dateline")
    hinted = page.hints.date_published
    if hinted and dates.to_iso(hinted, languages):
        return Value(value=hinted, source="feed")
    if metadata.date_modified is not None:
        return metadata.date_modified
    if printed:
        return Value(value=printed[0], source="dateline")
    lines = (b.text for b in split.document.blocks if b.kind in DATE_KINDS and not b.links)
    only = only_day(lines, languages)
    return Value(value=only, source="only date") if only else None


def _near_text(split: Split) -> Iterable[str]:
    """Blocks between a little above the text's region and its first paragraphs."""
    blocks, start = split.document.blocks, split.document.body.start
    return (b.text for b in blocks[max(0, start - DATELINE_BLOCKS) : start + DATELINE_BLOCKS])


def _is_short(text: str) -> bool:
    return count_words(text) <= DATELINE_WORDS


def _declared_language(metadata: Metadata) -> str | None:
    return metadata.declared_language.value if metadata.declared_language else None


def _provenance(metadata: Metadata, published: Value | None, address: Value) -> Mapping[str, str]:
    values: dict[str, Value | None] = {
        "headline": metadata.headline,
        "alternative_headline": metadata.alternative_headline,
        "authors": next(iter(metadata.authors), None),
        "date_published": published,
        "date_modified": metadata.date_modified,
        "section": metadata.section,
        "keywords": next(iter(metadata.keywords), None),
        "image_url": metadata.image_url,
        "canonical_url": address,
        "is_accessible_for_free": metadata.is_accessible_for_free,
    }
    return {name: value.source for name, value in values.items() if value is not None}


def _own_provenance(
    split: Split, magazine: Magazine, code: str | None, text: str
) -> Mapping[str, str]:
    """Where what is read from the text itself came from."""
    document, selector = split.document, magazine.selectors.body
    is_markup = any(block.path for block in document.blocks[:1])
    is_selected = selector is not None and document.measured is None and is_markup
    found = {"body_text": f"selector:{selector}" if is_selected else "blocks"}
    if split.lead_source is not None:
        found["lead"] = split.lead_source
    if code is not None:
        declared = document.metadata.declared_language
        if len(magazine.languages) == 1:
            found["language"] = "magazine"
        elif len(text) < language.ENOUGH_CHARS and declared and declared.value == code:
            found["language"] = declared.source
        else:
            found["language"] = "text"
    return found


def _text(value: Value | None) -> str | None:
    return value.value if value else None
