"""What the shape of an address tells: certainly no article, probably one, or nothing.

The rules hold for sites of which nothing is declared, in English, French, Dutch, German and the
neighbouring languages. They look at the address alone; what a page really is, its reading decides.
"""

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlsplit

_LANGUAGE = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"(?:page|pagina|seite|pagination|p)[-_]?\d{1,4}")
_DAY = re.compile(r"\d{1,2}")
_YEAR = re.compile(r"(?:19|20)\d\d(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
_DATE = re.compile(r"(?:^|/)(?:19|20)\d\d[-/]?(?:0?[1-9]|1[0-2])(?:[-/]?\d{1,2})?/")
_PAGE_SUFFIXES = frozenset(
    {"", "html", "htm", "xhtml", "shtml", "php", "asp", "aspx", "jsp", "cms"}
)
_SUFFIX = re.compile(r"\.([a-z][a-z0-9]{1,5})$")
_PAGE_PARAMETERS = frozenset({"page", "paged", "pagina", "seite", "pg", "offset", "start"})
_SEARCH_PARAMETERS = frozenset({"s", "q", "query", "search", "zoek", "suche", "recherche"})


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_COLLECTIONS = _words(
    # whatever stands below one of these is a profile, a form, or one of countless lists
    "tag tags etiquette etiquettes etiqueta etiquetas schlagwort schlagworte trefwoord trefwoorden "
    "keyword keywords mot-cle mots-cles label labels "
    "author authors auteur auteurs autor autoren autore "
    "schrijver schrijvers journalist journalists contributor contributors user users profile "
    "profil profiles member members search recherche zoeken zoekresultaten suche suchergebnisse "
    "feed feeds rss atom wp-json wp-admin wp-content wp-includes wp-login cdn-cgi api static "
    "assets "
    "event events evenement evenements evenementen veranstaltung veranstaltungen termine agenda "
    "calendar calendrier kalender login logout signin signup register registration inloggen "
    "aanmelden registreren connexion inscription anmelden anmeldung registrierung account compte "
    "konto mijn-account mon-compte mein-konto cart panier winkelwagen winkelmand warenkorb "
    "checkout basket shop boutique"
)
_SECTIONS = _words(
    # whatever stands below one of these is a list of a section's articles
    "category categories categorie categorieen kategorie kategorien categoria topic topics"
)
_STATIC = _words(
    # these are pages about the publisher, where they end an address
    "about about-us a-propos qui-sommes-nous over-ons over wie-zijn-wij ueber-uns uber-uns "
    "contact contacts contact-us contactez-nous kontakt neem-contact-op redaction redactie "
    "redaktion team colophon colofon imprint impressum disclaimer legal legal-notice "
    "mentions-legales wettelijke-vermeldingen privacy privacy-policy privacyverklaring "
    "privacybeleid politique-de-confidentialite confidentialite vie-privee datenschutz "
    "datenschutzerklaerung cookie cookies cookie-policy cookiebeleid cookieverklaring "
    "politique-de-cookies terms terms-of-use terms-and-conditions conditions "
    "conditions-generales conditions-d-utilisation algemene-voorwaarden gebruiksvoorwaarden "
    "voorwaarden agb nutzungsbedingungen cgu cgv advertise advertising adverteren publicite "
    "annoncer werbung mediadaten media-kit subscribe subscription subscriptions abonnement "
    "abonnements abonneren abonnieren abonnez-vous abo newsletter newsletters nieuwsbrief "
    "nieuwsbrieven lettre-d-information jobs vacatures emploi stellenangebote karriere careers "
    "faq help aide hilfe sitemap plan-du-site site-map contribute offline 404 thank-you merci "
    "bedankt danke unsubscribe accessibility toegankelijkheid accessibilite barrierefreiheit"
)
_LISTINGS = _words(
    # these are lists of articles, where they end an address
    "news nieuws actualite actualites actu actus nachrichten aktuell aktuelles noticias notizie "
    "article articles artikel artikels artikelen posts post blog blogs stories story archive "
    "archives archief archiv dossiers dossier magazine magazines home homepage start accueil "
    "startseite index default latest recent all alle tous press presse pers press-releases "
    "communiques persberichten pressemitteilungen opinion opinions opinie meinung interviews "
    "videos podcasts podcast webinars whitepapers rubriques rubrieken rubriken themes themas "
    "themen sections most-read en-direct live"
)


def is_surely_not_article(url: str) -> bool:
    """Whether the address alone shows that no article lives there."""
    parts = urlsplit(url)
    segments = _segments(parts.path)
    return (
        not segments
        or _suffix(segments[-1]) not in _PAGE_SUFFIXES
        or any(segment in _COLLECTIONS | _SECTIONS for segment in segments)
        or _stem(segments[-1]) in _STATIC | _LISTINGS
        or is_page_of_list(url)
        or _is_date_archive(segments)
        or _is_search(parts.query)
    )


def looks_like_article(url: str) -> bool:
    """Whether the address has an article's shape: a slug of several words, a date, a number."""
    if is_surely_not_article(url):
        return False
    path = urlsplit(url).path
    last = _stem(_segments(path)[-1])
    words = [word for word in re.split(r"[-_\W]+", last) if word]
    if len(words) >= 4 or (len(words) >= 3 and len(last) >= 16):
        return True
    return bool(_DATE.search(path)) or bool(re.search(r"\d{4,}", last))


def is_list_of_articles(url: str) -> bool:
    """Whether the address is that of a list worth following: a section, news, page two."""
    parts = urlsplit(url)
    segments = _segments(parts.path)
    if _is_search(parts.query):
        return False
    if not segments:
        return True
    if _suffix(segments[-1]) not in _PAGE_SUFFIXES:
        return False
    if any(segment in _COLLECTIONS for segment in segments) or _stem(segments[-1]) in _STATIC:
        return False
    return (
        _stem(segments[-1]) in _LISTINGS
        or any(segment in _SECTIONS for segment in segments)
        or is_page_of_list(url)
        or _is_date_archive(segments)
    )


def is_page_of_list(url: str) -> bool:
    """Whether the address is that of page two and on of a list (``/page/2``, ``?page=2``)."""
    parts = urlsplit(url)
    segments = _segments(parts.path)
    if any(name.lower() in _PAGE_PARAMETERS for name, _ in parse_qsl(parts.query)):
        return True
    if not segments:
        return False
    if _PAGE_NUMBER.fullmatch(segments[-1]):
        return True
    return len(segments) > 1 and segments[-1].isdecimal() and segments[-2] in _PAGE_WORDS


def is_date_archive(url: str) -> bool:
    """Whether the address is that of a year's, month's or day's articles (``/2024/05/``)."""
    return _is_date_archive(_segments(urlsplit(url).path))


_PAGE_WORDS = _words("page pagina seite pages p")


def _segments(path: str) -> list[str]:
    """Return the path's segments, folded to plain lower case, without a leading language code."""
    segments = [_fold(unquote(segment)) for segment in path.split("/") if segment]
    if segments and _LANGUAGE.fullmatch(segments[0]):
        segments = segments[1:]
    return segments


def _fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text.lower())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _suffix(segment: str) -> str:
    match = _SUFFIX.search(segment)
    return match.group(1) if match else ""


def _stem(segment: str) -> str:
    """Return a segment without ``.html`` and the like."""
    suffix = _suffix(segment)
    return segment.removesuffix(f".{suffix}") if suffix in _PAGE_SUFFIXES and suffix else segment


def _is_search(query: str) -> bool:
    return any(name.lower() in _SEARCH_PARAMETERS for name, _ in parse_qsl(query))


def _is_date_archive(segments: list[str]) -> bool:
    """A list of a year's, month's or day's articles ends in the numbers of that date."""
    while segments and _DAY.fullmatch(segments[-1]):
        segments = segments[:-1]
    return bool(segments) and _YEAR.fullmatch(segments[-1]) is not None
