"""What magazines write around their articles, in words: French, Dutch, German, English and others.

Each pattern names a habit of the trade, not of one site. They are tried on short blocks only, from
their first word; whether a match is dropped depends on where it stands (``teasers``).
"""

import re

from tradecrawler.extract.text import count_words


def _starts(*alternatives: str) -> re.Pattern[str]:
    return re.compile(r"^\W*(?:" + "|".join(alternatives) + r")(?!\w)", re.IGNORECASE)


PROMO = _starts(
    # en
    r"(?:also )?read (?:also|more|next|on)", r"see also", r"also (?:see|read)", r"related(?: \w+)?",
    r"more (?:on|about|from|stories|articles|news)", r"further reading", r"recommended(?: \w+)?",
    r"don.t miss", r"you (?:may|might) (?:also )?(?:like|be interested)", r"what to read next",
    r"up next", r"most (?:read|popular)", r"trending", r"continue reading",
    # fr
    r"[àa] (?:lire|voir|écouter|découvrir|relire)(?: aussi| également| sur)?",
    r"(?:re)?lire (?:aussi|également|la suite|notre|nos|l.article)", r"lisez (?:aussi|également)",
    r"voir (?:aussi|également)", r"sur le même (?:sujet|thème)", r"dans la même (?:rubrique|catégorie)",
    r"articles? (?:liés?|similaires?|associés?)", r"pour aller plus loin", r"plus d.infos? sur",
    r"vous (?:aimerez|pourriez) (?:aussi|également|aimer)", r"les plus lus", r"en savoir plus",
    # nl
    r"lees (?:ook|meer|verder|hier)", r"meer (?:over|hierover|lezen|weten|nieuws)", r"zie ook",
    r"gerelateerd(?:e \w+)?", r"ook interessant", r"bekijk ook", r"misschien ook interessant",
    r"dit vind je misschien", r"meest gelezen",
    # de
    r"mehr (?:zum thema|dazu|lesen|aus|über)", r"lesen sie (?:auch|mehr|dazu|hier)", r"siehe auch",
    r"lesen sie", r"auch interessant", r"das könnte (?:sie|dich)", r"weitere (?:artikel|themen|meldungen)",
    r"verwandte (?:artikel|themen)", r"zum thema", r"weiterlesen", r"meistgelesen", r"passend dazu",
    # es, it, pt
    r"le[ae] (?:también|más)", r"(?:te|le) puede interesar", r"más sobre", r"leggi anche",
    r"potrebbe interessarti", r"articoli correlati", r"leia também", r"veja também",
)  # fmt: skip
"""Announces other contents of the magazine."""

ISSUE = _starts(
    r"(?:also )?in (?:this|the (?:new|current|latest)) (?:issue|edition|week.s issue)",
    r"inside this (?:issue|edition)", r"this (?:week|month) in",
    r"(?:aussi |également )?dans (?:ce|le) (?:numéro|magazine)", r"au sommaire", r"sommaire",
    r"[àa] la une", r"(?:ook )?in (?:dit|het nieuwe|deze) (?:nummer|magazine|editie|uitgave)",
    r"inhoud", r"(?:auch )?in (?:dieser|der aktuellen) (?:ausgabe|nummer)", r"aus (?:dem|der) (?:heft|ausgabe)",
    r"im heft", r"en (?:este|el) número", r"in questo numero", r"nesta edição",
)  # fmt: skip
"""Heads a list of what else is in the issue."""

