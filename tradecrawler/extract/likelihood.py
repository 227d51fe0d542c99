"""How much speaks for a group of items being teasers: evidence of several kinds, added up."""

import math
import re
from collections.abc import Sequence

from archive.records import Zone
from tradecrawler.extract import phrases
from tradecrawler.extract.groups import STOP, Group, is_entry
from tradecrawler.extract.months import number_of
from tradecrawler.extract.promos import promotes
from tradecrawler.extract.remaining import Remaining
from tradecrawler.extract.subjects import are_headlines, content_words
from tradecrawler.extract.text import count_words, folded, split_bullet, split_label, words
from tradecrawler.items import Block
from tradecrawler.magazine import Magazine

THRESHOLD = 2.5
"""Sum of evidence from which a group of items is taken for teasers (see ``likelihood``)."""


RUBRIC_SHARE = 0.3
"""Share of the labels that are known rubrics from which the others are labels as well."""
HEADLINE_WORDS = 3
"""A headline is seldom shorter; what follows a label in a list of facts or persons is."""


RUBRICS = frozenset(
    "dossier dossiers reportage interview interviews portrait portret porträt enquête enquete "
    "fotoreportage onderzoek achtergrond hintergrund analyse analysis feature special spécial "
    "profile dubbelinterview opinion opinie meinung titelthema coverstory messe marktübersicht "
    "franchise tendance trend trends actualité actueel aktuell rencontre entretien décryptage "
    "chronique tribune zoom focus column gesprek rondetafel kommentar kolumne gastbeitrag "
    "schwerpunkt insight spotlight explainer viewpoint reportaje entrevista análisis opinión "
    "perfil intervista inchiesta approfondimento speciale reportagem wywiad".split()
) | frozenset(
    "cover story/market report/photo reportage/grand entretien/case study/grand angle/"
    "carte blanche/im gespräch/in depth/long read".split("/")
)
"""What rubrics are called in the trade, folded."""
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


def likelihood(
    group: Group,
    rest: Remaining,
    above: Block | None,
    zone: Zone,
    own_url: str,
    magazine: Magazine,
    habit: float = 0.0,
) -> float:
    """Sum of evidence that a group of items promotes other contents; 0 is undecided.

    ``rest`` is the article without the group, ``above`` the block before it that is no caption;
    ``habit`` is what the magazine's template adds, where it is known.

    For: a heading that says so, links to other pages of the site, labels (more so of known
    rubrics), bullets typed as text, a place above the text, and above all words that the article
    itself does not use. Against: sentences, long items, figures, lower case or a word or two behind
    the label, links to other sites, items that speak of what the article speaks of or are most of
    it, a paragraph above that ends with a colon.
    """
    items = group.items
    number = len(items)
    if number < 2 and group.heading is None and not _is_typed_rubric(items[0], magazine):
        return habit
    texts = [split_bullet(item.text)[1] for item in items]
    elsewhere = (
        sum(promotes(item, own_url, magazine) and not _is_file(item) for item in items)
        >= 0.6 * number
    )
    known = known_rubrics(magazine)
    labels, titles = zip(*map(split_label, texts), strict=True)
    named = all(label is not None and folded(label) in known for label in labels)
    if (
        zone != "header"
        and not elsewhere
        and group.heading is None
        and not (named and number > 1)
        and habit <= 0
    ):
        return 0.0  # below the first paragraphs, a plain list is the article's own
    total = habit + _place(zone, above, group.heading is not None)
    shared = _vocabulary(texts, rest)
    if group.heading is not None and elsewhere and phrases.is_promo(group.heading):
        shared = max(shared, 0.0)  # what is related speaks of the same
    total += shared
    if sum(label is not None for label in labels) >= 0.6 * number:
        total += 1.0
    elif not elsewhere and group.heading is None and _are_points(texts, rest):
        total -= 1.0
    elif zone == "header" and are_headlines(items, texts, elsewhere):
        total += 0.5
    if named:
        total += 0.5
    rubrics = sum(is_rubric(label, known) for label in labels) >= 0.5 * number
    if not rubrics and (
        sum(map(_is_fact, items, labels, titles)) >= 0.5 * number or _are_counted(items, titles)
    ):
        total -= 3.0
    if sum(map(count_words, texts)) > rest.number:
        total -= 3.0
    if _is_list_of_names(group, zone):
        total -= 2.5
    if rubrics:
        total += 1.0
    if elsewhere:
        total += 1.5
    elif sum(bool(item.links) for item in items) >= 0.6 * number:
        total -= 2.0  # to other sites
    stops = sum(bool(STOP.search(text)) for text in texts) / number
    total += 0.5 if stops == 0 else -3.0 if stops >= 0.5 else -0.5
    average = sum(map(count_words, titles)) / number
    total += 0.5 if HEADLINE_WORDS <= average <= 20 else -2.5
    if all(item.kind != "list_item" for item in items) and any(
        split_bullet(item.text)[0] for item in items
    ):
        total += 0.5
    return total


