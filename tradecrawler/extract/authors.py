"""Names of authors out of whatever a page prints where names should stand."""

import re
from collections.abc import Iterable
from functools import lru_cache

from tradecrawler.extract.months import MONTHS
from tradecrawler.extract.text import fold_space, folded, words

MAX_AUTHORS = 12
"""More names than this in one field are a list of tags or contributors."""
MAX_WORDS = 6
_LINK_WORDS = re.compile(
    r"^\W*(?:(?:(?:view|see|show|read|more)\s+)?(?:all\s+)?(?:the\s+)?(?:posts|articles|stories|entries)"
    r"\s+(?:by|of|from)|(?:zeige\s+)?(?:alle[ms]?\s+)?(?:beiträge|artikel|alles)\s+von|"
    r"(?:voir\s+)?tous les (?:articles|billets) (?:de|par)|more\s+(?:about|from|by)|"
    r"(?:bekijk )?alle (?:berichten|artikelen) van|profile picture for user)\b\s*",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:(?:article|artikel|beitrag|text|posted|published|written|story|foto)\s+)?"
    r"(?:written|words|texte?|story|reported|posted|published|authors?|auteurs?|"
    r"autor(?:en|in|es)?|contributors?|"
    r"tekst|geschreven|écrit|propos recueillis|geschrieben|verfasst|eingestellt|erstellt|artikel|"
    r"veröffentlicht|publié|redaktion|submitted|medically reviewed)\b(?:\s*:)?\W*)?"
    r"(?:(?:by|par|von|door|di|por|av|af|from)\b:?\s*)?",
    re.I,
)
_SEPARATOR = re.compile(
    r"\s*(?:[;|/•·\n&]|\s[-–—]\s|,|\b(?:[Aa]nd|et|en|und|y|e|with|mit)\b(?=\s+[^\W\d_a-zß-öø-ÿ]))\s*"
)
_ADDRESS = re.compile(r"https?:|www\.", re.I)
_HANDLE = re.compile(r"(?<=\w)\s+[(]?@\w+[)]?")
"""A name on a social network behind the real one."""
_NOISE = re.compile(
    r"@|\d{3}|\*$|^(?:admin|administrator|editors?|staff|staff writers?|guest|user|"
    r"webmaster|redaktion|r[ée]daction|la r[ée]daction|de redactie|redactie|redazione|"
    r"redacci[óo]n|author|autor|auteur|writer|unknown|anonymous|an[óo]nimo|no author|news|team|"
    r"share|follow|view more posts?|view all posts?|course|publiziert|human|video \w+|"
    r"none|null|undefined|name|nom|naam|link|default|root|super user|superuser|aus)\W*$|^\W*s\)|!$|"
    r"\b(?:says|said|sagt|sagte|zegt|dit|wrote|schrieb)\b:?$|\bcomments?\b|\bkommentare?\b",
    re.I,
)
_ROLE_WORDS = re.compile(
    r"\b(?:editor|director|reporter|correspondent|manager|writer|expert|founder|co-founder|ceo|"
    r"contributor|senior|specialist|president|partner|head|chief|officer|analyst|consultant|"
    r"journalist(?:e|in)?|redakteur(?:in)?|redacteur|rédact(?:eur|rice)|freelance|columnist|reviewer|"
    r"advisor|adviser|attorney|phd|ph\.d|md|m\.d|dvm|rd|cfp|cpa|rn|facs|faclm|mba|jr|sr|staff|"
    r"astrologer|gardener|strategist|coordinator|marketing|producer|photographer|author|"
    r"chefredakteur(?:in)?|autor(?:in)?|columnists|contributors|educators?|marketer|representative|"
    r"network|committee|veterinarian|dietitian|nutritionist|physician|dermatologist|horticulturalist)\b",
    re.I,
)
_MONTH = "|".join(sorted((re.escape(m) for m in MONTHS if len(m) > 2), key=len, reverse=True))
_CAPITAL_MONTH = "|".join(sorted({m.title() for m in MONTHS if m.isascii() and len(m) > 4}))
"""A date's month, which names of persons are not likely to end with: no May, no June."""
_ROLE = re.compile(
    r"\s+[-–—(]\s*.*$|\s*\((?:author|autor|auteur)\)$|"
    r"\s+(?:Contributor|Correspondent|Staff Writer|Senior\b.*|Editor|Reporter|Writer|Columnist|"
    r"Founder|Gardener|Contributing\b.*|Guest\b.*|Sponsored)$",
)
_DATED = re.compile(
    rf"\s+(?:(?:Last|last) (?:[Uu]pdated?|[Mm]odified)|Published|Updated|Reviewed|"
    rf"Follow|Sponsored|In|Publicado|Hace|[Ii]m Gespräch|{_CAPITAL_MONTH})$"
)
"""What ran into a name from the line's date or button."""
_CREDITED = re.compile(
    r"\s+(?:Illustration|Illustrationen|Fotos?|Photos?|Photographs|Photography|Bilder|Images|Videos?|"
    r"Übersetzung|Translation|Traduction)\b.*$"
)
"""Who made the pictures, behind the one who wrote the text."""
_TAIL = re.compile(
    rf"\s+(?:(?:(?-i:on|am|le|op|il|el|in|at|um|for|vom?)|veröffentlicht|published)\b|"
    rf"(?:on|am|le|op|il|el|in|at)\b(?=\W*(?:[^\W\d]+\W+)?\d)|"
    rf"(?:{_MONTH})\b\.?\s*\d|\d|(?:mon|tue|wed|thu|fri|sat|sun)\w*,).*$",
    re.I,
)


