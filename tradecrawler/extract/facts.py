"""Lines that say a value, where or when: an article's own facts, and no titles."""

import re

from tradecrawler.extract.groups import is_entry
from tradecrawler.extract.months import number_of
from tradecrawler.extract.text import count_words, folded, words
from tradecrawler.items import Block

FACTS = frozenset(
    "ort lieu plaats place venue location where wo où waar date datum wann quand wanneer when "
    "eintritt entrée toegang admission preis prix prijs price prices preise kosten cost coût "
    "kontakt contact anmeldung inscription inschrijving téléphone telefon telefoon phone tel "
    "adresse address adres e-mail website web öffnungszeiten host moderator gastgeber veranstalter "
    "organisateur disclosure published publié gepubliceerd veröffentlicht aktualisiert".split()
)
"""What an article's own facts are labelled with: where, when, for how much."""
UNITS = frozenset(
    "g kg mg mcg l dl cl ml el tl stk st cm mm m km m² ha t € % $ £ euro euros tbsp tsp oz lb cup "
    "cups gram grams gramme grammes liter litre eetlepel eetlepels theelepel cuillère cuillères "
    "esslöffel teelöffel prise pincée snuf".split()
)
"""What a figure at the beginning of a line may count, where the line is no headline."""
FACT_WORDS = 5
"""A line that begins with a figure and is shorter is a fact ("12 g de sel"), else it may well be a
headline ("10 ways to pack a parcel")."""


_SENTENCE = re.compile(r"[.!?…。！？।۔؟][\"”»’)\]]*$")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"^\d{1,2}[^:]{1,20}:\s")
"""A line of an agenda: "12 mars : Salon de l'emballage"."""


def is_fact(item: Block, label: str | None, title: str) -> bool:
    """Whether a line says a value ("8 %", "de 8 à 20 heures", "12 g de sel") and is no title."""
    if label is not None and folded(label) in FACTS:
        return True
    if (is_entry(item) or _DATED.match(title)) and _may_be_date(item.text.split(":")[0]):
        return True
    if title[:1].islower():  # so headlines begin behind a label, in French
        is_short = count_words(title) < FACT_WORDS or _SENTENCE.search(title) is not None
        return label is None or is_short or _DIGIT.search(title) is not None
    if not title[:1].isdigit():
        return False
    if label is not None:
        return True
    found = title.casefold().split()
    return count_words(title) < FACT_WORDS or (len(found) > 1 and found[1] in UNITS)


DATE_WORDS = 4
"""A day, a month, a year and a weekday; what is longer and names no month is a title."""


def _may_be_date(text: str) -> bool:
    """Whether what stands before a colon, with a figure in it, may say when: no "Best cars of the
    year 2026: …"."""
    return count_words(text) <= DATE_WORDS or any(number_of(word) for word in words(text))
