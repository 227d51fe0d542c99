"""Is this page an article? If not, what is it? Reasons are names, so that refusals can be counted.

Judges the page as a whole, after its text has been told apart. What a page says of itself in words
is in ``walls``; whether it lists other pages is weighed by a learnt model (``page_features``,
``page_model``). In doubt it is an article: a listing that is kept costs a record, an article that
is refused costs its text.
"""

from tradecrawler.extract import walls
from tradecrawler.extract.jsonld import ARTICLE_TYPES
from tradecrawler.extract.markup import body_text
from tradecrawler.extract.page_features import features
from tradecrawler.extract.page_model import page_model
from tradecrawler.extract.paywall import is_paywall_notice
from tradecrawler.extract.text import count_words
from tradecrawler.items import Metadata, Split

MIN_WORDS = 25
"""Shorter than the shortest brief: a notice, a stub or an empty page."""
MIN_DECLARED_WORDS = 12
"""The same where the page declares an article with its date: a joke, a line below a video. Fewer
words are a heading, or what is left of a text that was not in the page."""
DECLARED = ("json-ld", "opengraph", "microdata", "dateline", "url")
"""Sources of a date that tells of an article; not what is only marked up or found in scripts."""
OPENING_WORDS = 80
"""A page with no more than the openings of two or three entries, which nothing declares an article,
has little to lose: most are lists."""
SHORT_OF_TEXT = 0.5
"""How much more such a page looks like a list, in log-odds: a part of the benefit of doubt."""
PRODUCT_WORDS = 240
"""Longer texts about a product are about it, and do not only sell it."""
_PRODUCT_TYPES = frozenset("Product ProductGroup IndividualProduct".split())


def full_text(split: Split) -> str:
    """Lead and body as one text."""
    return "\n".join(filter(None, (split.lead, body_text(split.article))))


def refusal(split: Split, text: str) -> str | None:
    """Why the page is no article, or None if it is one. ``text`` is its lead and body."""
    reason = before_listing(split, text)
    if reason is None and is_listing(split):
        return "listing"
    return reason


def before_listing(split: Split, text: str) -> str | None:
    """Why the page is no article, however it is built; None if that has to decide."""
    number = count_words(text)
    metadata = split.document.metadata
    title = metadata.headline.value if metadata.headline else ""
    if walls.is_soft_404(title, text):
        return "soft_404"
    if number == 0:
        return "empty"
    if walls.is_consent_wall(title, text):
        return "consent_wall"
    if number < (MIN_DECLARED_WORDS if declares_article(metadata) else MIN_WORDS):
        return "login_wall" if walls.is_login_wall(title, text) else "too_short"
    if is_product(metadata) and number < PRODUCT_WORDS:
        return "product"
    return None


def declares_article(metadata: Metadata) -> bool:
    """Whether the page's head says that it is an article, and it has a date.

    The date may be the one that the page shows or its address has: of two that disagree, those are
    taken in place of the stated one.
    """
    date = metadata.date_published
    is_dated = date is not None and date.source in DECLARED
    return is_dated and names_article(metadata)


def names_article(metadata: Metadata) -> bool:
    """Whether one of the page's schema types, or og:type, is an article's."""
    types = set(metadata.schema_types)
    return bool(types & ARTICLE_TYPES) or "article" in types


def is_product(metadata: Metadata) -> bool:
    """Whether the page declares a thing for sale and no article.

    Newspapers declare their paid articles products, and offer subscriptions on them.
    """
    return bool(_PRODUCT_TYPES.intersection(metadata.schema_types)) and not names_article(metadata)


def is_listing(split: Split) -> bool:
    """Whether the page lists other pages, or things for sale, rather than telling one story."""
    if split.document.page.content_type.lower().startswith("text/plain"):
        return False  # without markup, lists of links are lines like any other
    is_told = names_article(split.document.metadata)
    is_short = count_words(full_text(split)) < OPENING_WORDS
    prior = SHORT_OF_TEXT if is_short and not is_told else 0.0
    return page_model().is_above(features(split), prior)


def is_accessible_for_free(split: Split, text: str) -> bool:
    """False where the page declares a paywall, or prints one at the end of a short text."""
    declared = split.document.metadata.is_accessible_for_free
    if declared is not None:
        return declared.value == "true"
    return not has_paywall_notice(split)


def has_paywall_notice(split: Split) -> bool:
    """Whether the page prints, near the text's end, that the rest is for subscribers."""
    document = split.document
    last = split.article[-1] if split.article else None
    stop = next((i + 1 for i in document.body if document.blocks[i] is last), document.body.stop)
    return any(map(is_paywall_notice, (*split.boilerplate, *document.blocks[stop : stop + 6])))
