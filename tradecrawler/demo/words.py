"""What the magazines' pages say around the articles, in French and Dutch, and dates in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """The fixed wording of a page in one language."""

    months: tuple[str, ...]
    colon: str
    """Between a label and what it labels."""
    home: str
    news: str
    subscribe: str
    search: str
    by: str
    share: str
    in_this_issue: str
    related: str
    most_read: str
    tags: str
    call_to_action: str
    call_to_action_button: str
    comments: str
    no_comments: str
    paywall: str
    paywall_button: str
    consent_title: str
    consent: tuple[str, ...]
    consent_buttons: tuple[str, ...]
    cookies: str
    not_found_title: str
    not_found: str
    gone: str
    next_page: str
    previous_page: str
    read_on: str
    imprint: str
    updated: str
    overview: str


FRENCH = Words(
    months=(
        *("janvier", "février", "mars", "avril", "mai", "juin"),
        *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
    ),
    colon=" : ",
    home="Accueil",
    news="Actualités",
    subscribe="S'abonner",
    search="Rechercher",
    by="Par",
    share="Partager : E-mail · Copier le lien · Imprimer",
    in_this_issue="Dans ce numéro",
    related="Sur le même sujet",
    most_read="Les plus lus",
    tags="Mots-clés",
    call_to_action="Ne manquez rien de l'actualité du secteur : "
    "recevez chaque mardi et chaque jeudi notre lettre d'information gratuite.",
    call_to_action_button="Je m'inscris",
    comments="Commentaires",
    no_comments="Aucun commentaire pour le moment. Connectez-vous pour réagir à cet article.",
    paywall="La suite de cet article est réservée à nos abonnés. "
    "Vous êtes déjà abonné ? Connectez-vous pour poursuivre votre lecture.",
    paywall_button="Découvrir nos formules",
    consent_title="Le respect de votre vie privée est notre priorité",
    consent=(
        "Avec nos partenaires, nous utilisons des cookies et des technologies semblables pour "
        "stocker et consulter des informations sur votre appareil, mesurer l'audience de nos "
        "pages et vous proposer des publicités adaptées à votre profil.",
        "Vous pouvez accepter tous les cookies, les refuser ou régler vos préférences finalité "
        "par finalité. Votre choix vaut pour ce site pendant six mois et peut être modifié à "
        "tout moment depuis le lien « Vie privée » au bas de chaque page.",
        "Certains traitements reposent sur notre intérêt légitime : vous pouvez vous y opposer "
        "dans les réglages. Pour en savoir plus, consultez notre politique en matière de cookies.",
    ),
    consent_buttons=("Tout accepter", "Tout refuser", "Régler mes préférences"),
    cookies="Ce site utilise des cookies pour mesurer son audience. En poursuivant votre "
    "navigation, vous acceptez notre politique de vie privée.",
    not_found_title="Page introuvable",
    not_found="La page que vous cherchez n'existe pas ou n'existe plus. Vérifiez l'adresse ou "
    "retournez à la page d'accueil.",
    gone="Cet article a été retiré par la rédaction.",
    next_page="Page suivante",
    previous_page="Page précédente",
    read_on="Lire la suite",
    imprint="Tous droits réservés. Reproduction interdite sans l'accord de la rédaction.",
    updated="Site mis à jour le",
    overview="Notre sélection d'articles sur le sujet, du plus récent au plus ancien.",
)

DUTCH = Words(
    months=(
        *("januari", "februari", "maart", "april", "mei", "juni"),
        *("juli", "augustus", "september", "oktober", "november", "december"),
    ),
    colon=": ",
    home="Home",
    news="Nieuws",
    subscribe="Abonneren",
    search="Zoeken",
    by="Door",
    share="Delen: e-mail · link kopiëren · afdrukken",
    in_this_issue="In dit nummer",
    related="Lees ook",
    most_read="Meest gelezen",
    tags="Trefwoorden",
    call_to_action="Niets missen van het nieuws uit de sector? "
    "Ontvang elke dinsdag en donderdag onze gratis nieuwsbrief.",
    call_to_action_button="Ik schrijf me in",
    comments="Reacties",
    no_comments="Nog geen reacties. Meld u aan om op dit artikel te reageren.",
    paywall="De rest van dit artikel is voorbehouden aan onze abonnees. "
    "Bent u al abonnee? Meld u aan om verder te lezen.",
    paywall_button="Bekijk onze formules",
    consent_title="Wij hechten belang aan uw privacy",
    consent=(
        "Samen met onze partners gebruiken we cookies en gelijkaardige technieken om informatie "
        "op uw toestel te bewaren en te raadplegen, het bezoek aan onze pagina's te meten en "
        "advertenties te tonen die bij uw profiel passen.",
        "U kunt alle cookies aanvaarden, ze weigeren of uw voorkeuren per doel instellen. Uw "
        "keuze geldt zes maanden voor deze site en kan altijd worden gewijzigd via de link "
        "“Privacy” onderaan elke pagina.",
        "Sommige verwerkingen steunen op ons gerechtvaardigd belang: in de instellingen kunt u "
        "daartegen bezwaar maken. Meer weten? Lees ons cookiebeleid.",
    ),
    consent_buttons=("Alles aanvaarden", "Alles weigeren", "Voorkeuren instellen"),
    cookies="Deze site gebruikt cookies om het bezoek te meten. Door verder te surfen gaat u "
    "akkoord met ons privacybeleid.",
    not_found_title="Pagina niet gevonden",
    not_found="De pagina die u zoekt bestaat niet of niet meer. Controleer het adres of ga "
    "terug naar de startpagina.",
    gone="Dit artikel is door de redactie verwijderd.",
    next_page="Volgende pagina",
    previous_page="Vorige pagina",
    read_on="Lees verder",
    imprint="Alle rechten voorbehouden. Overname alleen na toestemming van de redactie.",
    updated="Site bijgewerkt op",
    overview="Onze selectie van artikels over het onderwerp, van nieuw naar oud.",
)

WORDS: Mapping[str, Words] = {"fr": FRENCH, "nl": DUTCH}
"""By language."""


def day_in_words(moment: datetime, language: str) -> str:
    """``14 septembre 2026``; in French the first is ``1er septembre 2026``."""
    day = "1er" if language == "fr" and moment.day == 1 else str(moment.day)
    return f"{day} {WORDS[language].months[moment.month - 1]} {moment.year}"


def moment_in_words(moment: datetime, language: str) -> str:
    """As the magazine prints it: ``14 septembre 2026``, ``14 september 2026 om 8.30 u``."""
    day = day_in_words(moment, language)
    return f"{day} om {moment.hour}.{moment.minute:02} u" if language == "nl" else day
