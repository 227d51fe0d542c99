"""What magazines write around their articles, in words: French, Dutch, German, English and, from
``idioms``, others.

Each pattern names a habit of the trade, not of one site. They are tried on short blocks only, from
their first word; whether a match is dropped depends on where it stands (``teasers``).
"""

import re

from tradecrawler.extract import idioms
from tradecrawler.extract.text import Stems, count_words, mentions


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
    r"lesen sie", r"auch interessant", r"das (?:thema )?könnte (?:sie|dich|euch|ihnen|dir)", r"zum weiterlesen", r"weitere (?:artikel|themen|meldungen)",
    r"verwandte (?:artikel|beiträge|inhalte|themen\w*)", r"zum thema", r"weiterlesen", r"meistgelesen", r"passend dazu", r"ähnliche (?:artikel|beiträge|themen|meldungen)",
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
_CHANNELS = Stems(
    "newsletter", "infolettre", "nieuwsbrie", "lettre", "mail", "boletín", "whatsapp", "telegram",
    "linkedin", "google news", "rss",
)  # fmt: skip
"""Every alternative of ``_SUBSCRIBE`` has one of these in it."""
_CHANNELS_ABROAD = Stems(*idioms.CHANNELS)
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
    r"(?:share|partage[rz]?|delen|deel|teilen|compartir|condividi)(?: (?:this|on|(?:post|article|story|page) on|via|sur|cet?|dit|auf|op)\b.*|\s?:.*|\W*)$",
    r"(?:home(?:page)?|accueil|startseite|startpagina|inicio)\s*[>›»/|]",
    r"(?:advertisement|advertising|publicité|advertentie|anzeige|werbung|reclame|sponsored content)\W*$",
    r"(?:tags?|keywords?|mots[- ]clés|schlagw(?:o|ö)rter|trefwoorden|filed under|posted in|topics?|categories)\s*:",
    r"(?:leave|post|add) a (?:comment|reply)", r"(?:laisser|ajouter) un commentaire", r"\d+ comm?ent\w*\W*$",
    r"(?:no |aucun )?comment(?:s|aires?)?\W*$", r"reacties?\W*$", r"kommentare?\W*$",
    r"this (?:material|article|story) may not be", r"this (?:article|story|post|content|material) is (?:the )?copyright\w*",
    r"(?:prior )?written permission\b.{0,60}\b(?:must|required|obtained)", r"reproduction (?:interdite|prohibited|without)",
    r"nachdruck\b.{0,40}\b(?:verboten|untersagt|nur)", r"prohibida (?:su|la) reproducción", r"riproduzione riservata",
    r"proibida a reprodução", r"alle angaben ohne gewähr", r"no responses? (?:so far|yet)", r"\(?noch keine bewertungen",
    r"sie sind (?:aktuell |derzeit )?nicht (?:eingeloggt|angemeldet)", r"externer inhalt\W*$", r"click here\b", r"klicken sie hier", r"cliquez ici",
    r"(?:send|e-?mail) (?:this )?(?:article|story|page)? ?to (?:a )?friends?",
    r"(?:©|copyright|\(c\)|all rights reserved|tous droits réservés|alle rechten voorbehouden|alle rechte vorbehalten)",
    r"(?:print|imprimer|afdrukken|drucken|e-?mail|twitter|facebook|linkedin|whatsapp|pinterest|reddit)\W*$",
    r"follow (?:us|me)", r"suivez[- ]nous", r"volg ons", r"folgen sie uns",
    r"(?:photo|foto|bild|image|picture|photo credit|crédit photo|credit)s?\s*(?:©|:|by\b|par\b)",
    r"\d+ (?:min(?:ute)?s?|minuten)(?: read| de lecture| leestijd| lesezeit)?\W*$",
    r"(?:reading time|temps de lecture|leestijd|lesezeit)",
)  # fmt: skip
"""Share lines, labels of advertisements, tag lines, comment headings, rights, credits."""

_FURNITURE_ABROAD = idioms.Cues.joined(
    idioms.SHARES, idioms.ADVERTISEMENTS, idioms.TAGS, idioms.READING_TIMES, idioms.CREDITS,
    idioms.FOLLOWS, idioms.RIGHTS, idioms.COMMENTS, idioms.LEAVES,
)  # fmt: skip

BUTTON = _starts(
    # en
    r"try", r"buy", r"shop", r"get", r"download", r"order", r"book", r"view", r"show", r"see", r"browse",
    r"start", r"register", r"sign", r"log ?in", r"join", r"print", r"visit", r"learn", r"find out",
    r"read", r"to the", r"all", r"check out", r"go to", r"back to",
    # fr
    r"voir", r"essayez?", r"achete[rz]", r"télécharge[rz]", r"commande[rz]", r"réserve[rz]", r"imprimer",
    r"envoyer", r"tou(?:s|tes)", r"lire", r"retour",
    # nl
    r"bekijk", r"probeer", r"koop", r"bestel", r"toon", r"alle", r"lees", r"terug", r"naar",
    # de
    r"jetzt", r"diesen artikel", r"zurück", r"hier", r"weiter", r"mehr (?:erfahren|anzeigen|lesen)",
    # es, it, pt
    r"ver", r"descargar", r"comprar", r"imprimir", r"enviar", r"tod[oa]s", r"leer", r"tutt[ie]", r"scarica",
    r"leggi", r"ler",
)  # fmt: skip
"""Opens what a few words ask the reader to do: a button, or the way to a list."""
MAX_BUTTON_WORDS = 4

