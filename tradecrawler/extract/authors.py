"""Names of authors out of whatever a page prints where names should stand."""

import re
from collections.abc import Iterable

from tradecrawler.extract.months import MONTHS
from tradecrawler.extract.text import fold_space, folded

MAX_AUTHORS = 12
"""More names than this in one field are a list of tags or contributors."""
MAX_WORDS = 6
_LINK_WORDS = re.compile(
    r"^\W*(?:(?:view|see|show|read|more)\s+(?:all\s+)?(?:the\s+)?(?:posts|articles|stories|entries)"
    r"\s+(?:by|of|from)|(?:zeige\s+)?(?:alle\s+)?(?:beiträge|artikel)\s+von|"
    r"(?:voir\s+)?tous les (?:articles|billets) (?:de|par)|more\s+(?:about|from|by)|"
    r"(?:bekijk )?alle (?:berichten|artikelen) van|profile picture for user)\b\s*",
    re.I,
)
_BY = re.compile(
    r"^\W*(?:(?:(?:article|artikel|beitrag|text|posted|published|written|story|foto)\s+)?"
    r"(?:written|words|texte?|story|reported|posted|published|authors?|auteurs?|autor(?:en|in|es)?|"
    r"tekst|geschreven|écrit|propos recueillis|geschrieben|verfasst|eingestellt|erstellt|artikel|"
    r"veröffentlicht|publié|redaktion|submitted|medically reviewed)\b(?:\s*:)?\W*)?"
    r"(?:(?:by|par|von|door|di|por|av|af|from)\b:?\s*)?",
    re.I,
)
_SEPARATOR = re.compile(
    r"\s*(?:[;|/•·\n&]|\s[-–—]\s|,|\b(?:and|et|en|und|y|e|with|mit)\b(?=\s+[^\W\d_a-zß-öø-ÿ]))\s*"
)
_ADDRESS = re.compile(r"https?:|www\.", re.I)
_HANDLE = re.compile(r"(?<=\w)\s+[(]?@\w+[)]?")
"""A name on a social network behind the real one."""
_NOISE = re.compile(
    r"@|\d{3}|\*$|^(?:admin|administrator|editors?|staff|staff writers?|guest|user|"
    r"webmaster|redaktion|r[ée]daction|la r[ée]daction|de redactie|redactie|redazione|"
    r"redacci[óo]n|author|autor|auteur|writer|unknown|anonymous|an[óo]nimo|no author|news|team|"
    r"share|follow|none|null|undefined|name|nom|naam|link|default|root|super user|superuser)\W*$|"
    r"\b(?:says|said|sagt|sagte|zegt|dit|wrote|schrieb)\b:?$|\bcomments?\b|\bkommentare?\b",
    re.I,
)
_ROLE_WORDS = re.compile(
    r"\b(?:editor|director|reporter|correspondent|manager|writer|expert|founder|co-founder|ceo|"
    r"contributor|senior|specialist|president|partner|head|chief|officer|analyst|consultant|"
    r"journalist(?:e|in)?|redakteur(?:in)?|redacteur|rédact(?:eur|rice)|freelance|columnist|"
    r"advisor|adviser|attorney|phd|ph\.d|md|m\.d|dvm|rd|cfp|cpa|rn|facs|faclm|mba|jr|sr|staff|"
    r"astrologer|gardener|strategist|coordinator|marketing|producer|photographer|author|"
    r"chefredakteur(?:in)?|autor(?:in)?)\b",
    re.I,
)
_ROLE = re.compile(
    r"\s+[-–—(]\s*.*$|\s*\((?:author|autor|auteur)\)$|"
    r"\s+(?:Contributor|Correspondent|Staff Writer|Senior\b.*|Editor|Reporter|Published|"
    r"Updated|Last Updated|Reviewed|Contributing\b.*|Guest\b.*|Sponsored)$",
)
_MONTH = "|".join(sorted((re.escape(m) for m in MONTHS if len(m) > 2), key=len, reverse=True))
_TAIL = re.compile(
    rf"\s+(?:(?:on|am|le|op|il|el|in|at|um|for|veröffentlicht|published|vom?)\b|"
    rf"(?:{_MONTH})\b\.?\s*\d|\d|(?:mon|tue|wed|thu|fri|sat|sun)\w*,).*$",
    re.I,
)


def names_in(
    texts: Iterable[str], site_names: tuple[str, ...] = (), *, stated: bool = False
) -> list[str]:
    """Names of persons in ``texts``, as printed, each once, in order.

    The site's own name, addresses, user names such as "admin" and desks such as "la rédaction" are
    none: an article signed by those has no author. Where the page states the author in so many
    words (``stated``), a name may be in lower case: a user name signs a blog's post.
    """
    sites = {folded(name) for name in site_names}
    found: dict[str, str] = {}
    for text in texts:
        for place, part in enumerate(_parts(text)):
            name = _TAIL.sub("", _ROLE.sub("", part)).strip(" .,:-–—|")
            key = folded(name)
            if place and _ROLE_WORDS.search(part):
                break
            if key and key not in sites and is_name(name, stated=stated):
                found.setdefault(key, name)
    return list(found.values())[:MAX_AUTHORS]


def _parts(text: str) -> list[str]:
    if _ADDRESS.search(text):
        return []
    line = _LINK_WORDS.sub("", fold_space(_HANDLE.sub("", text)), count=1)
    return _SEPARATOR.split(fold_space(_BY.sub("", line, count=1)))


def is_name(text: str, *, stated: bool = False) -> bool:
    """Whether ``text`` may be a name: few words, no address, something capitalised."""
    if _NOISE.search(text) or not 1 <= len(text.split()) <= MAX_WORDS or len(text) > 60:
        return False
    if not any(c.isalpha() for c in text):
        return False
    return stated or text != text.lower() or not text.isascii()
