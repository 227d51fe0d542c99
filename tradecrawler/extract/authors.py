"""Names of authors out of whatever a page prints where names should stand."""

import re
from collections.abc import Iterable

from tradecrawler.extract.text import fold_space, folded

MAX_AUTHORS = 12
"""More names than this in one field are a list of tags or contributors."""
MAX_WORDS = 6
_BY = re.compile(
    r"^\W*(?:(?:written|words|texte?|story|reported|posted|author|auteur|autor|autorin|"
    r"tekst|geschreven|écrit|propos recueillis|geschrieben)\b\W*)?"
    r"(?:(?:by|par|von|door|di|por|av|af)\b\W*)?",
    re.I,
)
_SEPARATOR = re.compile(r"\s*(?:[;|/•·\n&]|,|\b(?:and|et|en|und|y|e)\b(?=\s+[A-ZÀ-Þ]))\s*")
_NOISE = re.compile(
    r"https?:|www\.|@|\d{2}|^(?:admin|administrator|editor|editors|staff|guest|webmaster|"
    r"redaktion|r[ée]daction|la r[ée]daction|de redactie|redactie|redazione|redacci[óo]n|author|"
    r"unknown|anonymous|news|team|share|follow|none|null|undefined)$",
    re.I,
)
_ROLE = re.compile(
    r"\s+[-–—(]\s*.*$|\s*\((?:author|autor|auteur)\)$|"
    r"\s+(?:Contributor|Correspondent|Staff Writer)$",
    re.I,
)


def names_in(texts: Iterable[str], site_names: tuple[str, ...] = ()) -> list[str]:
    """Names of persons in ``texts``, as printed, each once, in order.

    The site's own name, addresses, user names such as "admin" and desks such as "la rédaction" are
    none: an article signed by those has no author.
    """
    sites = {folded(name) for name in site_names}
    found: dict[str, str] = {}
    for text in texts:
        for part in _SEPARATOR.split(fold_space(_BY.sub("", fold_space(text), count=1))):
            name = _ROLE.sub("", part).strip(" .,:-–—")
            key = folded(name)
            if key and key not in sites and is_name(name):
                found.setdefault(key, name)
    return list(found.values())[:MAX_AUTHORS]


def is_name(text: str) -> bool:
    """Whether ``text`` may be a name: few words, no address, something capitalised."""
    if _NOISE.search(text) or not 1 <= len(text.split()) <= MAX_WORDS or len(text) > 60:
        return False
    return any(c.isalpha() for c in text) and (text != text.lower() or not text.isascii())
