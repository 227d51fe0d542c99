"""The last part of a German or Dutch compound, by a list of words that end many of them.

No dictionary and no guess: "Lebensmittelhandel" is also "handel", because "handel" is in the list
and enough stands before it. Parts in the middle are not found, nor ends that are not listed. First
parts are found at query time (``archive.search.analysis.opens_compounds``). Pure.
"""

from collections.abc import Callable
from functools import cache

from archive.text import words

MIN_FIRST = 3
"""Letters before the last part: "Biomarkt" has three, and two are a prefix more often (be-, ge-,
ab-)."""

MAX_ENDING = 4
"""Letters that an inflected form may have more than the longest word in the list."""

_HEADS = {
    "de": """
        abgabe anbau anbieter angebot anlage anteil artikel ausgabe automat bauer bedarf bereich
        bericht betrieb betreiber bier branche brot dienst einkauf entwicklung erzeuger erzeugnis
        export fabrik filiale fisch fläche fleisch forschung garten gastronomie gemüse geschäft
        gesellschaft gesetz getränk gewinn großhandel gruppe haltung handel haus hersteller
        herstellung import industrie initiative kampagne kasse kette konzept konzern kosmetik kosten
        kunde käse käufer laden lager leitung lieferant lieferung logistik lösung marke markt
        maschine menge messe milch minister ministerium mittel netz obst ordnung partner personal
        pfand pflanze pflicht plan platz politik portal preis produkt produktion produzent programm
        projekt quote rabatt recycling reform regal saft salat sektor service sortiment standort
        stelle steuer strategie struktur studie system technik transport umsatz unternehmen verband
        verbot verbrauch verbraucher verkauf verpackung versand vertrieb verwaltung wachstum wein
        werbung werk wirtschaft wurst zahl zentrale zentrum zucker zusatz zutat
    """,
    "nl": """
        aanbieder aanbod aandeel afdeling artikel automaat bedrijf beleid bereiding beurs bier boer
        branche brood budget campagne centrum cijfer concept concern consument dienst directeur doos
        export fabriek fabrikant filiaal fles gebouw gebruik gebruiker gemeente groente groep groei
        groothandel handel handelaar import industrie kaas kanaal kassa keten keuken klant korting
        kosten leverancier levering logistiek markt melk merk middel minister ministerie onderneming
        onderzoek omzet oplossing organisatie pand partner personeel plan plank politiek prijs
        producent product productie programma project recyclage reclame sector service strategie
        studie structuur suiker systeem teelt transport verbod verbruik verkoop verpakking vis vlees
        vloer voedsel voorraad voorziening wagen wet wijn winkel winst zaak zuivel
    """,
}
"""By hand, from the words of the food and retail trade. Left out: what is an ending rather than a
word (-schaft, -gut, -wert) and what ends other words by chance (-tier, -ware, -land, -zeit)."""

_SHORTEST = 3
_LONGEST = max(len(word) for text in _HEADS.values() for word in text.split()) + MAX_ENDING


def listed() -> str:
    """The whole list in one text, to tell it from another one."""
    return "; ".join(f"{code} {' '.join(_HEADS[code].split())}" for code in sorted(_HEADS))


def last_part(folded: str, language: str, stem: Callable[[str], str]) -> str | None:
    """The stem of the listed word that ends a folded compound, the longest; None without one."""
    if language not in _HEADS or len(folded) < MIN_FIRST + _SHORTEST:
        return None
    heads, beginnings = _stems(language, stem)
    for start in range(max(MIN_FIRST, len(folded) - _LONGEST), len(folded) - _SHORTEST + 1):
        if folded[start : start + 2] in beginnings:
            part = stem(folded[start:])
            if part in heads:
                return part
    return None


def is_last_part(stemmed: str, language: str, stem: Callable[[str], str]) -> bool:
    """Whether this is the stem of a listed word."""
    return language in _HEADS and stemmed in _stems(language, stem)[0]


@cache
def _stems(language: str, stem: Callable[[str], str]) -> tuple[frozenset[str], frozenset[str]]:
    """The list as search sees it; and the first two letters of its words, to ask less often.

    No form of a listed word begins with others, once folded: doos, dozen; Markt, Märkte.
    """
    heads = words(_HEADS[language])
    return frozenset(map(stem, heads)), frozenset(word[:2] for word in heads)