def names_in(
    texts: Iterable[str],
    site_names: tuple[str, ...] = (),
    *,
    stated: bool = False,
    desks: bool = False,
) -> list[str]:
    """Names of persons in ``texts``, as printed, each once, in order.

    The site's own name, addresses, user names such as "admin" and desks such as "la rédaction" are
    none: an article signed by those has no author, unless ``desks`` asks for them. Where the page
    states the author in so many words (``stated``), a name may be in lower case: a user name signs
    a blog's post.
    """
    sites = joined(site_names)
    found: dict[str, str] = {}
    for text in texts:
        if "".join(words(text)) in sites:  # whatever words it is made of
            continue
        for place, part in enumerate(_parts(text)):
            part = _CREDITED.sub("", _DATED.sub("", part))
            name = _TAIL.sub("", _without_role(part)).rstrip(" .,:-–—|")
            name = _once(_DATED.sub("", name).strip(" .,:-–—|"))
            key = folded(name)
            if place and (
                re.search(r"\d", part) or _ROLE_WORDS.search(part) or _is_rest(part, found)
            ):
                break
            is_site = "".join(words(name)) in sites
            if key and not is_site and is_name(name, stated=stated, desks=desks):
                found.setdefault(key, name)
    return list(found.values())[:MAX_AUTHORS]


@lru_cache(maxsize=256)
def joined(names: tuple[str, ...]) -> frozenset[str]:
    """Names without blanks and case, as they are compared; asked for each statement of a page."""
    return frozenset("".join(words(name)) for name in names)


def _is_rest(part: str, found: dict[str, str]) -> bool:
    """Whether one word behind a full name is a degree or what its bearer writes about."""
    return bool(found) and " " in next(iter(found)) and " " not in part.strip()


def _without_role(part: str) -> str:
    """``part`` without the role behind a name, of which two words at least are left."""
    name = _ROLE.sub("", part)
    return name if " " in name.strip() or "(" in part or " - " in part else part


def _once(name: str) -> str:
    """A name that is printed twice in a row, for two sizes of screen, once."""
    half = len(name) // 2
    if len(name) > 8 and name[:half].strip() == name[-half:].strip():
        return name[:half].strip()
    return name