_WAY_ON = _starts(
    r"(?:learn|find out|discover|explore|read|see) more about (?:us|our|the|this|how)", r"sign up", r"subscribe",
    r"click", r"learn more(?! ?:)", r"find out more(?! ?:)", r"skip to",
    r"(?:previous|next|older|newer) (?:article|post|story|entry|page)s?",
    r"(?:article|billet|page) (?:précédente?|suivante?)", r"(?:vorherige|nächste)[rs]? (?:artikel|beitrag)",
    r"(?:vorige|volgende) (?:artikel|bericht)", r"(?:en savoir|apprenez|découvrez) plus", r"mehr erfahren",
    r"(?:inscrivez|abonnez)-vous", r"jetzt (?:abonnieren|anmelden|bestellen)", r"meer (?:informatie|weten) over",
)  # fmt: skip
"""Leads on, to a form, the next page or more about a thing."""

ENDING = _starts(
    r"(?:about|meet|more (?:about|from)|written by) (?:the |this |our )?authors?", r"author bio\w*",
    r"(?:à propos|au sujet) de l.auteur\w*", r"over (?:de|deze) auteurs?", r"(?:über|zu)(?:m| den| die| unsere)? autor(?:in|en)?",
    r"(?:reader |user )?comments?\W*(?:\(?\d+\)?.{0,30})?$", r"more\b.{0,40}\b(?:headlines|stories|news|articles|posts)\W*$",
    r"(?:there are )?no comments", r"comments are (?:now )?closed", r"(?:leave|post|add|write) a (?:comment|reply)", r"(?:laisser|ajouter|poster) un commentaire",
    r"commentaires?\W*$", r"reacties?\W*$", r"reageer", r"kommentare?\W*$", r"(?:einen )?kommentar (?:schreiben|hinterlassen)",
    r"tags?\W*$", r"keywords\W*$", r"schlagworte?\W*$", r"schlagwörter\W*$", r"mots[- ]clés\W*$", r"trefwoorden\W*$",
    r"share (?:this|on|the)?\b.{0,30}$", r"get in touch\W*$", r"contact(?: us)?\W*$", r"kontakt\W*$",
    r"(?:weitere|zusätzliche) informationen\W*$", r"zusatzinformationen\W*$", r"weiterführende (?:links?|informationen|literatur)\W*$",
    r"further information\W*$", r"plus d.informations\W*$", r"meer informatie\W*$", r"per maggiori informazioni\W*$",
    r"references\W*$", r"quellen(?:angaben)?\W*$", r"einzelnachweise\W*$", r"bronnen\W*$", r"références\W*$",
    r"zobacz także", r"czytaj (?:także|również)", r"empfohlene (?:beiträge|artikel)", r"empfehlungen",
    r"aktuelles\b.{0,20}$", r"neueste (?:beiträge|artikel)", r"(?:latest|recent) (?:posts|news|articles|stories)",
)  # fmt: skip
"""Heads what stands below an article: its author, readers' comments, tags, references."""
_COMMENTS = _starts(
    r"(?:most recent )?(?:(?:reader|user|visitor)(?:s|.s|s.)? )?comments?\W*(?:\d+\W*)?$", r"have your say", r"talkback",
    r"\d+ (?:comments?|responses?|replies|thoughts|kommentare?|reacties?|commentaires?|comentarios|commenti)\b.{0,60}$",
    r"(?:leser)?kommentare?\W*(?:\d+\W*)?$", r"reacties?\W*(?:\d+\W*)?$", r"commentaires?\W*(?:\d+\W*)?$",
    r"(?:comentarios|commenti|komentarze|kommentarer|комментарии)\W*(?:\d+\W*)?$",
)  # fmt: skip
_CLOSED = _starts(r"comments? (?:are|is) (?:now )?closed", r"(?:die )?kommentarfunktion ist geschlossen",
    r"les commentaires sont fermés", r"reageren is niet (?:meer )?mogelijk")  # fmt: skip