_SUBSCRIBE = re.compile(
    r"newsletters?|infolettres?|nieuwsbrie(?:f|ven)|lettres? d.information|e-?mail alerts?|"
    r"boletín|mailing list|(?:whatsapp|telegram|linkedin|google news|rss)",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:subscribe|sign[ -]?up|signing up|register|join|follow|get (?:the|our|more)|receive|"
    r"abonne[rz]?(?:-vous|-toi)?|s.abonner|inscri(?:vez|s)(?:-vous|-toi)?|s.inscrire|suivez|recevez|"
    r"abonneer|schrijf|aanmelden|meld|inschrijven|volg|ontvang|"
    r"abonnieren|anmelden|melden sie|bestellen|folgen|erhalten|"
    r"suscr[ií]\w+|iscriviti|assine)\b",
    re.IGNORECASE,
)
_ADDRESSED = re.compile(
    r"\b(?:you|your|vous|votre|vos|tu|u|uw|je|jouw|jij|sie|ihr|ihre|du)\b", re.IGNORECASE
)
FURNITURE = _starts(
    r"(?:share|partage[rz]?|delen|deel|teilen|compartir|condividi)(?: (?:this|on|via|sur|cet?|dit|auf|op)\b.*|\s?:.*|\W*)$",
    r"(?:home(?:page)?|accueil|startseite|startpagina|inicio)\s*[>›»/|]",
    r"(?:advertisement|advertising|publicité|advertentie|anzeige|werbung|reclame|sponsored content)\W*$",
    r"(?:tags?|keywords?|mots[- ]clés|schlagw(?:o|ö)rter|trefwoorden|filed under|posted in|topics?|categories)\s*:",
    r"(?:leave|post|add) a (?:comment|reply)", r"(?:laisser|ajouter) un commentaire", r"\d+ comm?ent\w*\W*$",
    r"(?:no |aucun )?comment(?:s|aires?)?\W*$", r"reacties?\W*$", r"kommentare?\W*$",
    r"(?:©|copyright|\(c\)|all rights reserved|tous droits réservés|alle rechten voorbehouden|alle rechte vorbehalten)",
    r"(?:print|imprimer|afdrukken|drucken|e-?mail|twitter|facebook|linkedin|whatsapp|pinterest|reddit)\W*$",
    r"follow (?:us|me)", r"suivez[- ]nous", r"volg ons", r"folgen sie uns",
    r"(?:photo|foto|bild|image|picture|photo credit|crédit photo|credit)s?\s*(?:©|:|by\b|par\b)",
    r"(?:about the author|à propos de l.auteur|over de auteur|über den autor)",
    r"\d+ (?:min(?:ute)?s?|minuten)(?: read| de lecture| leestijd| lesezeit)?\W*$",
    r"(?:reading time|temps de lecture|leestijd|lesezeit)",
)  # fmt: skip
"""Share lines, labels of advertisements, tag lines, comment headings, rights, credits."""

MAX_FURNITURE_WORDS = 30
MAX_CALL_WORDS = 60
MAX_INVITATION_WORDS = 8


def is_promo(text: str) -> bool:
    """Whether a block announces other contents ("Lees ook: …")."""
    return bool(PROMO.match(text))


def is_issue_heading(text: str) -> bool:
    """Whether a line heads a list of the issue's contents ("Dans ce numéro")."""
    return count_words(text) <= 8 and bool(ISSUE.match(text))


def is_furniture(text: str) -> bool:
    """Whether a short line is the page's, not the article's: share, tags, credits."""
    return count_words(text) <= MAX_FURNITURE_WORDS and bool(FURNITURE.match(text))


def is_call_to_subscribe(text: str) -> bool:
    """Whether a block invites the reader to a newsletter or channel."""
    return (
        count_words(text) <= MAX_CALL_WORDS
        and bool(_SUBSCRIBE.search(text))
        and bool(_INVITES.search(text))
    )


def is_invitation(text: str) -> bool:
    """Whether a line of a few words is a newsletter box's title or button.

    For the foot of a page only: within the text, such words are the text's.
    """
    return count_words(text) <= MAX_INVITATION_WORDS and bool(
        _SUBSCRIBE.search(text) or _INVITES.search(text)
    )


def is_question_to_reader(text: str) -> bool:
    """Whether a block asks the reader something, as the line before a call to action does."""
    return (
        count_words(text) <= MAX_CALL_WORDS
        and text.rstrip(" :").endswith("?")
        and bool(_ADDRESSED.search(text))
    )
