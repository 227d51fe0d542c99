"""What speaks for teasers and what against, seen on whole pages."""

import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, items, paragraphs, read

NUMBERED = {
    "fr": ("10 façons d'emballer un colis fragile", "7 erreurs que commet tout gérant",
           "12 idées de vitrines pour le printemps"),
    "nl": ("10 manieren om breekbare pakjes te versturen", "7 fouten die elke uitbater maakt",
           "12 ideeën voor een etalage in de lente"),
    "de": ("10 Wege, ein zerbrechliches Paket zu packen", "7 Fehler, die jeder Wirt einmal macht",
           "12 Ideen für ein Schaufenster im Mai"),
    "en": ("10 ways to pack a fragile parcel", "7 mistakes that every landlord makes",
           "12 ideas for a window in spring"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_headlines_may_begin_with_a_figure(language: str) -> None:
    titles = NUMBERED[language]
    linked = tuple(f'<a href="/mag/{n}">{title}</a>' for n, title in enumerate(titles))
    article = read(document(items(linked) + STORIES[language].html, lang=language))
    assert [t.text for t in article.teasers] == list(titles)


INGREDIENTS = {
    "fr": ("2 cuillères à soupe d'huile d'olive", "1 cuillère à café de sel", "1/2 tasse de lait"),
    "nl": ("2 eetlepels olijfolie van goede kwaliteit", "1 theelepel zeezout", "1/2 kop melk"),
    "de": ("2 Esslöffel gutes Olivenöl aus Ligurien", "1 Teelöffel Salz", "1/2 Tasse Milch"),
    "en": ("2 spoons of good olive oil", "1 pinch of fine sea salt", "1/2 cup of lukewarm milk"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_ingredients_stay(language: str) -> None:
    article = read(document(items(INGREDIENTS[language]) + STORIES[language].html, lang=language))
    assert article.teasers == ()
    assert "\n".join(INGREDIENTS[language]) in article.body_text


EVENTS = {
    "fr": ("Lieu : Palais des congrès, Namur", "Horaire : Portes à neuf heures", "Prix : Gratuit"),
    "nl": ("Plaats: Jaarbeurs, zaal drie", "Datum: Eerste maandag van mei", "Prijs: Gratis"),
    "de": ("Ort: Kornhaus, Kassel", "Thema: Brot ohne Eile", "Eintritt: Frei für Mitglieder"),
    "en": ("Venue: Corn Exchange, Leeds", "Date: First Monday in May", "Price: Free for members"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_and_when_stay(language: str) -> None:
    article = read(document(items(EVENTS[language]) + STORIES[language].html, lang=language))
    assert article.teasers == ()
    assert "\n".join(EVENTS[language]) in article.body_text


def test_documents_of_the_article_stay() -> None:
    files = tuple(f'<a href="/files/{n}.pdf">The handbook, volume {n}</a>' for n in range(3))
    story = STORIES["en"]
    main = paragraphs(story.paragraphs[0]) + items(files) + paragraphs(*story.paragraphs[1:])
    assert read(document(main, lang="en")).teasers == ()


def test_what_an_article_recommends_stays() -> None:
    books = ("The counter and the street, Ada Fenwick", "Bread without hurry, Tom Arkle")
    story = STORIES["en"]
    half = paragraphs(*story.paragraphs[:2]), paragraphs(*story.paragraphs[2:])
    box = f"<h3>Recommended books</h3>{items(books)}"
    article = read(document(box.join(half), lang="en"))
    assert article.teasers == ()
    assert "\n".join(books) in article.body_text


def test_known_rubrics_are_teasers_below_two_paragraphs_too() -> None:
    teasers = ("Interview : Nobody taught me to sell", "Profile : The last mustard miller",
               "Feature : Why the bookshop refuses to die")  # fmt: skip
    story = STORIES["en"]
    half = paragraphs(*story.paragraphs[:2]), paragraphs(*story.paragraphs[2:])
    article = read(document(items(teasers).join(half), lang="en"))
    assert [t.label for t in article.teasers] == ["Interview", "Profile", "Feature"]


def test_a_long_article_shares_words_with_any_headline() -> None:
    titles = ("Wholesale cheese markets await lower prices", "Orchard owners invest in storage",
              "Village grocers rediscover delivery rounds")  # fmt: skip
    # each sentence has one word of a headline, among many others, as long texts do
    told = [word for title in titles for word in title.split() if len(word) >= 5][::2]
    filler = " ".join(STORIES["en"].paragraphs)
    many = [f"{filler} As for {word}, the group keeps silent." for word in told] * 5
    article = read(
        document(items(titles) + paragraphs(*dict.fromkeys(many), filler * 25), lang="en")
    )
    assert [t.text for t in article.teasers] == list(titles)


RELATED = {
    "fr": ("Lire aussi", "Une chaîne de boulangeries retire douze caisses"),
    "nl": ("Lees ook", "Tuincentra testen een jaar lang nieuwe potten"),
    "de": ("Mehr zum Thema", "Baumarktkette richtet acht offene Werkstätten ein"),
    "en": ("Read next", "Dairy group tested returnable glass in nine shops"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_announced_as_related_may_speak_of_the_same(language: str) -> None:
    story = STORIES[language]
    heading, title = RELATED[language]
    links = tuple(f'<a href="/n/{n}">{title} {n}</a>' for n in "abc")
    first, second, *rest = story.paragraphs
    main = paragraphs(first, second) + f"<h4>{heading}</h4>{items(links)}" + paragraphs(*rest)
    article = read(document(main, lang=language))
    assert article.body_text == story.text
    assert {(t.label, t.zone) for t in article.teasers} == {(heading, "body")}


def test_points_name_what_the_article_speaks_of_in_words_of_their_own() -> None:
    story = STORIES["de"]
    nouns = [word for word in story.text.replace(".", " ").split() if word[0].isupper()]
    long = [word.strip(",„“") for word in nouns if len(word.strip(",„“")) >= 8][:3]
    points = (f"Elf {long[0]} empfehlenswert", f"Vier kommen ohne {long[1]} kaum davon",
              f"Mit dabei: ein {long[2]} zum Aufblasen")  # fmt: skip
    article = read(document(items(points) + story.html, lang="de"))
    assert article.teasers == ()
    assert "\n".join(points) in article.body_text


def test_a_year_in_a_long_title_makes_no_agenda() -> None:
    titles = (
        "The best carpets for wet cellars in 2026: Tested and compared",
        "Every mustard that won a prize in 2025: Our list",
        "Who still buys cigars",
    )
    article = read(document(items(titles) + STORIES["en"].html, lang="en"))
    assert [t.text for t in article.teasers] == list(titles)


def test_headlines_behind_unknown_labels_begin_in_lower_case_in_french() -> None:
    titles = (
        "Moutarde : retour aux sources pour un vieux moulin",
        "Cigares : histoire d'une lente disparition",
        "Tapis : ce que disent les vendeurs",
    )
    article = read(document(items(titles) + STORIES["fr"].html))
    assert [t.label for t in article.teasers] == ["Moutarde", "Cigares", "Tapis"]


def test_known_rubrics_are_teasers_below_the_text_too() -> None:
    teasers = ("Interview : Nobody taught me to sell", "Profile : The last mustard miller",
               "Feature : Why the bookshop refuses to die")  # fmt: skip
    story = STORIES["en"]
    article = read(document(story.html + items(teasers), lang="en"))
    assert article.body_text == story.text
    assert [(t.zone, t.label) for t in article.teasers] == [
        ("after", "Interview"), ("after", "Profile"), ("after", "Feature")
    ]  # fmt: skip