TOPIC_CHARS = 6
"""Shorter words may stand in any text by chance."""


def _are_points(texts: Sequence[str], rest: Remaining) -> bool:
    """Whether every item names something of which the article speaks as well, be the rest
    of its words its own: key points do, and the issue's other headlines do not. In a long text some
    word or other of any headline occurs."""
    if rest.number > USUAL_WORDS:
        return False
    return all(any(len(w) >= TOPIC_CHARS and w in rest for w in words(text)) for text in texts)


def _is_typed_rubric(item: Block, magazine: Magazine) -> bool:
    """Whether one line alone says what it is: a typed bullet and a known rubric's name."""
    bullet, text = split_bullet(item.text)
    return bullet and is_rubric(split_label(text)[0], known_rubrics(magazine))


def _is_file(item: Block) -> bool:
    """Whether an item offers a document: the article's own material, no other article."""
    return any(_FILE.search(link.url) for link in item.links)


_FILE = re.compile(r"\.(?:pdf|docx?|xlsx?|pptx?|zip|mp3|mp4|jpe?g|png)(?:$|[?#])", re.IGNORECASE)


def _are_counted(items: Sequence[Block], titles: Sequence[str]) -> bool:
    """Whether nearly all items begin with a figure and none is linked: ingredients, parts."""
    return sum(title[:1].isdigit() for title in titles) >= 0.8 * len(titles) and not any(
        item.links for item in items
    )


def _is_list_of_names(group: Group, zone: Zone) -> bool:
    """Whether inside the text a heading such as "Recommended books" stands above items without any
    link: these are what the article recommends."""
    if zone != "body" or group.heading is None or phrases.is_issue_heading(group.heading):
        return False
    return bool(group.items[0].path) and not any(item.link_density for item in group.items)


_SENTENCE = re.compile(r"[.!?…。！？।۔؟][\"”»’)\]]*$")
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"^\d{1,2}[^:]{1,20}:\s")
"""A line of an agenda: "12 mars : Salon de l'emballage"."""


def _is_fact(item: Block, label: str | None, title: str) -> bool:
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


def known_rubrics(magazine: Magazine) -> frozenset[str]:
    """What this magazine's rubrics may be called, folded."""
    return RUBRICS | {folded(label) for label in magazine.teaser_labels}


def _place(zone: Zone, above: Block | None, headed: bool) -> float:
    total = {"header": 1.0, "body": -2.0, "after": -0.5}[zone]
    if headed:
        total += 2.5
    elif above is not None and above.text.rstrip().endswith(":"):
        total -= 4.0
    return total


def _vocabulary(texts: Sequence[str], rest: Remaining) -> float:
    """Evidence from the words the items share with the article: few, other contents; most, a list
    of its own points."""
    shares = []
    for text in texts:
        content = content_words(text)
        if content:
            shares.append(sum(word in rest for word in content) / len(content))
    if not shares or not rest.number:
        return 0.0
    shared = sum(shares) / len(shares) - _by_chance(rest.number)
    if shared < 0.3:
        return 2.0
    if shared < 0.45:
        return 1.0
    if shared < 0.55:
        return 0.0
    return -1.5 if shared < 0.7 else -3.0


CHANCE_PER_DOUBLING = 0.12
"""How much more of its words a headline shares with another subject's article of twice the length:
of 768 lists of headlines above real articles, the share that 95 of 100 stay below rose from 0.2 at
500 words to 0.3 at 1,500 and 0.6 at 6,000, as did that of the articles' own lists."""
USUAL_WORDS = 1500
MOST_BY_CHANCE = 0.3


def _by_chance(number: int) -> float:
    """What share of a headline's words an article of ``number`` words has by its mere length, above
    what one of usual length has."""
    if number <= USUAL_WORDS:
        return 0.0
    return min(MOST_BY_CHANCE, CHANCE_PER_DOUBLING * math.log2(number / USUAL_WORDS))


def is_rubric(label: str | None, known: frozenset[str]) -> bool:
    """Whether a label is, or has in it, what a rubric is called."""
    return label is not None and (
        folded(label) in known or any(word in known for word in words(label))
    )
