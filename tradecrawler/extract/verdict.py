"""Is this page an article? If not, what is it? Reasons are names, so that refusals can be counted.

Judges the page as a whole, after its text has been told apart; every rule names what it looks at.
"""

import re
from collections.abc import Sequence
from urllib.parse import urlsplit

from tradecrawler.extract.jsonld import ARTICLE_TYPES
from tradecrawler.extract.paywall import is_paywall_notice
from tradecrawler.extract.text import count_words, folded
from tradecrawler.items import Block, Split

MIN_WORDS = 25
"""Shorter than the shortest brief: a notice, a stub or an empty page."""
SHORT_WORDS = 120
"""Below this a page that talks like a wall or an error page is one; long texts may mention both."""
_CONSENT = re.compile(
    r"cookies?\b|consent|gdpr|rgpd|avg\b|toestemming|datenschutz|privacy|confidentialité|"
    r"traceurs|einwilligung|zustimm",
    re.IGNORECASE,
)
_CONSENT_ACTION = re.compile(
    r"accept|akkoord|aanvaard|toestaan|zustimmen|akzeptier|refus|weiger|ablehnen|paramétr|"
    r"continuer|continue|partner|partenaires|agree|instellingen|préférences",
    re.IGNORECASE,
)
_NOT_FOUND = re.compile(
    r"\b404\b|not found|page (?:introuvable|non trouvée)|n.existe (?:pas|plus)|"
    r"(?:pagina|artikel) (?:is )?niet (?:gevonden|meer)|bestaat niet|nicht gefunden|"
    r"existiert nicht|(?:no longer|not) (?:exist|available)|could.?n.t (?:find|be found)|"
    r"no encontrad[ao]|non trovata",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"(?:log ?in|sign in|connectez-vous|identifiez-vous|inloggen|anmelden|einloggen)\b",
    re.IGNORECASE,
)
_LISTING_PATH = re.compile(
    r"/(?:tags?|category|categories|categorie|kategorie|rubriek|rubrique|topics?|themen?|thema|"
    r"themes?|dossiers?|authors?|auteurs?|autor(?:en)?|search|zoeken|recherche|suche|archive?s?|"
    r"archief|page|pagina|seite)(?:/|$)",
    re.IGNORECASE,
)
_LIST_TYPES = frozenset(
    "CollectionPage ItemList SearchResultsPage ProfilePage CategoryPage Blog BlogListing".split()
)
_PRODUCT_TYPES = frozenset("Product Offer ProductGroup IndividualProduct".split())


def refusal(split: Split, text: str) -> str | None:
    """Why the page is no article, or None if it is one. ``text`` is its lead and body."""
    number = count_words(text)
    title = split.document.metadata.headline
    everything = f"{title.value if title else ''}\n{text}"
    if number < SHORT_WORDS:
        if _NOT_FOUND.search(everything):
            return "soft_404"
        if len(_CONSENT.findall(everything)) >= 2 and _CONSENT_ACTION.search(everything):
            return "consent_wall"
    if number < MIN_WORDS:
        if number == 0:
            return "empty"
        if _CONSENT.search(everything) and _CONSENT_ACTION.search(everything):
            return "consent_wall"
        if _LOGIN.search(everything):
            return "login_wall"
        return "too_short"
    if is_listing(split, number):
        return "listing"
    types = set(split.document.metadata.schema_types)
    if types & _PRODUCT_TYPES and not types & ARTICLE_TYPES and number < 2 * SHORT_WORDS:
        return "product"
    return None


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


def is_listing(split: Split, number: int) -> bool:
    """Whether the page lists other pages rather than telling one story.

    Evidence, in points: what it declares itself to be, how its address reads, headings that are
    links, and how much of its own prose there is beside its links.
    """
    document = split.document
    types = set(document.metadata.schema_types)
    points = 0.0
    if types & ARTICLE_TYPES:
        points -= 1.0
    if types & _LIST_TYPES and not types & ARTICLE_TYPES:
        points += 1.0
    if "article" in types:
        points -= 0.5
    elif "website" in types and not types & ARTICLE_TYPES:
        points += 0.5
    path = urlsplit(document.page.url).path
    if path.strip("/") == "" and document.page.url:
        points += 1.5
    elif _LISTING_PATH.search(path):
        points += 1.0
    blocks = [document.blocks[i] for i in document.body if not document.blocks[i].chrome]
    linked = linked_headings(blocks)
    points += 1.5 if linked >= 4 else 0.75 if linked >= 2 else 0.0
    sentences = sum(_is_prose(b) for b in split.article)
    points += 1.0 if sentences <= 2 else 0.0 if sentences <= 5 else -0.5
    date = document.metadata.date_published
    if date is None or date.source == "dateline":
        points += 0.5
    if linked and number / linked < 60:
        points += 0.5
    return points >= 2.0


def linked_headings(blocks: Sequence[Block]) -> int:
    """Number of headings that are links, each target and text once."""
    found = {
        folded(b.text)
        for b in blocks
        if b.kind == "heading" and b.link_density > 0.7 and count_words(b.text) >= 3
    }
    return len(found)


def _is_prose(block: Block) -> bool:
    return (
        block.kind in ("paragraph", "line", "quote", "list_item")
        and count_words(block.text) >= 25
        and block.link_density < 0.3
        and not block.text.rstrip().endswith(("…", "...", "[…]"))
    )