def _parts(text: str) -> list[str]:
    if _ADDRESS.search(text) or _CREDIT.search(text):
        return []
    line = fold_space(_HANDLE.sub("", text)).replace("(s)", "s")  # Auteur(s)
    line = _LINK_WORDS.sub("", line, count=1)
    line = _CO_SIGNED.sub("", line)
    if is_organisation(line):
        return [_BY_HOUSE.sub("", line)]
    return _SEPARATOR.split(fold_space(_BY.sub("", line, count=1)))


_BY_HOUSE = re.compile(r"^\W*(?:authors?|auteurs?|autor|by|par|von|door|di|por)\b\s*:?\s+", re.I)
"""What stands before the name of an organisation, whose parts must not be cut."""
_CREDIT = re.compile(
    r"^\W*(?:photos?|photographs?|images?|illustrations?|pictures?|fotos?|bilde?r?|grafik|"
    r"medically reviewed|reviewed|fact[- ]checked|translated|übersetz\w*|quelle|source|фото)"
    r"(?:\s+(?:by|von|par|courtesy)\b|\s*:)|^(?:фото|foto|photo)\s",
    re.I,
)
"""Those who took the pictures or read the text again did not write it."""
_CO_SIGNED = re.compile(
    r"^\W*(?:post author|interview|kolumne|kommentar|gastbeitrag|column|opinion|authored|recipe|"
    r"insights|beitrag|"
    r"pressemitteilung|im wortlaut|nachricht|alles|aufgezeichnet|protokoll)\s*"
    r"(?:(?:by|von|vom|par|from)\b\s*:?|:)\s*|^\W*vom\s+(?=(?-i:[^\W\d_a-z]))",
    re.I,
)
_ORGANISATION = re.compile(
    r"\b(?:gmbh|mbh|ag|kg|e\.\s?v|ltd|llc|inc|corp|plc|s\.\s?a|srl|s\.r\.l|b\.v|verlag|copyright|"
    r"rights reserved|publisher|publishing|germany|deutschland|fraktion|ministerium|bundesamt|"
    r"association|foundation|verein|verband|stiftung|kitchens|editorial|redaktion|redaction|"
    r"sekretariat|agentur|media|presse|partei)\b|\w\.(?:de|com|net|org|at|ch|fr|nl|eu|info|io|uk|it|es)\b|"
    r"fraktion\b|redaktion\b|-verlag",
    re.I,
)


def is_organisation(name: str) -> bool:
    """Whether a name says of itself that it is a company's, an office's or a site's."""
    return _ORGANISATION.search(name) is not None


def is_name(text: str, *, stated: bool = False, desks: bool = False) -> bool:
    """Whether ``text`` may be a name: few words, no address, something capitalised."""
    noise = _NO_NAME if desks else _NOISE
    if noise.search(text) or not 1 <= len(text.split()) <= MAX_WORDS or not 1 < len(text) <= 60:
        return False
    if not any(c.isalpha() for c in text) or _IS_DATE.fullmatch(text):
        return False
    return stated or text != text.lower() or not text.isascii()


_IS_DATE = re.compile(
    rf"(?:\d+\W+(?:de\s+|of\s+)?(?:{_MONTH})\b.*|(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?|"
    rf"feb|sept?|oct|nov|dec|july|(?!april|juni)(?:{_CAPITAL_MONTH}))\W*",
    re.I,
)
"""Part of a date: a day of the month and more, a weekday, or a month that is no first name."""
_NO_NAME = re.compile(
    r"@|\d{3}|\*$|!$|^\W*s\)|(?:view|see) (?:more|all) posts|"
    r"^(?:human|aus|admin|administrator|guest|user|author|autor|auteur|writer|unknown|share|follow|am|um|on|by|"
    r"none|null|undefined|name|nom|naam|link|default|root)\W*$|\b(?:says|sagt|zegt|dit)\b:?$|"
    r"\b(?:comments?|kommentare?|uhr|min|read|updated|published|likes?)\b",
    re.I,
)
"""What is no desk either."""
