"""Headlines on many subjects, told from the points of one; seen on whole pages."""

import pytest

from tests.extract.samples import STORIES, document, items, paragraphs, read


@pytest.mark.parametrize(
    "points",
    [
        ("Gemeldet werden Senfkörner aus Kanada", "Gemeldet werden Zwiebeln aus Franken",
         "Gemeldet werden Gurken aus Polen"),
        ("Form: Rund oder oval", "Farbe: Zwei Töne nach Wahl", "Gewicht: Kaum fünf Gramm leicht"),
        ("Senfkörner", "Zwiebeln", "Saure Gurken"),
        ("Foire de la moutarde, Dijon, 12 mai", "Salon des cigares, Genève, 3 juin",
         "Journées du tapis, Tournai, 21 mai"),
        ("Die letzte Mühle, Ada Fenwick", "Brot ohne große Eile, Tom Arkle",
         "Der Tapetenwechsel, Imogen Dallaway"),
        ("Senfkörner kommen aus Kanada.", "Zwiebeln wachsen in Franken.", "Gurken liefert Polen."),
        ("die Senfkörner aus dem Norden", "die Zwiebeln vom letzten Herbst",
         "die Gurken ganz ohne Zucker"),
    ],
    ids=["of one kind", "facts", "names", "fairs", "books", "sentences", "lower case"],
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
