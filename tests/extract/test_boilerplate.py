"""What stands in the article's element and is neither its text nor a teaser."""

import pytest

from tests.extract.samples import (
    LANGUAGES,
    STORIES,
    document,
    lines,
    paragraphs,
    read,
    read_text,
    told_apart,
)
from tradecrawler.magazine import Magazine

CALLS = {
    "fr": (
        "Vous voulez tout savoir sur l'actualité du commerce et sur nos formations ?",
        "Abonnez-vous à notre newsletter :",
    ),
    "nl": (
        "Wilt u niets missen van het nieuws uit uw sector?",
        "Schrijf u in op onze gratis nieuwsbrief",
    ),
    "de": (
        "Möchten Sie jede Woche wissen, was Ihre Branche bewegt?",
        "Melden Sie sich für unseren Newsletter an.",
    ),
    "en": (
        "Do you want to know what moves your trade, twice a week?",
        "Sign up for our free newsletter!",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_to_subscribe_goes_with_its_question(language: str) -> None:
    story = STORIES[language]
    main = story.html + paragraphs(*CALLS[language])
    assert read(document(main, lang=language)).body_text == story.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_same_in_plain_text(language: str) -> None:
    story = STORIES[language]
    article = read_text("\n".join((*story.paragraphs, *CALLS[language])))
    assert lines(article) == list(story.paragraphs[1:])


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_call_to_subscribe_in_the_middle_goes_alone(language: str) -> None:
    story = STORIES[language]
    first, *rest = story.paragraphs
    main = paragraphs(first, CALLS[language][1], *rest)
    assert read(document(main, lang=language)).body_text == story.text


@pytest.mark.parametrize("button", ["Je m'inscris", "Découvrir nos formules"])
def test_the_button_below_a_call_goes_with_it(button: str) -> None:
    story = STORIES["fr"]
    call = f"<p>{CALLS['fr'][1]}</p><p><a href='#'>{button}</a></p>"
    for main in (story.html + call, call + story.html):
        assert read(document(main)).body_text == story.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "L'enseigne a annoncé dans sa newsletter que les clients recevront un bon de "
               "réduction à chaque visite au cours du mois prochain."),
        ("fr", "« Et le client, que veut-il ? », demande la gérante."),
        ("nl", "De keten wil haar nieuwsbrief voortaan op papier laten verschijnen."),
        ("de", "Wer haftet, wenn Sie sich an der Säge verletzen?"),
        ("en", "The newsletter of the group says nothing about the price."),
    ],
)  # fmt: skip
def test_sentences_about_such_things_stay(language: str, text: str) -> None:
    story = STORIES[language]
    main = paragraphs(*story.paragraphs[:2], text, *story.paragraphs[2:])
    assert text in lines(read(document(main, lang=language)))


FURNITURE = {
    "fr": ("Partager : E-mail · Copier le lien", "Publicité", "Mots-clés : pain, caisse",
           "Aucun commentaire", "© Rayons. Tous droits réservés.", "Temps de lecture : 3 minutes",
           "Photo : Odile Varennes"),
    "nl": ("Delen", "Advertentie", "Trefwoorden: planten, potten", "Reacties",
           "Alle rechten voorbehouden", "3 minuten leestijd", "Foto: Tine Okkerbeek"),
    "de": ("Teilen", "Anzeige", "Schlagwörter: Holz, Werkstatt", "Kommentare",
           "Alle Rechte vorbehalten", "Lesezeit: 3 Minuten", "Foto: Almut Dreesbach"),
    "en": ("Share this on LinkedIn", "Advertisement", "Tags: glass, milk", "2 comments",
           "All rights reserved", "3 min read", "Photo: Imogen Dallaway"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(7))
@pytest.mark.parametrize("place", ["above", "inside", "below"])
def test_lines_of_the_pages_own(language: str, number: int, place: str) -> None:
    story, line = STORIES[language], FURNITURE[language][number]
    parts = list(story.paragraphs)
    parts.insert({"above": 0, "inside": 2, "below": 4}[place], line)
    assert read(document(paragraphs(*parts), lang=language)).body_text == story.text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Partager les bornes entre voisins ne coûterait presque rien, dit la direction."),
        ("nl", "Delen is het nieuwe kopen, vindt de inkoper van de tuincentra."),
        ("de", "Anzeigen schaltet die Kette für ihre Werkstätten bisher nicht."),
        ("en", "Comments from shoppers were mostly kind during the trial."),
        ("en", "Share prices of the rivals fell after the announcement on Monday."),
    ],
)
def test_sentences_that_begin_like_such_lines_stay(language: str, text: str) -> None:
    story = STORIES[language]
    main = paragraphs(*story.paragraphs[:2], text, *story.paragraphs[2:])
    assert text in lines(read(document(main, lang=language)))