_OF_READER = re.compile(
    r"^\W*(?:posted by|by|von|par|door)\b.{2,60}\d|\b(?:said|says|wrote|schrieb|schreef|écrit|dice|ha scritto) ?:?$|"
    r"^\W*(?:report|flag)\b.{0,20}\b(?:comment|abuse|post)\b|"
    r"^\W*(?:reply|antworten|répondre|beantwoorden|reageren|responder|rispondi|odpowiedz|permalink)\W*$",
    re.IGNORECASE,
)
"""What stands above or below a reader's comment: its author and time, buttons."""
_CREDIT = re.compile(
    r"(?:^|[\s(|])(?:©|\(c\)|(?:foto|photo|bild|picture|image|grafik|graphic|abbildung|credit|crédit)s?"
    r"(?: credit)?\s*(?::|©|by\b|par\b|von\b))\s*[^.]{2,80}\W*$",
    re.IGNORECASE,
)
_CREDITED = Stems(
    "©", "(c)", "foto", "photo", "bild", "picture", "image", "grafik", "graphic", "credit", "crédit",
)  # fmt: skip
"""One of these is in whatever the pattern finds."""
MAX_CREDIT_WORDS = 45
MAX_FURNITURE_WORDS = 30
MAX_CALL_WORDS = 60
MAX_INVITATION_WORDS = 8


def is_promo(text: str) -> bool:
    """Whether a block announces other contents ("Lees ook: …")."""
    return cue_of(text) is not None


def cue_of(text: str) -> re.Match[str] | None:
    """What a block announces other contents with."""
    return PROMO.match(text) or idioms.PROMOS.match(text)


def is_button(text: str) -> bool:
    """Whether a line is nothing but a cue ("Read more") or a button ("Jetzt herunterladen!")."""
    cue = cue_of(text)
    if cue is not None and count_words(text[cue.end() :]) == 0:
        return True
    return count_words(text) <= MAX_BUTTON_WORDS and bool(BUTTON.match(text)) and ":" not in text


def is_way_on(text: str) -> bool:
    """Whether a line leads the reader on, and is no title: "Learn more about our jobs", or the
    article that comes next by date."""
    return bool(_WAY_ON.match(text))


def split_cue(text: str) -> tuple[str | None, str]:
    """``("See also", "The price of cardboard")`` of a promo without a colon; ``(None, text)`` where
    nothing is left."""
    cue = cue_of(text)
    rest = text[cue.end() :].strip(" :–-") if cue else ""
    return (text[: cue.end()].strip(), rest) if cue and rest else (None, text)


def is_issue_heading(text: str) -> bool:
    """Whether a line heads a list of the issue's contents ("Dans ce numéro")."""
    return count_words(text) <= 8 and bool(ISSUE.match(text))


def is_furniture(text: str) -> bool:
    """Whether a short line is the page's, not the article's: share, tags, credits."""
    if count_words(text) > MAX_FURNITURE_WORDS:
        return False
    return bool(FURNITURE.match(text) or _FURNITURE_ABROAD.match(text))


def is_ending(text: str) -> bool:
    """Whether a line heads what stands below an article, or announces other contents."""
    return count_words(text) <= 8 and bool(
        ENDING.match(text)
        or is_promo(text)
        or idioms.COMMENTS.match(text)
        or idioms.LEAVES.match(text)
        or idioms.RIGHTS.match(text)
    )


def is_comments_heading(text: str) -> bool:
    """Whether a line heads what readers wrote ("12 comments", "Have your say")."""
    return bool(_COMMENTS.match(text) or _CLOSED.match(text) or idioms.COMMENTS.match(text))


def is_closed(text: str) -> bool:
    """Whether a line says that readers can write no more, as one does above what they wrote."""
    return bool(_CLOSED.match(text))


def is_of_reader(text: str) -> bool:
    """Whether a line is what stands around a reader's comment: who wrote it when, a button."""
    return bool(_OF_READER.search(text))


def is_credit(text: str) -> bool:
    """Whether a short block ends with the credit of a picture, and so is its caption."""
    return (
        count_words(text) <= MAX_CREDIT_WORDS
        and mentions(text, _CREDITED)
        and bool(_CREDIT.search(text))
    )


def is_call_to_subscribe(text: str) -> bool:
    """Whether a block invites the reader to a newsletter or channel."""
    return count_words(text) <= MAX_CALL_WORDS and _names_channel(text) and _invites(text)


def _names_channel(text: str) -> bool:
    is_known = mentions(text, _CHANNELS) and _SUBSCRIBE.search(text) is not None
    return is_known or mentions(text, _CHANNELS_ABROAD)


def _invites(text: str) -> bool:
    return bool(_INVITES.search(text) or idioms.INVITES.search(text))


def is_invitation(text: str) -> bool:
    """Whether a line of a few words is a newsletter box's title or button.

    For the foot of a page only: within the text, such words are the text's.
    """
    return count_words(text) <= MAX_INVITATION_WORDS and bool(
        _names_channel(text) or _invites(text)
    )


def is_question_to_reader(text: str) -> bool:
    """Whether a block asks the reader something, as the line before a call to action does."""
    return (
        count_words(text) <= MAX_CALL_WORDS
        and text.rstrip(" :").endswith("?")
        and bool(_ADDRESSED.search(text))
    )
