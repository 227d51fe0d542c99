"""What is handled on purpose, whole pages through the whole of extraction (docs/extraction.md)."""

import pytest

from tests.extract.samples import STORIES, document, items, lines, paragraphs, read

STORY = STORIES["fr"]
FIRST, SECOND, THIRD, FOURTH = STORY.paragraphs
QUESTIONS = (
    "Pourquoi retirer les caisses ?",
    "Que disent les clients âgés ?",
    "Et l'emploi ?",
    "Combien cela coûte-t-il ?",
)


@pytest.mark.parametrize("question", ["<p><strong>{}</strong></p>", "<h3>{}</h3>", "<p>{}</p>"])
def test_an_interview_keeps_its_questions(question: str) -> None:
    pairs = list(zip(QUESTIONS, STORY.paragraphs, strict=True))
    html = "".join(question.format(q) + paragraphs(answer) for q, answer in pairs)
    found = read(document(html))
    told = [*(found.lead or "").split("\n"), *lines(found)]
    assert [line for line in told if line] == [line for pair in pairs for line in pair]


def test_an_interview_keeps_who_speaks() -> None:
    said = (
        f"Rayons : {QUESTIONS[0]}",
        f"Odile Varennes : {FIRST}",
        f"Rayons : {QUESTIONS[1]}",
        f"Odile Varennes : {THIRD}",
    )
    assert lines(read(document(paragraphs(*said)))) == list(said)


def test_a_liveblog_keeps_its_entries_in_page_order() -> None:
    titles = ("La grève prend fin", "Le médiateur arrive", "Les camions bloqués", "Le dépôt fermé")
    html = "".join(
        f'<div class="entry"><time datetime="2026-11-23T{hour}:00">{hour}h00</time>'
        f"<h3>{title}</h3>{paragraphs(text)}</div>"
        for hour, title, text in zip((14, 13, 12, 11), titles, STORY.paragraphs, strict=True)
    )
    found = lines(read(document(html)))
    kept = [line for line in found if not line.endswith("h00")]
    assert kept == [line for pair in zip(titles, STORY.paragraphs, strict=True) for line in pair]
    assert {"13h00", "12h00", "11h00"} <= set(found)


@pytest.mark.parametrize(
    "box",
    ['<aside class="encadre">{}</aside>', '<div class="factbox">{}</div>', "<div>{}</div>"],
)
def test_a_factbox_stays_where_it_stands(box: str) -> None:
    title, text = (
        "Pétrevalle en chiffres",
        "La chaîne compte 212 magasins et 3 100 salariés. Elle a été fondée à Namur en 1974 et "
        "appartient encore à la famille de son fondateur.",
    )
    inside = box.format(f"<h3>{title}</h3><p>{text}</p>")
    html = paragraphs(FIRST, SECOND) + inside + paragraphs(THIRD, FOURTH)
    assert lines(read(document(html))) == [FIRST, SECOND, title, text, THIRD, FOURTH]


def test_a_factbox_of_points_stays() -> None:
    points = ("212 magasins", "3 100 salariés", "Siège : Namur")
    box = f'<div class="infobox"><h4>Repères</h4>{items(points)}</div>'
    html = paragraphs(FIRST, SECOND) + box + paragraphs(THIRD, FOURTH)
    assert lines(read(document(html))) == [FIRST, SECOND, "Repères", *points, THIRD, FOURTH]


@pytest.mark.parametrize(
    ("lang", "notice"),
    [
        (
            "fr",
            "Correction du 24 novembre : une version précédente de cet article indiquait à tort "
            "que la chaîne comptait 221 magasins.",
        ),
        (
            "nl",
            "Correctie 24/11: in een eerdere versie van dit artikel stond dat Groenvaert zes "
            "vestigingen heeft.",
        ),
        (
            "de",
            "Korrektur: In einer früheren Fassung dieses Artikels hieß es, die Kette betreibe neun "
            "Werkstätten. Es sind acht.",
        ),
        (
            "en",
            "Correction: an earlier version of this article said that the trial ran in twelve "
            "shops. It was nine.",
        ),
    ],
)
def test_a_correction_notice_is_the_articles(lang: str, notice: str) -> None:
    html = f"{STORIES[lang].html}<p><em>{notice}</em></p>"
    assert lines(read(document(html, lang=lang)))[-1] == notice


def test_footnotes_without_a_heading_stay() -> None:
    notes = (
        "Rapport annuel 2025 de la fédération, page 12.",
        "Enquête menée en mars auprès de 800 clients.",
    )
    first = f'<p>{FIRST}<sup><a href="#n1">1</a></sup></p>'
    html = first + paragraphs(SECOND, THIRD, FOURTH) + items(notes, "ol")
    assert lines(read(document(html)))[-2:] == list(notes)


def test_a_caption_is_not_the_text() -> None:
    figure = (
        "<figure><img src='/a.jpg'><figcaption>La borne. © Studio Lemaire</figcaption></figure>"
    )
    html = paragraphs(FIRST, SECOND) + figure + paragraphs(THIRD, FOURTH)
    assert lines(read(document(html))) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_pull_quote_is_not_told_twice() -> None:
    quote = "<blockquote><p>la file d'attente du midi s'est réduite de moitié</p></blockquote>"
    html = paragraphs(FIRST, SECOND) + quote + paragraphs(THIRD, FOURTH)
    assert lines(read(document(html))) == [FIRST, SECOND, THIRD, FOURTH]


def test_a_quote_that_the_text_does_not_have_stays() -> None:
    said = "« Nous aurions dû commencer il y a dix ans », dit la directrice des magasins."
    html = paragraphs(FIRST, SECOND) + f"<blockquote><p>{said}</p></blockquote>"
    assert said in lines(read(document(html + paragraphs(THIRD, FOURTH))))