DATELINES = {
    "fr": ("Publié le 3 mars 2026 à 8h30", "Mis à jour le 04/03/2026", "Lyon, 3 mars 2026"),
    "nl": ("Geplaatst op 3 maart 2026", "Bijgewerkt: 04-03-2026", "3 maart 2026 om 8.30 u"),
    "de": ("Veröffentlicht am 3. März 2026", "Stand: 04.03.2026", "3. März 2026, 8:30 Uhr"),
    "en": ("Published 3 March 2026", "Last updated: March 4, 2026", "March 3, 2026, 8:30 am"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(3))
def test_datelines_above_the_text_go(language: str, number: int) -> None:
    story = STORIES[language]
    main = f"<p>{DATELINES[language][number]}</p>{story.html}"
    assert read(document(main, lang=language)).body_text == story.text


def test_what_stands_above_the_headline_is_not_the_text() -> None:
    markup = document(STORIES["nl"].html, lang="nl")
    markup = markup.replace("<h1>", "<p>Winkels</p><p>Nr. 12 | najaar</p><h1>")
    assert read(markup).body_text == STORIES["nl"].text


def test_a_paragraph_above_the_headline_is_kept() -> None:
    story = STORIES["nl"]
    markup = document(paragraphs(*story.paragraphs[1:]), lang="nl")
    markup = markup.replace("<h1>", f"<p>{story.paragraphs[0]}</p><h1>")
    article = read(markup)
    assert {article.lead, *lines(article)} - {None} >= set(story.paragraphs[1:])


@pytest.mark.parametrize(
    "tail",
    [
        "<h3>Commentaires</h3>",
        '<p><a href="/news">Retour aux actualités</a></p>',
        '<h4>À propos</h4><p><a href="/abo">S\'abonner</a></p>',
        '<p><a href="/a">Précédent</a></p><p><a href="/b">Suivant</a></p>',
    ],
)
def test_what_hangs_below_the_text_goes(tail: str) -> None:
    story = STORIES["fr"]
    assert read(document(story.html + tail)).body_text == story.text


def test_links_to_the_other_language_editions_go() -> None:
    story = STORIES["fr"]
    head = '<link rel="alternate" hreflang="nl" href="/nl/brood">'
    line = '<p>Lees in het Nederlands: <a href="/nl/brood">Brood zonder kassa</a></p>'
    assert read(document(line + story.html, head=head)).body_text == story.text


def test_what_the_magazine_declares_goes() -> None:
    story = STORIES["fr"]
    magazine = Magazine(
        slug="any", title="", homepage="http://any.example/", boilerplate=(r"Rayons,? le m",)
    )
    line = "Rayons, le mensuel du détaillant, est édité à Namur par une petite équipe."
    for main in (paragraphs(line) + story.html, story.html + paragraphs(line)):
        parts = told_apart(document(main), magazine=magazine)
        assert [block.text for block in parts.article] == list(story.paragraphs)
        assert line in [block.text for block in parts.boilerplate]


ENDINGS = {
    "fr": ("Sur le même sujet", "À propos de l'auteur", "Commentaires"),
    "nl": ("Over de auteur", "Reacties", "Meer nieuws"),
    "de": ("Über den Autor", "Quellen", "Empfohlene Beiträge"),
    "en": ("About the author", "Comments (12)", "More headlines"),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(3))
def test_what_stands_below_an_ending_goes(language: str, number: int) -> None:
    story = STORIES[language]
    ending = f"<h3>{ENDINGS[language][number]}</h3><p>Milda Ostrander, 41</p><p>Ravensby</p>"
    assert read(document(story.html + ending, lang=language)).body_text == story.text


@pytest.mark.parametrize(
    ("language", "heading"),
    [
        ("fr", "À propos de l'auteur"),
        ("nl", "Over de auteur"),
        ("de", "Quellen"),
        ("en", "About the author"),
    ],
)
def test_a_heading_that_reads_like_an_ending_heads_a_section(language: str, heading: str) -> None:
    story = STORIES[language]
    first, *rest = story.paragraphs
    main = f"<p>{first}</p><h3>{heading}</h3>" + paragraphs(*rest)
    assert read(document(main, lang=language)).body_text.count("\n") == len(rest) + 1


@pytest.mark.parametrize(
    "credit",
    [
        "Le nouveau dépôt, vu du canal. Photo : Atelier Brunel",
        "Het nieuwe magazijn aan de kanaalzijde | Foto: Studio Kade",
        "Blick in das neue Lager (Foto: Werkbild Nord)",
        "The new depot seen from the canal © Harbour Pictures",
    ],
)
def test_a_line_that_ends_with_a_credit_is_a_caption(credit: str) -> None:
    story = STORIES["en"]
    first, *rest = story.paragraphs
    main = paragraphs(first, credit, *rest)
    assert read(document(main, lang="en")).body_text == story.text


def test_a_byline_between_the_lead_and_the_text_goes() -> None:
    story = STORIES["de"]
    first, *rest = story.paragraphs
    main = paragraphs(first, "von Anneliese Brock am 14. Mai 2026, 15:40 Uhr", *rest)
    assert read(document(main, lang="de")).body_text == story.text


COMMENTS = {
    "fr": ("3 commentaires", "Paul a écrit :", "Répondre"),
    "nl": ("Reacties (3)", "Paul schreef:", "Beantwoorden"),
    "de": ("Leserkommentare", "Paul schrieb:", "Antworten"),
    "en": ("Reader comments", "Posted by Paul on January 6, 2026 2:09 PM", "Report this comment"),
}
OPINIONS = (
    "I have read every word of this, and I can not say that I agree with any of it, sorry.",
    "Why does nobody ask the people who carry the crates? They would have told you all of it.",
)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("times", [1, 12])
def test_readers_comments_go_however_many_they_are(language: str, times: int) -> None:
    story = STORIES[language]
    heading, signature, button = COMMENTS[language]
    comments = "".join(
        f"<p>{text}</p><p>{signature}</p><p>{button}</p>" for text in OPINIONS * times
    )
    main = f"<div>{story.html}<p>{heading}</p>{comments}</div>"
    assert read(document(main, lang=language)).body_text == story.text


def test_comments_that_are_closed_go_though_nobody_has_signed() -> None:
    story = STORIES["en"]
    main = story.html + paragraphs("Comments are now closed for this story", *OPINIONS * 6)
    assert read(document(main, lang="en")).body_text == story.text


@pytest.mark.parametrize("heading", ["3 comments", "Have your say"])
def test_what_nobody_signs_is_no_comment(heading: str) -> None:
    story = STORIES["en"]
    first, second, *rest = story.paragraphs
    main = f"{paragraphs(first, second)}<h3>{heading}</h3>{paragraphs(*rest)}"
    assert read(document(main, lang="en")).body_text.split("\n")[-1] == rest[-1]


def test_a_script_that_became_text_goes() -> None:
    story = STORIES["en"]
    script = "document.write('x'); var ie=document.all; var tip=ie['tip'];"
    assert read(document(paragraphs(script) + story.html, lang="en")).body_text == story.text


def test_a_kicker_in_the_headline_s_element_goes_with_it() -> None:
    story = STORIES["nl"]
    markup = document(story.html, lang="nl")
    markup = markup.replace("<main><h1>", "<main><h1><span>Winkelnieuws</span> ")
    assert read(markup).body_text == story.text


def test_a_section_s_heading_that_ends_with_the_headline_stays() -> None:
    story = STORIES["nl"]
    heading = f"<h2>Waarom {story.headline.lower()}</h2>"
    main = paragraphs(*story.paragraphs[:2]) + heading + paragraphs(*story.paragraphs[2:])
    markup = document(main, lang="nl").replace(f"<h1>{story.headline}</h1>", "")
    assert f"Waarom {story.headline.lower()}" in lines(read(markup))


def test_a_title_with_a_date_among_typed_bullets_is_no_dateline() -> None:
    titles = ("Der letzte Senfmüller", "Notiz 23.11.2026", "Wer kauft noch Zigarren?")
    above = "".join(f'<p>• <a href="/n/{n}">{title}</a></p>' for n, title in enumerate(titles))
    article = read(document(f"<div>{above}</div>{STORIES['de'].html}", lang="de"))
    assert [t.text for t in article.teasers] == list(titles)
