"""Headlines on many subjects, told from the points of one; seen on whole pages."""

import pytest

from tests.extract.samples import LANGUAGES, STORIES, document, items, paragraphs, read

FOREIGN = {
    "fr": ("Le dernier moutardier de la vallée", "Surgelés, glaces et desserts d'été",
           "Apprendre à vendre des tapis anciens"),
    "nl": ("Een dag mee met de nachtploeg", "Tapijthandelaars zoeken nieuwe wegen",
           "Wie koopt er nog sigaren?"),
    "de": ("Zu Besuch beim letzten Senfmüller", "Eisdielen suchen händeringend Saisonkräfte",
           "Tiefkühlpizza auf dem Prüfstand"),
    "en": ("Why the corner bookshop refuses to die", "Nobody taught me how to sell carpets",
           "Frozen desserts, sauces and snacks"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("above", [2, 3])
def test_headlines_on_other_subjects_are_teasers_among_the_paragraphs_too(
    language: str, above: int
) -> None:
    story, titles = STORIES[language], FOREIGN[language]
    parts = paragraphs(*story.paragraphs[:above]), paragraphs(*story.paragraphs[above:])
    article = read(document(items(titles).join(parts), lang=language))
    assert article.body_text == story.text
    assert [t.text for t in article.teasers] == list(titles)


@pytest.mark.parametrize(
    "line",
    ["<h3>Auf einen Blick</h3>", "<p>Was noch fehlt:</p>", "<p>Auf einen Blick</p>"],
    ids=["heading", "colon", "short line"],
)
def test_a_list_among_the_paragraphs_that_a_line_announces_stays(line: str) -> None:
    story, titles = STORIES["de"], FOREIGN["de"]
    parts = paragraphs(*story.paragraphs[:2]), paragraphs(*story.paragraphs[2:])
    article = read(document(f"{line}{items(titles)}".join(parts), lang="de"))
    assert article.teasers == ()
    assert "\n".join(titles) in article.body_text


@pytest.mark.parametrize(
    "points",
    [
        ("Gemeldet werden Senfkörner aus Kanada", "Gemeldet werden Zwiebeln aus Franken",
         "Gemeldet werden Gurken aus Polen"),
        ("Form: Rund oder oval", "Farbe: Zwei Töne nach Wahl", "Gewicht: Kaum fünf Gramm leicht"),
        ("Senfkörner", "Zwiebeln", "Saure Gurken"),
        ("Senfkörner kommen aus Kanada.", "Zwiebeln wachsen in Franken.", "Gurken liefert Polen."),
        ("die Senfkörner aus dem Norden", "die Zwiebeln vom letzten Herbst",
         "die Gurken ganz ohne Zucker"),
    ],
    ids=["of one kind", "facts", "names", "sentences", "lower case"],
)  # fmt: skip
def test_lists_of_new_words_among_the_paragraphs_stay(points: tuple[str, ...]) -> None:
    story = STORIES["de"]
    parts = paragraphs(*story.paragraphs[:2]), paragraphs(*story.paragraphs[2:])
    article = read(document(items(points).join(parts), lang="de"))
    assert article.teasers == ()
    assert "\n".join(points) in article.body_text


def test_headlines_that_share_no_words_with_each_other_may_share_some_with_the_text() -> None:
    story = STORIES["en"]
    titles = ("Glass, money and shelf prices", "Lapland washing lines freeze",
              "Carpet retailers cautious again")  # fmt: skip
    article = read(document(items(titles) + story.html, lang="en"))
    assert [t.text for t in article.teasers] == list(titles)
