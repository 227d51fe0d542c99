"""The two permanent traps: header teasers leave the text, real lists stay in it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape

import pytest

from tests.extract.samples import (
    LANGUAGES,
    STORIES,
    URL,
    cleaned,
    document,
    items,
    lines,
    paragraphs,
    read,
    read_text,
    told_apart,
)
from tradecrawler.extract import split
from tradecrawler.magazine import Magazine


@dataclass(frozen=True)
class Promoted:
    label: str | None
    text: str
    path: str

    @property
    def url(self) -> str:
        return f"https://www.rayons.example{self.path}"


TEASERS: Mapping[str, tuple[Promoted, ...]] = {
    "fr": (
        Promoted("Photo-reportage", "3.000 m² de fleurs sous une seule verrière", "/mag/1"),
        Promoted("Franchise", "“Je ne reviendrais pas en arrière”", "/mag/2"),
        Promoted("Dossiers", "Surgelés, glaces, plats d'été", "/mag/3"),
    ),
    "nl": (
        Promoted("Reportage", "Een dag mee met de nachtploeg van de veiling", "/mag/1"),
        Promoted("Dossier", "Brood, koffie, ontbijtgranen", "/mag/2"),
        Promoted("Dubbelinterview", "‘Onze vader zou het ook gedaan hebben’", "/mag/3"),
        Promoted("Onderzoek", "Wie koopt er nog sigaren?", "/mag/4"),
    ),
    "de": (
        Promoted("Titelthema", "Was Käse in der Kühltheke teurer macht", "/mag/1"),
        Promoted("Reportage", "Zu Besuch beim letzten Senfmüller der Eifel", "/mag/2"),
        Promoted("Marktübersicht", "Tiefkühlpizza, Eis und Fertiggerichte", "/mag/3"),
    ),
    "en": (
        Promoted("Cover story", "Why the corner bookshop refuses to die", "/mag/1"),
        Promoted("Interview", "“Nobody taught me how to sell carpets”", "/mag/2"),
        Promoted("Market report", "Frozen desserts, sauces and snacks", "/mag/3"),
    ),
}
"""On other subjects than the stories."""
HEADINGS = {
    "fr": "Dans ce numéro",
    "nl": "In dit nummer",
    "de": "In dieser Ausgabe",
    "en": "In this issue",
}

Teasers = tuple[Promoted, ...]


def plain(teaser: Promoted) -> str:
    label = f"{teaser.label} : " if teaser.label else ""
    return escape(label + teaser.text, quote=False)


def linked(teaser: Promoted) -> str:
    label = f"{teaser.label} : " if teaser.label else ""
    return f'{label}<a href="{teaser.path}">{escape(teaser.text, quote=False)}</a>'


def mixed(number: int, teaser: Promoted) -> str:
    return linked(teaser) if number % 2 else plain(teaser)


MARKUPS: Mapping[str, Callable[[Teasers, str], str]] = {
    "plain list": lambda found, _: items(tuple(map(plain, found))),
    "linked list": lambda found, _: items(tuple(map(linked, found))),
    "dashed lines": lambda found, _: (
        "<p>" + "<br>".join(f"- {plain(teaser)}" for teaser in found) + "</p>"
    ),
    "bulleted paragraphs": lambda found, _: "".join(f"<p>• {plain(t)}</p>" for t in found),
    "linked bulleted paragraphs": lambda found, _: "".join(f"<p>• {linked(t)}</p>" for t in found),
    "headed box": lambda found, language: (
        f"<div><h3>{HEADINGS[language]}</h3>"
        + "".join(f"<p>{linked(teaser)}</p>" for teaser in found)
        + "</div>"
    ),
    "headed list": lambda found, language: (
        f"<div><h4>{HEADINGS[language]}</h4>" + items(tuple(map(plain, found))) + "</div>"
    ),
    "mixed list": lambda found, _: items(tuple(mixed(n, t) for n, t in enumerate(found))),
}
PLACES: Mapping[str, Callable[[str, str], str]] = {
    "before the first paragraph": lambda teasers, text: f'<div class="c4">{teasers}{text}</div>',
    "before its container": lambda teasers, text: f'{teasers}<div class="c4">{text}</div>',
}


def unlabelled(language: str) -> Teasers:
    return tuple(Promoted(None, teaser.text, teaser.path) for teaser in TEASERS[language])


def is_linked(markup: str, number: int) -> bool:
    return markup in ("linked list", "linked bulleted paragraphs", "headed box") or (
        markup == "mixed list" and number % 2 == 1
    )


@pytest.mark.parametrize("labelled", [True, False], ids=["labelled", "unlabelled"])
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_header_teasers_are_split_off(
    language: str, markup: str, place: str, labelled: bool
) -> None:
    story = STORIES[language]
    teasers = TEASERS[language] if labelled else unlabelled(language)
    above = MARKUPS[markup](teasers, language)
    article = read(document(PLACES[place](above, story.html), lang=language))
    assert lines(article) == list(story.paragraphs)
    heading = HEADINGS[language] if markup.startswith("headed") else None
    assert [(t.zone, t.position, t.label, t.text, t.url) for t in article.teasers] == [
        ("header", n, t.label or heading, t.text, t.url if is_linked(markup, n) else None)
        for n, t in enumerate(teasers)
    ]


@pytest.mark.parametrize("bullet", ["- ", "• ", "– ", "* "])
@pytest.mark.parametrize("labelled", [True, False], ids=["labelled", "unlabelled"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_header_teasers_in_plain_text(language: str, labelled: bool, bullet: str) -> None:
    story = STORIES[language]
    teasers = TEASERS[language] if labelled else unlabelled(language)
    above = "\n".join(
        f"{bullet}{t.label} : {t.text}" if t.label else bullet + t.text for t in teasers
    )
    article = read_text(f"{above}\n{story.text}")
    assert [(t.label, t.text) for t in article.teasers] == [(t.label, t.text) for t in teasers]
    assert article.lead == story.paragraphs[0]
    assert lines(article) == list(story.paragraphs[1:])


def test_header_teasers_above_a_lead() -> None:
    story = STORIES["nl"]
    above = MARKUPS["dashed lines"](TEASERS["nl"], "nl")
    lead = f'<p class="intro">{story.paragraphs[0]}</p>'
    article = read(document(above + lead + paragraphs(*story.paragraphs[1:]), lang="nl"))
    assert article.lead == story.paragraphs[0]
    assert len(article.teasers) == len(TEASERS["nl"])
    assert lines(article) == list(story.paragraphs[1:])


def test_a_single_teaser_with_a_typed_bullet_and_a_known_rubric() -> None:
    story = STORIES["fr"]
    article = read(document(f"<p>- Dossier : Les sauces chaudes</p>{story.html}"))
    assert [(t.label, t.text) for t in article.teasers] == [("Dossier", "Les sauces chaudes")]
    assert article.body_text == story.text


def test_a_label_that_only_the_magazine_knows() -> None:
    story = STORIES["fr"]
    magazine = Magazine(
        slug="any", title="", homepage="http://any.example/", teaser_labels=("Coup de loupe",)
    )
    main = f"<p>- Coup de loupe : Les sauces chaudes</p>{story.html}"
    assert [t.label for t in read(document(main), magazine=magazine).teasers] == ["Coup de loupe"]


def test_a_colon_inside_one_headline_is_no_label() -> None:
    story = STORIES["en"]
    texts = ("Carpets: a trade in decline", "Why bookshops refuse to die", "Senior staff wanted")
    above = items(tuple(f'<a href="/mag/{n}">{text}</a>' for n, text in enumerate(texts)))
    article = read(document(above + story.html, lang="en"))
    assert [(t.label, t.text) for t in article.teasers] == [(None, text) for text in texts]


def test_a_box_that_is_set_as_a_quote() -> None:
    story = STORIES["nl"]
    box = "".join(f"<p>{linked(teaser)}</p>" for teaser in TEASERS["nl"])
    first, *rest = story.paragraphs
    main = f"<blockquote><div><h3>In dit nummer</h3>{box}</div>{paragraphs(first)}</blockquote>"
    article = read(document(main + paragraphs(*rest), lang="nl"))
    assert [t.text for t in article.teasers] == [teaser.text for teaser in TEASERS["nl"]]


# -- real lists


KEY_POINTS = {
    "fr": (
        "Prix : 8 à 11 % de hausse pour le pain en un an",
        "Magasins : 12 déjà sans caisses, 40 autres l'an prochain",
        "Personnel : aucun poste supprimé derrière le comptoir",
    ),
    "nl": (
        "Prijs: 3 tot 5 cent meer per plant",
        "Verpakking: hoes van geperste houtvezel in plaats van plastic",
        "Start: vanaf het voorjaar in alle tuincentra",
    ),
    "de": (
        "Preis: 4 Euro je Stunde an der Werkbank",
        "Standorte: 8 Filialen in diesem, 20 im kommenden Jahr",
        "Beratung: weiterhin frei für alle Kunden",
    ),
    "en": (
        "Deposit: 20 pence a bottle, paid at the till",
        "Trial: 9 shops over the summer",
        "Return rate: 4 bottles out of 5 within a fortnight",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markup", ["list", "dashes", "dots"])
def test_key_points_that_open_an_article_stay(language: str, markup: str) -> None:
    points, story = KEY_POINTS[language], STORIES[language]
    opening = {
        "list": items(points),
        "dashes": "<p>" + "<br>".join(f"- {point}" for point in points) + "</p>",
        "dots": "".join(f"<p>• {point}</p>" for point in points),
    }[markup]
    article = read(document(f"<div>{opening}{story.html}</div>", lang=language))
    assert article.teasers == ()
    assert all(point in article.body_text for point in points)
    assert story.text in article.body_text


ANNOUNCED = {
    "fr": (
        "Pour chaque magasin, la direction a examiné quatre points avant de se décider :",
        ("la largeur de l'entrée", "le nombre de passages", "la part d'espèces", "l'éclairage"),
    ),
    "nl": (
        "Bij de keuze van de verpakking lette de inkoper op vier eigenschappen:",
        ("Stevigheid", "Gewicht", "Vochtbestendigheid", "Kostprijs per stuk"),
    ),
    "de": (
        "Zur Grundausstattung gehören nach Angaben der Kette vier Maschinen:",
        ("Bandsäge", "Hobelmaschine", "Standbohrmaschine", "Tellerschleifer mit Absaugung"),
    ),
    "en": (
        "Each shop had to meet four conditions before it could join the trial:",
        ("Level access", "A water connection", "Space for two pallets", "Loading before seven"),
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["first", "later"])
def test_a_list_that_a_colon_announces_stays(language: str, place: str) -> None:
    story, (announcement, points) = STORIES[language], ANNOUNCED[language]
    part = f"<p>{announcement}</p>{items(points)}"
    main = part + story.html if place == "first" else story.html + part + story.html[:400] + "</p>"
    article = read(document(main, lang=language))
    assert article.teasers == ()
    assert "\n".join((announcement, *points)) in article.body_text


@pytest.mark.parametrize(
    "part",
    [
        items(("Pétrevalle, 41 points", "Fournil Rouge, 38 points", "Mie Câline, 35 points"), "ol"),
        paragraphs("1. Pétrevalle", "2. Fournil Rouge", "3. La Miche d'Ardenne"),
    ],
    ids=["ol", "typed"],
)
def test_numbered_results_stay(part: str) -> None:
    article = read(document(part + STORIES["fr"].html))
    assert article.teasers == ()
    assert "Fournil Rouge" in article.body_text


AGENDAS = {
    "fr": ("12 mars : Salon de l'emballage, Lille", "3 avril : Journée du froid, Namur",
           "21 mai : Assises du vrac, Lyon"),
    "nl": ("12 maart: Verpakkingsdagen, Gent", "3 april: Koelforum, Breda",
           "21 mei: Congres bulkhandel, Zwolle"),
    "de": ("12. März: Verpackungstage, Kassel", "3. April: Kälteforum, Bregenz",
           "21. Mai: Kongress Unverpackt, Jena"),
    "en": ("12 March: Packaging Days, Leeds", "3 April: Cold Chain Forum, Cork",
           "21 May: Refill Congress, Bath"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["opening", "inside", "closing"])
def test_an_agenda_stays(language: str, place: str) -> None:
    story, dates = STORIES[language], AGENDAS[language]
    first, rest = story.paragraphs[:2], story.paragraphs[2:]
    main = {
        "opening": items(dates) + story.html,
        "inside": paragraphs(*first) + items(dates) + paragraphs(*rest),
        "closing": story.html + items(dates),
    }[place]
    article = read(document(main, lang=language))
    assert article.teasers == ()
    assert "\n".join(dates) in article.body_text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_agenda_in_paragraphs_with_years_stays(language: str) -> None:
    dates = tuple(entry.replace(":", " 2027:").replace("  ", " ") for entry in AGENDAS[language])
    article = read(document(paragraphs(*dates) + STORIES[language].html, lang=language))
    assert article.teasers == ()
    assert "\n".join(dates) in article.body_text


APPOINTMENTS = {
    "fr": (
        "Hélène Vasquier : la directrice des achats de Bonpré rejoint Fournil Rouge en janvier.",
        "Bastien Oriol : l'ancien chef de secteur prend la tête des magasins du Nord.",
        "Maud Terlinck : elle dirige désormais la logistique de l'enseigne.",
    ),
    "nl": (
        "Griet Santermans: de inkoopster stapt in januari over naar Zuivelhof.",
        "Joris Haverdonk: de vroegere regiomanager leidt voortaan de winkels in het noorden.",
        "Tine Okkerbeek: zij wordt verantwoordelijk voor de logistiek.",
    ),
    "de": (
        "Henrike Osterbrück: Die Einkäuferin wechselt im Januar zu Kornland.",
        "Jonas Wiesengrund: Der frühere Bezirksleiter übernimmt die Märkte im Norden.",
        "Almut Dreesbach: Sie verantwortet künftig die Logistik des Unternehmens.",
    ),
    "en": (
        "Harriet Osgoodby: the buying director joins Oakmarket in January.",
        "Tobias Renwickle: the former area manager takes charge of the northern shops.",
        "Imogen Dallaway: she now runs logistics for the whole group.",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("markup", ["list", "paragraphs"])
def test_appointments_stay(language: str, markup: str) -> None:
    people = APPOINTMENTS[language]
    part = items(people) if markup == "list" else paragraphs(*people)
    article = read(document(part + STORIES[language].html, lang=language))
    assert article.teasers == ()
    assert all(person in article.body_text for person in people)


FACTS = {
    "persons": ("Achats : Hélène Vasquier", "Logistique : Maud Terlinck", "Nord : Bastien Oriol"),
    "prices": ("Pain blanc : 2,99 euros", "Pain complet : 3,49 euros", "Baguette : 1,10 euro"),
    "winners": ("Meilleure mie : Fournil Rouge, Lille", "Meilleure croûte : Bonpré, Namur"),
    "figures": ("Chiffre d'affaires : 40 millions", "Magasins : douze", "Fondée en : 1987"),
    "ingredients": ("500 g de farine", "12 g de sel", "300 ml d'eau", "Levain"),
    "questions": ("Qui paie la borne ?", "Que deviennent les espèces ?", "Et dans les villages ?"),
}


@pytest.mark.parametrize("place", ["first", "second"])
@pytest.mark.parametrize("kind", FACTS)
def test_a_list_of_facts_stays(kind: str, place: str) -> None:
    story, facts = STORIES["fr"], FACTS[kind]
    first, *rest = story.paragraphs
    main = {
        "first": items(facts) + story.html,
        "second": paragraphs(first) + items(facts) + paragraphs(*rest),
    }[place]
    article = read(document(main))
    assert article.teasers == ()
    assert "\n".join(facts) in article.body_text


def test_an_agenda_that_links_to_other_sites_stays() -> None:
    fairs = ("Salon de l'emballage, Lille, 12 mars", "Journée du froid, Namur, 3 avril",
             "Assises du vrac, Lyon, 21 mai")  # fmt: skip
    linked_fairs = tuple(f'<a href="https://s{n}.example/">{f}</a>' for n, f in enumerate(fairs))
    article = read(document(items(linked_fairs) + STORIES["fr"].html))
    assert article.teasers == ()
    assert "\n".join(fairs) in article.body_text


def test_a_box_of_facts_with_a_heading_stays() -> None:
    facts = ("Founded: 1987", "Seat: Cork", "Shops: Ninety", "Chief executive: Imogen Dallaway")
    box = f"<div><h3>At a glance</h3>{items(facts)}</div>"
    article = read(document(box + STORIES["en"].html, lang="en"))
    assert article.teasers == ()
    assert "\n".join(("At a glance", *facts)) in article.body_text


def test_a_list_of_links_that_is_the_article_stays() -> None:
    intro = (
        "Six petits outils gratuits qui rendent service aux commerçants, choisis et essayés cet "
        "automne par la rédaction, du plus simple au plus complet :"
    )
    tools = (
        '<a href="https://etiquettes.example/">Étiquettes minute</a> imprime des prix lisibles '
        "sur n'importe quelle imprimante de bureau.",
        '<a href="https://stock.example/">Le petit stock</a> compte les articles avec un téléphone '
        "et prévient quand un rayon se vide.",
        '<a href="https://horaires.example/">Horaires clairs</a> publie les heures d\'ouverture '
        "partout à la fois, jours fériés compris.",
        '<a href="https://vitrine.example/">Vitrine libre</a> compose une affiche par semaine à '
        "partir de vos propres photos.",
    )
    article = read(document(paragraphs(intro) + items(tools), headline="Six outils gratuits"))
    assert article.teasers == ()
    assert len(lines(article)) == 1 + len(tools)


def test_bare_links_to_other_sites_after_a_colon_stay() -> None:
    story = STORIES["en"]
    links = tuple(f'<a href="https://source{n}.example/">Survey number {n}</a>' for n in range(4))
    article = read(
        document(story.html + paragraphs("The figures come from:") + items(links), lang="en")
    )
    assert article.teasers == ()
    assert "Survey number 3" in article.body_text


def test_questions_and_answers_stay() -> None:
    story = STORIES["de"]
    questions = ("Warum gerade jetzt?", "Was kostet der Umbau?", "Wer haftet für Unfälle?")
    main = "".join(
        f"<p><strong>{question}</strong></p><p>{answer}</p>"
        for question, answer in zip(questions, story.paragraphs, strict=False)
    )
    article = read(document(main + f"<p>{story.paragraphs[3]}</p>", lang="de"))
    assert article.teasers == ()
    assert [line for line in lines(article) if line.endswith("?")] == list(questions)


def test_speakers_of_an_interview_stay() -> None:
    story = STORIES["nl"]
    talk = ("Rayons: Waarom nu?", "Aerts: Omdat de kweker klaar is.", "Rayons: En de prijs?",
            "Aerts: Die dragen we voorlopig zelf.")  # fmt: skip
    article = read(document(story.html + paragraphs(*talk) + story.html[:300] + "</p>", lang="nl"))
    assert article.teasers == ()
    assert "\n".join(talk) in article.body_text


def test_a_table_stays() -> None:
    rows = "".join(
        f"<tr><td>Dossier {n}</td><td>{n * 7} %</td><td>2026</td></tr>" for n in range(1, 5)
    )
    article = read(document(f"<table>{rows}</table>{STORIES['fr'].html}"))
    assert article.teasers == ()
    assert "Dossier 2 | 14 % | 2026" in lines(article)


def test_a_list_inside_the_text_about_the_same_subject_stays() -> None:
    story = STORIES["fr"]
    points = (
        "Les clients paient à la borne près de la porte",
        "Le personnel reste au comptoir",
        "Une caisse ordinaire dans les villages",
    )
    article = read(document(story.html + items(points) + paragraphs(story.paragraphs[0])))
    assert article.teasers == ()
    assert "\n".join(points) in article.body_text


# -- accounting


def test_every_block_of_the_body_comes_out_once() -> None:
    story = STORIES["fr"]
    above = MARKUPS["headed box"](TEASERS["fr"], "fr")
    main = f"{above}{story.html}<p>Abonnez-vous à notre newsletter</p>"
    found = cleaned(document(main))
    parts = split(found, Magazine(slug="any", title="", homepage="http://any.example/"))
    kept = [block.text for block in (*parts.article, *parts.boilerplate)]
    teasers = [f"{t.label} : {t.text}" for t in parts.teasers]
    everything = [found.blocks[i].text for i in found.body]
    headline = [story.headline]
    assert sorted(everything) == sorted([*headline, *kept, *teasers, HEADINGS["fr"]])


def test_positions_count_from_zero_in_every_zone() -> None:
    story = STORIES["fr"]
    above = MARKUPS["linked list"](TEASERS["fr"], "fr")
    below = '<aside class="related"><h3>Sur le même sujet</h3><ul>' + "".join(
        f'<li><a href="/news/{n}">Un titre d\'article numéro {n}</a></li>' for n in range(2)
    )
    promo = '<p>À lire aussi : <a href="/news/9">Le pain au levain</a></p>'
    main = above + paragraphs(*story.paragraphs[:2]) + promo + paragraphs(*story.paragraphs[2:])
    parts = told_apart(document(f"{main}{below}</ul></aside>"), url=URL)
    assert [(t.zone, t.position) for t in parts.teasers] == [
        ("header", 0),
        ("header", 1),
        ("header", 2),
        ("body", 0),
        ("after", 0),
        ("after", 1),
    ]


def test_colons_inside_two_of_three_headlines_are_no_labels() -> None:
    texts = (
        "Carpets: A trade in decline",
        "Four steps: How to sell",
        "Why bookshops refuse to die",
    )
    linked_texts = "".join(f'<p><a href="/mag/{n}">{text}</a></p>' for n, text in enumerate(texts))
    box = f"<div><h3>In this issue</h3>{linked_texts}</div>"
    article = read(document(box + STORIES["en"].html, lang="en"))
    assert [(t.label, t.text) for t in article.teasers] == [
        ("In this issue", text) for text in texts
    ]


def test_a_linked_title_that_ends_with_a_stop_is_one_of_the_items() -> None:
    texts = (
        "Why bookshops refuse to die…",
        "The mustard miller of the hills",
        "Carpets in trouble",
    )
    linked_texts = "".join(f'<p><a href="/mag/{n}">{text}</a></p>' for n, text in enumerate(texts))
    box = f"<div><h3>In this issue</h3>{linked_texts}</div>"
    article = read(document(box + STORIES["en"].html, lang="en"))
    assert [t.text for t in article.teasers] == list(texts)


def test_what_announces_a_list_announces_the_next_as_well() -> None:
    first, second = (
        ("Keine Vorkasse und kein Mindestumsatz", "Kein Vertrag über mehrere Jahre"),
        ("Bezahlt wird nach Aufwand", "Gekündigt wird jederzeit", "Beraten wird persönlich"),
    )
    story = STORIES["de"]
    opening = paragraphs("Was uns von anderen unterscheidet:")
    main = opening + items(first) + items(second) + story.html
    article = read(document(main, lang="de"))
    assert article.teasers == ()
    assert set(first + second) <= set(lines(article))


def test_one_headline_that_begins_like_a_rubric_has_no_label() -> None:
    texts = tuple(teaser.text for teaser in TEASERS["de"])
    titles = ("Schuh-Trend: Dicke Sohlen sind wieder gefragt", *texts)
    article = read(document(items(titles) + STORIES["de"].html, lang="de"))
    assert [(t.label, t.text) for t in article.teasers] == [(None, text) for text in titles]


def test_a_short_title_among_others_is_one() -> None:
    texts = (*(teaser.text for teaser in TEASERS["de"]), "Zuckersteuer 2.0")
    article = read(document(items(texts) + STORIES["de"].html, lang="de"))
    assert [teaser.text for teaser in article.teasers] == list(texts)


def test_a_directory_above_the_text_promotes_nothing() -> None:
    links = tuple(f'<a href="/n/{n}">Senfmüller und Eisdielen im Bezirk {n}</a>' for n in range(20))
    article = read(document(items(links) + STORIES["de"].html, lang="de"))
    assert article.teasers == ()
    assert article.body_text == STORIES["de"].text
